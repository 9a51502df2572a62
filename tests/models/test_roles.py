"""The groups that the migration makes, to the last permission."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from claims.vocabulary import Role
from tests.conftest import make_person

READING = {"view_article", "view_revision", "view_claim", "view_evidence", "view_source", "view_query"}
DESK = READING | {
    "view_verdict", "view_confirmation", "view_event", "view_signoff", "view_import", "view_candidate", "read_desk",
    "export_claim",
}  # fmt: skip
CHECKING = DESK | {
    "add_claim", "change_claim", "add_evidence", "change_evidence", "add_source", "change_source", "add_query",
    "change_query", "record_verdict", "confirm_verdict",
}  # fmt: skip
EDITING = CHECKING | {
    "add_article", "change_article", "import_article", "import_table", "merge_source", "assign_claim", "settle_claim",
    "sign_off_article",
}  # fmt: skip
EXPECTED = {
    "writer": READING | {"add_source", "import_source", "import_article"},
    "reader": DESK,
    "checker": CHECKING,
    "editor": EDITING,
    "admin": {"auth.add_user", "auth.change_user", "auth.view_user", "auth.view_group"},
}


def given():
    """Every role's permissions; those of other apps with the app's name."""
    permissions = {}
    for group in Group.objects.all():
        names = group.permissions.values_list("content_type__app_label", "codename")
        permissions[group.name] = {code if app == "claims" else f"{app}.{code}" for app, code in names}
    return permissions


def test_each_role_has_exactly_its_permissions(db):
    assert given() == EXPECTED
    assert set(EXPECTED) == set(Role.values)


def test_nobody_deletes_and_nobody_sees_confidential_sources_by_role(db):
    everything = set().union(*given().values())
    assert [name for name in everything if "delete" in name] == []
    assert "see_confidential" not in everything


@pytest.mark.parametrize("rule", ["record_verdict", "settle_claim", "sign_off_article", "change_claim", "read_desk"])
def test_an_admin_gets_round_no_rule(db, rule):
    assert rule not in EXPECTED["admin"]
    assert not make_person("olga", "admin").has_perm(f"claims.{rule}")


def test_migrating_back_and_forth_leaves_the_roles_to_those_who_have_them(own_database):
    cora = make_person("cora", "checker")
    call_command("migrate", "claims", "0001", verbosity=0)
    assert list(cora.groups.values_list("name", flat=True)) == ["checker"]
    call_command("migrate", verbosity=0)
    assert given() == EXPECTED
    assert list(cora.groups.values_list("name", flat=True)) == ["checker"]


def test_no_model_waits_for_a_migration(db):
    call_command("makemigrations", "claims", check=True, dry_run=True, verbosity=0)
