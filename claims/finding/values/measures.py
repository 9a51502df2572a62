"""Percentages, fractions, ages, durations, relative times, scores and counted things around a number."""

import re
from collections.abc import Iterator
from decimal import Decimal

from claims.finding.lexicon import ordered, words
from claims.finding.values.numerals import Numeral, number
from claims.finding.values.reading import (
    AGE,
    DURATION,
    FRACTION,
    NUMBER,
    ORDINAL,
    PERCENT,
    RELATIVE,
    SCORE,
    TIME,
    Value,
    plain,
)

PERCENT_SIGN = re.compile(r"\s?%|[ -](?P<points>percentage points?|basis points?)\b|[ -](?:percent|per cent|pct)\b")
SPAN_UNIT = r"(?P<unit>second|minute|hour|day|night|week|month|year|decade|century|centurie|generation|season)s?"
DIRECTION = (
    r"(?P<way>ago|earlier|later|previously|before(?! the (?:age|end))|after|afterwards?|on(?=[,.;])|hence|from now)\b"
)
YEARS_OLD = re.compile(r"[ -](?P<unit>year|month|week|day)s?[ -]old(?:s)?\b")
BOND = re.compile(rf"(?:-| and a half |\s){SPAN_UNIT}\b(?!-old| old)", re.IGNORECASE)
WAY = re.compile(rf"'? {DIRECTION}")
SPAN_ALONE = re.compile(
    rf"\b(?P<many>[Aa]n?|[Hh]alf an?|[Aa] quarter(?:[- ]of a)?|[Qq]uarter|[Hh]alf)[ -](?P<unit>second|minute|hour|day|week|month|year|"
    rf"decade|century|generation)\b(?:{WAY.pattern})?"
)
CLOCK = re.compile(
    r"(?<![\d.:])(?P<h>[01]?\d|2[0-3])(?::(?P<m>[0-5]\d))?\s?(?P<half>[ap]\.m\.|[ap]m\b|[AP]M\b)|(?<![\d.:])(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)(?![\d:])"
)
RESULT = re.compile(r"(?<![\w.,/$£€–-])(?P<a>\d{1,3})[-–](?P<b>\d{1,3})(?![\d/%–-]|[.,]\d|-?[A-Za-z])")
VOTE = re.compile(
    r"\b(?:vote of|votes?|voted|by|passed|score of|margin of|won|beat \w+|defeated \w+|ruled) (?P<a>\d{1,3}) to (?P<b>\d{1,3})\b(?! (?:percent|per cent|million|years|points))"
)
RANK = re.compile(r"(?<![\w.,-])(?P<n>\d{1,3}(?:,\d{3})*|\d+)(?P<s>st|nd|rd|th)\b(?![ -]century)")
SPELLED_RANK = re.compile(
    r"\b(?P<before>[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Aa]|[Ii]n|'s) (?P<word>third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|twentieth)\b(?![ -](?:of all|quarter|century|amendment|person|party|parties|world))"
)
RANKS = ordered(
    """third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth"""
)
PART = re.compile(
    r"\b(?P<n>[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]even|[Nn]ine)[ -](?P<d>hal(?:f|ves)|thirds?|quarters?|fourths?|fifths?|sixths?|"
    r"sevenths?|eighths?|ninths?|tenths?)\b(?! (?:of (?:a|an) )?(?:century|hour|million|billion|dozen|time|person|man|woman|[a-z]+(?:ing|ed) )|-)"
    r"|\b(?P<half>[Hh]alf)(?= (?:of|the|its|their|his|her|all)\b)"
)
DENOMINATORS = {"hal": 2, "thi": 3, "qua": 4, "fou": 4, "fif": 5, "six": 6, "sev": 7, "eig": 8, "nin": 9, "ten": 10}
OUT_OF = re.compile(r" (?:in(?: every)?|out of(?: every)?|of every) ")
AGED = re.compile(r"\b(?:aged?|[Aa]t the age of|[Aa]t age|(?:turned|turns|turning|died at|dead at|retired at)) \Z")
AT_AGE = re.compile(r"(?:^|[^\w])[Aa]t \Z")
SUBJECT = re.compile(r",? (?:he|she|they|I|his|her)\b")
WORKED = re.compile(r"\b(?:until|when|before) (?:he|she|they) (?:was|were|turned) \Z")
AFTER_NAME = re.compile(r"(?:[A-Z][\w'’.-]+|\bJr\.), (?:now |then |aged |just )?\Z|[A-Z][\w'’-]+ \((?:aged )?\Z")
IN_DECADE = re.compile(
    r"\b[Ii]n (?:his|her|their|my) (?:(?P<part>early|mid|late)[ -])?(?P<tens>teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|\d0s)\b"
)
TEENS = dict(
    zip(
        ordered("teens twenties thirties forties fifties sixties seventies eighties nineties"),
        range(10, 100, 10),
        strict=True,
    )
)
TIMES = re.compile(r"[ -](?P<times>times|fold)\b|-?(?P<fold>fold)\b")
UNIT_SIGN = re.compile(
    r"\s?(?P<sign>km/h|km²|km2|km|kg|mph|kph|°C|°F|° C|cm|mm|MW|GW|kW|kWh|TWh|GB|TB|MB|mg|ml|ft|lbs?|oz|in(?=\.)|ha|m²|m2|mi)(?![\w])"
    r"|[ -](?P<name>degrees? (?:Celsius|Fahrenheit|centigrade)|square (?:feet|foot|miles?|met(?:er|re)s?|kilomet(?:er|re)s?|yards?)|"
    r"cubic (?:feet|met(?:er|re)s?)|miles? (?:per|an) hour|kilomet(?:er|re)s? (?:per|an) hour|light[ -]years?|"
    r"metric tons?|carbon dioxide|(?:per|a) thousand)\b"
)
NOUN_AFTER = re.compile(
    r"(?P<mark>[ -])(?P<first>[A-Za-z][A-Za-z'-]{0,24})(?: (?P<second>[A-Za-z][A-Za-z'-]{0,24}))?(?: (?P<third>[A-Za-z][A-Za-z'-]{0,24}))?"
)
PLURALS = {"foot": "feet", "man": "men", "woman": "women", "person": "people", "child": "children", "inch": "inches",
           "century": "centuries", "centurie": "centuries", "story": "storys", "match": "matches"}  # fmt: skip
IRREGULAR = words(
    """people men women children feet teeth mice fish sheep staff police crew aircraft cattle deer
    personnel data dice kroner yen yuan won troops species series"""
)
NOT_UNITS = words(
    """was is has as his its this does plus across less unless thus yes us says wins always perhaps
    previous various serious famous precious religious dangerous afterwards towards besides himself
    sometimes whereas focus campus bus gas pass class boss loss cross press kiss process success
    business access address express happens makes takes gets goes comes needs wants gives finds shows
    means remains becomes seems sits stands lives runs works plays others"""
)
STOPS = words(
    """of in on at and or to for with by from was were is are be been have has had that who which as than
    the a an per after before when while but said says will would could can may might did does do he she
    it they we i you his her its their our my not no if so because since until during into over under
    about against between through each ago later earlier million billion percent what where there this
    those these all"""
)
SINGULAR_UNITS = words(
    """yard foot mile meter metre kilometer kilometre inch acre hectare pound gram kilogram kilo ton tonne
    liter litre gallon barrel minute member page seat bed room story storey point game match man woman
    person part hour week day month year night season vote goal run word item step country city state
    nation piece track episode volume"""
)
NAMED = re.compile(r"(?:^|[^.!?”\"\s]\s)(?P<word>[A-Z][\w'’-]*|[Nn]umber|[Pp]age|[Cc]hapter|[Rr]oom|[Ff]light|No\.) \Z")


def around(text: str, found: list[Numeral]) -> Iterator[Value]:
    """Yield what each number of ``found`` measures, the last first, so that a range comes before its lower end.

    A number that belongs to a name or to nothing is left out.
    """
    for position, numeral in reversed([*enumerate(found)]):
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


def alone(text: str) -> Iterator[Value]:
    """Yield what needs no number before it: clock times, scores, ranks, fractions, "a decade later"."""
    for match in CLOCK.finditer(text):
        yield Value(match.start(), match.end(), TIME, _clock(match), "time")
    for match in IN_DECADE.finditer(text):
        years = TEENS.get(match["tens"]) or int(match["tens"][:2])
        part = f"{match['part']} " if match["part"] else ""
        yield Value(match.start(), match.end(), AGE, f"{part}{'teens' if years == 10 else f'{years}s'}", "years")
    for match in [*VOTE.finditer(text), *RESULT.finditer(text)]:
        yield Value(match.start("a"), match.end("b"), SCORE, f"{match['a']}-{match['b']}", "score")
    yield from _fractions(text)
    yield from _ranks(text)
    yield from _spans_alone(text)


def _clock(match: re.Match[str]) -> str:
    if match["h24"]:
        return f"{int(match['h24']):02d}:{match['m24']}"
    hour = int(match["h"]) % 12 + 12 * (match["half"][0] in "pP")
    return f"{hour:02d}:{match['m'] or '00'}"


def _fractions(text: str) -> Iterator[Value]:
    for match in PART.finditer(text):
        if match["half"]:
            yield Value(match.start(), match.end(), FRACTION, "1/2", "fraction")
            continue
        over = DENOMINATORS[match["d"][:3]]
        above = number(match["n"]) or 1
        if above < over and not (match["n"].lower() in {"a", "an"} and over > 2 and _is_rank(text, match)):
            yield Value(match.start(), match.end(), FRACTION, f"{plain(Decimal(above))}/{over}", "fraction")


def _is_rank(text: str, match: re.Match[str]) -> bool:
    """ "A third term" is a rank, "a third of the vote" and "rose by a fifth" are fractions."""
    after = re.compile(r" ([a-z]+)").match(text, match.end())
    return bool(after) and after is not None and after[1] not in STOPS | {"more", "less", "fewer", "higher", "lower"}


def _ranks(text: str) -> Iterator[Value]:
    for match in RANK.finditer(text):
        yield Value(match.start(), match.end(), ORDINAL, match.group(), "ordinal")
    for match in SPELLED_RANK.finditer(text):
        rank = RANKS.index(match["word"]) + 3 if match["word"] in RANKS else 20
        if match["before"].lower() == "a" and not _is_rank(text, match):
            continue
        yield Value(match.start("word"), match.end(), ORDINAL, f"{rank}{'rd' if rank == 3 else 'th'}", "ordinal")


def _spans_alone(text: str) -> Iterator[Value]:
    for match in SPAN_ALONE.finditer(text):
        many, unit = match["many"].lower(), match["unit"]
        part = Decimal("0.25") if "quarter" in many else Decimal("0.5") if "half" in many else Decimal(1)
        if part < 1 and unit == "century":
            part, unit = part * 100, "year"
        words = f"{plain(part)} {_plural(unit, part)}"
        if match["way"]:
            yield Value(
                match.start(), match.end(), RELATIVE, f"{words} {_way(match['way'])}", _plural(unit, Decimal(2))
            )
        elif part != 1:
            yield Value(match.start(), match.end(), DURATION, words, _plural(unit, Decimal(2)))


def _way(word: str) -> str:
    return {
        "on": "later",
        "afterwards": "later",
        "afterward": "later",
        "previously": "earlier",
        "hence": "from now",
    }.get(word, word)


def _plural(unit: str, amount: Decimal) -> str:
    if amount == 1:
        return unit
    return PLURALS.get(unit, unit if unit.endswith("s") else f"{unit}s")


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
    """ "Seven in ten", "1 in every 5"; not "two in ten minutes"."""
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
        unit = _plural(old["unit"], Decimal(2))
        return Value(here.start, old.end(), AGE, f"{plain(here.amount)} {unit}", unit)
    if not 0 < here.amount < 120 or here.amount != int(here.amount) or numeral.suffix:
        return None
    before = text[max(0, here.start - 40) : here.start]
    after = text[here.end : here.end + 1]
    named = AFTER_NAME.search(before) and after in set(",.;)—–") and text[here.end : here.end + 2] != ",0"
    at = AT_AGE.search(before) and (SUBJECT.match(text, here.end) or (after == "," and here.amount > 5))
    if (
        (named and here.digits)
        or at
        or WORKED.search(before)
        or (AGED.search(before) and not BOND.match(text, here.end))
    ):
        if re.match(
            r"(?: percent|%|[.,:]\d| (?:million|billion|feet|miles|points)|-\d)", text[here.end : here.end + 10]
        ):
            return None
        return Value(here.start, here.end, AGE, f"{plain(here.amount)} years", "years")
    return None


def _span(text: str, numeral: Numeral, following: Numeral | None) -> Value | None:
    here = numeral.sure
    unit = BOND.match(text, here.end)
    if not unit or (unit["unit"] == "second" and not (here.digits or unit.group().endswith("s"))):
        return None
    amount = here.amount + (Decimal("0.5") if " and a half " in unit.group() else 0)
    single = unit["unit"].lower()
    name = _plural(single, Decimal(2))
    words = f"{plain(amount)} {_plural(single.replace('centurie', 'century'), amount)}"
    way = WAY.match(text, unit.end())
    if way:
        return Value(here.start, way.end(), RELATIVE, f"{words} {_way(way['way'])}", name)
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
    unit, end = _noun(text, here)
    if numeral.suffix:
        return (
            Value(start, end, NUMBER, f"{plain(numeral.scaled)} {unit}", unit)
            if unit and numeral.suffix in "mk"
            else None
        )
    if unit:
        return Value(start, end, NUMBER, f"{amount} {unit}", unit)
    if (
        NAMED.search(before)
        or not (here.digits or here.amount >= 100)
        or text[here.end : here.end + 1] in {"/", ":"}
        or before[-1:] in {"-", "–", "#"}
    ):
        return None
    if (
        before[-1:] in {"$", "£", "€"}
        or text[here.end : here.end + 1].isalpha()
        or text[here.end : here.end + 2].startswith("-")
    ):
        return None
    return Value(start, here.end, NUMBER, amount, "")


def _noun(text: str, numeral: Numeral) -> tuple[str, int]:
    """Return the counted noun after a number and where it ends, or "" where none is certain."""
    if numeral.amount == 1 and not numeral.digits:
        return "", numeral.end
    match = NOUN_AFTER.match(text, numeral.end)
    if not match:
        return "", numeral.end
    if match["mark"] == "-":
        first = match["first"].split("-")[0]
        if (numeral.digits or first in SINGULAR_UNITS) and first not in STOPS and len(first) > 2:
            return _plural(first, Decimal(2)), match.start("first") + len(first)
        return "", numeral.end
    for name in ("first", "second", "third"):
        word = match[name]
        if not word or word.lower() in STOPS or word.endswith(("'s", "ly")):
            break
        if word.lower() in IRREGULAR or (
            word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and word.lower() not in NOT_UNITS
        ):
            return word.lower(), match.end(name)
    return "", numeral.end
