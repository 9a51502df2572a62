"""Contradictions within one article."""

import pytest

from claims.finding.consistency import contradictions
from claims.finding.spellings import one_letter_apart
from tests.conftest import SEEDS
from tests.finding.labelled import read_corpus


def found(text: str) -> list[tuple[str, str, str]]:
    return [(c.sort, text[slice(*c.first)], text[slice(*c.second)]) for c in contradictions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eddie Marsh, 48, left. The 49-year-old Marsh came back.", ("age", "48", "49-year-old")),
        ("Acme Foods was founded in 1993. Acme Foods was founded in 1994.", ("date", "1993", "1994")),
        ("Eddie Marsh, 48, left. Marsh, 49, came back.", ("age", "48", "49")),
        ("The blast killed 23 people. In all the blast killed 24 people.", ("total", "23 people", "24 people")),
        ("John Carver said no. Jon Carver said yes.", ("name", "John Carver", "Jon Carver")),
        ("Ana Solheim sang. Later Solhiem wept, and Solhiem left.", ("name", "Ana Solheim", "Solhiem")),
        ("He retired in 2009, seven years after the film of 2003.", ("arithmetic", "2009", "2003")),
        ("Ann Lee, born in 1950, was 60 in 2020.", ("arithmetic", "1950", "60")),
        ("Sales rose 10 percent from 200 units to 300 units.", ("arithmetic", "10 percent", "200 units to 300 units")),
        (
            "Profits doubled from $2 million to $3 million.",
            ("arithmetic", "$2 million to $3 million", "$2 million to $3 million"),
        ),
    ],
)
def test_a_contradiction_is_found_with_both_places(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Acme Foods was founded in 1993. In May 1993 Acme Foods was founded by two brothers.",
        "Acme Foods was founded in 1993. Norden Bank was founded in 1994.",
        "He retired in 2009, seven years after the film of 2002.",
        "Ann Lee, born in 1950, was 69 in 2020.",
        "Sales rose 50 percent from 200 units to 300 units.",
        "Eddie Marsh, 48, left. Paul Stone, 49, stayed.",
        "Eddie Marsh, 48, left. At 16 Marsh had left school.",
        "Eddie Marsh, 48, left. His sister, Ada Marsh, 23, stayed.",
        "Eddie Marsh, 48, left. Mrs Marsh, 46, stayed.",
        "Eddie Marsh left Ada Marsh. Marsh, 48, met Marsh, 23.",
        "He had lived with Annette. Dorsey left. Annette Dorsey stayed.",
        "Profits doubled from $2 million to $4 million.",
        "The Holms came. Ana Holm left.",
        "",
    ],
)
def test_what_agrees_is_left_alone(text):
    assert found(text) == []


def test_the_message_says_what_stands_against_what():
    (one,) = contradictions("Eddie Marsh, 48, left. The 49-year-old Marsh came back.")
    assert one.message == "The age of Eddie Marsh: 48 in one place, 49-year-old in another."


def test_no_false_alarm_in_the_labelled_texts_and_the_sample_article():
    for document in read_corpus(unseen=False):
        assert contradictions(document.text, published_on=document.published_on) == [], document.name
    assert contradictions((SEEDS / "article.md").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("Marsh", "Marsch", True),
        ("Solheim", "Solhiem", True),
        ("Carver", "Carter", True),
        ("Holms", "Holm", False),
        ("Marsh", "Marsh", False),
        ("Brandt", "Grandt", False),
        ("Solheim", "Holm", False),
    ],
)
def test_words_one_letter_apart_are_told_from_others(one, other, apart):
    assert one_letter_apart(one, other, shortest=4) is apart
