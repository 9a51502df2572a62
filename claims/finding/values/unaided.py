"""What needs no number before it: clock times, scores, ranks, fractions, "a decade later", "in her thirties"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from claims.finding.lexicon import ordered
from claims.finding.values.numerals import number
from claims.finding.values.reading import AGE, DURATION, FRACTION, ORDINAL, RELATIVE, SCORE, TIME, Value, plain
from claims.finding.values.spans import WAY, way
from claims.finding.values.units import STOPS, plural

SPAN_ALONE = re.compile(
    rf"\b(?P<many>[Aa]n?|[Hh]alf an?|[Aa] quarter(?:[- ]of a)?|[Qq]uarter|[Hh]alf)[ -](?P<unit>second|"
    rf"minute|hour|day|week|month|year|"
    rf"decade|century|generation)\b(?:{WAY.pattern})?"
)
CLOCK = re.compile(
    r"(?<![\d.:])(?P<h>[01]?\d|2[0-3])(?::(?P<m>[0-5]\d))?\s?(?P<half>[ap]\.m\.|[ap]m\b|[AP]M\b)|"
    r"(?<![\d.:])(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)(?![\d:])"
)
RESULT = re.compile(r"(?<![\w.,/$£€–-])(?P<a>\d{1,3})[-–](?P<b>\d{1,3})(?![\d/%–-]|[.,]\d|-?[A-Za-z])")
VOTE = re.compile(
    r"\b(?:vote of|votes?|voted|by|passed|score of|margin of|won|beat \w+|defeated \w+|"
    r"ruled) (?P<a>\d{1,3})(?: votes)? to (?P<b>\d{1,3})\b(?! (?:percent|per cent|million|years|points))"
)
RANK = re.compile(r"(?<![\w.,-])(?P<n>\d{1,3}(?:,\d{3})*|\d+)(?P<s>st|nd|rd|th)\b(?![ -]century)")
SPELLED_RANK = re.compile(
    r"\b(?P<before>[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Aa]|[Ii]n|'s) (?P<word>third|fourth|fifth|"
    r"sixth|seventh|eighth|ninth|tenth|"
    r"eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|twentieth)\b(?![ -](?:of all|"
    r"quarter|century|amendment|person|party|parties|world))"
)
RANKS = ordered(
    """third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth"""
)
PART = re.compile(
    r"\b(?<!and )(?P<n>[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]even|"
    r"[Nn]ine)[ -](?P<d>hal(?:f|ves)|thirds?|quarters?|fourths?|fifths?|sixths?|"
    r"sevenths?|eighths?|ninths?|tenths?)\b(?! (?:of (?:a|an) )?(?:century|hour|million|billion|"
    r"dozen|time|person|man|woman|[a-z]+(?:ing|ed) )|-)"
    r"|\b(?P<half>[Hh]alf)(?= (?:of|the|its|their|his|her|all)\b)"
)
DENOMINATORS = {"hal": 2, "thi": 3, "qua": 4, "fou": 4, "fif": 5, "six": 6, "sev": 7, "eig": 8, "nin": 9, "ten": 10}
IN_DECADE = re.compile(
    r"\b[Ii]n (?:his|her|their|my) (?:(?P<part>early|mid|late)[ -])?(?P<tens>teens|twenties|thirties|"
    r"forties|fifties|sixties|seventies|eighties|nineties|\d0s)\b"
)
TEENS = dict(
    zip(
        ordered("teens twenties thirties forties fifties sixties seventies eighties nineties"),
        range(10, 100, 10),
        strict=True,
    )
)


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
    """Tell "a third term", a rank, from "a third of the vote" and "rose by a fifth", fractions."""
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
        words = f"{plain(part)} {plural(unit, part)}"
        if match["way"]:
            yield Value(match.start(), match.end(), RELATIVE, f"{words} {way(match['way'])}", plural(unit, Decimal(2)))
        elif part != 1:
            yield Value(match.start(), match.end(), DURATION, words, plural(unit, Decimal(2)))
