"""Contradictions of the copy: put aside with a reason, brought back; what is aside stays so while its words do."""

import pytest

from claims.intake.candidates import find_in
from claims.models import Aside, Event, Search
from claims.record.chain import details_of
from claims.review.contradictions import bring_back, put_aside, put_aside_in, words_of
from claims.review.problems import Conflict, Refused
from tests.conftest import NOW, make_person
from tests.review.test_revising import LATER, bring

AGES = "The bridge\n\nIda Holm, 34, built it.\n\nIda Holm, 36, left the city."
TWO_PEOPLE = f"{AGES}\n\nJan Berg, 34, paid for it.\n\nJan Berg, 36, is dead."


@pytest.fixture
def contradicting(article, cora, edith):
    """Bring in copy that contradicts itself, and let the finder look at it."""

    def bring_in(body=AGES):
        revision = bring(article, body, by=edith)
        find_in(revision, by=cora, at=NOW)
        return revision

    return bring_in


def names(revision):
    """What the finder saw, by name, in the order of the copy."""
    return [words_of(one, revision.body).name for one in Search.objects.get(revision=revision).contradictions]


def test_one_that_is_put_aside_keeps_who_when_and_why(contradicting, article, cora):
    revision = contradicting()
    (name,) = names(revision)
    aside = put_aside(revision, name, by=cora, at=NOW, reason="both right")
    ((words, standing),) = put_aside_in(article).items()
    assert (words.name, standing.pk, standing.by, standing.at) == (name, aside.pk, cora, NOW)
    assert tuple(words) == ("age", "The age of Ida Holm: 34 in one place, 36 in another.", "34", "36")
    event = Event.objects.latest("pk")
    told = {key: value for key, value in details_of(event).items() if key != "bound"}
    assert (event.action, event.actor_name, event.chain.article) == ("contradiction put aside", "Cora", article)
    assert told == {**words._asdict(), "reason": "both right", "revision": 2}


def test_it_is_brought_back_by_anybody_who_checks_and_both_stay_in_the_record(contradicting, article, cora, ben):
    revision = contradicting()
    (name,) = names(revision)
    aside = put_aside(revision, name, by=cora, at=NOW, reason="on purpose")
    bring_back(aside, by=ben, at=LATER)
    assert put_aside_in(article) == {}
    now = Aside.objects.get()
    assert (now.by, now.reason, now.brought_back_by, now.brought_back_at) == (cora, "on purpose", ben, LATER)
    assert Event.objects.latest("pk").action == "contradiction brought back"
    assert put_aside(revision, name, by=ben, at=LATER, reason="both right").pk != aside.pk


def test_it_stays_aside_when_claims_are_found_again_and_in_a_later_revision_that_left_its_words(
    contradicting, article, cora
):
    revision = contradicting()
    (name,) = names(revision)
    put_aside(revision, name, by=cora, at=NOW, reason="both right")
    find_in(revision, by=cora, at=LATER)
    moved = contradicting(AGES.replace("\n\n", "\n\nBy our own correspondent.\n\n", 1).replace("left the", "left her"))
    assert names(moved) == [name]
    assert [words.name for words in put_aside_in(article)] == [name]


def test_where_a_word_of_either_place_changed_it_is_another(contradicting, article, cora):
    revision = contradicting()
    put_aside(revision, names(revision)[0], by=cora, at=NOW, reason="both right")
    (name,) = names(contradicting(AGES.replace("36", "37")))
    assert name not in [words.name for words in put_aside_in(article)]


def test_the_same_words_about_somebody_else_are_another(contradicting, article, cora):
    revision = contradicting(TWO_PEOPLE)
    of_ida, of_jan = names(revision)
    put_aside(revision, of_ida, by=cora, at=NOW, reason="both right")
    assert [words.name for words in put_aside_in(article)] == [of_ida]
    put_aside(revision, of_jan, by=cora, at=NOW, reason="both right")
    assert len(put_aside_in(article)) == 2


def test_a_reason_that_is_none_and_a_contradiction_that_is_not_there_are_refused(contradicting, cora):
    revision = contradicting()
    (name,) = names(revision)
    for reason in ("", "because"):
        with pytest.raises(Refused, match="^Say why it is put aside"):
            put_aside(revision, name, by=cora, at=NOW, reason=reason)
    with pytest.raises(Refused, match="^The finder sees this contradiction no longer"):
        put_aside(revision, "0" * 64, by=cora, at=NOW, reason="both right")
    Search.objects.all().delete()
    with pytest.raises(Refused, match="^The finder sees this contradiction no longer"):
        put_aside(revision, name, by=cora, at=NOW, reason="both right")
    assert not Aside.objects.exists()


def test_in_copy_that_a_newer_revision_replaced_none_is_put_aside(contradicting, cora):
    revision = contradicting()
    contradicting(AGES.replace("built", "drew"))
    with pytest.raises(Refused, match="A newer revision of the copy is in"):
        put_aside(revision, names(revision)[0], by=cora, at=NOW, reason="both right")


def test_it_is_for_those_who_check_and_never_for_the_writer_of_the_copy(contradicting, article, cora, rita, wanda):
    revision = contradicting()
    (name,) = names(revision)
    aside = put_aside(revision, name, by=cora, at=NOW, reason="both right")
    article.refresh_from_db()
    wilma = make_person("wilma", "writer", "checker")
    for person, sentence in ((rita, "Your role does not let you"), (wanda, "Your role"), (wilma, "You wrote this")):
        article.writer = wilma
        article.save()
        with pytest.raises(Refused, match=sentence):
            bring_back(aside, by=person, at=NOW)
        with pytest.raises(Refused, match=sentence):
            put_aside(revision, name, by=person, at=NOW, reason="both right")
    article.archived = True
    article.save()
    with pytest.raises(Refused, match="archived"):
        bring_back(aside, by=cora, at=NOW)
    with pytest.raises(Refused, match="archived"):
        put_aside(revision, name, by=cora, at=NOW, reason="both right")
    assert Aside.objects.standing().get() == aside


def test_who_is_second_is_told_and_changes_nothing(contradicting, cora, ben):
    revision = contradicting()
    (name,) = names(revision)
    aside = put_aside(revision, name, by=ben, at=NOW, reason="both right")
    with pytest.raises(Conflict):
        put_aside(revision, name, by=cora, at=LATER, reason="on purpose")
    mine = Aside.objects.select_related("article").get()
    bring_back(aside, by=ben, at=LATER)
    with pytest.raises(Conflict):
        bring_back(mine, by=cora, at=LATER)
    assert Aside.objects.get().brought_back_by == ben
