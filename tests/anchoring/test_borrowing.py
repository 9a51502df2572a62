"""What of a question is word for word from the copy."""

import random
import time

import pytest

from claims.anchoring.borrowing import Borrowing

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


def test_no_text_takes_long():
    chance = random.Random(1)
    copy, question = (" ".join(chance.choice("ab") for _ in range(n)) for n in (100_000, 2_500))
    start = time.process_time()
    assert Borrowing(copy).passages(question) == [question]
    assert time.process_time() - start < 5
