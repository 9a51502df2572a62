"""Questions about a claim: who asks, who answers, what waits."""

from datetime import timedelta

import pytest

from claims.models import Article, Event, Query, SignOff
from claims.review import signoff, verdicts
from claims.review.problems import Conflict, Refused
from claims.review.queries import answer_query, ask, problems_with_answering, problems_with_asking, words_of_the_copy
from tests.conftest import NOW, make_person, make_source, support

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def query(claim, cora):
    return ask(claim, by=cora, question="Which calendar?", at=NOW)


@pytest.fixture
def informant(edith):
    return make_source(edith, "informant", title="The engineer", confidential=True)


def codes(problems):
    return [problem.code for problem in problems]


def test_a_checker_asks_the_writer_and_the_record_tells(claim, cora):
    query = ask(claim, by=cora, question=" Which calendar?\r\n", at=NOW)
    assert (query.question, query.source, query.asked_by, query.asked_at) == ("Which calendar?", None, cora, NOW)
    event = Event.objects.order_by("-pk")[0]
    assert (event.action, event.claim, event.actor_id) == ("query asked", claim, cora.pk)
    assert '"question":"Which calendar?"' in event.detail.body
    claim.refresh_from_db()
    assert (claim.last_event, claim.version) == (event, 1)


def test_the_same_question_twice_is_one(claim, cora, query):
    events = Event.objects.count()
    assert ask(claim, by=cora, question="Which calendar?", at=LATER) == query
    assert (Query.objects.count(), Event.objects.count()) == (1, events)


@pytest.mark.parametrize("name", ["wanda", "rita", "ada"])
def test_who_checks_nothing_asks_nothing(claim, request, name):
    assert codes(problems_with_asking(claim, by=request.getfixturevalue(name), question="?")) == ["not_permitted"]


@pytest.mark.parametrize(
    "question, code", [("", "no_question"), (" \u200b\n", "no_question"), ("x" * 5001, "too_long")]
)
def test_a_question_has_words_and_an_end(claim, cora, question, code):
    with pytest.raises(Refused):
        ask(claim, by=cora, question=question, at=NOW)
    assert codes(problems_with_asking(claim, by=cora, question=question)) == [code]


def test_an_archived_article_takes_no_question_and_no_answer(article, claim, query, cora, wanda):
    Article.objects.update(archived=True)
    with pytest.raises(Refused, match="archived"):
        ask(claim, by=cora, question="And?", at=NOW)
    with pytest.raises(Refused, match="archived"):
        answer_query(query, by=wanda, answer="Ours.", at=NOW)


def test_the_writer_answers_and_the_record_tells(query, wanda):
    assert answer_query(query, by=wanda, answer="The new one.", at=LATER)
    query.refresh_from_db()
    assert (query.answer, query.answered_by, query.answered_at) == ("The new one.", wanda, LATER)
    event = Event.objects.order_by("-pk")[0]
    assert (event.action, event.actor_id) == ("query answered", wanda.pk)
    assert '"answer":"The new one."' in event.detail.body


def test_an_answer_decides_nothing(claim, query, wanda):
    answer_query(query, by=wanda, answer="It is true.", at=LATER)
    claim.refresh_from_db()
    assert (claim.status, claim.version) == ("unchecked", 1)


@pytest.mark.parametrize(
    "name, to_source, allowed",
    [
        ("wanda", False, True),
        ("wanda", True, False),
        ("cora", False, True),
        ("cora", True, True),
        ("ben", False, False),
        ("edith", True, True),
        ("rita", False, False),
        ("ada", False, False),
    ],
)  # fmt: skip
def test_who_may_answer(claim, source, cora, request, name, to_source, allowed):
    query = ask(claim, by=cora, question="When?", at=NOW, source=source if to_source else None)
    problems = problems_with_answering(query, by=request.getfixturevalue(name), answer="Then.")
    assert codes(problems) == ([] if allowed else ["not_yours"])


def test_another_writer_answers_nothing(query, db):
    assert codes(problems_with_answering(query, by=make_person("otto", "writer"), answer="Yes.")) == ["not_yours"]


def test_a_superuser_without_a_role_asks_and_answers_nothing(claim, query, ada):
    ada.is_superuser = True
    ada.save()
    assert codes(problems_with_asking(claim, by=ada, question="?")) == ["not_permitted"]
    assert codes(problems_with_answering(query, by=ada, answer="!")) == ["not_yours"]


@pytest.mark.parametrize("answer, code", [("", "no_answer"), ("\u200b", "no_answer"), ("x" * 5001, "too_long")])
def test_an_answer_has_words_and_an_end(query, wanda, answer, code):
    assert codes(problems_with_answering(query, by=wanda, answer=answer)) == [code]


def test_the_same_answer_twice_is_one_and_another_is_a_conflict(query, wanda, cora):
    answer_query(query, by=wanda, answer="The new one.", at=LATER)
    events = Event.objects.count()
    assert not answer_query(query, by=wanda, answer="The new one. ", at=LATER)
    with pytest.raises(Conflict) as conflict:
        answer_query(query, by=cora, answer="She says the old one.", at=LATER)
    assert (conflict.value.row.answer, Event.objects.count()) == ("The new one.", events)


class TestConfidential:
    def test_who_may_not_see_the_source_asks_it_nothing(self, claim, informant, cora):
        assert codes(problems_with_asking(claim, by=cora, question="?", source=informant)) == ["confidential"]

    def test_nor_notes_its_answer(self, claim, informant, edith, cora):
        query = Query.objects.create(claim=claim, source=informant, question="?", asked_by=edith, asked_at=NOW)
        assert "confidential" in codes(problems_with_answering(query, by=cora, answer="It was so."))

    def test_the_record_names_the_source_by_its_key_so_that_pages_can_hide_the_words(self, claim, source, cora):
        ask(claim, by=cora, question="When?", at=NOW, source=source)
        assert f'"source":{source.pk}' in Event.objects.order_by("-pk")[0].detail.body


def test_a_merged_source_is_asked_nothing(claim, source, cora):
    source.merged_into = make_source(cora, "stayed")
    source.save()
    assert codes(problems_with_asking(claim, by=cora, question="?", source=source)) == ["merged_before"]


def test_a_question_ends_a_sign_off_and_blocks_the_next_until_it_is_answered(
    article, claim, source, cora, edith, wanda
):
    support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    signoff.sign_off(article, by=edith, at=NOW)
    query = ask(claim, by=cora, question="Really?", at=LATER)
    assert SignOff.objects.get().revoked_because == "Claim 1: query asked."
    assert codes(signoff.obstacles(article)) == ["open_query"]
    answer_query(query, by=wanda, answer="Yes.", at=LATER)
    assert signoff.obstacles(article) == []


def test_what_waits_and_for_whom(article, claim, query, source, cora, wanda, rita):
    ask(claim, by=cora, question="To the source?", at=NOW, source=source)
    answered = ask(claim, by=cora, question="Answered?", at=NOW)
    answer_query(answered, by=wanda, answer="Yes.", at=NOW)
    waiting = Query.objects.waiting()
    assert waiting.count() == 2
    assert list(waiting.to_writer(wanda)) == [query]
    assert list(waiting.to_writer(cora)) == []
    assert waiting.visible_to(rita).count() == waiting.visible_to(wanda).count() == 2
    assert not waiting.visible_to(make_person("otto", "writer"))
    Article.objects.update(archived=True)
    assert not Query.objects.waiting()


def test_words_of_the_copy_in_a_question_are_told(article):
    assert words_of_the_copy("Is it right that it cost 40 million crowns, says engineer?", article) == [
        "it cost 40 million crowns, says engineer"
    ]
    assert words_of_the_copy("What did the bridge cost?", article) == []
    assert words_of_the_copy("Anything?", Article(pk=0)) == []
