"""The site's own forms pass the CSRF check under no-referrer, and nobody else's do."""

import pytest
from django.test import Client


def posted(*, secure=False, token=True, **headers):
    client = Client(enforce_csrf_checks=True)
    client.get("/admin/login/", secure=secure)
    data = {"username": "nobody", "password": "nothing"}
    if token:
        data["csrfmiddlewaretoken"] = client.cookies["csrftoken"].value
    return client.post("/admin/login/", data, secure=secure, headers=headers).status_code


@pytest.mark.parametrize("secure", [True, False])
@pytest.mark.parametrize(
    ("site", "answer"), [("same-origin", 200), ("same-site", 403), ("cross-site", 403), ("none", 403)]
)
def test_a_form_without_origin_passes_only_from_the_sites_own_page(db, secure, site, answer):
    assert posted(secure=secure, origin="null", sec_fetch_site=site) == answer


def test_a_browser_that_hides_where_it_comes_from_is_refused_over_https(db):
    assert posted(secure=True, origin="null") == 403


def test_over_plain_http_where_browsers_say_nothing_the_token_decides(db):
    assert posted(origin="null") == 200
    assert posted(origin="null", token=False) == 403


def test_own_page_or_not_a_form_without_token_is_refused(db):
    assert posted(token=False, origin="null", sec_fetch_site="same-origin") == 403


def test_another_sites_origin_stays_what_it_is(db):
    assert posted(origin="https://evil.example.org", sec_fetch_site="same-origin") == 403
