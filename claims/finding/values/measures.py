"""Percentages, ratios, ages, durations and counted things around a number."""

import re
from collections.abc import Iterator
from decimal import Decimal

from claims.finding.lexicon import words
from claims.finding.lexicon.abbreviations import STARTERS
from claims.finding.lexicon.markers import PREPOSITIONS
from claims.finding.values.numerals import Numeral
from claims.finding.values.reading import AGE, DURATION, FRACTION, NUMBER, PERCENT, RELATIVE, Value, plain
from claims.finding.values.spans import BOND, WAY, way
from claims.finding.values.units import counted, plural

PERCENT_SIGN = re.compile(r"\s?%|[ -](?P<points>percentage points?|basis points?)\b|[ -](?:percent|per cent|pct)\b")
YEARS_OLD = re.compile(r"[ -](?P<unit>year|month|week|day)s?[ -]old(?:s)?\b")
OUT_OF = re.compile(r" (?:in(?: every)?|out of(?: every)?|of every) ")
WAS = re.compile(r"\b(?:was|is|were|be) (?:just |only |already )?\Z")
WHEN = re.compile(r" (?:when|in (?:1[89]|20)\d\d\b|at the time)")
NO_AGE = re.compile(r" percent|%|[.,:]\d| (?:million|billion|feet|miles|points)|-\d")
OLDEST = 120
# "At five, the bell rang" is a clock; "At 16, she" is an age.
YOUNGEST_SAID = 5
AGED = re.compile(r"\b(?:aged?|[Aa]t the age of|[Aa]t age|(?:turned|turns|turning|died at|dead at|retired at)) \Z")
AT_AGE = re.compile(r"(?:^|[^\w])[Aa]t \Z")
SUBJECT = re.compile(r",? (?:he|she|they|I|his|her)\b")
WORKED = re.compile(r"\b(?:until|when|before) (?:he|she|they) (?:was|were|turned) \Z")
AFTER_NAME = re.compile(r"(?:[A-Z][\w'’.-]+|\bJr\.), (?:now |then |aged |just )?\Z|[A-Z][\w'’-]+ \((?:aged )?\Z")
TIMES = re.compile(r"[ -](?P<times>times|fold)\b|-?(?P<fold>fold)\b")
UNIT_SIGN = re.compile(
    r"\s?(?P<sign>km/h|km²|km2|km|kg|mph|kph|°C|°F|° C|cm|mm|MW|GW|kW|kWh|TWh|GB|TB|MB|mg|ml|ft|lbs?|"
    r"oz|in(?=\.)|ha|m²|m2|mi)(?![\w])"
    r"|[ -](?P<name>degrees? (?:Celsius|Fahrenheit|centigrade)|square (?:feet|foot|miles?|met(?:er|"
    r"re)s?|kilomet(?:er|re)s?|yards?)|"
    r"cubic (?:feet|met(?:er|re)s?)|miles? (?:per|an) hour|kilomet(?:er|re)s? (?:per|an) hour|light[ -]years?|"
    r"metric tons?|carbon dioxide|(?:per|a) thousand)\b"
)
QUANTIFIERS = (
    STARTERS
    | PREPOSITIONS
    | words("nearly almost roughly around just least than exactly approximately some police scientists")
)
NAMED = re.compile(r"(?:^|[^.!?”\"\s]\s)(?P<word>[A-Z][\w'’-]*|[Nn]umber|[Pp]age|[Cc]hapter|[Rr]oom|[Ff]light|No\.) \Z")


def around(text: str, found: list[Numeral]) -> Iterator[Value]:
    """Yield what each number of ``found`` measures, the last first, so that a range comes before its lower end.

    A number that belongs to a name or to nothing is left out.
    """
    for position, numeral in reversed([*enumerate(found)]):
        if position and _out_of(text, found[position - 1], numeral):
            continue
        following = found[position + 1] if position + 1 < len(found) else None
        value = (
            _percent(text, numeral, found, position)
            or _out_of(text, numeral, following)
            or _age(text, numeral)
            or _span(text, numeral, following)
            or _measure(text, numeral, found, position)
        )
        if value:
            yield value


def _low_end(text: str, found: list[Numeral], position: int) -> Numeral | None:
    """Return the number that opens a range ("20 to 30 people", "between 20 and 30") closed by this one."""
    if not position:
        return None
    before, here = found[position - 1], found[position]
    joint = text[before.end : here.start]
    if len(joint) > 8 or before.sure.amount >= here.sure.amount or before.suffix:
        return None
    if joint.strip() in {"-", "–", "to", "or"}:
        return before
    if joint.strip() == "and" and text[max(0, before.start - 8) : before.start].lower().endswith("between "):
        return before
    return None


def _percent(text: str, numeral: Numeral, found: list[Numeral], position: int) -> Value | None:
    here = numeral.sure
    sign = PERCENT_SIGN.match(text, here.end)
    if not sign:
        return None
    unit = (sign["points"] or "percent").strip()
    unit = unit if unit == "percent" else unit.rstrip("s") + "s"
    mark = "%" if unit == "percent" else f" {unit}"
    low = _low_end(text, found, position)
    if low:
        return Value(low.start, sign.end(), PERCENT, f"{plain(low.amount)}/{plain(here.amount)}{mark}", unit)
    return Value(here.start, sign.end(), PERCENT, f"{plain(here.amount)}{mark}", unit)


def _out_of(text: str, numeral: Numeral, following: Numeral | None) -> Value | None:
    """Read "seven in ten" and "1 in every 5", but not "two in ten minutes"."""
    if not following or following.start - numeral.end > 14 or not numeral.amount < following.amount:
        return None
    if not OUT_OF.fullmatch(text[numeral.end : following.start]) or BOND.match(text, following.end):
        return None
    if "in " in text[numeral.end : following.start] and 1000 < following.amount < 2100:
        return None
    if following.suffix or PERCENT_SIGN.match(text, following.end):
        return None
    return Value(
        numeral.start, following.end, FRACTION, f"{plain(numeral.amount)} in {plain(following.amount)}", "ratio"
    )


def _age(text: str, numeral: Numeral) -> Value | None:
    here = numeral.sure
    old = YEARS_OLD.match(text, here.end)
    if old:
        unit = plural(old["unit"], Decimal(2))
        return Value(here.start, old.end(), AGE, f"{plain(here.amount)} {unit}", unit)
    whole = 0 < here.amount < OLDEST and here.amount == int(here.amount) and not numeral.suffix
    if whole and _is_age(text, here) and not NO_AGE.match(text, here.end):
        return Value(here.start, here.end, AGE, f"{plain(here.amount)} years", "years")
    return None


def _is_age(text: str, here: Numeral) -> bool:
    """Do the words around a small number make it somebody's age?"""
    before = text[max(0, here.start - 40) : here.start]
    after = text[here.end : here.end + 1]
    if AFTER_NAME.search(before) and after in set(",.;)—–"):
        return here.digits
    if AT_AGE.search(before) and (SUBJECT.match(text, here.end) or (after == "," and here.amount > YOUNGEST_SAID)):
        return True
    if WAS.search(before) and WHEN.match(text, here.end):
        return True
    return bool(WORKED.search(before)) or (bool(AGED.search(before)) and not BOND.match(text, here.end))


def _span(text: str, numeral: Numeral, following: Numeral | None) -> Value | None:
    here = numeral.sure
    unit = BOND.match(text, here.end)
    if not unit or (unit["unit"] == "second" and not (here.digits or unit.group().endswith("s"))):
        return None
    amount = here.amount + (Decimal("0.5") if " and a half " in unit.group() else 0)
    single = unit["unit"].lower()
    name = plural(single, Decimal(2))
    words = f"{plain(amount)} {plural(single.replace('centurie', 'century'), amount)}"
    after = WAY.match(text, unit.end())
    if after:
        return Value(here.start, after.end(), RELATIVE, f"{words} {way(after['way'])}", name)
    if amount == 1 and not here.digits:  # "one night" counts nothing
        return None
    return Value(here.start, unit.end(), DURATION, words, name)


def _measure(text: str, numeral: Numeral, found: list[Numeral], position: int) -> Value | None:
    here = numeral.sure
    before = text[max(0, here.start - 30) : here.start]
    times = TIMES.match(text, here.end)
    if times:
        return Value(here.start, times.end(), NUMBER, f"{plain(here.amount)} times", "times")
    low = _low_end(text, found, position)
    start, amount = (
        (low.start, f"{plain(low.amount)}/{plain(here.amount)}") if low else (here.start, plain(here.amount))
    )
    sign = UNIT_SIGN.match(text, here.end)
    if sign:
        unit = sign["sign"] or sign["name"]
        return Value(start, sign.end(), NUMBER, f"{amount} {unit}", unit)
    unit, end = counted(text, here)
    if numeral.suffix:
        return (
            Value(start, end, NUMBER, f"{plain(numeral.scaled)} {unit}", unit)
            if unit and numeral.suffix in "mk"
            else None
        )
    named = NAMED.search(before)
    if unit and not (named and named["word"].lower() not in QUANTIFIERS and numeral.digits and amount.isdigit()):
        return Value(start, end, NUMBER, f"{amount} {unit}", unit)
    if (
        named
        or not (here.digits or here.amount >= 100)
        or text[here.end : here.end + 1] in {"/", ":"}
        or before[-1:] in {"-", "–", "#"}
    ):
        return None
    if (
        before[-1:] in {"$", "£", "€", "¥"}
        or text[here.end : here.end + 1].isalpha()
        or text[here.end : here.end + 2].startswith("-")
    ):
        return None
    return Value(start, here.end, NUMBER, amount, "")
