"""How much of a copy stands in claims."""

import pytest

from claims.dashboard.coverage import Coverage, coverage
from tests.growth import LINEAR, growth

COPY = "one two three four"


@pytest.mark.parametrize(
    ("places", "covered"),
    [
        ([], 0),
        ([(0, 3)], 1),
        ([(4, 13)], 2),
        ([(5, 6)], 1),  # a part of a word covers it: claims quote "9,000", not "9,000 cars"
        ([(3, 4)], 0),  # the space between two words
        ([(8, 13), (0, 3)], 2),
        ([(0, 13), (4, 7)], 3),
        ([(4, 7), (4, 7)], 1),
        ([(0, 18)], 4),
    ],
)
def test_words_are_counted_once_however_the_claims_lie(places, covered):
    assert coverage(COPY, places) == Coverage(words=4, covered=covered)


def test_no_copy_is_covered_by_nothing():
    assert coverage("", []).percent == 0


def test_a_long_copy_full_of_claims_takes_linear_time():
    def full(words):
        return coverage("word " * words, [(n * 5, n * 5 + 4) for n in range(words)])

    assert full(40_000).percent == 100
    assert growth(full, 5_000, 40_000) < LINEAR
