"""Pages for when something went wrong: in the desk's look, in plain words, and without what may be broken."""

import pytest
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


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_every_kind_of_trouble_offers_a_way_on(name):
    assert 'href="/">Go to the dashboard</a>' in get_template(f"{name}.html").render()
