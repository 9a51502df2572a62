"""Sums that a sentence invites: years before and after, births and ages, changes in percent, doublings."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from claims.finding.contradiction import ARITHMETIC, Contradiction
from claims.finding.reading import Reading
from claims.finding.values import Value
from claims.finding.values.reading import plain

YEARS_APART = re.compile(r"(\d+) years? (after|later|before|earlier)\Z")
CHANGE = re.compile(
    r"\b(?:rose|risen|fell|fallen|grew|grown|climbed|dropped|increased|decreased|jumped|slid|soared|shrank|up|down)\b"
)
DOUBLED = {"doubled": Decimal(2), "tripled": Decimal(3), "quadrupled": Decimal(4), "halved": Decimal("0.5")}
FROM = re.compile(r"from \Z")
FIGURE = re.compile(r"\d+(?:\.\d+)?")
ROUGHLY = Decimal("0.15")
TOLERANCE = Decimal("0.06")


class Sum(NamedTuple):
    """A calculation spelled out: where the span of years stands, and in words ("2009 minus 7 years = 2002")."""

    at: tuple[int, int]
    words: str
    result: int


def spelled_out(values: list[Value]) -> Sum | None:
    """Return the year that a sentence's values imply: "retired in 2009, seven years after ..." implies 2002."""
    years = [value for value in values if _is_year(value)]
    apart = [(value, match) for value in values if (match := YEARS_APART.match(value.value))]
    if len(years) != 1 or len(apart) != 1:
        return None
    (value, match), year = apart[0], years[0]
    if value.start < year.start and match[2] in {"after", "before"}:
        return None
    return _sum(year, value, int(match[1]), back=match[2] in {"after", "earlier"})


def mistakes(reading: Reading) -> Iterator[Contradiction]:
    """Yield the sums that do not come out."""
    for sentence in reading.sentences:
        values = reading.values_in(sentence.start, sentence.end)
        if values:
            yield from _years_apart(values)
            yield from _born(reading, values)
            yield from _changes(reading, values, reading.plain[sentence.start : sentence.end].lower())


def _is_year(value: Value) -> bool:
    return value.sort == "date" and bool(re.match(r"\d{4}(?:-\d\d)*\Z", value.value))


def _sum(year: Value, apart: Value, years: int, *, back: bool) -> Sum:
    base = int(year.value[:4])
    result = base - years if back else base + years
    return Sum((apart.start, apart.end), f"{base} {'minus' if back else 'plus'} {years} years = {result}", result)


def _years_apart(values: list[Value]) -> Iterator[Contradiction]:
    """Check "in 2009, seven years after the show of 2003": the two years lie six apart."""
    years = [value for value in values if _is_year(value)]
    for value in values:
        match = YEARS_APART.match(value.value)
        if not match or match[2] not in {"after", "before"} or len(years) != 2:
            continue
        first, second = years
        if not first.start < value.start < second.start:
            continue
        apart = int(first.value[:4]) - int(second.value[:4])
        apart = apart if match[2] == "after" else -apart
        if apart != int(match[1]):
            yield Contradiction(
                ARITHMETIC,
                (first.start, first.end),
                (second.start, second.end),
                f"{first.value[:4]} and {second.value[:4]} lie {abs(apart)} years apart, the text says {match[1]}.",
            )


def _born(reading: Reading, values: list[Value]) -> Iterator[Contradiction]:
    """A year of birth and an age in one sentence must fit the other year in it."""
    births = [
        v
        for v in values
        if _is_year(v) and re.search(r"\bborn (?:\w+ ){0,4}\Z", reading.plain[max(0, v.start - 50) : v.start])
    ]
    ages = [v for v in values if v.sort == "age" and v.value.endswith(" years")]
    others = [v for v in values if _is_year(v) and v not in births]
    if len(births) == len(ages) == len(others) == 1:
        age, elapsed = int(Decimal(ages[0].value.split()[0])), int(others[0].value[:4]) - int(births[0].value[:4])
        if age not in {elapsed, elapsed - 1}:
            born, then = births[0].value[:4], others[0].value[:4]
            words = f"Born in {born}, somebody is {elapsed - 1} or {elapsed} in {then}, not {age}."
            first, second = sorted((births[0], ages[0]))
            yield Contradiction(ARITHMETIC, (first.start, first.end), (second.start, second.end), words)


def _changes(reading: Reading, values: list[Value], sentence: str) -> Iterator[Contradiction]:
    """Check "rose 10 percent from 200 to 300" and "doubled from 200 to 300", which do not come out."""
    amounts = _from_and_to(reading, values)
    if amounts is None:
        return
    low, high, place = amounts
    ratio = high / low
    percents = [value for value in values if value.sort == "percent" and "/" not in value.value]
    if len(percents) == 1 and CHANGE.search(sentence):
        said, real = Decimal(percents[0].value.split("%")[0].split()[0]) / 100, abs(ratio - 1)
        if abs(real - said) > max(TOLERANCE * real, Decimal("0.01")):
            change = f"From {plain(low)} to {plain(high)} is a change of {round(real * 100)} %"
            words = f"{change}, the text says {percents[0].value}."
            first, second = sorted((place, (percents[0].start, percents[0].end)))
            yield Contradiction(ARITHMETIC, first, second, words)
    for word, times in DOUBLED.items():
        if re.search(rf"\b{word}\b", sentence) and abs(ratio - times) > times * ROUGHLY:
            words = f"From {plain(low)} to {plain(high)} is {round(ratio, 2)} times as much, the text says {word}."
            yield Contradiction(ARITHMETIC, place, place, words)


def _from_and_to(reading: Reading, values: list[Value]) -> tuple[Decimal, Decimal, tuple[int, int]] | None:
    """Return the amounts of "from 200 to 300" and their place, None where a sentence has none or several."""
    amounts = [v for v in values if v.sort in {"number", "money"}]
    if not amounts or not FROM.search(reading.plain[max(0, amounts[0].start - 5) : amounts[0].start]):
        return None
    figures = [Decimal(figure) for value in amounts for figure in FIGURE.findall(value.value)]
    if len(figures) != 2 or not figures[0] or len({value.sort for value in amounts}) != 1:
        return None
    return figures[0], figures[1], (amounts[0].start, amounts[-1].end)
