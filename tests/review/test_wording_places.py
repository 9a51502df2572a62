"""A place that a person chose: exactly the quote's words there, or refused."""

import pytest

from claims.anchoring.places import Place
from claims.review import evidence, verdicts, wording
from claims.review.problems import Refused
from tests.conftest import BODY

SECOND = BODY.rindex("bridge")


def test_a_quote_that_stands_often_is_marked_where_the_person_chose(article, cora, at):
    claim = wording.mark_claim(
        article, by=cora, at=at, statement="It carries cars.", quote="bridge", stands_at=Place(SECOND, SECOND + 6)
    )
    claim.refresh_from_db()
    assert (claim.start, claim.end, claim.occurrences) == (SECOND, SECOND + 6, 3)


@pytest.mark.parametrize("start, end", [(0, 6), (SECOND + 1, SECOND + 7), (SECOND, 10_000), (10_000, 10_006), (9, 9)])
def test_a_place_that_does_not_say_the_quote_is_refused(article, cora, at, start, end):
    with pytest.raises(Refused) as refused:
        wording.mark_claim(article, by=cora, at=at, statement="It.", quote="bridge", stands_at=Place(start, end))
    assert [problem.code for problem in refused.value.problems] == ["not_there"]
    assert article.claims.count() == 0


def test_choosing_a_place_for_a_claim_without_one_keeps_its_verdict(article, cora, source, at):
    claim = wording.mark_claim(article, by=cora, at=at, statement="It carries cars.", quote="bridge")
    evidence.add_evidence(claim, source, by=cora, at=at, stance="supports", locator="page 1")
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=at)
    changed = wording.edit_claim(claim, by=cora, at=at, stands_at=Place(SECOND, SECOND + 6))
    claim.refresh_from_db()
    assert (changed, claim.start, claim.status) == (["place"], SECOND, "verified")


def test_moving_a_verified_claim_to_another_place_reopens_it(claim, cora, source, at):
    evidence.add_evidence(claim, source, by=cora, at=at, stance="supports", locator="page 1")
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=at)
    start = BODY.index("2001")
    wording.edit_claim(claim, by=cora, at=at, quote="2001", stands_at=Place(start, start + 4))
    claim.refresh_from_db()
    assert (claim.start, claim.status) == (start, "unchecked")


def test_the_place_that_it_has_already_changes_nothing(claim, cora, at):
    assert wording.edit_claim(claim, by=cora, at=at, stands_at=Place(claim.start, claim.end)) == []
    assert claim.events.count() == 1
