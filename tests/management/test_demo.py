"""manage.py demo: the README's first command, tried as a new user tries it."""

import io
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings

from claims.models import Article, Claim, Event, Evidence, Source, Verdict
from tests.conftest import copied, prepared

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Run the command once, in a database that no test touches; give that database's name, and what was said."""

    def load():
        said = io.StringIO()
        with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
            call_command("demo", no_serve=True, stdout=said)
        return said.getvalue()

    with prepared(django_db_blocker, "demo", load) as loaded:
        yield loaded


@pytest.fixture
def sample(loaded, django_db_blocker, settings, tmp_path):
    """Give the test a copy of the sample desk of its own; the value is what the command said."""
    settings.STATIC_ROOT = tmp_path / "static"
    name, said = loaded
    with copied(django_db_blocker, name):
        yield said


def test_the_sample_is_loaded_whole(sample):
    assert (Claim.objects.count(), Source.objects.count(), Evidence.objects.count()) == (134, 131, 248)
    assert Verdict.objects.count() == 90
    assert Claim.objects.counted_by_status() == {
        "unchecked": 44,
        "in_progress": 0,
        "verified": 75,
        "disputed": 15,
        "corrected": 0,
        "cut": 0,
        "stet": 0,
    }


def test_every_sample_claim_stands_in_one_certain_place_and_there_are_its_words(sample):
    claims = Claim.objects.select_related("revision")
    assert {claim.occurrences for claim in claims} == {1}
    assert [c.number for c in claims if c.revision.body[c.start : c.end] != c.quote] == []


def test_there_is_one_account_per_role_and_each_password_is_shown_once(sample):
    shown = dict(re.findall(r"^  (\w+)\s+(\S{16})   ", sample, re.M))
    assert set(shown) == {"writer", "checker", "checker2", "editor", "reader", "admin"}
    assert all(User.objects.get(username=name).check_password(password) for name, password in shown.items())
    assert len(set(shown.values())) == 6
    assert not User.objects.filter(is_superuser=True).exists()


def test_both_checkers_have_claims_and_the_article_is_due_in_two_days(sample):
    article = Article.objects.get()
    assert set(article.claims.values_list("checker__username", flat=True)) == {"checker", "checker2"}
    assert set(Verdict.objects.values_list("by__username", flat=True)) == {"checker", "checker2"}
    last = Event.objects.filter(chain__article=article).latest("sequence").at
    assert (article.due_at - last).days in {1, 2}


def test_again_it_loads_nothing_and_shows_no_password(sample, capsys):
    events = Event.objects.count()
    call_command("demo", no_serve=True)
    said = capsys.readouterr().out
    assert "The sample article is there already: nothing was loaded." in said
    assert "shown only this once" not in said
    assert Event.objects.count() == events


def test_a_port_that_is_taken_is_a_sentence(db):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="can't be used.*Choose another: --port 8001"):
            call_command("demo", port=taken.getsockname()[1])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def served(tmp_path):
    """Run the command itself, on its default database in an empty folder; yield the address and what it said."""
    port = free_port()
    environment = {**os.environ, "DATA_DIR": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"}
    environment.pop("DATABASE_URL", None)
    with (tmp_path / "said").open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=said,
            stderr=said,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(480):  # four minutes: a busy machine takes its time to set up, an idle one seconds
            try:
                urllib.request.urlopen(f"{address}/admin/login/", timeout=5).read()
                break
            except OSError:
                assert process.poll() is None, (tmp_path / "said").read_text()
                time.sleep(0.5)
        yield address, (tmp_path / "said").read_text()
    finally:
        process.terminate()
        process.wait(20)


def test_a_new_user_logs_in_with_a_printed_password_on_the_production_server(served):
    address, said = served
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{address}/admin/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    password = re.search(r"^  editor\s+(\S+)", said, re.M)[1]
    form = {"username": "editor", "password": password, "csrfmiddlewaretoken": token, "next": "/admin/"}
    answer = browser.open(f"{address}/admin/login/", urlencode(form).encode())
    page = answer.read().decode()
    assert answer.url == f"{address}/admin/"
    assert "Before the Lights Go Down" in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    sheet = re.search(r'href="(/static/claims/factcheck\.[0-9a-f]+\.css)"', page)[1]
    assert "immutable" in browser.open(address + sheet).headers["Cache-Control"]
