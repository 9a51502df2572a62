"""Where a sentence is cut into the stretches that can each be one claim."""

import pytest

from claims.finding import clauses, find, joints
from claims.finding.lexicon.joint_weights import WEIGHTS
from claims.finding.ranking import clauses_of
from claims.finding.reading import Reading
from tests.finding import labelled


def pieces_of(text):
    reading = Reading(text, None)
    return clauses.pieces(reading.plain, reading.tokens, reading.quotations)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The minister, Giles Orme, will resign.", ["The minister, Giles Orme, will resign"]),
        ("Holm, 49, runs the ferry.", ["Holm, 49, runs the ferry"]),
        ("Ida Holm — the engineer — kept the drawings.", ["Ida Holm — the engineer — kept the drawings"]),
        ("When the war ended, he went home.", ["When the war ended, he went home"]),
        ("However, the ferry sank.", ["However, the ferry sank"]),
        ("The pool, the library and the hall will close.", ["The pool, the library and the hall will close"]),
        (
            "The bridge opened in 1999, and its engineer left the city.",
            ["The bridge opened in 1999", "its engineer left the city"],
        ),
        (
            "She was born in Velden, studied in Graz and married a baker.",
            ["She was born in Velden", "studied in Graz", "married a baker"],
        ),
        (
            "The council sold the site in 2009; the buyer never built on it.",
            ["The council sold the site in 2009", "the buyer never built on it"],
        ),
    ],
)
def test_a_sentence_is_cut_where_a_claim_of_its_own_begins(sentence, expected):
    assert [sentence[start:end] for start, end in clauses_of(sentence)] == expected


def test_a_piece_is_bare_without_the_conjunctions_around_it_but_never_empty():
    first, second = pieces_of("She left the firm, and but and")
    assert [token.text for token in first.bare] == ["She", "left", "the", "firm"]
    assert [token.text for token in second.bare] == ["and"]


def test_every_weight_belongs_to_a_sign_that_some_joint_of_the_labelled_copy_shows():
    shown = {"any"}
    for document in labelled.read_corpus(unseen=False):
        reading = Reading(document.text, document.published_on)
        for sentence in reading.sentences:
            tokens = reading.tokens.within(sentence.start, sentence.end)
            pieces = clauses.pieces(reading.plain, tokens, reading.quotations_in(sentence.start, sentence.end))
            for place in range(1, len(pieces)):
                shown |= joints.of(pieces, place)
    assert set(WEIGHTS) <= shown


def test_a_joint_shows_the_same_signs_however_long_the_list_is_it_stands_in():
    """Each joint is judged by its neighbours alone: a list of thousands of things costs no more each than one of ten."""
    short = pieces_of(", ".join(["the old mill"] * 10))
    long = pieces_of(", ".join(["the old mill"] * 1000))
    assert joints.of(short, 5) == joints.of(long, 500)


def test_what_is_cut_off_without_a_fact_is_not_proposed():
    found = find("The house was sold (it had stood empty for years) to a dentist.")
    assert [one.quote for one in found] == ["The house was sold", "it had stood empty for years"]
