"""A migration that remakes a guarded table, or one that a guard names, leaves every guard in place.

SQLite drops a table's triggers silently when AlterField remakes the table; PostgreSQL refuses to alter the type
of a column that a trigger names.
"""

import importlib
import sys

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, migrations, models, transaction

from claims import migrations as real
from claims.models import Article, Claim, Event, Verdict
from claims.record import guards
from claims.review.verdicts import record_verdict
from claims.review.wording import mark_claim
from tests.conftest import NOW, make_person

REMADE = {
    "status of claims": ("claim", "status", models.CharField(max_length=30, default="unchecked")),
    "length of revisions": ("revision", "length", models.PositiveBigIntegerField()),
    "body of revisions": ("revision", "body", models.CharField(max_length=90_000)),
    "words of verdicts": ("verdict", "verdict", models.CharField(max_length=40)),
    "action of events": ("event", "action", models.TextField()),
    "body of details": ("eventdetail", "body", models.CharField(max_length=90_000)),
    "time of confirmations": ("confirmation", "at", models.DateTimeField(db_index=True)),
    "reason of sign-offs": ("signoff", "revoked_because", models.CharField(max_length=900)),
    "slug of articles": ("article", "slug", models.SlugField(max_length=250, unique=True)),
}


@pytest.fixture
def later_version(own_database, settings, tmp_path, monkeypatch):
    """Return a function that gives the app one more migration, with these operations, and migrates."""
    package = tmp_path / "later_version"
    package.mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    names = [name for name in sys.modules if name.startswith("later_version")]
    for name in names:
        monkeypatch.delitem(sys.modules, name)
    (package / "__init__.py").write_text(f"__path__ = [*{list(real.__path__)!r}, *__path__]\n")
    (package / "9999_later.py").write_text(
        "from django.db import migrations\n"
        f"class Migration(migrations.Migration):\n    dependencies = [('claims', '{latest()}')]\n    operations = []\n"
    )
    settings.MIGRATION_MODULES = {"claims": "later_version"}

    def migrate(*operations):
        importlib.import_module("later_version.9999_later").Migration.operations = list(operations)
        call_command("migrate", "claims", verbosity=0)

    yield migrate
    for name in [name for name in sys.modules if name.startswith("later_version")]:
        del sys.modules[name]


def latest():
    from pathlib import Path

    return max(path.stem for path in Path(real.__path__[0]).glob("0*.py"))


@pytest.fixture
def disputed(own_database):
    cora = make_person("cora", "checker")
    article = Article.objects.create(slug="bridge", headline="The bridge")
    claim = mark_claim(article, by=cora, at=NOW, statement="It is so.")
    record_verdict(claim, by=cora, verdict="disputed", reason="It is not.", at=NOW)
    return claim


def assert_guarded(claim):
    assert guards.missing(connection) == []
    for attack in (
        lambda: Claim.objects.filter(pk=claim.pk).update(status="stet"),
        lambda: Verdict._base_manager.update(reason="Perhaps."),
        lambda: Event._base_manager.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="append-only|explains"), transaction.atomic():
            attack()
    assert Claim.objects.get().status == "disputed"


@pytest.mark.parametrize(
    "remade", [["status of claims"], ["length of revisions"], list(REMADE)], ids=["guarded", "named in a guard", "all"]
)
def test_a_remade_table_is_guarded_again(disputed, later_version, remade):
    later_version(*(migrations.AlterField(*REMADE[what]) for what in remade))
    assert_guarded(disputed)


def test_a_new_column_and_a_new_constraint_leave_the_guards(disputed, later_version):
    later_version(
        migrations.AddField("claim", "mood", models.CharField(max_length=9, default="")),
        migrations.AddConstraint(
            "claim", models.CheckConstraint(condition=~models.Q(mood="bad"), name="claim_in_good_mood")
        ),
    )
    assert_guarded(disputed)


def test_a_migration_that_fails_leaves_a_desk_that_refuses_to_start_until_it_is_mended(disputed, later_version):
    def fail(apps, schema_editor):
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        later_version(migrations.AlterField(*REMADE["status of claims"]), migrations.RunPython(fail))
    if guards.missing(connection):
        with pytest.raises(guards.ImproperlyConfigured):
            guards.refuse_without()
    later_version(migrations.AlterField(*REMADE["status of claims"]))
    assert_guarded(disputed)
