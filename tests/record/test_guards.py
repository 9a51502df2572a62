"""A status needs what explains it, a place its revision; and the desk does not run without its guards."""

import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, transaction

from claims.models import Article, Claim, Event, Revision, Verdict
from claims.record import append, guards
from claims.review.verdicts import record_verdict, reopen, set_in_progress
from claims.review.wording import mark_claim
from tests.conftest import BODY, NOW, make_person, support

EXPLAIN = "a status needs the verdict or event that explains it"


@pytest.fixture
def verified(claim, source, cora):
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", reason="It stands.", at=NOW)
    return claim


def state(claim):
    return Claim.objects.values_list("status", "verdict", "decided_at", "last_event").get(pk=claim.pk)


def by_save(claim, **fields):
    for name, value in fields.items():
        setattr(claim, name, value)
    claim.save()


def by_bulk_update(claim, **fields):
    for name, value in fields.items():
        setattr(claim, name, value)
    Claim.objects.bulk_update([claim], list(fields))


def by_update(claim, **fields):
    Claim.objects.filter(pk=claim.pk).update(**fields)


def by_sql(claim, **fields):
    columns = ", ".join(f"{name} = %s" for name in fields)
    with connection.cursor() as cursor:
        values = [getattr(value, "pk", value) for value in fields.values()]
        cursor.execute(f"UPDATE claims_claim SET {columns} WHERE id = %s", [*values, claim.pk])


def by_upsert(claim, **fields):
    for name, value in fields.items():
        setattr(claim, name, value)
    Claim.objects.bulk_create([claim], update_conflicts=True, unique_fields=["id"], update_fields=list(fields))


@pytest.fixture(params=[by_save, by_bulk_update, by_update, by_sql, by_upsert], ids=lambda way: way.__name__)
def write(request):
    return request.param


@pytest.mark.parametrize("status", ["in_progress", "verified", "disputed", "corrected", "cut", "stet"])
def test_no_way_of_writing_moves_a_status_alone(claim, write, status):
    before = state(claim)
    with pytest.raises(DatabaseError), transaction.atomic():
        write(claim, status=status)
    assert state(claim) == before


def test_no_way_of_writing_takes_a_decision_back_alone(verified, write):
    before = state(verified)
    fields = {"decided_at": None, "status": "unchecked"}
    with pytest.raises(DatabaseError), transaction.atomic():
        write(verified, **fields | ({"verdict_id": None} if write is by_sql else {"verdict": None}))
    assert state(verified) == before


def decision(claim, by, verdict="disputed"):
    return Verdict.objects.create(claim=claim, verdict=verdict, reason="No.", by=by, at=NOW)


def explained_by(claim, event, verdict=None):
    return {
        "status": verdict.verdict if verdict else event.status,
        "verdict": verdict,
        "decided_at": verdict.at if verdict else None,
        "last_event": event,
    }


def test_a_verdict_without_an_event_explains_nothing(claim, cora):
    fields = explained_by(claim, claim.last_event, decision(claim, cora))
    with pytest.raises(DatabaseError, match=EXPLAIN):
        by_update(claim, **fields)


def event_of(claim, by, status, article=None):
    return append(article or claim.article, by=by, action="tried", at=NOW, details={}, claim=claim, status=status)


def test_an_event_without_the_verdict_explains_nothing(claim, cora, source):
    event = event_of(claim, cora, "disputed")
    with pytest.raises(DatabaseError), transaction.atomic():
        by_update(claim, status="disputed", last_event=event)
    other = mark_claim(claim.article, by=cora, at=NOW, statement="Another.")
    stranger = decision(other, cora)
    with pytest.raises(DatabaseError, match=EXPLAIN):
        by_update(claim, **explained_by(claim, event, stranger))


@pytest.mark.parametrize(
    ("status", "of_claim"),
    [("disputed", False), ("verified", True), ("", True)],
    ids=["other claim", "other status", "none"],
)
def test_an_event_about_something_else_explains_nothing(claim, cora, status, of_claim):
    about = claim if of_claim else mark_claim(claim.article, by=cora, at=NOW, statement="Another.")
    event, verdict = event_of(about, cora, status), decision(claim, cora)
    with pytest.raises(DatabaseError, match=EXPLAIN):
        by_update(claim, **explained_by(claim, event, verdict))


def test_verdict_and_event_together_explain_a_status(claim, cora):
    verdict = decision(claim, cora)
    by_update(claim, **explained_by(claim, event_of(claim, cora, "disputed"), verdict))
    claim.refresh_from_db()
    assert claim.status == "disputed"


def test_the_time_of_the_decision_is_the_verdicts(claim, cora):
    verdict = decision(claim, cora)
    fields = explained_by(claim, event_of(claim, cora, "disputed"), verdict)
    with pytest.raises(DatabaseError, match=EXPLAIN):
        by_update(claim, **fields | {"decided_at": NOW.replace(year=2001)})


def test_an_old_event_does_not_explain_a_status_again(verified, cora):
    verdict, event = verified.verdict, verified.last_event
    reopen(verified, by=cora, reason="A reader wrote in.", at=NOW)
    with pytest.raises(DatabaseError, match=f"{EXPLAIN}|only goes forward"):
        by_update(verified, **explained_by(verified, event, verdict))


@pytest.mark.parametrize("last_event", [lambda claim: claim.article.chain.events.first(), lambda claim: None])
def test_the_last_event_is_not_set_back(verified, last_event):
    with pytest.raises(DatabaseError, match="only goes forward"):
        by_update(verified, last_event=last_event(verified))


def test_starting_and_putting_down_is_explained_by_an_event_alone(claim, cora):
    set_in_progress(claim, by=cora, at=NOW)
    set_in_progress(claim, by=cora, at=NOW, started=False)
    assert list(Event.objects.order_by("pk").values_list("status", flat=True))[-2:] == ["in_progress", "unchecked"]


@pytest.mark.parametrize("status", ["in_progress", "verified", "cut", "done"])
def test_a_claim_starts_unchecked(article, status):
    with pytest.raises(DatabaseError):
        Claim.objects.create(article=article, number=7, statement="It is so.", status=status)


@pytest.mark.parametrize("fields", [{"end": len(BODY) + 1}, {"start": 10**6, "end": 10**6 + 1}, {"revision": "other"}])
def test_a_place_lies_inside_its_revision(claim, article, edith, write, fields):
    other = Article.objects.create(slug="ferry", headline="The ferry")
    if fields.get("revision"):
        fields = {"revision": revision_of(other, edith, BODY)}
    elif write is by_sql:
        fields = {f'"{name}"': value for name, value in fields.items()}
    if write is by_sql and "revision" in fields:
        fields = {"revision_id": fields["revision"]}
    with pytest.raises(DatabaseError, match="inside its revision"), transaction.atomic():
        write(claim, **fields)


def revision_of(article, by, body):
    return Revision.objects.create(
        article=article, number=1, body=body, original=b"", sha256="0" * 64, imported_by=by, imported_at=NOW
    )


def test_a_new_claim_lies_inside_its_revision(article):
    revision = article.current_revision
    place = {"article": article, "revision": revision, "statement": "It is so.", "start": 0}
    with pytest.raises(DatabaseError, match="inside its revision"), transaction.atomic():
        Claim.objects.create(number=7, end=len(BODY) + 1, **place)
    assert Claim.objects.create(number=7, end=len(BODY), **place).pk


def test_lengths_are_counted_in_characters_on_every_database(edith):
    """A body beyond the basic plane: its length in bytes or UTF-16 units would let a place lie outside."""
    article = Article.objects.create(slug="ferry", headline="The ferry")
    revision = revision_of(article, edith, "Žluťoučký 🐎🐎\n")
    assert revision.length == 13
    place = {"article": article, "revision": revision, "statement": "It is so.", "start": 0}
    assert Claim.objects.create(number=1, end=13, **place).pk
    with pytest.raises(DatabaseError, match="inside its revision"):
        Claim.objects.create(number=2, end=14, **place)


NAMES = sorted(guards._dialect(connection).CREATE)


def drop(name):
    with connection.cursor() as cursor:
        cursor.execute(guards._dialect(connection).drop(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_check_names_each_guard_that_is_missing(db, name):
    assert guards.missing(connection) == []
    assert checks.run_checks(tags=[checks.Tags.database], databases=["default"]) == []
    drop(name)
    assert guards.missing(connection) == [name]
    [error] = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    assert (error.id, error.msg) == ("claims.E001", f"The record's guard {name} is missing.")
    with pytest.raises(ImproperlyConfigured, match=f"missing: {name}. Run `manage.py migrate`"):
        guards.refuse_without()


def test_the_check_command_fails_where_a_guard_is_missing(db):
    drop(NAMES[0])
    with pytest.raises(SystemCheckError, match=NAMES[0]):
        call_command("check", databases=["default"])


def test_a_guard_without_teeth_is_as_good_as_missing(db):
    name = "claims_event_no_delete"
    statement = guards._dialect(connection).CREATE[name]
    drop(name)
    with connection.cursor() as cursor:
        harmless = {"sqlite": ("WHEN 1", "WHEN 0"), "postgresql": ("IF true", "IF false")}[connection.vendor]
        assert harmless[0] in statement
        cursor.execute(statement.replace(*harmless))
    assert guards.missing(connection) == [name]


def test_a_guard_that_is_switched_off_is_as_good_as_missing(db):
    table, name = "claims_event", "claims_event_no_delete"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    else:
        drop(name)  # SQLite can't switch a trigger off.
    assert guards.missing(connection) == [name]


def test_migrate_puts_missing_guards_back_even_where_there_is_nothing_to_migrate(own_database):
    for name in NAMES[:3]:
        drop(name)
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []
    guards.refuse_without()


def test_an_empty_database_is_not_refused_and_has_no_guards_to_miss(own_database):
    call_command("migrate", "claims", "zero", verbosity=0)
    guards.refuse_without()
    assert checks.run_checks(tags=[checks.Tags.database], databases=["default"]) == []
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []


def database_url():
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    person = f"{quote(database['USER'])}:{quote(database['PASSWORD'])}"
    return f"postgres://{person}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


@pytest.mark.parametrize("module", ["factcheck.wsgi", "factcheck.asgi"])
def test_the_web_process_refuses_to_start_without_a_guard(own_database, tmp_path, module):
    make_person("cora", "checker")
    environment = os.environ | {"DATABASE_URL": database_url(), "DATA_DIR": str(tmp_path)}
    start = [sys.executable, "-c", f"import {module}"]
    run = {"cwd": settings.BASE_DIR, "env": environment, "capture_output": True, "text": True, "timeout": 60}
    connection.close()
    assert subprocess.run(start, check=False, **run).returncode == 0
    drop("claims_verdict_no_update")
    connection.close()
    started = subprocess.run(start, check=False, **run)
    assert started.returncode == 1
    assert "guards of the record are missing: claims_verdict_no_update" in started.stderr
