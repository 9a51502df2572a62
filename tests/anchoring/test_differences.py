"""What changed between two versions of the copy, as people read it."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.anchoring.differences import Change, differences, word_differences
from claims.anchoring.matching import matches
from tests.growth import LINEAR, growth


def told(old, new):
    """The differences as short text: [-removed-] and {+added+}, a letter per paragraph for what became of it."""
    signs = {Change.SAME: "{}", Change.ADDED: "{{+{}+}}", Change.REMOVED: "[-{}-]"}
    return [
        f"{paragraph.change.value}: {''.join(signs[words.change].format(words.text) for words in paragraph.words)}"
        for paragraph in differences(old, new)
    ]


def test_one_changed_number_is_one_word_removed_and_one_added():
    assert told("Head\n\nIt cost 40 million crowns.", "Head\n\nIt cost 42 million crowns.") == [
        "same: Head",
        "changed: It cost [-40 -]{+42 +}million crowns.",
    ]


def test_an_inserted_not_is_one_word_added():
    assert told("It did sink.", "It did not sink.") == ["changed: It did {+not +}sink."]


def test_a_new_paragraph_and_a_lost_one_stand_where_they_stand():
    assert told("One two.\n\nLost words here.\n\nLast.", "One two.\n\nLast.\n\nQuite another thing.") == [
        "same: One two.",
        "removed: [-Lost words here.-]",
        "same: Last.",
        "added: {+Quite another thing.+}",
    ]


def test_a_paragraph_that_moved_is_not_told_as_lost_and_new():
    assert told("First.\n\nThe long one.\n\nThird.\n\nFourth.", "First.\n\nThird.\n\nFourth.\n\nThe long one.") == [
        "same: First.",
        "moved away: [-The long one.-]",
        "same: Third.",
        "same: Fourth.",
        "moved here: {+The long one.+}",
    ]


def test_other_white_space_is_no_difference():
    assert told("It  cost\n40.", "It cost 40.") == ["changed: It cost 40."]


@pytest.mark.parametrize("old, new", [("", ""), ("", "a"), ("a", ""), ("\n\n", "a\n\n\n\n"), ("  a", "a")])
def test_empty_texts_have_differences_too(old, new):
    shown = [words for paragraph in differences(old, new) for words in paragraph.words]
    assert "".join(words.text for words in shown if words.change is not Change.REMOVED).split() == new.split()


texts = st.lists(st.sampled_from(["a", "b", "cc", "\n\n", "Sentence.", "sei\u200bn", " "]), max_size=30).map(" ".join)


@given(texts, texts)
@settings(max_examples=200, deadline=None)
def test_the_words_of_each_version_can_be_read_off_whole(old, new):
    shown = word_differences(old, new)
    after = "".join(words.text for words in shown if words.change is not Change.REMOVED)
    assert after.split() == new.split()
    before = "".join(words.text for words in shown if words.change is not Change.ADDED)
    assert before.split() == old.split()


@given(st.lists(st.integers(0, 5), max_size=40), st.lists(st.integers(0, 5), max_size=40))
@settings(max_examples=200, deadline=None)
def test_matches_pair_equal_items_and_rise_on_both_sides(old, new):
    pairs = matches(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in zip(pairs, pairs[1:], strict=False))


@pytest.mark.parametrize("words", [lambda length: 2, lambda length: 300, lambda length: 2 * length])
@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_time_is_linear_but_for_a_bounded_remainder(words, between):
    def versions(length):
        chance = random.Random(1)
        return [between.join(str(chance.randrange(words(length))) for _ in range(length)) for _ in range(2)]

    assert growth(lambda texts: differences(*texts), versions(2_500), versions(20_000)) < LINEAR
