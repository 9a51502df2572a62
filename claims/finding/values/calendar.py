"""Names of months, weekdays and seasons, and dates relative to the day of publication."""

import datetime
import re
from typing import NamedTuple

from claims.finding.lexicon import ordered

MONTHS = ordered("""january february march april may june july august september october november december""")
MONTH_NUMBERS = (
    {name: number for number, name in enumerate(MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(MONTHS, 1)}
    | {"sept": 9}
)
WEEKDAYS = ordered("monday tuesday wednesday thursday friday saturday sunday")
MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June|July|Aug(?:ust|\.)|"
    r"Sept(?:ember|\.)?|Sep\.|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
FUTURE = re.compile(
    r"\b(?:will|won't|plans?|planned|expected|expects?|scheduled|due|faces|upcoming|coming|next|set for|set to|"
    r"hopes?|intends?|aims?|deadline)\b"
)


class Day(NamedTuple):
    """The day of publication as far as it is known: ISO text of a year, month or day."""

    year: int
    month: int | None
    day: int | None


def published(text: str | None) -> Day | None:
    """Read an ISO date of any precision; what is no date counts as not given."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", (text or "").strip(), re.ASCII)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not valid(year, month, day):
        return None
    return Day(year, month, day)


def valid(year: int, month: int | None, day: int | None) -> bool:
    """Is this a day (month, year) of the calendar?"""
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return False
    return True


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return the ISO form with no more precision than is known."""
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])


def month_number(name: str) -> int:
    """Return 1 for "January" or "Jan."."""
    return MONTH_NUMBERS[name.rstrip(".").lower()]


def nearest_month(month: int, today: Day, *, future: bool) -> int:
    """Return the year of the last such month up to publication, or of the next one if it lies ahead."""
    if today.month is None:
        return today.year
    if future:
        return today.year + (month < today.month)
    return today.year - (month > today.month)


def weekday(name: str, today: Day, *, future: bool) -> str:
    """Return the ISO day of the last such weekday up to publication, or of the next one; "" if unknown."""
    if today.month is None or today.day is None:
        return ""
    base = datetime.date(today.year, today.month, today.day)
    back = (base.weekday() - WEEKDAYS.index(name.lower())) % 7
    return (base + datetime.timedelta(days=(7 - back if future else -back))).isoformat()


def shifted(today: Day, *, years: int = 0, months: int = 0, days: int = 0) -> str:
    """Return publication's year, month or day moved by one of these; "" where it is not known that exactly."""
    if years or not (months or days):
        return iso(today.year + years)
    if months and today.month:
        index = today.year * 12 + today.month - 1 + months
        return iso(index // 12, index % 12 + 1)
    if days and today.month and today.day:
        return (datetime.date(today.year, today.month, today.day) + datetime.timedelta(days=days)).isoformat()
    return ""
