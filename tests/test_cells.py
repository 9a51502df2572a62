import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.cells import guard, guarded, unguard

DANGEROUS = "=+-@＝＋－＠\t\r\n"
TEXT = st.text() | st.text(alphabet="'=+-@＝＋－＠\t\r\n \u200b\ufeffa1")


@given(TEXT)
@example("'=1")
@example("''@x")
@example("' =1")
@example("'\t")
def test_a_guarded_text_comes_back_whole(text):
    assert unguard(guard(text)) == text


@given(st.lists(TEXT, max_size=5))
@example(["a", "", "=1"])
@example(["a\x7f=1", "b"])
def test_many_texts_are_guarded_as_each_alone_is(texts):
    assert list(guarded(texts)) == [guard(text) for text in texts]


@given(TEXT)
def test_a_guarded_text_begins_with_nothing_dangerous(text):
    assert not guard(text).lstrip(" \u200b\ufeff\x00").startswith(tuple(DANGEROUS))


@given(TEXT)
def test_guarding_adds_one_apostrophe_or_nothing(text):
    assert guard(text) in (text, "'" + text)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 30 1234",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\nx",
        "  =1",
        "\u00a0=1",
        "＝1",
        "－5",
        "\ufeff=1",
        "'=1",
    ],
)
def test_what_a_spreadsheet_program_could_run_gets_an_apostrophe(text):
    assert guard(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "Kerr", "2019", "a=b", "'til", "’90s", "'quoted' words", "'", "''", "–5", "— so it goes", "(=)"]
)
def test_ordinary_text_is_left_alone_both_ways(text):
    assert guard(text) == text
    assert unguard(text) == text


def test_a_program_that_hid_the_apostrophe_has_undone_the_guard_itself():
    assert unguard("=1+1") == "=1+1"


def test_a_million_apostrophes_or_blanks_are_read_once():
    for text in ("'" * 1_000_000, " " * 1_000_000, "'" * 500_000 + " " * 500_000):
        assert unguard(guard(text)) == text
