"""Bringing an evidence sheet to an article."""

import pytest

from claims.models import Claim, Event, Evidence, SignOff
from claims.review.evidence import withdraw
from claims.review.verdicts import record_verdict
from tests.conftest import NOW, make_source, support
from tests.intake.bringing import LATER, bring, look, sentences
from tests.intake.test_filing_claims import queries_of
from tests.intake.test_filing_sources import give

HEADER = "claim,source,stance,locator,finding\n"


def test_new_evidence_is_filed_with_one_event_for_all(article, claim, source, edith):
    filed = bring("evidence", HEADER + "1,courier-1999,supports,page 3,It opened.\n", article=article, by=edith)
    piece = Evidence.objects.get()
    assert (piece.stance, piece.locator, piece.finding) == ("supports", "page 3", "It opened.")
    assert (piece.added_by, piece.added_at, piece.imported_in) == (edith, NOW, filed.import_)
    claim.refresh_from_db()
    assert claim.last_event == Event.objects.get(action="imported evidence")


def test_the_same_file_again_changes_nothing(article, claim, source, edith):
    text = HEADER + "1,courier-1999,supports,page 3,It opened.\n"
    bring("evidence", text, article=article, by=edith)
    assert bring("evidence", text, article=article, by=edith).counts == (0, 0, 1, 0)


def test_a_source_that_a_claim_has_once_is_changed_even_in_its_locator(article, claim, source, edith):
    support(claim, source, by=edith, locator="page 3")
    filed = bring("evidence", HEADER + "1,courier-1999,context,page 4,It says so.\n", article=article, by=edith)
    assert filed.counts == (0, 1, 0, 0)
    piece = Evidence.objects.get()
    assert (piece.stance, piece.locator, piece.version) == ("context", "page 4", 2)


def test_where_a_source_stands_twice_the_locator_tells_which(article, claim, source, edith):
    support(claim, source, by=edith, locator="page 3")
    text = HEADER + "1,courier-1999,context,page 3,A.\n1,courier-1999,context,page 9,B.\n"
    assert bring("evidence", text, article=article, by=edith).counts == (1, 1, 0, 0)
    again = HEADER + "1,courier-1999,contradicts,page 9,B.\n"
    assert bring("evidence", again, article=article, by=edith).counts == (0, 1, 0, 0)
    assert list(Evidence.objects.values_list("locator", "stance")) == [("page 3", "context"), ("page 9", "contradicts")]
    plan = look("evidence", "claim,source,stance\n1,courier-1999,context\n", article=article, by=edith)
    assert sentences(plan) == [
        "Row 2, column “source”: The claim has this source at several places. Add a column “locator” that says which is meant."
    ]


def test_located_evidence_takes_the_place_of_a_source_that_nobody_had_looked_at(article, claim, source, edith):
    bring("claims", "number,sources\n1,courier-1999\n", article=article, by=edith)
    text = HEADER + "1,courier-1999,supports,page 3,A.\n1,courier-1999,contradicts,page 9,B.\n"
    assert bring("evidence", text, article=article, by=edith, at=LATER).counts == (1, 1, 0, 0)
    pieces = Evidence.objects.order_by("locator").values_list("stance", "locator", "finding")
    assert list(pieces) == [("supports", "page 3", "A."), ("contradicts", "page 9", "B.")]
    assert bring("evidence", text, article=article, by=edith, at=LATER).counts == (0, 0, 2, 0)


def test_a_row_without_a_locator_keeps_the_source_that_nobody_had_looked_at(article, claim, source, edith):
    bring("claims", "number,sources\n1,courier-1999\n", article=article, by=edith)
    text = HEADER + "1,courier-1999,supports,page 3,A.\n1,courier-1999,unread,,\n"
    assert bring("evidence", text, article=article, by=edith, at=LATER).counts == (1, 0, 1, 0)


def test_what_somebody_noted_without_a_locator_is_not_written_over(article, claim, source, edith):
    support(claim, source, by=edith, stance="unread", locator="", finding="Ask for the minutes.")
    text = HEADER + "1,courier-1999,supports,page 3,A.\n1,courier-1999,supports,page 9,B.\n"
    assert bring("evidence", text, article=article, by=edith, at=LATER).counts == (2, 0, 0, 0)


def test_rows_of_a_hidden_source_that_look_alike_are_no_duplicates(article, claim, edith):
    hidden = make_source(edith, "whistle", confidential=True)
    for locator in ("his office", "her office"):
        support(claim, hidden, by=edith, locator=locator)
    row = f"1,Confidential source {hidden.pk}"
    assert bring("evidence", HEADER + f"{row},supports,,\n" * 2, article=article, by=edith).counts == (0, 0, 2, 0)
    assert bring("evidence", "claim,source\n" + f"{row}\n" * 2, article=article, by=edith).counts == (0, 0, 2, 0)


def test_one_source_by_key_and_by_address_is_the_same_row_twice(article, claim, edith):
    make_source(edith, "ap", url="https://example.org/a")
    text = "claim,source,locator\n1,ap,p\n1,https://example.org/a,p\n"
    assert sentences(look("evidence", text, article=article, by=edith)) == [
        "Row 3, column “source”: Row 2 has the same. Keep one of the two."
    ]


def test_unknown_claims_and_sources_are_both_told(article, claim, edith):
    plan = look("evidence", HEADER + "9,nobody,supports,,\n", article=article, by=edith)
    assert sentences(plan) == [
        "Row 2, column “claim”: There is no claim 9 in this article.",
        "Row 2, column “source”: No source has the key “nobody”. Import the sources first.",
    ]


def test_withdrawn_evidence_is_brought_again_as_new(article, claim, source, edith):
    withdraw(support(claim, source, by=edith), by=edith, at=NOW)
    filed = bring("evidence", HEADER + "1,courier-1999,supports,page 1,It says so.\n", article=article, by=edith)
    assert (filed.counts, Evidence.objects.standing().count()) == ((1, 0, 0, 0), 1)


def test_contradicting_evidence_warns_and_reopens_a_verified_claim(article, claim, source, edith, cora):
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    make_source(edith, "denial")
    text = HEADER + "1,denial,contradicts,page 1,It opened in June.\n"
    assert look("evidence", text, article=article, by=edith).warnings == [
        "Claim 1 is verified. It is reopened if its reason does not answer this."
    ]
    assert bring("evidence", text, article=article, by=edith, at=LATER).reopened == ["Claim 1 was reopened."]
    assert Claim.objects.get().status == "unchecked"


def test_taking_away_what_a_verified_claim_leans_on_reopens_it(article, claim, source, edith, cora):
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    filed = bring("evidence", "claim,source,stance\n1,courier-1999,context\n", article=article, by=edith, at=LATER)
    assert (filed.counts, filed.reopened) == ((0, 1, 0, 0), ["Claim 1 was reopened."])


def test_the_writer_may_hand_in_sources_and_not_say_what_they_show(article, claim, source, edith):
    article.writer = edith
    article.save()
    assert look("evidence", HEADER + "1,courier-1999,supports,p,It is so.\n", article=article, by=edith).counts == (
        0,
        0,
        0,
        1,
    )
    assert look("evidence", HEADER + "1,courier-1999,unread,,\n", article=article, by=edith).counts == (1, 0, 0, 0)


def test_what_a_hidden_source_says_can_t_be_overwritten_by_who_may_not_see_it(article, claim, edith):
    hidden = make_source(edith, "whistle", confidential=True)
    support(claim, hidden, by=edith, locator="his office")
    name = f"Confidential source {hidden.pk}"
    assert look("evidence", HEADER + f"1,{name},supports,,\n", article=article, by=edith).counts == (0, 0, 1, 0)
    for row in (f"1,{name},supports,elsewhere,\n", f"1,{name},contradicts,,\n"):
        assert sentences(look("evidence", HEADER + row, article=article, by=edith)) == [
            "Row 2, column “source”: This source is confidential. Only who may see it can import what it says."
        ]
    by_key = look("evidence", HEADER + "1,whistle,context,,\n", article=article, by=edith)
    assert "No source has the key" in sentences(by_key)[0]
    give(edith, "see_confidential")
    assert bring("evidence", HEADER + "1,whistle,context,,\n", article=article, by=edith).counts == (0, 1, 0, 0)


def test_a_clearance_ends_when_evidence_is_added(article, claim, source, edith):
    SignOff.objects.create(revision=article.current_revision, by=edith, at=NOW)
    bring("evidence", HEADER + "1,courier-1999,context,p,\n", article=article, by=edith, at=LATER)
    assert SignOff.objects.get().revoked_at == LATER


@pytest.mark.parametrize("file_it", [look, bring])
def test_more_new_rows_take_no_more_queries(article, claim, edith, file_it):
    for n in range(5):
        make_source(edith, f"s{n}")
    rows = [f"1,s{n},context,p,\n" for n in range(5)]
    file_it("evidence", HEADER + rows[0], article=article, by=edith)
    one = queries_of(lambda: file_it("evidence", HEADER + rows[1], article=article, by=edith))
    three = queries_of(lambda: file_it("evidence", HEADER + "".join(rows[2:]), article=article, by=edith))
    assert one == three
