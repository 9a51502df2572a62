"""Read dates, money, ages, percentages, numbers with units, ordinals and ranges from a text.

Where a reading is not certain nothing is returned: a wrong value is worse than none. Patterns are our
own; each looks at a bounded stretch, so the time is linear in the text's length.
"""

import re

from claims.finding.values import calendar, dates, measures, money, unaided
from claims.finding.values.numerals import numerals
from claims.finding.values.reading import DATE, Value

__all__ = ["Value", "read"]

JOINT = re.compile(r",? ?(?:and|to|until|till|through|thru|–|—|-) ?(?:the )?")
OPENING = re.compile(r"\b(?:[Bb]etween|[Ff]rom)(?: the)? \Z")


def read(text: str, *, published_on: str | None = None) -> list[Value]:
    """Return the values of the text in order, none overlapping another.

    ``published_on`` (ISO year, month or day) completes "in August" and "last year"; without it they stay open.
    """
    found = list(numerals(text))
    today = calendar.published(published_on)
    certain = [*money.amounts(text, found)]
    kept = _without_overlaps([*certain, *dates.dates(text, today), *unaided.alone(text), *measures.around(text, found)])
    return _joined(text, kept)


def _without_overlaps(values: list[Value]) -> list[Value]:
    """Keep the first given of values that overlap."""
    taken: set[int] = set()
    kept: list[Value] = []
    for value in values:
        places = range(value.start, value.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(value)
    return sorted(kept)


def _joined(text: str, values: list[Value]) -> list[Value]:
    """Join two dates into a range where "from ... to", "between ... and" or a dash stands between them."""
    joined: list[Value] = []
    for value in values:
        before = joined[-1] if joined else None
        if before and value.sort == before.sort == DATE and (whole := _range(text, before, value)):
            joined[-1] = whole
        else:
            joined.append(value)
    return joined


def _range(text: str, first: Value, second: Value) -> Value | None:
    between = text[first.end : second.start]
    if len(between) > 14 or "/" in first.value + second.value or not JOINT.fullmatch(between):
        return None
    opening = OPENING.search(text[max(0, first.start - 14) : first.start])
    opened = opening or re.match(r"(?:from|between) ", text[first.start : first.start + 9], re.IGNORECASE)
    dash = between.strip() in {"–", "—", "-"}
    if not (opened or dash or ("to" in between and first.unit == second.unit == "year")):
        return None
    low = _with_year(text, first, second)
    if (
        low.startswith("--")
        or second.value.startswith("--")
        or (low > second.value and first.unit == second.unit == "year")
    ):
        return None
    return Value(first.start, second.end, DATE, f"{low}/{second.value}", second.unit)


def _with_year(text: str, first: Value, second: Value) -> str:
    """Complete "between March and June 2020", which has its year at the end only."""
    bare = re.fullmatch(r"(?:\d{4}|-)-(\d\d(?:-\d\d)?)", first.value)
    if bare and second.value[:4].isdigit() and not re.search(r"\d{4}", text[first.start : first.end]):
        return f"{second.value[:4]}-{bare[1]}"
    return first.value
