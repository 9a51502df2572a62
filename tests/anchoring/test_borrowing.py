"""What of a question is word for word from the copy."""

import random

import pytest

from claims.anchoring.borrowing import Borrowing
from tests.growth import LINEAR, growth

COPY = "The Alma bridge opened on 3 May 1999. It cost 40 million crowns, says “engineer” Ida Holm.\n\nHolm’s city."


@pytest.mark.parametrize(
    "question, borrowed",
    [
        ("When did the Alma bridge open?", []),
        ("Alma bridge opened on 3?", []),
        ("Is it so that the alma BRIDGE opened on 3 May?", ["the alma BRIDGE opened on 3 May"]),
        ('cost 40 million crowns — says "engineer"!', ['cost 40 million crowns — says "engineer']),
        ("Opened on 3 May 1999 it cost. And: ida holm holm's city says", ["Opened on 3 May 1999 it cost"]),
        ("", []),
        ("\u200b\u00ad", []),
    ],
)
def test_six_words_in_a_row_are_told(question, borrowed):
    assert Borrowing(COPY).passages(question) == borrowed


def test_two_passages_are_two():
    question = "The Alma bridge opened on 3 May? Who says: it cost 40 million crowns, says Ida"
    assert Borrowing(COPY).passages(question) == ["The Alma bridge opened on 3 May", "it cost 40 million crowns, says"]


def test_an_empty_copy_lends_nothing():
    assert Borrowing("").passages("one two three four five six seven") == []


def test_time_is_linear_in_the_copy_and_the_question():
    def drawn(words):
        chance = random.Random(1)
        return " ".join(chance.choice("ab") for _ in range(words))

    def held(texts):
        copy, question = texts
        assert Borrowing(copy).passages(question) == [question]

    assert growth(held, (drawn(6_250), drawn(625)), (drawn(50_000), drawn(5_000))) < LINEAR
