"""The finder's work grows with the length of the text, whatever stands in it.

Work is counted in calls, which no busy machine can change; ``python -m tests.benchmarks.finding_speed``
measures the time.
"""

import sys

import pytest

from claims.finding import find
from claims.finding.consistency import contradictions
from tests.finding.shapes import SHAPES


def calls(work, text: str) -> int:
    """Return how many functions the work calls, those written in C included."""
    count = 0

    def tick(frame, event, arg):
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        work(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_is_about_four_times_the_work(shape):
    make = SHAPES[shape]
    for work in (find, contradictions):
        assert calls(work, make(8_000)) < 6 * max(calls(work, make(2_000)), 500)


@pytest.mark.parametrize("shape", SHAPES)
def test_places_hold_in_odd_texts(shape):
    text = SHAPES[shape](1_000)
    assert all(text[one.start : one.end] == one.quote for one in find(text))
