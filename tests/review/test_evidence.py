"""Bringing, changing and withdrawing evidence, and what that does to what was decided."""

from datetime import timedelta

import pytest

from claims.models import Event, Evidence
from claims.review.evidence import change_evidence, problems_with_withdrawing, withdraw
from claims.review.problems import Conflict, Refused
from claims.review.sources import merge
from claims.review.verdicts import record_verdict
from tests.conftest import NOW, make_person, make_source, support

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def verified(claim, source, cora):
    """Claim 1, verified on one source, with a reason."""
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", reason="The register agrees.", at=NOW)
    return claim


def reopened_because(claim):
    claim.refresh_from_db()
    assert (claim.status, claim.verdict, claim.decided_at) == ("unchecked", None, None)
    return Event.objects.filter(claim=claim, action="reopened").latest("sequence").detail.body


def test_evidence_is_kept_as_typed_without_what_nobody_sees(claim, source, cora):
    row = support(claim, source, by=cora, locator=" page 1 ", finding="Otevřen\r\nv květnu\x00 ", at=NOW)
    row.refresh_from_db()
    assert (row.locator, row.finding, row.added_by, row.added_at) == ("page 1", "Otevřen\nv květnu", cora, NOW)


@pytest.mark.parametrize(("locator", "finding"), [("", ""), ("  ", "\n"), ("\u200b", "\u2060\ufeff")])
def test_what_says_nothing_counts_for_nothing(claim, source, cora, locator, finding):
    row = support(claim, source, by=cora, locator=locator, finding=finding)
    assert not row.counts
    with pytest.raises(Refused, match="Add a locator or a finding"):
        record_verdict(claim, by=cora, verdict="verified", at=NOW)


def test_a_source_stands_once_at_one_place_of_a_claim(claim, source, cora):
    support(claim, source, by=cora)
    with pytest.raises(Refused, match="Claim 1 has this source at this place already"):
        support(claim, source, by=cora, stance="contradicts")
    assert support(claim, source, by=cora, locator="page 2").pk


@pytest.mark.parametrize(
    ("words", "sentence"),
    [({"stance": "maybe"}, '"maybe" is no stance'), ({"locator": "x" * 501}, "at most 500 characters")],
)
def test_what_the_table_can_not_hold_is_refused_in_words(claim, source, cora, words, sentence):
    with pytest.raises(Refused, match=sentence):
        support(claim, source, by=cora, **words)
    assert not Evidence.objects.exists()


def test_withdrawing_what_a_verdict_needs_reopens_it_and_says_why(verified, cora):
    withdraw(verified.evidence.get(), by=cora, at=LATER)
    reason = reopened_because(verified)
    assert "Evidence was withdrawn. Claim 1 has no supporting source yet." in reason


def test_withdrawing_twice_changes_nothing(verified, cora):
    row = verified.evidence.get()
    withdraw(row, by=cora, at=LATER)
    events = Event.objects.count()
    withdraw(row, by=cora, at=LATER)
    assert Event.objects.count() == events
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawn_at) == (cora, LATER)


def test_withdrawing_what_is_not_needed_leaves_the_verdict(verified, cora):
    spare = support(verified, make_source(cora, "spare"), by=cora)
    withdraw(spare, by=cora, at=LATER)
    verified.refresh_from_db()
    assert verified.status == "verified"


@pytest.mark.parametrize(
    "fields", [{"stance": "context"}, {"stance": "unread"}, {"locator": "", "finding": " "}, {"stance": "contradicts"}]
)
def test_a_change_that_takes_the_support_away_reopens(verified, cora, fields):
    change_evidence(verified.evidence.get(), by=cora, at=LATER, **fields)
    assert "Evidence was changed." in reopened_because(verified)


def test_a_change_to_the_articles_own_source_reopens(verified, cora):
    own = make_source(cora, "own", publisher="The Weekly (web)")
    change_evidence(verified.evidence.get(), by=cora, at=LATER, source=own)
    assert "no source for itself" in reopened_because(verified)


def test_a_contradiction_that_comes_later_is_not_answered_by_an_earlier_reason(verified, cora):
    support(verified, make_source(cora, "diary"), by=cora, stance="contradicts", at=LATER)
    assert "A source contradicts claim 1 since." in reopened_because(verified)
    record_verdict(verified, by=cora, verdict="verified", reason="The diary was written later.", at=LATER)
    verified.refresh_from_db()
    assert verified.status == "verified"


def test_evidence_turned_into_a_contradiction_reopens_whatever_the_reason_says(verified, cora):
    context = support(verified, make_source(cora, "diary"), by=cora, stance="context", at=NOW - timedelta(days=1))
    change_evidence(context, by=cora, at=LATER, stance="contradicts")
    assert "It contradicts the claim now." in reopened_because(verified)


def test_a_contradiction_that_was_answered_stays_answered(claim, source, cora):
    support(claim, source, by=cora)
    diary = support(claim, make_source(cora, "diary"), by=cora, stance="contradicts")
    record_verdict(claim, by=cora, verdict="verified", reason="The diary was written later.", at=LATER)
    change_evidence(diary, by=cora, at=LATER, finding="It says 1998, from memory.")
    claim.refresh_from_db()
    assert claim.status == "verified"


def test_a_corrected_claim_that_loses_its_contradiction_reopens(claim, cora, edith):
    diary = support(claim, make_source(cora, "diary"), by=cora, stance="contradicts")
    record_verdict(claim, by=cora, verdict="disputed", reason="April.", at=NOW)
    record_verdict(claim, by=edith, verdict="corrected", correction="3 April 1999", at=NOW)
    withdraw(diary, by=cora, at=LATER)
    assert "no contradicting source yet" in reopened_because(claim)


@pytest.mark.parametrize("verdict", ["disputed", "cut", "stet"])
def test_other_decisions_need_no_evidence_and_stay(claim, source, cora, edith, verdict):
    row = support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="disputed", reason="April.", at=NOW)
    if verdict != "disputed":
        record_verdict(claim, by=edith, verdict=verdict, reason="So be it.", at=NOW)
    withdraw(row, by=cora, at=LATER)
    claim.refresh_from_db()
    assert claim.status == verdict


def test_two_checkers_bring_evidence_to_one_claim_without_a_conflict(claim, source, cora, ben):
    seen_by_ben = type(claim).objects.get(pk=claim.pk)
    support(claim, source, by=cora)
    support(seen_by_ben, make_source(ben, "other"), by=ben)
    assert claim.evidence.count() == 2


def test_evidence_for_a_claim_as_it_was_works_on_the_claim_as_it_is(claim, source, cora, ben):
    """Ben has had the page open since before the verdict: what he adds must reopen it all the same."""
    seen_by_ben = type(claim).objects.get(pk=claim.pk)
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", reason="Yes.", at=NOW)
    support(seen_by_ben, make_source(ben, "diary"), by=ben, stance="contradicts", at=LATER)
    assert "contradicts claim 1" in reopened_because(claim)
    with pytest.raises(Conflict):
        record_verdict(seen_by_ben, by=ben, verdict="disputed", reason="No.", at=LATER)


def test_stale_evidence_is_a_conflict(claim, source, cora, ben):
    row = support(claim, source, by=cora)
    stale = Evidence.objects.get(pk=row.pk)
    change_evidence(row, by=cora, at=NOW, finding="Page one says so.")
    for act in (lambda: change_evidence(stale, by=ben, at=NOW, finding="No."), lambda: withdraw(stale, by=ben, at=NOW)):
        with pytest.raises(Conflict):
            act()
    row.refresh_from_db()
    assert (row.finding, row.withdrawn_at, row.version) == ("Page one says so.", None, 2)


def test_a_form_that_has_already_put_its_values_into_the_row_still_changes_it(claim, source, cora):
    """A ModelForm writes what was typed into its instance while it validates."""
    row = support(claim, source, by=cora)
    row.finding = "Page one says so."
    assert change_evidence(row, by=cora, at=NOW, finding="Page one says so.")
    row.refresh_from_db()
    assert row.finding == "Page one says so."


def test_withdrawn_evidence_is_not_changed(claim, source, cora):
    row = support(claim, source, by=cora)
    withdraw(row, by=cora, at=NOW)
    with pytest.raises(Refused, match="was withdrawn"):
        change_evidence(row, by=cora, at=NOW, finding="Again.")


def test_a_column_that_is_no_business_of_the_caller_is_not_written(claim, source, cora):
    row = support(claim, source, by=cora)
    with pytest.raises(TypeError, match="withdrawn_at"):
        change_evidence(row, by=cora, at=NOW, withdrawn_at=NOW)


@pytest.fixture
def both(wanda, article):
    """The writer, who is a checker too."""
    wanda.groups.add(*make_person("spare", "checker").groups.all())
    return wanda


def test_the_writer_hands_in_a_source_and_leaves_it_to_others_what_it_shows(claim, source, both, cora):
    row = support(claim, source, by=both, stance="unread")
    with pytest.raises(Refused, match="a checker says what they show"):
        change_evidence(row, by=both, at=NOW, stance="supports")
    with pytest.raises(Refused, match="a checker says what they show"):
        support(claim, make_source(cora, "other"), by=both)
    withdraw(row, by=both, at=NOW)
    assert not claim.evidence.standing().exists()


def test_the_writer_does_not_take_away_what_contradicts_own_copy(claim, source, both, cora):
    row = support(claim, source, by=cora, stance="contradicts")
    for act in (
        lambda: withdraw(row, by=both, at=NOW),
        lambda: change_evidence(row, by=both, at=NOW, stance="unread"),
        lambda: change_evidence(row, by=both, at=NOW, finding="Never mind."),
    ):
        with pytest.raises(Refused, match="You wrote this article"):
            act()
    assert claim.evidence.standing().get().finding == "It says so."


@pytest.mark.parametrize("role", ["reader", "writer", "admin"])
def test_who_may_not_check_touches_no_evidence(claim, source, cora, role):
    row, person = support(claim, source, by=cora), make_person("olga", role)
    for act in (
        lambda: support(claim, make_source(cora, "other"), by=person),
        lambda: change_evidence(row, by=person, at=NOW, finding="No."),
        lambda: withdraw(row, by=person, at=NOW),
    ):
        with pytest.raises(Refused, match="Your role does not let you"):
            act()


def test_nothing_is_brought_to_an_archived_article(claim, source, cora, article):
    article.archived = True
    article.save()
    with pytest.raises(Refused, match="archived"):
        support(claim, source, by=cora)


def test_nothing_is_brought_from_a_source_that_was_merged(claim, source, cora, edith):
    other = make_source(edith, "other")
    merge(other, into=source, by=edith, at=NOW)
    with pytest.raises(Refused, match="was merged into another"):
        support(claim, other, by=cora)


def test_who_may_not_see_a_confidential_source_changes_nothing_that_it_says(claim, cora, ben):
    cora.user_permissions.add(permission("see_confidential"))
    mole = make_source(cora, "mole", confidential=True)
    row = support(claim, mole, by=cora, finding="Met in the car park.")
    assert [problem.code for problem in problems_with_withdrawing(row, by=ben)] == ["confidential"]
    for act in (
        lambda: withdraw(row, by=ben, at=NOW),
        lambda: change_evidence(row, by=ben, at=NOW, finding=""),
        lambda: change_evidence(row, by=ben, at=NOW, source=make_source(ben, "open")),
    ):
        with pytest.raises(Refused, match="This source is confidential"):
            act()
    withdraw(row, by=cora, at=NOW)


def permission(codename):
    from django.contrib.auth.models import Permission

    return Permission.objects.get(codename=codename, content_type__app_label="claims")
