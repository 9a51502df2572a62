"""A mistaken mark is taken away by who made it, while it is nobody else's business; nothing is deleted."""

import pytest

from claims.models import Claim, Event
from claims.review import queries, signoff, verdicts
from claims.review.problems import Conflict, Refused
from claims.review.revising import Choices, plan_revision, revise
from claims.review.unmarking import problems_with_unmarking, unmark
from claims.review.wording import edit_claim, mark_claim
from tests.conftest import BODY, NOW, support


@pytest.fixture
def mark(article, cora):
    return mark_claim(article, by=cora, at=NOW, statement="Holm left in 2001.", quote="2001", risk="high")


def codes(mark, by):
    return [problem.code for problem in problems_with_unmarking(mark, by=by)]


def test_it_is_cut_leaves_the_copy_and_stays_in_the_record(article, mark, cora):
    unmark(mark, by=cora, at=NOW)
    mark = Claim.objects.get()
    assert (mark.status, mark.start, mark.end, mark.quote) == ("cut", None, None, "2001")
    assert (mark.verdict.verdict, mark.verdict.reason, mark.verdict.by) == ("cut", "Marked by mistake.", cora)
    assert list(Event.objects.values_list("action", "actor_id")) == [("marked", cora.pk), ("unmarked", cora.pk)]
    assert signoff.obstacles(article) == []


def test_own_work_on_it_is_no_obstacle(mark, source, cora):
    edit_claim(mark, by=cora, at=NOW, value="2001")
    support(mark, source, by=cora)
    verdicts.set_in_progress(mark, by=cora, at=NOW)
    assert codes(mark, cora) == []


def test_others_who_worked_on_it_leave_it_to_an_editor(article, mark, source, cora, ben, edith):
    assert codes(mark, ben) == codes(mark, edith) == ["not_only_own"]
    support(mark, source, by=ben)
    assert codes(mark, cora) == ["not_only_own"]
    with pytest.raises(Refused):
        unmark(mark, by=cora, at=NOW)
    assert verdicts.problems_with(mark, by=edith, verdict="cut", reason="Marked by mistake.") == []


def test_what_the_writer_was_asked_about_is_not_taken_away(mark, cora):
    queries.ask(mark, by=cora, question="Which year?", at=NOW)
    assert codes(mark, cora) == ["not_only_own"]


def test_what_was_ever_decided_on_is_not_taken_away(mark, cora):
    verdicts.record_verdict(mark, by=cora, verdict="disputed", reason="It was 2002.", at=NOW)
    assert codes(mark, cora) == ["was_decided"]
    verdicts.reopen(mark, by=cora, reason="Look again.", at=NOW)
    assert codes(mark, cora) == ["was_decided"]


def test_a_mark_that_somebody_saved_meanwhile_is_a_conflict(mark, cora):
    mark.version -= 1
    with pytest.raises(Conflict):
        unmark(mark, by=cora, at=NOW)


def test_it_checks_nothing_for_the_sign_off(article, claim, mark, source, cora, edith):
    support(claim, source, by=edith)
    verdicts.record_verdict(claim, by=edith, verdict="verified", at=NOW)
    unmark(mark, by=cora, at=NOW)
    assert [problem.code for problem in signoff.problems_with_signing_off(article, by=edith)] == ["only_checker"]


def test_new_copy_does_not_bring_it_back(article, mark, cora, edith):
    unmark(mark, by=cora, at=NOW)
    body = BODY.replace("40 million", "41 million")
    seen = plan_revision(article, body, by=edith).fingerprint
    revise(article, by=edith, at=NOW, body=body, original=b"", filename="", dropped=[], seen=seen, choices=Choices())
    mark = Claim.objects.get()
    assert (mark.status, mark.start, mark.revision.number) == ("cut", None, 2)
