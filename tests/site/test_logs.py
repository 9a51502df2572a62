"""The logs tell that something failed, and where; nothing that is unpublished, confidential or secret."""

import io
import json
import logging

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from claims.models import Source
from factcheck.logs import Lines, Plain
from tests.conftest import BODY, make_source

PASSWORD = "correct-horse-battery"


@pytest.fixture(params=[Plain, Lines])
def log(request):
    """Everything that is logged, in each form, down to INFO."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(request.param())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield out
    root.removeHandler(handler)
    root.setLevel(before)


def test_no_copy_no_password_and_no_confidential_source_gets_into_a_log(log, claim, cora, edith, monkeypatch):
    secret = make_source(edith, "zetaleak", title="Zetaleak title", confidential=True)
    browser = Client(raise_request_exception=False)
    browser.post("/admin/login/", {"username": PASSWORD, "password": PASSWORD, "code": "123123"})
    for _ in range(6):
        browser.post("/admin/login/", {"username": "cora", "password": PASSWORD})
    browser.force_login(cora)
    assert browser.get(f"/admin/claims/source/{secret.pk}/change/").status_code in {302, 403}
    assert browser.get(f"/admin/claims/source/?q={BODY[:24]}&o=zetaleak").status_code == 200
    assert browser.get(f"/admin/claims/article/999/desk/?q={BODY[:24]}").status_code == 404

    def twice(*args, **kwargs):
        with pytest.raises(IntegrityError), transaction.atomic():
            Source.objects.create(key=secret.key, title=secret.title, confidential=True)
        raise ValueError(f"can't convert {BODY} of {secret.title} with {PASSWORD}") from IntegrityError(secret.key)

    monkeypatch.setattr("claims.admin.claims.ClaimAdmin.get_queryset", twice)
    assert browser.get("/admin/claims/claim/").status_code == 500
    text = log.getvalue()
    assert "log-in refused" in text
    assert "log-in throttled" in text
    assert "ValueError from IntegrityError" in text
    assert "test_logs.py" in text
    for hidden in (PASSWORD, "123123", "Alma", "bridge that", "zetaleak", "Zetaleak"):
        assert hidden not in text


def test_each_line_is_one_json_object(db):
    out, name = io.StringIO(), "claims.test"
    handler = logging.StreamHandler(out)
    handler.setFormatter(Lines())
    logger = logging.getLogger(name)
    logger.addHandler(handler)
    logger.warning("two\nlines of %s", "é", extra={"address": "192.0.2.7", "other": "left out"})
    logger.removeHandler(handler)
    (line,) = out.getvalue().splitlines()
    told = json.loads(line)
    assert told.pop("time").endswith("+00:00")
    assert told == {"level": "WARNING", "logger": name, "message": "two\nlines of é", "address": "192.0.2.7"}


def test_a_plain_line_stays_one_line_whatever_a_visitor_sends():
    record = logging.LogRecord(
        "x", logging.WARNING, "f.py", 1, "Not Found: %s", ("/a\n2026 INFO all is well\x1b[2J",), None
    )
    line = Plain().format(record)
    assert "\n" not in line
    assert "\x1b" not in line
