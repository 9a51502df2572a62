"""Reading dates, money, ages and figures out of running text."""

from pathlib import Path

import pytest

from claims.finding import values

TABLE = Path(__file__).with_name("expressions.tsv")
PUBLISHED = "2024-09-18"  # a Wednesday


def rows() -> list[tuple[str, str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


def read(text: str, published_on: str | None = PUBLISHED) -> list[str]:
    return [value.value for value in values.read(text, published_on=published_on)]


def test_the_table_holds_at_least_150_expressions():
    assert len(rows()) >= 150


@pytest.mark.parametrize(("expression", "value", "sort"), rows())
def test_each_expression_of_the_table_is_read_right(expression, value, sort):
    found = values.read(expression, published_on=PUBLISHED)
    assert ("|".join(one.value for one in found) or "-", found[0].sort if found else "-") == (value, sort)


def test_a_value_says_its_place_and_its_unit():
    text = "It paid $7.7 billion in May 2000."
    found = [(text[v.start : v.end], v.value, v.unit) for v in values.read(text)]
    assert found == [("$7.7 billion", "USD 7700000000", "USD"), ("May 2000", "2000-05", "month")]


def test_without_a_date_of_publication_what_depends_on_it_stays_open():
    assert read("in August", None) == ["--08"]
    assert read("on July 4", None) == ["--07-04"]
    assert read("on Monday", None) == ["Monday"]
    assert read("last year", None) == ["last year"]


def test_a_year_of_publication_alone_completes_only_what_it_can():
    assert read("in August", "2024") == ["2024-08"]
    assert read("last year", "2024") == ["2023"]
    assert read("last month", "2024") == ["last month"]
    assert read("on Monday", "2024") == ["Monday"]


@pytest.mark.parametrize("bad", ["", "soon", "2024-13", "2024-02-31", "0000", "2024-9", "１２３４"])
def test_a_date_of_publication_that_is_no_date_counts_as_not_given(bad):
    assert read("in August", bad) == ["--08"]


@pytest.mark.parametrize(
    "doubtful",
    ["the '20s", "1/2/2003", "Catch-22", "June was tired", "I may march", "99:99", "$"],
)
def test_what_is_doubtful_is_left_unread(doubtful):
    assert read(doubtful) == []


def test_of_a_day_that_no_calendar_has_only_the_year_is_read():
    assert read("on February 30, 2001") == ["2001"]


def test_no_two_values_overlap():
    text = " ".join(expression for expression, _, _ in rows())
    found = values.read(text, published_on=PUBLISHED)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
