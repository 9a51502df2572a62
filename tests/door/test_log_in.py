"""The log-in: slow to guess at, silent about who works here, with a code where one is set up, and led nowhere else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from claims.access import factor, throttle, totp
from tests.conftest import make_person

LOG_IN = "/admin/login/"
SALT = "5a17" * 8


def password_of(person):
    return f"{person.username}-very-long-password"


def sent(browser, name, password, code="", **more):
    return browser.post(LOG_IN, {"username": name, "password": password, "code": code, **more})


@pytest.fixture
def with_factor(cora):
    """Cora, whose second factor was set up an hour ago."""
    then = timezone.now() - timedelta(hours=1)
    factor.set_up(cora, SALT, totp.code_of(factor.key_of(cora, SALT), totp.step_of(then)), at=then)
    return cora


def code_now(person):
    return totp.code_of(factor.key_of(person, SALT), totp.step_of(timezone.now()))


def test_every_wrong_log_in_gets_the_same_page(client, cora, with_factor):
    off = make_person("olga", "checker", is_active=False)
    no_staff = make_person("pit", "checker")
    type(no_staff).objects.filter(pk=no_staff.pk).update(is_staff=False)
    pages = set()
    for name, password, code in [
        ("nobody", "x", ""), ("cora", "x", ""), ("cora", password_of(cora), ""), ("cora", password_of(cora), "000000"),
        ("cora", "x", code_now(cora)), ("olga", password_of(off), ""), ("pit", password_of(no_staff), ""),
    ]:  # fmt: skip
        throttle.forget("cora")
        answer = sent(Client(), name, password, code)
        said = [str(error) for error in answer.context["form"].non_field_errors()]
        pages.add((answer.status_code, *said))
    assert len(pages) == 1
    assert pages.pop()[1].startswith("That did not let you in.")


def test_the_code_of_the_moment_lets_in_once(client, with_factor):
    code = code_now(with_factor)
    assert sent(client, "cora", password_of(with_factor), code).status_code == 302
    assert sent(Client(), "cora", password_of(with_factor), code).status_code == 200


def test_after_five_failures_not_even_the_right_password_is_looked_at(client, cora, ben):
    for _ in range(5):
        assert sent(client, "cora", "guess").status_code == 200
    answer = sent(client, "cora", password_of(cora))
    assert (answer.status_code, "_auth_user_id" in client.session) == (429, False)
    assert "Too many log-ins failed. Wait 15 minutes" in answer.text
    assert sent(Client(), "nobody", "guess").status_code == 200
    assert sent(client, "ben", password_of(ben)).status_code == 302


def test_a_name_without_an_account_is_slowed_down_like_any_other(client, db):
    assert [sent(client, "nobody", "guess").status_code for _ in range(6)] == [200] * 5 + [429]


def test_empty_forms_count_for_nothing(client, cora):
    for _ in range(7):
        assert sent(client, "cora", "").status_code == 200
    assert sent(client, "cora", password_of(cora)).status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "///evil.example", "https:evil.example",
        "javascript:alert(1)", "\thttps://evil.example", "http:///evil.example", "/\t/evil.example", "@evil.example",
        "https://testserver@evil.example/", "data:text/html,x", "%2f%2fevil.example", "\x00//evil.example",
    ],
)  # fmt: skip
def test_nobody_is_led_away_after_the_log_in(client, cora, target):
    for browser, form in ((Client(), {"next": target}), (Client(QUERY_STRING=f"next={target}"), {})):
        answer = sent(browser, "cora", password_of(cora), **form)
        assert answer.status_code == 302
        assert answer.url.startswith("/admin/") or answer.url in {"@evil.example", "%2f%2fevil.example"}, answer.url
        assert "://" not in answer.url


def test_a_new_password_ends_every_other_session(client, cora):
    other = Client()
    for browser in (client, other):
        assert sent(browser, "cora", password_of(cora)).status_code == 302
    new = "an-entirely-different-one"
    form = {"old_password": password_of(cora), "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", form).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302


def test_a_password_set_by_an_admin_ends_the_sessions_and_opens_a_locked_door(client, cora, ada):
    sent(client, "cora", password_of(cora))
    for _ in range(5):
        sent(Client(), "cora", "guess")
    admin, new = Client(), "an-entirely-different-one"
    admin.force_login(ada)
    form = {"password1": new, "password2": new, "usable_password": "true"}
    assert admin.post(f"/admin/auth/user/{cora.pk}/password/", form).status_code == 302
    assert client.get("/admin/").status_code == 302
    assert sent(client, "cora", new).status_code == 302


def test_a_session_ends_after_an_hour_without_a_request(client, cora):
    sent(client, "cora", password_of(cora))
    left = (Session.objects.get(pk=client.session.session_key).expire_date - timezone.now()).total_seconds()
    assert 3590 < left <= 3600
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/admin/").status_code == 302


def ends(session_key):
    return Session.objects.get(pk=session_key).expire_date


def test_use_moves_the_end_of_a_session_on_once_a_minute_and_writes_nothing_in_between(client, cora, monkeypatch):
    sent(client, "cora", password_of(cora))
    key, now = client.session.session_key, timezone.now()
    first = ends(key)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(seconds=50))
    assert client.get("/admin/").status_code == 200
    assert ends(key) == first
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(seconds=70))
    assert client.get("/admin/").status_code == 200
    assert 60 < (ends(key) - first).total_seconds() <= 75


def test_a_clock_that_was_set_back_does_not_hold_the_end_of_a_session(client, cora, monkeypatch):
    sent(client, "cora", password_of(cora))
    key, now = client.session.session_key, timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now - timedelta(days=1))
    client.get("/admin/")
    assert client.session["used_at"] < int(now.timestamp()) - 80_000
    assert Session.objects.filter(pk=key).exists()


def test_who_was_never_let_in_gets_no_session(client):
    client.get("/admin/")
    assert not Session.objects.exists()


def test_who_is_switched_off_is_out_at_once(client, cora):
    sent(client, "cora", password_of(cora))
    type(cora).objects.filter(pk=cora.pk).update(is_active=False)
    assert client.get("/admin/").status_code == 302
