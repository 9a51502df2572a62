"""Long work: queued, taken by one worker, done through the same rules, and honest about what a death left behind."""

import os

import pytest
from django.core.management import call_command
from django.urls import reverse

from claims.intake import waiting
from claims.intake.filing import plan
from claims.jobs import act_on, again, import_file, run_next, running, signs, wake
from claims.jobs.queue import take
from claims.models import Article, Claim, Event, Import, Job, Verdict
from claims.review.wording import mark_claim
from tests.conftest import NOW, make_person, make_source, support
from tests.together import at_once


def now():
    return NOW


@pytest.fixture
def three(article, edith, cora):
    """Three claims; the second has no source, so it can't be verified."""
    source = make_source(edith, "gazette")
    claims = [mark_claim(article, by=edith, at=NOW, statement=f"Fact {n}.") for n in range(1, 4)]
    for claim in (claims[0], claims[2]):
        support(claim, source, by=cora)
    return [claim.pk for claim in claims]


SHEET = b"number,statement\n1,One.\n2,Two.\n3,Three.\n"


@pytest.fixture
def upload(article, edith):
    """A checked claims sheet that waits for its confirmation."""
    kept = waiting.keep(
        iter([SHEET]), by=edith, table="claims", name="claims.csv", article=article.pk, good_rows=False, decide=False
    )
    looked_at = plan("claims", SHEET, "claims.csv", article=article, by=edith)
    kept.choose(fingerprint=looked_at.fingerprint, rows=3)
    return kept


def test_an_act_goes_through_the_rule_of_each_claim_and_lists_the_refused(three, cora, monkeypatch):
    monkeypatch.setattr("claims.jobs.acting.CHUNK", 2)
    job = act_on(three, by=cora, at=NOW, act="verify", title="Verify 3 claims")
    assert run_next(now=now) == job
    job.refresh_from_db()
    assert (job.state, job.done, job.sentence) == ("done", 3, "Verified 2 claims, 1 refused.")
    assert list(Claim.objects.order_by("number").values_list("status", flat=True)) == [
        "verified", "unchecked", "verified",
    ]  # fmt: skip
    [(pk, name, why)] = job.refused
    assert (pk, name) == (three[1], "The bridge that was late, claim 2")
    assert "source" in why
    assert run_next(now=now) is None


def test_the_writer_decides_nothing_by_a_worker_either(three, article, cora):
    type(article).objects.update(writer=cora)
    act_on(three, by=cora, at=NOW, act="verify", title="Verify")
    job = run_next(now=now)
    job.refresh_from_db()
    assert job.sentence == "Verified 0 claims, 3 refused."
    assert not Verdict.objects.exists()


def test_an_act_that_was_interrupted_says_how_far_it_came_and_goes_on_from_there(three, edith, cora, monkeypatch):
    monkeypatch.setattr("claims.jobs.acting.CHUNK", 1)
    job = act_on(three, by=edith, at=NOW, act="assign", title="Assign", checker=cora.pk)
    given = []

    def dies(pk, done):
        given.append(done)
        if done == 2:
            raise RuntimeError("the machine goes down")

    monkeypatch.setattr(signs, "give", dies)
    run_next(now=now)
    job.refresh_from_db()
    assert (job.state, job.done) == ("stopped", 2)
    assert job.sentence == (
        "The work was interrupted before it was done. 2 of 3 claims were gone through and stay as they are; "
        "the others were not touched."
    )
    assert Claim.objects.filter(checker=cora).count() == 2
    monkeypatch.undo()
    assert again(job) and not again(job)
    run_next(now=now)
    job.refresh_from_db()
    assert (job.state, job.sentence) == ("done", "Assigned 3 claims.")
    assert Event.objects.filter(action="assigned").count() == 3


def test_a_large_upload_is_filed_as_it_was_seen(upload, edith):
    job = import_file(upload, by=edith, at=NOW, rows=3)
    run_next(now=now)
    job.refresh_from_db()
    assert (job.state, job.sentence) == ("done", "Imported claims.csv: 3 new, 0 changed, 0 unchanged, 0 refused.")
    assert job.made == Import.objects.get()
    assert Claim.objects.count() == 3
    assert waiting.find(upload.token, by=edith) is None


def test_a_worker_that_dies_at_the_very_end_of_a_file_leaves_nothing_of_it(upload, edith, monkeypatch):
    job = import_file(upload, by=edith, at=NOW, rows=3)
    monkeypatch.setattr("claims.jobs.importing._sentence", lambda filed: 1 / 0)
    run_next(now=now)
    job.refresh_from_db()
    assert job.sentence == "The work was interrupted before it was done. Nothing of the file was imported."
    assert not Claim.objects.exists() and not Import.objects.exists()
    monkeypatch.undo()
    again(job)
    run_next(now=now)
    assert Claim.objects.count() == 3


def test_a_file_that_would_do_something_else_by_now_is_not_filed_and_says_so(upload, article, edith):
    job = import_file(upload, by=edith, at=NOW, rows=3)
    mark_claim(article, by=edith, at=NOW, statement="Somebody was quicker.")
    run_next(now=now)
    job.refresh_from_db()
    assert "The desk changed since you checked this file" in job.sentence
    assert Claim.objects.count() == 1


def test_an_upload_that_is_gone_is_said_to_be(upload, edith):
    job = import_file(upload, by=edith, at=NOW, rows=3)
    upload.discard()
    run_next(now=now)
    job.refresh_from_db()
    assert job.sentence.startswith("The checked file is not here any more")


def test_work_without_a_sign_of_life_is_called_interrupted_and_work_with_one_is_left_alone(upload, edith):
    job = import_file(upload, by=edith, at=NOW, rows=3)
    assert take(at=NOW) == job
    assert take(at=NOW) is None
    job.refresh_from_db()
    assert job.state == "running"
    old = signs._path(job.pk)
    os.utime(old, (0, 0))
    take(at=NOW)
    job.refresh_from_db()
    assert job.state == "stopped"
    assert job.sentence.endswith("Nothing of the file was imported.")


def test_one_piece_of_work_is_taken_by_one_of_two_workers(own_database):
    edith = make_person("edith", "editor")
    Job.objects.create(task="act", title="One", by=edith, at=NOW)
    taken = []
    raised = at_once(*[lambda: taken.append(take(at=NOW))] * 2)
    assert raised == [None, None]
    assert sorted(job is None for job in taken) == [False, True]


def test_the_command_does_what_waits(upload, edith, capsys):
    import_file(upload, by=edith, at=NOW, rows=3)
    call_command("work", "--once")
    assert capsys.readouterr().out == (
        "Import claims: claims.csv: Imported claims.csv: 3 new, 0 changed, 0 unchanged, 0 refused.\n"
    )


class TestPage:
    def test_shows_how_far_the_work_is_without_javascript_too(self, client, upload, edith):
        job = import_file(upload, by=edith, at=NOW, rows=1000)
        client.force_login(edith)
        assert b"as soon as a worker is free" in client.get(job.get_absolute_url()).content
        take(at=NOW)
        signs.give(job.pk, 250)
        page = client.get(job.get_absolute_url()).content.decode()
        assert "250 of 1,000 done." in page
        assert 'value="25"' in page
        assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page

    def test_tells_what_came_of_it_and_leads_there(self, client, upload, edith):
        job = import_file(upload, by=edith, at=NOW, rows=3)
        run_next(now=now)
        client.force_login(edith)
        page = client.get(job.get_absolute_url()).content.decode()
        assert "Imported claims.csv: 3 new" in page
        assert reverse("admin:claims_import_change", args=[Import.objects.get().pk]) in page
        assert "refresh" not in page

    def test_is_shown_to_nobody_else(self, client, upload, edith, cora):
        job = import_file(upload, by=edith, at=NOW, rows=3)
        client.force_login(cora)
        assert client.get(job.get_absolute_url()).status_code == 404
        assert client.post(job.get_absolute_url()).status_code == 404
        assert job.title.encode() not in client.get(reverse("claims:jobs")).content

    def test_takes_interrupted_work_up_again_by_post_alone(self, client, upload, edith):
        job = import_file(upload, by=edith, at=NOW, rows=3)
        Job.objects.update(state="stopped", sentence="The work was interrupted before it was done.")
        client.force_login(edith)
        assert b"Take it up again" in client.get(job.get_absolute_url()).content
        assert client.post(job.get_absolute_url()).status_code == 302
        job.refresh_from_db()
        assert job.state == "waiting"

    def test_lists_own_work(self, client, upload, edith):
        import_file(upload, by=edith, at=NOW, rows=3)
        client.force_login(edith)
        assert b"Import claims: claims.csv" in client.get(reverse("claims:jobs")).content


def test_a_thread_beside_the_web_process_does_what_waits(own_database, settings, monkeypatch):
    monkeypatch.setattr(running, "_beside", None)  # another test's thread may have been here before
    edith, cora = make_person("edith", "editor"), make_person("cora", "checker")
    article = Article.objects.create(slug="bridge", headline="The bridge")
    claim = mark_claim(article, by=edith, at=NOW, statement="It is long.")
    job = act_on([claim.pk], by=edith, at=NOW, act="assign", title="Assign", checker=cora.pk)
    settings.WORKERS = True
    wake()
    assert running._beside is None
    settings.WORKERS = False
    wake()
    running._beside.join(timeout=60)
    job.refresh_from_db()
    assert job.sentence == "Assigned 1 claim."
