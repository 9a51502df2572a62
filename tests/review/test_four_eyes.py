"""Assigning, confirming, reopening and settling: a second person where a second person is meant."""

from datetime import timedelta

import pytest

from claims.models import Claim, Confirmation, Event
from claims.review.assignment import assign
from claims.review.problems import Conflict, Refused
from claims.review.transitions import MOVES
from claims.review.verdicts import (
    confirm,
    problems_with,
    problems_with_confirming,
    problems_with_reopening,
    record_verdict,
    reopen,
    set_in_progress,
)
from claims.vocabulary import DECIDED
from tests.conftest import NOW, make_person, make_source, support

LATER = NOW + timedelta(hours=1)


def codes(problems):
    return [problem.code for problem in problems]


@pytest.fixture
def disputed(claim, cora):
    support(claim, make_source(cora, "diary"), by=cora, stance="contradicts")
    record_verdict(claim, by=cora, verdict="disputed", reason="April.", at=NOW)
    return claim


SETTLED = [("corrected", "3 April"), ("stet", ""), ("cut", "")]


@pytest.mark.parametrize(("verdict", "correction"), SETTLED)
def test_an_editor_settles_what_a_checker_disputed(disputed, edith, verdict, correction):
    record_verdict(disputed, by=edith, verdict=verdict, reason="So be it.", correction=correction, at=LATER)
    disputed.refresh_from_db()
    assert (disputed.status, disputed.verdict.by, disputed.decided_at) == (verdict, edith, LATER)


@pytest.mark.parametrize(("verdict", "correction"), SETTLED)
def test_an_editor_does_not_settle_the_own_dispute(claim, cora, edith, verdict, correction):
    support(claim, make_source(cora, "diary"), by=cora, stance="contradicts")
    record_verdict(claim, by=edith, verdict="disputed", reason="April.", at=NOW)
    words = {"verdict": verdict, "reason": "So be it.", "correction": correction}
    assert codes(problems_with(claim, by=edith, **words)) == ["own_dispute"]
    assert problems_with(claim, by=make_person("olga", "editor"), **words) == []


def test_a_second_person_who_confirmed_the_dispute_is_enough(claim, ben, edith):
    verdict = record_verdict(claim, by=edith, verdict="disputed", reason="April.", at=NOW)
    confirm(verdict, by=ben, at=NOW)
    assert problems_with(claim, by=edith, verdict="stet", reason="So be it.") == []


def test_an_earlier_check_by_somebody_else_is_enough(claim, source, ben, edith):
    support(claim, source, by=ben)
    record_verdict(claim, by=ben, verdict="verified", at=NOW)
    reopen(claim, by=edith, reason="Look again.", at=NOW)
    record_verdict(claim, by=edith, verdict="disputed", reason="April.", at=NOW)
    assert problems_with(claim, by=edith, verdict="stet", reason="So be it.") == []


@pytest.mark.parametrize("words", [{"reason": "Other."}, {"reason": "April.", "correction": "3 April"}])
def test_a_change_of_mind_is_a_new_verdict_and_the_old_one_stays(disputed, cora, words):
    first = disputed.verdict
    second = record_verdict(disputed, by=cora, verdict="disputed", at=LATER, **words)
    assert list(disputed.verdicts.order_by("pk")) == [first, second]
    assert Claim.objects.get().verdict == second


def test_the_same_verdict_of_another_person_is_no_new_verdict_but_a_confirmation_is_one(disputed, ben):
    standing = disputed.verdict
    assert record_verdict(disputed, by=ben, verdict="disputed", reason="April.", at=LATER) == standing
    assert confirm(standing, by=ben, at=LATER).by == ben


def test_a_stale_page_that_repeats_a_verdict_which_no_longer_stands_is_a_conflict(disputed, ben):
    """Else the page would say "disputed" of a claim that was reopened a moment ago."""
    stale = Claim.objects.select_related("verdict").get(pk=disputed.pk)
    reopen(disputed, by=ben, reason="Look again.", at=LATER)
    with pytest.raises(Conflict):
        record_verdict(stale, by=ben, verdict="disputed", reason="April.", at=LATER)


def test_who_may_not_decide_does_not_even_repeat_a_verdict(disputed, rita):
    with pytest.raises(Refused, match="Your role does not let you"):
        record_verdict(disputed, by=rita, verdict="disputed", reason="April.", at=LATER)


@pytest.mark.parametrize("verdict", ["", "unchecked", "in_progress", "true"])
def test_what_is_no_verdict_is_none(claim, cora, verdict):
    with pytest.raises(Refused, match="A verdict is verified, disputed, corrected, cut or stet"):
        record_verdict(claim, by=cora, verdict=verdict, reason="x", at=NOW)


def test_confirming_is_recorded_once(disputed, ben):
    confirmation = confirm(disputed.verdict, by=ben, at=LATER)
    assert confirm(disputed.verdict, by=ben, at=LATER + timedelta(hours=1)) == confirmation
    assert (confirmation.by, confirmation.at) == (ben, LATER)
    assert Event.objects.filter(action="confirmed").count() == 1
    assert Claim.objects.get().last_event.action == "confirmed"


@pytest.mark.parametrize(
    ("role", "traits", "expected"),
    [
        ("checker", {}, []),
        ("editor", {}, []),
        ("reader", {}, ["not_permitted"]),
        ("writer", {}, ["not_permitted"]),
        ("admin", {"is_superuser": True}, ["not_permitted"]),
        ("checker", {"is_active": False}, ["not_permitted"]),
    ],
)
def test_who_confirms(disputed, role, traits, expected):
    person = make_person("olga", role, **traits)
    assert codes(problems_with_confirming(disputed.verdict, by=person)) == expected


def test_the_writer_confirms_nothing_of_own_copy(disputed, wanda):
    wanda.groups.set(make_person("spare", "editor").groups.all())
    assert codes(problems_with_confirming(disputed.verdict, by=wanda)) == ["own_copy"]


def test_a_verdict_that_no_longer_stands_is_not_confirmed(disputed, cora, ben):
    old = disputed.verdict
    record_verdict(disputed, by=cora, verdict="disputed", reason="Another reason.", at=LATER)
    with pytest.raises(Refused, match="no longer stands"):
        confirm(old, by=ben, at=LATER)
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize("status", ["verified", "disputed", *(verdict for verdict, _correction in SETTLED)])
@pytest.mark.parametrize("role", ["checker", "editor", "reader", "writer", "admin"])
def test_who_takes_which_decision_back(disputed, source, cora, edith, status, role):
    if status == "verified":
        support(disputed, source, by=cora, at=LATER)
        record_verdict(disputed, by=cora, verdict="verified", reason="May after all.", at=LATER)
    elif status != "disputed":
        correction = dict(SETTLED)[status]
        record_verdict(disputed, by=edith, verdict=status, reason="So be it.", correction=correction, at=LATER)
    settled = status in {"corrected", "cut", "stet"}
    may = role == "editor" or (role == "checker" and not settled)
    problems = problems_with_reopening(disputed, by=make_person("olga", role), reason="Look again.")
    assert codes(problems) == ([] if may else ["not_permitted"])


def test_only_what_was_decided_is_reopened(claim, cora):
    assert codes(problems_with_reopening(claim, by=cora, reason="x")) == ["not_decided"]
    set_in_progress(claim, by=cora, at=NOW)
    assert codes(problems_with_reopening(claim, by=cora, reason="x")) == ["not_decided"]


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_reopening_needs_a_reason_that_can_be_read(disputed, cora, reason):
    assert codes(problems_with_reopening(disputed, by=cora, reason=reason)) == ["no_reason"]


def test_starting_makes_a_claim_yours_and_leaves_it_with_whom_it_was_given_to(claim, cora, ben):
    set_in_progress(claim, by=cora, at=NOW)
    claim.refresh_from_db()
    assert (claim.status, claim.checker) == ("in_progress", cora)
    set_in_progress(claim, by=ben, at=NOW, started=False)
    set_in_progress(claim, by=ben, at=NOW)
    claim.refresh_from_db()
    assert (claim.status, claim.checker, claim.version) == ("in_progress", cora, 4)
    assert set_in_progress(claim, by=ben, at=NOW) is None
    assert Claim.objects.get().version == 4


@pytest.mark.parametrize("role", ["reader", "writer", "admin"])
def test_who_may_not_check_starts_nothing(claim, role):
    with pytest.raises(Refused, match="Your role does not let you"):
        set_in_progress(claim, by=make_person("olga", role), at=NOW)


def test_a_decided_claim_is_not_started(disputed, ben):
    with pytest.raises(Refused, match="Claim 1 is decided"):
        set_in_progress(disputed, by=ben, at=NOW)


def test_a_checker_takes_a_free_claim_and_gives_the_own_one_back(claim, cora, ben, edith):
    assert assign(claim, to=cora, by=cora, at=NOW)
    assert not assign(claim, to=cora, by=cora, at=NOW)
    with pytest.raises(Refused, match="assign claims"):
        assign(claim, to=ben, by=ben, at=NOW)
    assert assign(claim, to=ben, by=edith, at=NOW)
    with pytest.raises(Refused, match="assign claims"):
        assign(claim, to=None, by=cora, at=NOW)
    assert assign(claim, to=None, by=ben, at=NOW)
    assert Claim.objects.get().checker is None


def test_claims_are_given_to_those_who_may_check_them(claim, edith, rita, wanda, cora):
    cora.is_active = False
    cora.save()
    wanda.groups.add(*make_person("spare", "checker").groups.all())
    for person, sentence in ((rita, "Rita is not a checker"), (cora, "Cora is not a checker"), (wanda, "Wanda wrote")):
        with pytest.raises(Refused, match=sentence):
            assign(claim, to=person, by=edith, at=NOW)


def test_a_stale_assignment_is_a_conflict(claim, cora, ben, edith):
    stale = Claim.objects.get(pk=claim.pk)
    assign(claim, to=cora, by=edith, at=NOW)
    with pytest.raises(Conflict):
        assign(stale, to=ben, by=edith, at=NOW)
    assert Claim.objects.get().checker == cora


def test_the_moves_are_those_of_the_design():
    undecided = {"unchecked", "in_progress"}
    settled = {("disputed", "verified"), ("disputed", "corrected"), ("disputed", "stet")}
    cut = {(start, "cut") for start in (*undecided, "disputed", "verified")}
    decided = {(start, to) for start in undecided for to in ("verified", "disputed")}
    back = {(status, "unchecked") for status in DECIDED}
    again = {(status, status) for status in DECIDED}
    either_way = {("unchecked", "in_progress"), ("in_progress", "unchecked")}
    assert settled | cut | decided | back | again | either_way == MOVES
