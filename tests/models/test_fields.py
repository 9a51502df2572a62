"""Dates as people know them, and addresses that every database can look up."""

import pytest
from django.core.exceptions import ValidationError

from claims.models.fields import LONGEST_ADDRESS, date_of_the_calendar, not_too_long_for_the_index


@pytest.mark.parametrize("text", ["1999", "1999-05", "1999-05-21", "2024-02-29", "0001", "9999-12-31"])
def test_a_year_a_month_or_a_day_is_a_date(text):
    date_of_the_calendar(text)


@pytest.mark.parametrize(
    "text",
    ["", "99", "1999-5", "1999-13", "1999-00", "1999-02-30", "2023-02-29", "1999-05-21T10:00", "1999-05-21\n", "1999W011",
     "19990521", "0000", "१९९९", "May 1999", "1999-05-21-01"],
)  # fmt: skip
def test_anything_else_is_none_and_the_message_shows_how(text):
    with pytest.raises(ValidationError, match="1999, 1999-05 or 1999-05-21"):
        date_of_the_calendar(text)


def test_an_address_is_measured_in_bytes():
    not_too_long_for_the_index("x" * LONGEST_ADDRESS)
    with pytest.raises(ValidationError, match="2000 bytes at most"):
        not_too_long_for_the_index("ž" * (LONGEST_ADDRESS // 2) + "x")
