"""What machines may ask without logging in, and how little it tells."""

import re

from django.db import connection
from django.db.utils import OperationalError

from claims.record import guards

TOKEN = "0123456789abcdefghij"


def test_alive_asks_the_database_nothing(client):
    answer = client.get("/healthz")  # without the `db` fixture any query would fail
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_ready_while_a_person_could_work(client, db):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ready\n")


def test_not_ready_while_the_database_is_away(client, db, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("could not connect to server at 10.0.0.5 as factcheck")

    with monkeypatch.context() as gone:
        gone.setattr(connection, "cursor", away)
        answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "not ready: the database does not answer\n")


def test_not_ready_without_the_records_guards(client, db):
    name = next(iter(guards._dialect(connection).CREATE))
    with connection.cursor() as cursor:
        cursor.execute(guards._dialect(connection).drop(name))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (
        503,
        "not ready: the record's guards are missing: run manage.py migrate\n",
    )


def test_machines_are_not_sent_to_https(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    assert client.get("/admin/").status_code == 301


def test_metrics_are_off_until_a_token_is_set(client, db, settings):
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = TOKEN
    for headers in ({}, {"Authorization": TOKEN[:-1]}, {"Authorization": "Bearer é"}, {"Authorization": "Bearer "}):
        answer = client.get("/metrics", headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_metrics_count_and_name_nothing(client, claim, settings):
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    assert 'factcheck_claims{status="unchecked"} 1\n' in answer.text
    assert "factcheck_articles 1\n" in answer.text
    assert claim.article.slug not in answer.text
    line = r"# (HELP|TYPE) \w+ .+|\w+(\{status=\"\w+\"\})? \d+"
    assert [text for text in answer.text.splitlines() if not re.fullmatch(line, text)] == []
    assert answer.text.count("# TYPE factcheck_claims gauge") == 1
