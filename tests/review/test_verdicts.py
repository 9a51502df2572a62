"""Deciding on a claim: the rules of every move."""

from datetime import timedelta

import pytest

from claims.models import Event, Verdict
from claims.review.problems import Conflict, Refused
from claims.review.verdicts import confirm, problems_with, record_verdict, reopen
from tests.conftest import NOW, make_source, support


def codes(problems):
    return [problem.code for problem in problems]


def test_a_checker_verifies_a_claim_that_has_a_source(claim, source, cora):
    support(claim, source, by=cora)
    verdict = record_verdict(claim, by=cora, verdict="verified", at=NOW)
    claim.refresh_from_db()
    assert (claim.status, claim.verdict, claim.decided_at) == ("verified", verdict, NOW)
    assert Event.objects.order_by("-pk")[0].action == "marked verified"
    assert claim.last_event == Event.objects.order_by("-pk")[0]


def test_a_claim_without_a_source_is_not_verified_and_the_reason_says_so(claim, cora):
    assert codes(problems_with(claim, by=cora, verdict="verified")) == ["no_source"]
    with pytest.raises(Refused, match="Claim 1 has no supporting source yet"):
        record_verdict(claim, by=cora, verdict="verified", at=NOW)
    claim.refresh_from_db()
    assert claim.status == "unchecked"
    assert not Verdict.objects.exists()


def test_the_same_verdict_again_is_no_new_row(claim, source, cora):
    support(claim, source, by=cora)
    first = record_verdict(claim, by=cora, verdict="verified", at=NOW)
    events = Event.objects.count()
    assert record_verdict(claim, by=cora, verdict="verified", at=NOW + timedelta(hours=1)) == first
    assert Event.objects.count() == events


def test_a_stale_claim_is_a_conflict_and_nothing_is_written(claim, source, cora, ben):
    support(claim, source, by=cora)
    stale = type(claim).objects.get(pk=claim.pk)
    record_verdict(claim, by=cora, verdict="disputed", reason="The date is wrong.", at=NOW)
    with pytest.raises(Conflict):
        record_verdict(stale, by=ben, verdict="verified", at=NOW)
    assert Verdict.objects.count() == 1


def test_a_superuser_without_a_role_may_not_decide(claim, source, cora, ada):
    support(claim, source, by=cora)
    ada.is_superuser = True
    ada.save()
    assert codes(problems_with(claim, by=ada, verdict="verified")) == ["not_permitted"]


def test_nobody_confirms_an_own_verdict(claim, source, cora, ben):
    support(claim, source, by=cora)
    verdict = record_verdict(claim, by=cora, verdict="verified", at=NOW)
    with pytest.raises(Refused, match="somebody else confirms"):
        confirm(verdict, by=cora, at=NOW)
    assert confirm(verdict, by=ben, at=NOW) == confirm(verdict, by=ben, at=NOW)


def test_high_risk_needs_two_independent_sources(claim, cora):
    claim.risk = "high"
    claim.save(update_fields=["risk"])
    agency = make_source(cora, "agency", publisher="Agency")
    copy = make_source(cora, "paper", publisher="Paper", republishes=agency)
    support(claim, agency, by=cora)
    support(claim, copy, by=cora)
    assert codes(problems_with(claim, by=cora, verdict="verified")) == ["second_source"]
    assert claim in type(claim).objects.needs_second_source()
    support(claim, make_source(cora, "own eyes", publisher="Registry"), by=cora)
    assert codes(problems_with(claim, by=cora, verdict="verified")) == []
    assert claim not in type(claim).objects.needs_second_source()


def test_reopening_needs_a_reason_and_keeps_the_verdict_in_the_history(claim, source, cora):
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    with pytest.raises(Refused, match="Give a reason"):
        reopen(claim, by=cora, reason=" ", at=NOW)
    reopen(claim, by=cora, reason="A reader wrote in.", at=NOW)
    claim.refresh_from_db()
    assert (claim.status, claim.verdict, claim.verdicts.count()) == ("unchecked", None, 1)
