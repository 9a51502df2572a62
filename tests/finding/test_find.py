"""What the finder promises of every candidate, and what it makes of telling sentences."""

import dataclasses

import pytest

from claims.finding import Candidate, candidate, find
from claims.vocabulary import Kind, Risk
from tests.conftest import SEEDS
from tests.finding.labelled import read_corpus


def only(text: str, **options: object) -> Candidate:
    found = find(text, **options)
    assert len(found) == 1, [one.quote for one in found]
    return found[0]


def test_the_room_without_django_speaks_the_words_of_the_vocabulary():
    assert set(candidate.KINDS) == set(Kind.values)
    assert list(candidate.RISKS) == Risk.values


@pytest.mark.parametrize("document", read_corpus(unseen=False), ids=lambda document: document.name)
def test_slicing_the_text_with_a_candidates_place_gives_its_quote(document):
    found = find(document.text, published_on=document.published_on)
    assert len(found) > 0.75 * len(document.labels)
    assert all(document.text[one.start : one.end] == one.quote for one in found)
    assert len({(one.start, one.end) for one in found}) == len(found)
    assert all(one.quote in one.sentence and 0.2 <= one.score <= 1 and one.reason for one in found)
    best: dict[str, float] = {}
    for one in found:
        best[one.sentence] = max(best.get(one.sentence, 0.0), one.score)
    assert min(best.values()) >= 0.5
    assert {one.kind for one in found} <= set(Kind.values)


def test_candidates_come_in_the_order_of_the_text_and_fit_the_desks_columns():
    found = find((SEEDS / "article.md").read_text(encoding="utf-8"), published_on="2025-09-02")
    assert [one.sentence for one in found] == [one.sentence for one in sorted(found, key=lambda one: one.start)]
    for one in found:
        assert len(one.reason) <= 200 and len(one.speaker) <= 200 and len(one.unit) <= 100


def test_a_candidate_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        only("Acme sold 300 boats in 1999.").kind = "other"


def test_a_higher_score_asked_for_leaves_fewer_candidates():
    text = (SEEDS / "article.md").read_text(encoding="utf-8")
    all_of_them, sure = find(text), find(text, min_score=0.9)
    assert [one for one in all_of_them if one.score >= 0.9] == sure
    assert 0 < len(sure) < len(all_of_them)


@pytest.mark.parametrize(
    ("sentence", "kind", "value", "unit"),
    [
        ("The Alma bridge opened on 3 May 1999.", "date", "1999-05-03", "day"),
        ("Norden Bank lost $7.7 billion on the sale.", "money", "USD 7700000000", "USD"),
        ("The plant employs 1,200 people.", "number", "1200 people", "people"),
        ("Turnout rose by 11.4 percent.", "number", "11.4%", "percent"),
        ("Vera Holm was the youngest mayor in the country.", "superlative", "", ""),
        ("The mill closed because of the strike of its drivers.", "causal", "", ""),
        ("Holm was treated for addiction at a clinic near Lund.", "health", "", ""),
        ("Ines Falk grew up in Tromvik.", "place", "", ""),  # where comes before a step of a life: corpus/README.md
        ("Ines Falk married the baker of the village.", "biography", "", ""),
        ("The council says the pool is safe.", "attribution", "", ""),
    ],
)
def test_a_plain_sentence_gets_its_kind_and_its_value(sentence, kind, value, unit):
    found = only(sentence)
    assert (found.kind, found.value, found.unit) == (kind, value, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "Is she nervous?",
        "It is hard to imagine her in a rage.",
        "You should never trust a thin cook.",
        "Perhaps that is what greatness costs.",
        "Nobody knows why.",
        "What a lovely thing to say.",
        "I could.",
        "They deserve better.",
    ],
)
def test_opinion_questions_and_advice_are_not_proposed(sentence):
    assert find(sentence) == []


def test_several_facts_in_one_sentence_are_several_candidates():
    text = "Holm sold the mill in 1999, and her brother Nils bought it back for $3 million six years later."
    assert [one.quote for one in find(text)] == [
        "Holm sold the mill in 1999",
        "her brother Nils bought it back for $3 million six years later",
    ]


def test_a_quotation_keeps_its_marks_and_names_its_speaker():
    text = "The mayor, Vera Holm, sat down. “I sold the mill in 1999,” said Holm. “Nobody else wanted it.”"
    first = next(one for one in find(text) if one.kind == "quotation")
    assert (first.quote, first.speaker, first.value) == ("“I sold the mill in 1999,”", "Vera Holm", "1999")


def test_a_pronoun_speaks_for_the_person_named_last():
    text = "Vera Holm sold the mill in 1999. “It had to go,” she says."
    assert [one.speaker for one in find(text) if one.kind == "quotation"] == ["Vera Holm"]


def test_where_two_people_were_named_nobody_is_guessed_to_speak():
    text = "Vera Holm met Nils Aune in 1999.\n\n“The mill had to go before that winter.”"
    assert [one.speaker for one in find(text) if one.kind == "quotation"] == [""]


def test_a_quotation_over_several_sentences_gets_the_speaker_named_at_its_end():
    text = "Vera Holm and Nils Aune met. “I sold the mill in 1999. It had cost me my health,” said Aune."
    assert {one.speaker for one in find(text) if one.kind == "quotation"} == {"Nils Aune"}


def test_a_title_before_a_name_is_offered_once():
    text = (
        "Two weeks later writer-director Ines Falk sold the film to Norden. In May writer-director Ines Falk left it."
    )
    offered = [one.quote for one in find(text) if one.reason == "title beside a name"]
    assert offered == ["writer-director Ines Falk"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister, Giles Orme, will make a statement on Monday",
        "The junior energy minister, Dilys Orme, called it a bet on common sense in 1999",
        "The treasurer, Alan Wirth, never saw the bank statements",
    ],
)
def test_a_subject_waits_for_its_verb(sentence):
    first, *others = find(f"{sentence}.")
    assert first.quote == sentence
    assert {one.kind for one in others} <= {"title"}


def test_a_title_with_a_comma_before_the_name_is_offered():
    text = "The minister, Giles Orme, will make a statement on Monday."
    assert [one.quote for one in find(text) if one.kind == "title"] == ["minister, Giles Orme"]


def test_arithmetic_that_a_sentence_invites_is_spelled_out():
    text = "Falk retired in 2009, seven years after her last film won the Silver Anchor."
    assert "2009 minus 7 years = 2002" in find(text)[1].reason


@pytest.mark.parametrize(
    "sentence",
    [
        "Vera Holm was convicted of fraud in 1999.",
        "Vera Holm survived an overdose in 1999.",
        "Vera Holm divorced Nils Aune in 1999.",
        "Vera Holm tried to hurt herself in 1999.",
        "Vera Holm owed her brother $30,000.",
        "Vera Holm was treated for depression.",
    ],
)
def test_delicate_facts_about_a_named_person_are_high_risk_and_sensitive(sentence):
    found = find(sentence)
    assert found
    assert {(one.risk, one.sensitive) for one in found} == {("high", True)}


def test_the_same_theme_without_a_person_is_of_medium_risk():
    assert only("Opioid addiction is common in nearly every contact sport.").risk == "medium"
    assert only("The Alma bridge opened on 3 May 1999.").risk == "low"


def test_risk_carries_over_to_the_sentence_that_goes_on_about_it():
    text = "Vera Holm was arrested for fraud in May. She has denied the claims of the bank."
    assert [one.risk for one in find(text)] == ["high", "high"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "???",
        "“",
        "\x00\x01",
        "\ufeffThe mill closed in 1999.",
        "\ud800 in 1999",
        "مصنع أُغلق عام ١٩٩٩",
        "🎬" * 50,
    ],
)
def test_odd_texts_do_no_harm(text):
    assert all(text[one.start : one.end] == one.quote for one in find(text))


def test_line_ends_of_other_systems_and_decomposed_letters_keep_their_places():
    text = "The cafe\u0301 opened in 1999.\r\n\r\nThe mill closed in 2004."
    assert [one.quote for one in find(text)] == ["The cafe\u0301 opened in 1999", "The mill closed in 2004"]
