"""What reading a value gives."""

from decimal import Decimal
from typing import NamedTuple

MONEY, DATE, AGE, PERCENT, DURATION, RELATIVE = "money", "date", "age", "percent", "duration", "relative"
TIME, SCORE, ORDINAL, FRACTION, NUMBER = "time", "score", "ordinal", "fraction", "number"


class Value(NamedTuple):
    """A value read from the text between ``start`` and ``end`` (characters).

    ``sort`` is one of this module's words, ``value`` its plain form ("USD 7700000000", "2000-05",
    "56 years", "25 years earlier"), ``unit`` the currency, the unit, or for dates the precision.
    """

    start: int
    end: int
    sort: str
    value: str
    unit: str


def plain(amount: Decimal) -> str:
    """Return an amount without exponent, separators or trailing zeros."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
