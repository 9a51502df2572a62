"""Managing people: roles and one permission, nothing more, and all of it recorded."""

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Event
from claims.models.people import may, role_names
from tests.admin.conftest import posted
from tests.conftest import make_person

LIST = "/admin/auth/user/"
ADD = "/admin/auth/user/add/"
PASSWORD = "a-very-long-pass-phrase"


def change(person):
    return f"/admin/auth/user/{person.pk}/change/"


def fresh(person):
    return User.objects.get(pk=person.pk)


def test_an_admin_makes_a_checker_who_can_log_in(desk, ada, client):
    form = posted(desk(ada).get(ADD)) | {
        "username": "nils", "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true",
        "first_name": "Nils", "roles": ["checker"],
    }  # fmt: skip
    answer = desk(ada).post(ADD, form)
    assert answer.status_code == 302, answer.context["errors"]
    nils = User.objects.get(username="nils")
    assert (role_names(nils), nils.is_staff, nils.is_superuser, nils.first_name) == ("checker", True, False, "Nils")
    assert client.login(username="nils", password=PASSWORD)
    assert client.get("/admin/claims/claim/").status_code == 200
    assert [(e.action, e.actor_name) for e in Event.objects.all()] == [("account made", "Ada")]
    assert PASSWORD not in Event.objects.get().detail.body


def test_the_pages_speak_of_people_and_promise_no_other_way_to_log_in(desk, ada):
    browser = desk(ada)
    for page, title in ((LIST, "People"), (ADD, "Add a person"), (change(ada), "Change a person")):
        text = browser.get(page).text
        assert title in text
        assert [word for word in ("Users", "Add user", "Groups", "LDAP", "authenticat") if word in text] == []


def test_a_weak_or_different_password_is_refused(desk, ada):
    form = posted(desk(ada).get(ADD)) | {"username": "nils", "usable_password": "true"}
    for one, two in (("short", "short"), (PASSWORD, PASSWORD + "x"), ("", "")):
        assert desk(ada).post(ADD, form | {"password1": one, "password2": two}).status_code == 422
    assert not User.objects.filter(username="nils").exists()


def test_an_admin_gives_roles_and_the_sight_of_confidential_sources(desk, ada, cora):
    page = change(cora)
    form = posted(desk(ada).get(page))
    assert form["roles"] == ["checker"]
    desk(ada).post(page, form | {"roles": ["checker", "editor"], "sees_confidential": "on"})
    assert role_names(fresh(cora)) == "checker, editor"
    assert may(fresh(cora), "see_confidential")
    text = desk(ada).get(f"/admin/auth/user/{cora.pk}/history/").text
    assert "account changed" in text
    assert "checker, editor" in text


def test_an_admin_gives_itself_nothing(desk, ada):
    page = change(ada)
    form = posted(desk(ada).get(page))
    desk(ada).post(page, form | {"roles": ["admin", "editor"], "sees_confidential": "on", "email": "ada@example.org"})
    assert (role_names(fresh(ada)), may(fresh(ada), "see_confidential")) == ("admin", False)
    assert fresh(ada).email == "ada@example.org"


def test_posting_more_than_the_form_has_gives_nothing(desk, ada, cora):
    page = change(cora)
    every = [permission.pk for permission in Permission.objects.all()]
    form = posted(desk(ada).get(page)) | {
        "is_superuser": "on", "is_staff": "", "user_permissions": every, "groups": [1, 2, 3], "password": "x",
    }  # fmt: skip
    before = cora.password
    desk(ada).post(page, form)
    after = fresh(cora)
    assert (after.is_superuser, after.is_staff, after.password) == (False, True, before)
    assert not after.user_permissions.exists()
    assert role_names(after) == "checker"


def test_nobody_is_shown_the_stored_password(desk, ada, cora):
    text = desk(ada).get(change(cora)).content.decode()
    assert cora.password not in text
    assert f'<a href="/admin/auth/user/{cora.pk}/password/">Set a new password</a>' in text


def test_an_admin_neither_changes_a_superuser_nor_sets_its_password(desk, ada):
    root = make_person("root", is_superuser=True)
    assert desk(ada).post(change(root), {"username": "x"}).status_code == 403
    assert desk(ada).get(f"/admin/auth/user/{root.pk}/password/").status_code == 403
    assert desk(ada).post(f"/admin/auth/user/{root.pk}/password/", {"password1": PASSWORD}).status_code == 403


def test_a_new_password_is_recorded_without_the_password(desk, ada, cora):
    page = f"/admin/auth/user/{cora.pk}/password/"
    assert desk(ada).get(page).status_code == 200
    answer = desk(ada).post(page, {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"})
    assert answer.status_code == 302
    assert fresh(cora).check_password(PASSWORD)
    event = Event.objects.get()
    assert (event.action, PASSWORD in event.detail.body) == ("password set", False)
    assert desk(ada).post(page, {"password1": "a", "password2": "b", "usable_password": "true"}).status_code == 200
    assert Event.objects.count() == 1


def test_people_are_switched_off_and_never_deleted(desk, ada, cora):
    page = change(cora)
    form = posted(desk(ada).get(page))
    form.pop("is_active")
    desk(ada).post(page, form)
    assert not fresh(cora).is_active
    assert desk(ada).get(f"/admin/auth/user/{cora.pk}/delete/").status_code == 403
    assert desk(ada).post(f"/admin/auth/user/{cora.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("name", ["wanda", "cora", "edith", "rita"])
def test_nobody_else_reaches_people(desk, request, ada, name):
    browser = desk(request.getfixturevalue(name))
    for address in (
        LIST,
        ADD,
        change(ada),
        f"/admin/auth/user/{ada.pk}/history/",
        f"/admin/auth/user/{ada.pk}/password/",
    ):
        assert browser.get(address).status_code == 403
    assert browser.get("/admin/auth/group/").status_code == 404


def test_roles_are_in_the_list_with_one_query_for_all(desk, ada):
    browser = desk(ada)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as one:
        browser.get(LIST)
    make_person("edith", "editor")
    make_person("cora", "checker")
    with CaptureQueriesContext(connection) as three:
        text = browser.get(LIST).text
    assert len(three) == len(one)
    assert '<td class="field-roles">editor</td>' in text


def test_passwords_can_not_be_guessed_by_filtering(desk, ada):
    assert desk(ada).get(f"{LIST}?password__startswith=pbkdf2").status_code == 400


def test_a_person_who_sets_the_own_password_is_in_the_record(desk, cora):
    page = "/admin/password_change/"
    wrong = {"old_password": "not it", "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert desk(cora).post(page, wrong).status_code == 200
    assert not Event.objects.exists()
    assert desk(cora).post(page, wrong | {"old_password": "cora-very-long-password"}).status_code == 302
    event = Event.objects.get()
    assert (event.action, event.actor_name, event.chain.article) == ("password set", "Cora", None)
    assert PASSWORD not in event.detail.body
    assert fresh(cora).check_password(PASSWORD)
