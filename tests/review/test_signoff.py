"""Clearing a revision for print: everything that stands in the way, and everything that ends a clearance."""

from datetime import timedelta

import pytest

from claims.models import Event, Query, SignOff
from claims.review.articles import edit_article
from claims.review.assignment import assign
from claims.review.evidence import withdraw
from claims.review.problems import Refused
from claims.review.signoff import obstacles, problems_with_signing_off, sign_off
from claims.review.sources import edit_source
from claims.review.verdicts import confirm, record_verdict, reopen
from claims.review.wording import edit_claim, mark_claim
from tests.conftest import NOW, make_person, make_source, support

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def checked(claim, source, cora):
    """Claim 1, the article's only one, verified by cora."""
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    return claim


def codes(problems):
    return [problem.code for problem in problems]


def test_an_editor_signs_off_what_others_have_checked(checked, article, edith):
    signed = sign_off(article, by=edith, at=LATER)
    assert (signed.revision, signed.by, signed.at, signed.revoked_at) == (article.current_revision, edith, LATER, None)
    event = Event.objects.latest("pk")
    assert (event.action, event.chain.article) == ("signed off", article)
    assert sign_off(article, by=edith, at=LATER) == signed
    assert SignOff.objects.count() == 1


def test_an_article_without_copy_or_claims_is_not_signed_off(article, edith):
    assert codes(obstacles(article)) == ["no_claims"]
    article.revisions.all().delete()
    assert codes(obstacles(article)) == ["no_copy"]


def decide(claim, by, verdict, **words):
    record_verdict(claim, by=by, verdict=verdict, **{"reason": "So be it.", "at": NOW} | words)


def test_every_open_claim_is_named(checked, article, cora, edith):
    mark_claim(article, by=cora, at=NOW, statement="Holm left the city in 2001.")
    disputed = mark_claim(article, by=cora, at=NOW, statement="The bridge carries 9,000 cars a day.")
    decide(disputed, cora, "disputed")
    with pytest.raises(Refused) as refused:
        sign_off(article, by=edith, at=LATER)
    assert [problem.message for problem in refused.value.problems] == [
        "Claim 2 is still unchecked.",
        "Claim 3 is still disputed.",
    ]


@pytest.mark.parametrize("verdict", ["verified", "corrected", "stet"])
def test_high_risk_needs_a_second_person(checked, article, cora, ben, edith, verdict):
    register = make_source(cora, "register", kind="primary document")
    support(checked, register, by=cora)
    support(checked, register, by=cora, stance="contradicts", locator="page 2")
    edit_claim(checked, by=cora, at=NOW, risk="high")
    if verdict != "verified":  # The contradiction has reopened it.
        decide(checked, cora, "disputed")
    correction = "opened on 3 May 1999" if verdict == "corrected" else ""
    decide(checked, edith if verdict != "verified" else cora, verdict, correction=correction)
    assert codes(obstacles(article)) == ["unconfirmed"]
    confirm(checked.verdict, by=ben, at=NOW)
    assert obstacles(article) == []


def test_a_changed_verdict_needs_its_own_confirmation(checked, article, cora, ben):
    support(checked, make_source(cora, "register", kind="primary document"), by=cora)
    edit_claim(checked, by=cora, at=NOW, risk="high")
    confirm(checked.verdict, by=ben, at=NOW)
    decide(checked, cora, "verified", reason="Another reason.")
    assert codes(obstacles(article)) == ["unconfirmed"]


def test_a_cut_claim_needs_no_second_person_and_no_place(checked, article, edith):
    edit_claim(checked, by=edith, at=NOW, risk="high", quote="nowhere")
    decide(checked, edith, "cut")
    assert obstacles(article) == []


def test_a_correction_is_made_in_the_copy_or_blocks(checked, article, cora, edith):
    support(checked, make_source(cora, "diary"), by=cora, stance="contradicts")
    decide(checked, cora, "disputed")
    decide(checked, edith, "corrected", correction="opened on 3 April 1999")
    assert [problem.message for problem in obstacles(article)] == [
        "The correction of claim 1 is not yet made in the copy."
    ]
    # The same words elsewhere in the copy correct nothing.
    decide(checked, edith, "corrected", correction="Holm left the city in 2001")
    assert [problem.code for problem in obstacles(article)] == ["not_yet_made"]
    decide(checked, edith, "corrected", correction="The Alma bridge opened on 3 May")
    assert obstacles(article) == []


def test_a_claim_that_is_gone_from_the_copy_blocks_and_one_that_stands_there_twice_does_not(checked, article, cora):
    for quote, blocking in (("the longest ever", ["not_placed"]), ("The bridge", [])):
        edit_claim(checked, by=cora, at=NOW, quote=quote)
        decide(checked, cora, "verified")
        assert codes(obstacles(article)) == blocking


def test_a_query_without_an_answer_blocks(checked, article, cora, wanda):
    query = Query.objects.create(claim=checked, question="Which day?", asked_by=cora, asked_at=NOW)
    assert [problem.message for problem in obstacles(article)] == ["A query about claim 1 has no answer yet."]
    query.answer, query.answered_by, query.answered_at = "Monday.", wanda, NOW
    query.save()
    assert obstacles(article) == []


def test_obstacles_cost_the_same_for_one_claim_and_three(checked, article, cora, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(5):
            obstacles(article)
        for number in range(2):
            mark_claim(article, by=cora, at=NOW, statement=f"Statement {number}.", risk="high")


@pytest.mark.parametrize("role", ["checker", "reader", "writer", "admin"])
def test_only_an_editor_signs_off(checked, article, role):
    person = make_person("olga", role, is_superuser=True)
    assert "not_permitted" in codes(problems_with_signing_off(article, by=person))


def test_the_editor_who_wrote_it_does_not_sign_it_off(checked, article, edith):
    article.writer = edith
    article.save()
    assert codes(problems_with_signing_off(article, by=edith)) == ["own_copy"]


def test_nobody_signs_off_what_they_alone_checked(claim, source, article, cora, ben, edith):
    support(claim, source, by=edith)
    verdict = record_verdict(claim, by=edith, verdict="verified", at=NOW)
    assert codes(problems_with_signing_off(article, by=edith)) == ["only_checker"]
    confirm(verdict, by=ben, at=NOW)
    assert problems_with_signing_off(article, by=edith) == []


def test_a_verdict_of_somebody_else_that_was_replaced_is_no_second_pair_of_eyes(checked, article, edith):
    decide(checked, edith, "verified", reason="I say so too.")
    assert codes(problems_with_signing_off(article, by=edith)) == ["only_checker"]


ENDS = {
    "a verdict": lambda c, p: decide(c, p.cora, "verified", reason="Another."),
    "a reopening": lambda c, p: reopen(c, by=p.cora, reason="Look again.", at=LATER),
    "words": lambda c, p: edit_claim(c, by=p.cora, at=LATER, statement="It closed."),
    "a note": lambda c, p: edit_claim(c, by=p.cora, at=LATER, note="x"),
    "an assignment": lambda c, p: assign(c, to=p.ben, by=p.edith, at=LATER),
    "a new claim": lambda c, p: mark_claim(c.article, by=p.cora, at=LATER, statement="And another."),
    "new evidence": lambda c, p: support(c, make_source(p.cora, "new"), by=p.cora),
    "withdrawn evidence": lambda c, p: withdraw(c.evidence.get(), by=p.cora, at=LATER),
    "a source's publisher": lambda c, p: edit_source(
        c.evidence.get().source, by=p.cora, at=LATER, publisher="The Weekly"
    ),
    "the article's publication": lambda c, p: edit_article(c.article, by=p.edith, at=LATER, publication="Monthly"),
    "the article's writer": lambda c, p: edit_article(c.article, by=p.edith, at=LATER, writer=None),
    "the headline": lambda c, p: edit_article(c.article, by=p.edith, at=LATER, headline="The bridge"),
}
LEAVES = {
    "the due date": lambda c, p: edit_article(c.article, by=p.edith, at=LATER, due_at=LATER),
    "a source's title": lambda c, p: edit_source(c.evidence.get().source, by=p.cora, at=LATER, title="Better"),
    "a confirmation": lambda c, p: confirm(c.verdict, by=p.ben, at=LATER),
    "the same verdict again": lambda c, p: decide(c, p.cora, "verified", reason=""),
}


@pytest.fixture
def people(cora, ben, edith):
    from types import SimpleNamespace

    return SimpleNamespace(cora=cora, ben=ben, edith=edith)


@pytest.mark.parametrize("change", ENDS)
def test_a_clearance_ends_with_any_change_after_it(checked, article, people, change):
    signed = sign_off(article, by=people.edith, at=NOW)
    checked.refresh_from_db()
    ENDS[change](checked, people)
    signed.refresh_from_db()
    assert signed.revoked_at
    assert signed.revoked_because.endswith(".")
    assert Event.objects.filter(action="sign-off revoked").count() == 1
    assert not SignOff.objects.standing().exists()


@pytest.mark.parametrize("change", LEAVES)
def test_a_clearance_stays_where_nothing_that_it_vouches_for_changed(checked, article, people, change):
    signed = sign_off(article, by=people.edith, at=NOW)
    checked.refresh_from_db()
    LEAVES[change](checked, people)
    signed.refresh_from_db()
    assert signed.revoked_at is None


def test_a_revoked_clearance_is_given_anew(checked, article, cora, edith):
    first = sign_off(article, by=edith, at=NOW)
    edit_claim(checked, by=cora, at=LATER, note="x")
    second = sign_off(article, by=edith, at=LATER)
    assert second != first
    assert list(SignOff.objects.standing()) == [second]
