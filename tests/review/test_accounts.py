"""Managing people: every change is told, and nobody helps themselves to more."""

import json

import pytest
from django.contrib.auth.models import User

from claims.models import Event
from claims.models.people import may, role_names
from claims.review.accounts import change_account, open_account, tell_of_password
from claims.review.problems import Refused
from tests.conftest import NOW, make_person


def last_details():
    return json.loads(Event.objects.order_by("-pk")[0].detail.body)


def test_an_admin_makes_an_account_with_a_role(ada):
    account = open_account(by=ada, at=NOW, password="a-long-one", username="nils", roles=["checker"])
    assert (account.is_staff, account.is_superuser, role_names(account)) == (True, False, "checker")
    assert account.check_password("a-long-one")
    assert last_details() == {
        "account": account.pk, "name": "nils", "after": {"username": "nils", "roles": ["checker"]},
    }  # fmt: skip


def test_an_admin_gives_and_takes_roles_and_the_sight_of_confidential_sources(ada, cora):
    assert change_account(cora, by=ada, at=NOW, roles=["editor"], sees_confidential=True) == [
        "roles",
        "sees_confidential",
    ]
    cora = User.objects.get(pk=cora.pk)
    assert (role_names(cora), may(cora, "see_confidential")) == ("editor", True)
    assert last_details()["before"] == {"roles": ["checker"], "sees_confidential": False}
    change_account(cora, by=ada, at=NOW, sees_confidential=False)
    assert not may(User.objects.get(pk=cora.pk), "see_confidential")


def test_nothing_changed_is_no_event(ada, cora):
    assert change_account(cora, by=ada, at=NOW, roles=["checker"], first_name="Cora") == []
    assert not Event.objects.exists()


def test_nobody_changes_what_they_may_do_themselves(ada):
    for fields in ({"roles": ["admin", "editor"]}, {"sees_confidential": True}, {"is_active": False}):
        with pytest.raises(Refused, match="Somebody else"):
            change_account(ada, by=ada, at=NOW, **fields)
    assert change_account(ada, by=ada, at=NOW, email="ada@example.org") == ["email"]


def test_an_admin_does_not_touch_a_superuser(ada):
    root = make_person("root", is_superuser=True)
    with pytest.raises(Refused, match="superuser"):
        change_account(root, by=ada, at=NOW, email="x@example.org")


@pytest.mark.parametrize("role", ["writer", "checker", "editor", "reader"])
def test_other_roles_manage_nobody(role, cora):
    person = make_person("someone", role)
    with pytest.raises(Refused, match="manage people"):
        change_account(cora, by=person, at=NOW, roles=["admin"])
    with pytest.raises(Refused, match="manage people"):
        open_account(by=person, at=NOW, password=None, username="new")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"username": ""}, "a user name"),
        ({"username": "ada"}, '"ada" already'),
        ({"username": "new", "roles": ["emperor"]}, "no role called emperor"),
    ],
)
def test_a_bad_account_is_refused_whole(ada, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        open_account(by=ada, at=NOW, password=None, **fields)
    assert User.objects.count() == 1


def test_a_new_password_is_told_without_the_password(ada, cora):
    tell_of_password(cora, by=ada, at=NOW)
    assert last_details() == {"account": cora.pk, "name": "cora"}
