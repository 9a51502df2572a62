"""Numbers of a workbook as the text a person sees, no more exact than its format shows.

A workbook stores dates as days since 1900 (or 1904) and a format; typing "Aug 2025" stores the first of
August with a format that shows no day. ECMA-376, part 1, 18.8.30 and 18.8.31 describe formats.
"""

import math
import re
from datetime import datetime, timedelta
from enum import Enum

from openpyxl.styles.numbers import BUILTIN_FORMATS

# A sheet's numbers have fifteen digits; what is longer was rounded when it was typed.
_DIGITS = 15
_WHOLE = re.compile(rf"-?[0-9]{{1,{_DIGITS}}}\Z")
_TOO_EXACT = re.compile(rf"-?[0-9]{{{_DIGITS + 1},400}}\Z")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|am/pm|a/p|general', re.IGNORECASE)
_EAST_ASIAN_DATES = frozenset((*range(27, 37), *range(50, 59)))
_LAST_DAY = 2_958_466  # 10000-01-01


class Shown(Enum):
    """What a number format makes of a number."""

    NUMBER = "number"
    PERCENT = "percent"
    YEAR = "%Y"
    MONTH = "%Y-%m"
    DAY = "%Y-%m-%d"
    MOMENT = "%Y-%m-%d %H:%M:%S"
    TIME = "%H:%M:%S"
    DURATION = "duration"
    NO_YEAR = "no year"


class NotShown(Exception):
    """No text would be true to this number; the message is how a sentence about the cell goes on."""


def shown_as(format_id: int, custom: dict[int, str]) -> Shown:
    """What format `format_id` shows, by the workbook's own formats and the built-in ones."""
    if format_id in custom:
        return _read_format(custom[format_id])
    if format_id in _EAST_ASIAN_DATES:
        return Shown.DAY
    return _read_format(BUILTIN_FORMATS.get(format_id, "General"))


def _read_format(code: str) -> Shown:
    tokens = _LITERAL.sub("", code[:1_000]).split(";")[0].lower()
    letters = set(tokens) & set("ymdhs")
    if "[" in tokens:
        return Shown.DURATION
    if not letters:
        return Shown.PERCENT if "%" in tokens else Shown.NUMBER
    return _read_date_format(letters)


def _read_date_format(letters: set[str]) -> Shown:
    with_time = bool(letters & {"h", "s"})
    if "y" not in letters:
        return Shown.TIME if with_time and "d" not in letters else Shown.NO_YEAR
    if "d" in letters:
        return Shown.MOMENT if with_time else Shown.DAY
    return Shown.MONTH if "m" in letters else Shown.YEAR


def text_of_number(raw: str, shown: Shown, epoch: datetime) -> str:
    """The text of a stored number. epoch: openpyxl's, 1899-12-30 or 1904-01-01.

    Raises NotShown, and ValueError where `raw` is no number.
    """
    if shown is Shown.NUMBER:
        return _plain(raw)
    number = float(raw)
    if shown is Shown.PERCENT:
        return f"{_plain(repr(number * 100))}%"
    return _date(number, shown, epoch)


def _plain(raw: str) -> str:
    if _WHOLE.match(raw):
        return raw
    if _TOO_EXACT.match(raw):
        raise NotShown(f"holds a number of more than {_DIGITS} digits. Format it as text and type it again")
    number = float(raw)
    if not math.isfinite(number):
        raise ValueError(raw)
    text = f"{number:.{_DIGITS}g}".upper()
    return "0" if text == "-0" else text


def _date(number: float, shown: Shown, epoch: datetime) -> str:
    if shown is Shown.NO_YEAR:
        raise NotShown("shows a date without its year. Format it as text and type the whole date")
    if shown is Shown.DURATION:
        return _duration(number)
    if not 0 <= number < _LAST_DAY:
        raise NotShown("holds a number that is no date. Format it as text and type it again")
    if shown is Shown.TIME:
        number %= 1
    elif number < 61 and epoch.year < 1900:
        # Day 60 is 29 February 1900, which never was; the days before it are counted one too high.
        number += 1
    moment = epoch + timedelta(seconds=round(number * 86_400))
    at_midnight = shown is Shown.MOMENT and moment.time() == datetime.min.time()
    return moment.strftime((Shown.DAY if at_midnight else shown).value)


def _duration(days: float) -> str:
    if not math.isfinite(days):
        raise ValueError(days)
    minutes, seconds = divmod(round(abs(days) * 86_400), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{'-' if days < 0 else ''}{hours}:{minutes:02}:{seconds:02}"
