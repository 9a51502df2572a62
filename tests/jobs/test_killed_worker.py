"""A worker's own process killed by kill -9 in the middle of a file: all of it or nothing, and a sentence that says which."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claims.intake import waiting
from claims.intake.filing import plan
from claims.jobs import again, import_file, progress_of, signs
from claims.models import Claim, Event, Import
from claims.record.verifying import verify
from claims.review.wording import mark_claim
from tests.benchmarks.measuring import database_url
from tests.conftest import NOW, make_person
from tests.record.days_work import arrive

ROOT = Path(__file__).resolve().parent.parent.parent
ARTICLES, EACH = 30, 200
ROWS = ARTICLES * EACH


@pytest.fixture
def edith(own_database):
    return make_person("edith", "editor")


@pytest.fixture
def job(edith):
    """A checked sheet of thousands of claims for many articles, confirmed and queued."""
    for n in range(ARTICLES):
        arrive(None, edith, slug=f"story-{n}")
    lines = (f"story-{n},Pillar {k} stands {n + k} metres deep.\n" for n in range(ARTICLES) for k in range(EACH))
    sheet = b"article,statement\n" + "".join(lines).encode()
    choices = {"table": "claims", "name": "claims.csv", "article": None, "good_rows": False, "decide": False}
    kept = waiting.keep(iter([sheet]), by=edith, **choices)
    kept.choose(fingerprint=plan("claims", sheet, "claims.csv", by=edith).fingerprint, rows=ROWS)
    return import_file(kept, by=edith, at=NOW, rows=ROWS)


@pytest.fixture
def worker(own_database, tmp_path):
    """Start a worker in a process of its own, on the test's database and files."""
    environment = os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": database_url(), "WORKERS": "yes"}
    command = [sys.executable, "manage.py", "work", "--once"]
    return lambda: subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def killed_in_the_middle(worker, job):
    """Kill the worker once it told of some rows and before it told of all; return how many it had told of."""
    with worker() as process:
        while not 0 < (done := signs.last(job.pk) or 0) < ROWS:
            assert process.poll() is None, "the worker ended before it could be killed"
            time.sleep(0.002)
        process.kill()
    return done


def test_nothing_of_the_file_is_there_and_the_job_says_so_until_it_is_taken_up_again(worker, job, edith):
    assert 0 < killed_in_the_middle(worker, job) < ROWS
    assert (Claim.objects.count(), Import.objects.count(), Event.objects.count()) == (0, 0, ARTICLES)
    job.refresh_from_db()
    assert job.state == "running" and 0 < progress_of(job) < ROWS
    os.utime(signs._path(job.pk), (0, 0))  # two minutes without a sign of life
    with worker() as process:
        assert process.wait(timeout=60) == 0
    job.refresh_from_db()
    assert (job.state, job.sentence) == (
        "stopped", "The work was interrupted before it was done. Nothing of the file was imported.",
    )  # fmt: skip
    assert again(job)
    with worker() as process:
        assert process.wait(timeout=120) == 0
    job.refresh_from_db()
    assert (job.state, job.sentence) == ("done", "Imported claims.csv: 6,000 new, 0 changed, 0 unchanged, 0 refused.")
    assert Claim.objects.count() == Import.objects.get().new == ROWS
    assert not verify().broken


def test_other_people_write_while_a_worker_files_and_lose_nothing(worker, job, edith):
    beside = arrive(None, edith, slug="beside")
    marked = 0
    with worker() as process:
        while process.poll() is None:
            mark_claim(beside, by=edith, at=NOW, statement=f"Fact {marked}.")
            marked += 1
            time.sleep(0.02)  # People breathe. SQLite gives no turns: who never waits can keep a worker out for ever.
    job.refresh_from_db()
    assert job.state == "done"
    assert marked > 1
    assert beside.claims.count() == marked
    assert Claim.objects.count() == ROWS + marked
    assert not verify().broken
