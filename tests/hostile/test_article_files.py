"""A hostile article gets a sentence or is read right, at once, in little memory, and never half."""

import contextlib
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.intake.readers import Unreadable, read_article
from tests.growth import cpu
from tests.hostile.article_cases import ARTICLES
from tests.hostile.bombs import READ, REFUSED
from tests.hostile.test_spreadsheet_files import CASES


def test_there_are_more_than_three_hundred_hostile_files_each_with_a_name_of_its_own():
    assert len({case.name for case in ARTICLES}) == len(ARTICLES)
    assert len(ARTICLES) + len(CASES) + len(REFUSED) + len(READ) >= 300


@pytest.fixture(scope="module")
def honest():
    """CPU seconds that a very long article takes: what a hostile one takes is held against it."""
    return cpu(lambda data: read_article(data, "a.txt"), b"Bees\n\n" + b"Ada kept bees.\n\n" * 20_000, tries=2)


@pytest.mark.parametrize("case", ARTICLES, ids=str)
def test_a_hostile_article_gets_a_sentence_or_a_right_reading(case, honest):
    read = []
    assert cpu(lambda case: read.append(body_or_sentence(case)), case) < 10 * honest
    ((body, said),) = read
    if case.says:
        assert said is not None, body[:200]
        assert case.says in said
        assert said.endswith(".")
    else:
        assert said is None
        assert [part for part in case.holds if part not in body] == []
        assert [part for part in case.lacks if part in body] == []


def body_or_sentence(case):
    try:
        return read_article(case.data, case.filename).body, None
    except Unreadable as refusal:
        return "", str(refusal)


LARGEST = sorted(ARTICLES, key=lambda case: len(case.data))[-6:] + [
    case for case in ARTICLES if "megabytes" in case.name
]


@pytest.mark.parametrize("case", LARGEST, ids=str)
def test_none_takes_three_hundred_megabytes(case):
    tracemalloc.start()
    with contextlib.suppress(Unreadable):
        read_article(case.data, case.filename)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 300_000_000


@pytest.mark.parametrize("case", [case for case in ARTICLES if 0 < len(case.data) < 3000], ids=str)
def test_an_article_cut_anywhere_raises_nothing_but_the_documented(case):
    for length in range(0, len(case.data), max(1, len(case.data) // 8)):
        outcome(case.data[:length], case.filename)


def outcome(data, filename):
    try:
        return read_article(data, filename)
    except Unreadable as refusal:
        assert str(refusal).strip().endswith(".")
        return None


MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<b>", "<a href=x>", "<!--", "-->", "<script>", "&lt;", "&#0;", "&#8238;", "\n\n", "# ", "- ", "> ", "---\n",
                     "title: x\n", "```", "[a](b)", "“", "Ada kept bees. ", "\u202e", "\0", "é", "Read more: ", "[gallery ids=1]"]),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(MARKUP, st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_no_mixture_of_markup_falls_over_or_leaves_what_can_not_be_seen(text, filename):
    if (draft := outcome(text.encode(), filename)) is not None:
        assert not set(draft.body) & set("\0\u202e\r\x1b")
        assert draft.headline in draft.body


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(ARTICLES[-len(ARTICLES) // 4 :]), st.integers(0, 10**6), st.binary(min_size=1, max_size=4))
def test_a_file_with_a_few_bytes_changed_raises_nothing_but_the_documented(case, at, noise):
    data = case.data[:20_000]
    place = at % (len(data) + 1)
    outcome(data[:place] + noise + data[place + len(noise) :], case.filename)
