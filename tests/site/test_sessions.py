"""Reading ends no session early and writes it at most once a minute."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

PAGE = "/admin/password_change/done/"


def writes(browser, page=PAGE):
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page).status_code == 200
    return sum(query["sql"].startswith("UPDATE") for query in asked)


@pytest.fixture
def browser(client, rita):
    client.force_login(rita)
    return client


def test_a_page_right_after_another_saves_nothing(browser):
    writes(browser)
    ends = Session.objects.get().expire_date
    assert writes(browser) == 0
    assert Session.objects.get().expire_date == ends


def test_what_changes_in_a_session_is_saved_at_once(browser):
    writes(browser)
    session = browser.session
    session["said"] = "yes"
    session.save()
    assert browser.session["said"] == "yes"
    browser.logout()
    assert not Session.objects.exists()


def test_what_a_person_may_is_asked_once_a_page(browser):
    with CaptureQueriesContext(connection) as asked:
        browser.get("/admin/claims/source/")
    assert sum('"auth_permission"' in query["sql"] for query in asked) == 1
