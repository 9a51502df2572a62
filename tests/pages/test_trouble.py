"""Pages for when something went wrong: in the desk's look, in plain words, and without what may be broken."""

from unittest.mock import Mock

import pytest
from django.db import OperationalError, connection
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.views.defaults import bad_request, server_error


def test_a_failure_is_told_without_database_session_or_person():
    answer = server_error(RequestFactory().get("/admin/"))
    text = answer.content.decode()
    assert (answer.status_code, "What you sent just now was not saved" in text) == (500, True)
    assert 'href="/static/claims/factcheck.css"' in text


def test_a_damaged_request_is_told_that_nothing_was_changed():
    answer = bad_request(RequestFactory().get("/admin/"), None)
    assert (answer.status_code, "Nothing was changed." in answer.content.decode()) == (400, True)


def test_an_old_form_says_that_nothing_was_changed_and_what_to_do(db):
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "nobody"})
    assert (answer.status_code, "Go back, reload the page" in answer.content.decode()) == (403, True)


def test_a_forbidden_page_names_no_one_and_shows_no_code(client, cora):
    client.force_login(cora)
    text = client.get("/admin/auth/user/").content.decode()
    assert "This page is not open to you" in text
    assert "<h1>403" not in text


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "413", "500", "lacking"])
def test_every_kind_of_trouble_offers_a_way_on(name):
    assert 'href="/">Go to the dashboard</a>' in get_template(f"{name}.html").render()


@pytest.mark.parametrize("name", ["look", "send"])
def test_while_the_database_is_away_a_person_is_told_what_was_kept_and_what_to_do(claim, cora, monkeypatch, name):
    browser = Client(raise_request_exception=False)
    browser.force_login(cora)
    page = f"/admin/claims/claim/{claim.pk}/change/"
    with monkeypatch.context() as away:
        away.setattr(connection, "cursor", Mock(side_effect=OperationalError("no route to 10.0.0.5")))
        answer = browser.get(page) if name == "look" else browser.post(page, {"note": "typed at length"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "What you sent just now was not saved: go back, where your browser still has it" in answer.text
    assert "10.0.0.5" not in answer.text
    assert browser.get(page).status_code == 200  # it is back, and so is the person
