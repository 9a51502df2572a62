"""The finder's time grows with the length of the text, whatever stands in it."""

import time

import pytest

from claims.finding import find
from claims.finding.consistency import contradictions
from tests.conftest import SEEDS

SHAPES = {
    "years": lambda n: "In " + ", ".join(str(1900 + i % 120) for i in range(n // 6)) + " he won.",
    "one word": lambda n: "a" * n,
    "capitals": lambda n: "A " * (n // 2),
    "digits": lambda n: "1" * n,
    "numbers": lambda n: "1 " * (n // 2),
    "thousands": lambda n: "1,111" * (n // 5),
    "open quotes": lambda n: "“" * n,
    "quoted letters": lambda n: "“a " * (n // 3),
    "brackets": lambda n: "[a b=" * (n // 5),
    "tags": lambda n: "<a " * (n // 3),
    "scripts": lambda n: "<script>" * (n // 8),
    "stops": lambda n: "." * n,
    "stops and quotes": lambda n: ("." * 50 + "”" * 50) * (n // 100),
    "glue": lambda n: "abcDef" * (n // 6),
    "promotions": lambda n: "Read more: " * (n // 11),
    "line ends": lambda n: " \n" * (n // 2),
    "number words": lambda n: "one hundred " * (n // 12),
    "mail": lambda n: "a@" * (n // 2),
    "conjunctions": lambda n: "and was it that he, " * (n // 20),
    "abbreviations": lambda n: "Mr. " * (n // 4),
    "speech": lambda n: "“Hi, you,” said A Bc. " * (n // 22),
    "rules": lambda n: "---\n" * (n // 4),
}


def seconds(work, text: str) -> float:
    """Return the least of three: what else the machine does can only add to it."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        work(text)
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_takes_about_four_times_as_long(shape):
    make = SHAPES[shape]
    for work in (find, contradictions):
        short, long = seconds(work, make(10_000)), seconds(work, make(40_000))
        assert long < 8 * max(short, 0.05)


def test_a_sentence_of_25000_characters_of_years_is_read_within_a_second():
    assert seconds(find, SHAPES["years"](25_000)) < 1


def test_a_text_of_half_a_million_characters_keeps_the_pace_and_the_places():
    article = (SEEDS / "article.md").read_text(encoding="utf-8")
    text = article * (500_000 // len(article))
    began = time.process_time()
    found = find(text)
    assert time.process_time() - began < 10
    assert all(text[one.start : one.end] == one.quote for one in found)
