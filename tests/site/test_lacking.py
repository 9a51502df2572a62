"""No room, no leave to write, no database: a sentence for the person, nothing half-written, nothing lost."""

import errno
import os
import sys
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import close_old_connections, connection
from django.test import Client

import manage
from claims.models import Article, Claim, Event, Source
from claims.record.verifying import verify
from claims.review.wording import mark_claim
from tests.admin.conftest import posted
from tests.conftest import NOW, make_person
from tests.record.days_work import arrive


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def asked(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@contextmanager
def full_disk():
    """SQLite's database may grow no more; PostgreSQL says what it says when its disk is full."""
    if connection.vendor == "sqlite":
        run("VACUUM")
        most, now = (asked(f"PRAGMA {name}") for name in ("max_page_count", "page_count"))
        run(f"PRAGMA max_page_count = {now}")
        yield
        run(f"PRAGMA max_page_count = {most}")
    else:
        run(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$",
            "CREATE TRIGGER no_room BEFORE INSERT ON claims_event EXECUTE FUNCTION no_room()",
        )
        yield
        run("DROP TRIGGER no_room ON claims_event")


@contextmanager
def read_only():
    begin, end = {
        "sqlite": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
        "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
    }[connection.vendor]
    run(begin)
    yield
    run(end)


@pytest.fixture
def desk(own_database):
    """A claim, and an editor's browser, in a database of their own: what is written here is committed."""
    edith = make_person("edith", "editor")
    article = arrive(None, edith)
    claim = mark_claim(article, by=edith, at=NOW, statement="It opened on 3 May 1999.", quote="3 May 1999")
    browser = Client(raise_request_exception=False)
    browser.force_login(edith)
    return claim, browser


def rows():
    return list(Claim.objects.values_list()), Event.objects.count()


LACKS = {
    "full disk": (full_disk, 507, "The disk is full", "Tell the admin of your desk to make room"),
    "read-only database": (
        read_only, 503, "The desk can be read, but not written to", "the database takes no changes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LACKS)
def test_who_saves_a_claim_is_told_and_nothing_is_half_written(desk, name):
    (claim, browser), (lacking, status, heading, advice) = desk, LACKS[name]
    page = claim.get_absolute_url()
    form = posted(browser.get(page)) | {"statement": "It opened in May. " + "x" * 8000, "note": "y" * 8000}
    before = rows()
    with lacking():
        answer = browser.post(page, form)
        assert (answer.status_code, heading in answer.text, advice in answer.text) == (status, True, True)
        assert "What you sent just now was not saved" in answer.text
        assert rows() == before
    assert browser.post(page, form).status_code == 302  # it was mended, and the same form goes through
    assert Claim.objects.get(pk=claim.pk).note == "y" * 8000
    assert verify().broken == ""


@pytest.mark.parametrize("where", ["change/", "desk"])
def test_what_is_there_can_be_read_while_nothing_can_be_written(desk, where):
    claim, browser = desk
    page = claim.get_absolute_url() if where == "change/" else f"/admin/claims/article/{claim.article_id}/desk/"
    with read_only():
        answer = browser.get(page)
        assert (answer.status_code, claim.quote in answer.text) == (200, True)
        assert "sessionid" in answer.cookies


def test_nobody_logs_in_while_nothing_can_be_written(desk):
    with read_only():
        answer = Client(raise_request_exception=False).post(
            "/admin/login/", {"username": "edith", "password": "edith-very-long-password"}
        )
    assert (answer.status_code, "can be read, but not written to" in answer.text) == (503, True)


def test_a_file_that_finds_no_room_is_told_and_leaves_no_source(desk, monkeypatch):
    from django.core.files.storage import FileSystemStorage

    def no_room(*args, **kwargs):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    _, browser = desk
    page = "/admin/claims/source/add/"
    form = posted(browser.get(page)) | {"key": "gazette", "title": "The gazette"}

    def send():
        return browser.post(page, form | {"file": SimpleUploadedFile("page.txt", b"It opened on 3 May.")})

    with monkeypatch.context() as full:
        full.setattr(FileSystemStorage, "_save", no_room)
        answer = send()
    assert (answer.status_code, "The disk is full" in answer.text) == (507, True)
    assert not Source.objects.exists()
    assert (send().status_code, Source.objects.get().file.read()) == (302, b"It opened on 3 May.")


def test_a_database_that_comes_back_is_used_again(desk):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could be gone: tests/pages/test_trouble.py")
    claim, browser = desk
    run("SELECT 1")
    with connection.copy().cursor() as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        other.connection.close()
    answer = browser.get(claim.get_absolute_url())
    assert (answer.status_code, "be reached" in answer.text) == (503, True)
    close_old_connections()  # as every request begins outside of tests
    assert browser.get(claim.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", LACKS)
def test_a_command_says_so_in_a_line(desk, name, tmp_path, monkeypatch):
    lacking, _, heading, _ = LACKS[name]
    copy = tmp_path / "copy.txt"
    copy.write_text("The bridge that was late\n\n" + "It cost forty million crowns, they say. " * 2000)
    monkeypatch.setattr(sys, "argv", ["manage.py", "import_article", str(copy), "--slug", "late"])
    with lacking(), pytest.raises(SystemExit, match=f"^{heading}: .* Mend that, then run the command again.$"):
        manage.main()
    assert not Article.objects.filter(slug="late").exists()
