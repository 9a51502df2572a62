"""Proposed passages: accepted as unchecked claims, waived with a reason, proposed again; nobody overtakes anybody."""

import pytest
from django.db import IntegrityError, transaction

from claims import record
from claims.intake import candidates
from claims.models import Candidate, Claim, Event, Import
from claims.record.chain import details_of
from claims.review.importing import problems_with_undoing
from claims.review.problems import Conflict, Refused
from claims.review.proposals import accept, accept_all, problems_with_waiving, take_back, waive, waive_repeats
from claims.review.repeats import Repeats
from claims.review.wording import mark_claim
from tests.conftest import BODY, NOW, make_person
from tests.intake.bringing import bring


@pytest.fixture
def proposed(article, cora):
    """What the finder proposes for the bridge, in the copy's order."""
    candidates.find_in(article.current_revision, by=cora, at=NOW)
    return list(Candidate.objects.select_related("revision__article"))


def again(candidate):
    return Candidate.objects.select_related("revision__article").get(pk=candidate.pk)


def last_events(n):
    return list(Event.objects.order_by("-pk").values_list("action", "actor_name", "claim__number")[:n])


def test_an_accepted_passage_is_an_unchecked_claim_in_its_place(proposed, cora):
    claim = accept(proposed[0], by=cora, at=NOW)
    assert (claim.status, claim.quote, claim.kind, claim.value) == (
        "unchecked", "The Alma bridge opened on 3 May 1999", "date", "1999-05-03",
    )  # fmt: skip
    assert BODY[claim.start : claim.end] == claim.quote
    now = again(proposed[0])
    assert (now.state, now.claim, now.settled_by, now.settled_at) == ("accepted", claim, cora, NOW)
    assert last_events(2) == [("proposal accepted", "Cora", 1), ("marked", "Cora", 1)]


def test_what_is_edited_first_wins_over_what_was_proposed(proposed, cora):
    claim = accept(proposed[0], by=cora, at=NOW, statement="It opened in May 1999.", quote="3 May 1999", risk="high")
    assert (claim.statement, claim.quote, claim.risk, claim.status) == (
        "It opened in May 1999.", "3 May 1999", "high", "unchecked",
    )  # fmt: skip
    assert BODY[claim.start : claim.end] == "3 May 1999"


def test_accepting_without_a_statement_a_right_or_in_an_archived_article_is_refused(
    proposed, rita, wanda, cora, article
):
    for person in (rita, wanda):
        with pytest.raises(Refused, match="Your role does not let you mark claims"):
            accept(proposed[0], by=person, at=NOW)
    with pytest.raises(Refused, match="no kind"):
        accept(proposed[0], by=cora, at=NOW, kind="no kind")
    article.archived = True
    article.save()
    with pytest.raises(Refused, match="archived"):
        accept(again(proposed[0]), by=cora, at=NOW)
    assert Claim.objects.count() == 0


@pytest.mark.parametrize("reason", ["opinion", "not checkable"])
def test_a_waived_passage_keeps_its_reason_and_who_gave_it(proposed, cora, reason):
    waive(proposed[0], by=cora, at=NOW, reason=reason)
    now = again(proposed[0])
    assert (now.state, now.waiver, now.repeats, now.settled_by) == ("waived", reason, None, cora)
    assert last_events(1) == [("proposal waived", "Cora", None)]
    assert Claim.objects.count() == 0


def test_a_repeat_names_the_claim_that_says_it_already(proposed, claim, cora, edith):
    cut = mark_claim(claim.article, by=edith, at=NOW, statement="Gone.")
    from claims.review.verdicts import record_verdict

    record_verdict(cut, by=edith, verdict="cut", reason="Twice.", at=NOW)
    messages = {
        "no_such_claim": problems_with_waiving(proposed[0], by=cora, reason="repeats", repeats=None),
        "cut": problems_with_waiving(proposed[0], by=cora, reason="repeats", repeats=cut),
        "no_reason": problems_with_waiving(proposed[0], by=cora, reason=""),
    }
    assert {code: [p.code for p in problems] for code, problems in messages.items()} == {c: [c] for c in messages}
    waive(proposed[0], by=cora, at=NOW, reason="repeats", repeats=claim)
    assert (again(proposed[0]).repeats, claim.repeated_by.count()) == (claim, 1)


def test_the_database_holds_what_the_rules_say(proposed, claim):
    wrong = [
        {"state": "waived"},
        {"state": "waived", "waiver": "repeats"},
        {"state": "waived", "waiver": "opinion", "repeats": claim},
        {"state": "accepted"},
    ]
    for columns in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Candidate.objects.filter(pk=proposed[0].pk).update(**columns)


def test_a_waiver_is_taken_back_and_the_passage_proposed_again(proposed, cora, ben):
    waive(proposed[0], by=cora, at=NOW, reason="opinion")
    take_back(again(proposed[0]), by=ben, at=NOW)
    now = again(proposed[0])
    assert (now.state, now.waiver, now.settled_by, now.settled_at) == ("proposed", "", None, None)
    assert last_events(1) == [("waiver taken back", "Ben", None)]
    with pytest.raises(Refused, match="not waived"):
        take_back(now, by=ben, at=NOW)


def test_a_writer_who_also_checks_does_not_waive_facts_of_the_own_copy(article, cora):
    article.writer = make_person("wilma", "writer", "checker")
    article.save()
    candidates.find_in(article.current_revision, by=cora, at=NOW)
    passage = Candidate.objects.select_related("revision__article").first()
    with pytest.raises(Refused, match="You wrote this article"):
        waive(passage, by=article.writer, at=NOW, reason="opinion")
    Candidate.objects.filter(pk=passage.pk).update(risk="high")
    passage = again(passage)
    with pytest.raises(Refused, match="You wrote this article"):
        accept(passage, by=article.writer, at=NOW, risk="low")
    assert accept(passage, by=article.writer, at=NOW).status == "unchecked"


def test_who_settles_a_passage_second_is_told_and_changes_nothing(proposed, cora, ben):
    mine, theirs = again(proposed[0]), again(proposed[0])
    waive(theirs, by=ben, at=NOW, reason="opinion")
    for act in (lambda: accept(mine, by=cora, at=NOW), lambda: waive(mine, by=cora, at=NOW, reason="opinion")):
        with pytest.raises(Conflict):
            act()
    with pytest.raises(Refused, match="waived already"):
        accept(again(mine), by=cora, at=NOW)
    assert (again(mine).settled_by, Claim.objects.count()) == (ben, 0)


def test_all_are_accepted_in_one_step_or_none(proposed, cora, monkeypatch):
    waive(proposed[-1], by=cora, at=NOW, reason="opinion")
    stale = [again(one) for one in proposed[:-1]] + [proposed[-1]]
    Candidate.objects.filter(pk=proposed[-1].pk).update(version=9)
    with pytest.raises(Conflict):
        accept_all(stale, by=cora, at=NOW)
    assert Claim.objects.count() == 0
    claims = accept_all([again(one) for one in proposed[:-1]], by=cora, at=NOW)
    assert [claim.number for claim in claims] == list(range(1, len(proposed)))
    assert {claim.status for claim in claims} == {"unchecked"}
    marked, accepted = Event.objects.filter(claim=claims[1]).order_by("sequence")
    now = Claim.objects.get(pk=claims[1].pk)
    assert (marked.action, accepted.action, now.last_event) == ("marked", "proposal accepted", accepted)
    assert details_of(marked)["bound"] == record.bound(now)
    assert set(Candidate.objects.filter(state="accepted").values_list("claim__number", flat=True)) == set(
        range(1, len(proposed))
    )


def test_what_repeats_a_claim_is_not_accepted_with_the_rest(proposed, claim, cora):
    claims = accept_all([again(one) for one in proposed], by=cora, at=NOW)
    assert len(claims) == len(proposed) - 1
    assert again(proposed[0]).state == "proposed"


def test_all_that_repeat_a_claim_are_waived_in_one_step_each_naming_its_claim(proposed, claim, cora):
    waived = waive_repeats([again(one) for one in proposed], by=cora, at=NOW)
    assert [(one.pk, one.repeats) for one in waived] == [(proposed[0].pk, claim)]
    assert (again(proposed[0]).state, again(proposed[0]).waiver) == ("waived", "repeats")
    assert {again(one).state for one in proposed[1:]} == {"proposed"}
    assert last_events(1) == [("proposal waived", "Cora", None)]
    assert waive_repeats([], by=cora, at=NOW) == []


def test_of_many_repeats_none_is_waived_where_one_may_not_be(proposed, claim, cora, wanda):
    mark_claim(claim.article, by=cora, at=NOW, statement=proposed[1].quote, quote=proposed[1].quote)
    with pytest.raises(Refused, match="Your role does not let you mark claims"):
        waive_repeats([again(one) for one in proposed], by=wanda, at=NOW)
    both = [again(proposed[0]), again(proposed[1])]
    Candidate.objects.filter(pk=proposed[1].pk).update(version=9)
    with pytest.raises(Conflict):
        waive_repeats(both, by=cora, at=NOW)
    assert {again(one).state for one in proposed} == {"proposed"}


def test_a_repeat_lies_on_a_claim_or_says_the_same_words_or_the_same_value_again(article, claim, proposed, cora):
    repeats = Repeats.of_article(article, article.current_revision)
    assert repeats.number(proposed[0]) == 1
    assert repeats.number(Candidate(quote="opened on", start=BODY.index("opened on"), end=BODY.index(" 3 May"))) is None
    elsewhere = Candidate(quote="“3 May 1999”", start=70, end=80)
    assert repeats.number(elsewhere) == 1
    accept(proposed[1], by=cora, at=NOW)
    repeats = Repeats.of_article(article, article.current_revision)
    value = proposed[1].value
    assert value
    assert repeats.number(Candidate(quote="It then cost 40 million crowns", value=value, start=190, end=192)) == 2
    assert repeats.number(Candidate(quote="Holm was paid 40 million", value=value, start=190, end=192)) is None


def test_accepting_more_passages_costs_the_same_for_each(proposed, cora, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        accept_all([again(proposed[0])], by=cora, at=NOW)


def test_an_import_whose_claim_a_waiver_names_is_not_undone(article, proposed, edith, cora):
    bring("claims", "statement\nAnother.\n", article=article, by=edith)
    claim = article.claims.get()
    waive(proposed[0], by=cora, at=NOW, reason="repeats", repeats=claim)
    problems = problems_with_undoing(Import.objects.get(), by=edith)
    assert "waived proposals" in " ".join(map(str, problems))
