"""The sentence around a place."""

import pytest

from claims.anchoring.surroundings import REACH, sentence_around

TEXT = "A heading\n\nIt rained. “It opened late.” He left in 2001, says Holm. The end.\nA caption"


@pytest.mark.parametrize(
    ("phrase", "before", "after"),
    [
        ("2001", "He left in ", ", says Holm."),
        ("It rained", "", "."),
        ("opened late", "“It ", ".”"),
        ("A heading", "", ""),
        ("caption", "A ", ""),
        ("The end.", "", ""),
        ("rained. “It opened", "It ", " late.”"),
    ],
)
def test_a_phrase_is_shown_in_its_sentence(phrase, before, after):
    start = TEXT.index(phrase)
    assert sentence_around(TEXT, start, start + len(phrase)) == (before, phrase, after)


def test_a_text_without_an_end_is_cut():
    around = sentence_around("x" * 1000 + "here" + "y" * 1000, 1000, 1004)
    assert (len(around.before), around.phrase, len(around.after)) == (REACH, "here", REACH)
