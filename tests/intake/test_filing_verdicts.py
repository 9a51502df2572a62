"""Bringing a verdicts sheet: each row is a decision of the person who asks for it."""

import pytest

from claims.intake.filing import problems_with_undoing
from claims.models import Claim, Verdict
from claims.review.verdicts import record_verdict, reopen
from tests.conftest import NOW, support
from tests.intake.bringing import bring, look, sentences

VERIFIED = "claim,verdict,reason,correction\n1,verified,,\n"


def test_a_file_decides_nothing_unless_asked(article, claim, source, edith):
    support(claim, source, by=edith)
    filed = bring("verdicts", VERIFIED, article=article, by=edith, good_rows=True)
    assert sentences(filed) == [
        "A file decides nothing by itself. Ask for its verdicts to be recorded as your own decisions."
    ]
    assert not Verdict.objects.exists()


def test_asked_for_each_row_is_recorded_by_the_rules(article, claim, source, edith):
    support(claim, source, by=edith)
    filed = bring("verdicts", VERIFIED, article=article, by=edith, decide=True)
    verdict = Verdict.objects.get()
    assert (filed.counts, verdict.by, verdict.at, verdict.verdict) == ((1, 0, 0, 0), edith, NOW, "verified")
    claim.refresh_from_db()
    assert (claim.status, claim.verdict) == ("verified", verdict)


def test_a_verdict_without_a_source_is_refused_and_says_why(article, claim, edith):
    filed = bring("verdicts", VERIFIED, article=article, by=edith, decide=True)
    assert sentences(filed) == [
        "Row 2, column “verdict”: Claim 1 has no supporting source yet. Add one, with where it says so or what it says."
    ]
    assert Claim.objects.get().status == "unchecked"


def test_good_rows_decide_and_refused_ones_say_why(article, claim, source, edith):
    support(claim, source, by=edith)
    text = VERIFIED + "2,verified,,\n1,disputed,,\n"
    filed = bring("verdicts", text, article=article, by=edith, decide=True, good_rows=True)
    assert (filed.counts, [(p.row, p.column) for p in filed.problems]) == (
        (1, 0, 0, 2),
        [(3, "claim"), (4, "claim")],
    )


def test_the_same_file_again_is_unchanged_even_after_the_mind_changed(article, claim, source, edith):
    support(claim, source, by=edith)
    bring("verdicts", VERIFIED, article=article, by=edith, decide=True)
    reopen(claim := Claim.objects.get(), by=edith, reason="A reader wrote in.", at=NOW)
    record_verdict(claim, by=edith, verdict="disputed", reason="Wrong day.", at=NOW)
    again = bring("verdicts", VERIFIED, article=article, by=edith, decide=True)
    assert (again.counts, again.import_) == ((0, 0, 1, 0), None)
    assert Claim.objects.get().status == "disputed"


@pytest.mark.parametrize("person", ["wanda", "rita", "ada"])
def test_who_may_not_decide_by_hand_may_not_by_file(article, claim, source, edith, request, person):
    support(claim, source, by=edith)
    filed = bring("verdicts", VERIFIED, article=article, by=request.getfixturevalue(person), decide=True)
    assert filed.refused
    assert not Verdict.objects.exists()


def test_the_writer_decides_nothing_on_own_copy(article, claim, source, edith):
    support(claim, source, by=edith)
    article.writer = edith
    article.save()
    filed = bring("verdicts", VERIFIED, article=article, by=edith, decide=True)
    assert sentences(filed) == ["You wrote this article: somebody else has to decide on its claims."]
    by_column = "article,claim,verdict\nbridge,1,verified\n"
    assert sentences(bring("verdicts", by_column, by=edith, decide=True))[0] == sentences(filed)[0]


def test_a_checker_does_not_settle_a_dispute_by_file(article, claim, cora):
    bring("verdicts", "claim,verdict,reason\n1,disputed,Wrong day.\n", article=article, by=cora, decide=True)
    plan = look("verdicts", "claim,verdict,reason\n1,stet,It stands.\n", article=article, by=cora, decide=True)
    assert "settle disputes" in sentences(plan)[0]


def test_settled_verdicts_of_an_export_come_in_after_their_disputes(article, claim, edith, cora):
    settled = "claim,verdict,reason\n1,stet,It stands.\n"
    plan = look("verdicts", settled, article=article, by=edith, decide=True)
    assert sentences(plan) == [
        "Row 2, column “verdict”: Claim 1 is unchecked. Only a disputed claim can be settled that way: dispute it first. "
        "A file with the disputes and their reasons goes first, then this one."
    ]
    bring("verdicts", "claim,verdict,reason\n1,disputed,Wrong day.\n", article=article, by=cora, decide=True)
    assert bring("verdicts", settled, article=article, by=edith, decide=True).counts == (1, 0, 0, 0)


def test_decisions_are_not_undone(article, claim, source, edith):
    support(claim, source, by=edith)
    filed = bring("verdicts", VERIFIED, article=article, by=edith, decide=True)
    assert [p.code for p in problems_with_undoing(filed.import_, by=edith)] == ["not_undoable"]
