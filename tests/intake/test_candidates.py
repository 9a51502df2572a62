"""Filing what the finder proposes: once, whatever was settled since, and into the next revision where words stand."""

import pytest

from claims.finding import Candidate as Found
from claims.intake.candidates import file, find_in
from claims.models import Candidate, Event, Search
from claims.review.problems import Refused
from claims.review.proposals import accept, waive
from tests.conftest import BODY, NOW
from tests.review.test_revising import bring


def states(revision):
    rows = Candidate.objects.filter(revision=revision).order_by("start")
    return {row.quote: row.state for row in rows}


def found(words, body=BODY, **fields):
    start = body.index(words)
    given = {"kind": "other", "value": "", "unit": "", "speaker": "", "risk": "low", "sensitive": False, "score": 0.9}
    return Found(start, start + len(words), words, sentence=words, reason="test", **given | fields)


@pytest.fixture
def revision(article):
    return article.current_revision


def passage(words):
    return Candidate.objects.select_related("revision__article").get(quote=words, revision__number=1)


def test_a_revision_gets_its_passages_once_and_one_line_in_the_record(revision, cora):
    first = find_in(revision, by=cora, at=NOW)
    rows = list(Candidate.objects.all())
    assert first.new == len(rows) > 2
    assert all(revision.body[row.start : row.end] == row.quote and row.quote in row.sentence for row in rows)
    assert {row.state for row in rows} == {"proposed"}
    second = find_in(revision, by=cora, at=NOW)
    assert (second.new, second.known) == (0, first.new)
    assert list(Event.objects.values_list("action", flat=True)) == ["claims proposed"]
    assert Search.objects.get().by == cora


def test_finding_again_touches_nothing_that_was_settled(revision, cora):
    find_in(revision, by=cora, at=NOW)
    one, two = Candidate.objects.select_related("revision__article")[:2]
    accept(one, by=cora, at=NOW)
    waive(two, by=cora, at=NOW, reason="opinion")
    before = list(Candidate.objects.order_by("pk").values())
    find_in(revision, by=cora, at=NOW)
    assert list(Candidate.objects.order_by("pk").values()) == before


def test_a_passage_cut_a_little_otherwise_is_the_same_passage(revision, cora):
    file(revision, [found("opened on 3 May 1999")], [], by=cora, at=NOW)
    waive(passage("opened on 3 May 1999"), by=cora, at=NOW, reason="opinion")
    filed = file(revision, [found("bridge opened on 3 May 1999"), found("9,000 cars")], [], by=cora, at=NOW)
    assert (filed.new, states(revision)) == (1, {"opened on 3 May 1999": "waived", "9,000 cars": "proposed"})


def test_a_passage_without_a_word_is_nothing_and_a_value_too_long_is_left_empty(revision, cora):
    file(revision, [found(".\n\nHolm"), found("."), found("2001", value="9" * 501)], [], by=cora, at=NOW)
    assert dict(Candidate.objects.values_list("quote", "value")) == {".\n\nHolm": "", "2001": ""}


def test_who_may_not_mark_claims_finds_none_and_an_older_revision_is_not_read(
    article, revision, rita, wanda, cora, edith
):
    for person in (rita, wanda):
        with pytest.raises(Refused, match="mark claims"):
            find_in(revision, by=person, at=NOW)
    bring(article, f"{BODY} New.", by=edith)
    with pytest.raises(Refused, match="A newer revision"):
        find_in(revision, by=cora, at=NOW)
    assert Candidate.objects.count() == Search.objects.count() == 0


def test_contradictions_are_kept_with_both_places(article, cora):
    revision = article.current_revision
    revision.body = "Ida Holm, 34, built it.\n\nIda Holm, 36, left the city."
    filed = find_in(revision, by=cora, at=NOW)
    (one,) = Search.objects.get().contradictions
    places = [revision.body[slice(*one[side])] for side in ("first", "second")]
    assert (filed.contradictions, one["sort"], places) == (1, "age", ["34", "36"])


def test_the_next_revision_keeps_what_stands_word_for_word(article, revision, cora, edith):
    words = ["3 May 1999", "40 million crowns", "9,000 cars a day", "left the city in 2001"]
    file(revision, [found(word) for word in words], [], by=cora, at=NOW)
    accept(passage(words[0]), by=cora, at=NOW)
    waive(passage(words[1]), by=cora, at=NOW, reason="opinion")
    waive(passage(words[2]), by=cora, at=NOW, reason="not checkable")
    changed = BODY.replace("Holm left the city", "She left the city")
    moved = f"Intro.\n\n{changed}"
    bring(article, moved, by=edith)
    now = article.current_revision
    assert states(now) == {words[0]: "accepted", words[1]: "waived", words[2]: "waived"}
    rows = Candidate.objects.filter(revision=now)
    assert all(now.body[row.start : row.end] == row.quote for row in rows)
    assert rows.get(quote=words[1]).waiver == "opinion"
    assert rows.get(quote=words[0]).claim == article.claims.get()
    assert Event.objects.filter(action="proposals carried over").count() == 1
    assert len(states(revision)) == 4


def test_what_was_waived_is_not_proposed_again_in_the_next_revision(article, revision, cora, edith):
    find_in(revision, by=cora, at=NOW)
    for one in Candidate.objects.select_related("revision__article"):
        waive(one, by=cora, at=NOW, reason="opinion")
    bring(article, f"{BODY}\n\nThe ferry carries 80 people.", by=edith)
    find_in(article.current_revision, by=cora, at=NOW)
    proposed = Candidate.objects.filter(revision=article.current_revision).proposed()
    assert [one.quote for one in proposed] == ["The ferry carries 80 people"]


def test_a_waived_passage_whose_words_changed_is_looked_at_anew(article, revision, cora, edith):
    file(revision, [found("carries 9,000 cars a day")], [], by=cora, at=NOW)
    waive(passage("carries 9,000 cars a day"), by=cora, at=NOW, reason="opinion")
    bring(article, BODY.replace("bridge carries 9,000", "bridge never carries 9,000"), by=edith)
    assert states(article.current_revision) == {}
    find_in(article.current_revision, by=cora, at=NOW)
    assert "proposed" in states(article.current_revision).values()


def test_an_opinion_that_stands_twice_now_is_one_in_both_places(article, revision, cora, edith):
    file(revision, [found("left the city in 2001")], [], by=cora, at=NOW)
    waive(passage("left the city in 2001"), by=cora, at=NOW, reason="opinion")
    bring(article, f"{BODY}\n\nHolm left the city in 2001.", by=edith)
    rows = Candidate.objects.filter(revision=article.current_revision)
    assert [row.state for row in rows] == ["waived", "waived"]
