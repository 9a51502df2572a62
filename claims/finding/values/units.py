"""What is counted: the noun after a number, and its plural."""

import re
from decimal import Decimal

from claims.finding.lexicon import words
from claims.finding.values.numerals import Numeral

PLURALS = {"foot": "feet", "man": "men", "woman": "women", "person": "people", "child": "children", "inch": "inches",
           "century": "centuries", "centurie": "centuries", "story": "storys", "match": "matches"}  # fmt: skip
IRREGULAR = words(
    """people men women children feet teeth mice fish sheep staff police crew aircraft cattle deer personnel
    data dice kroner yen yuan won troops species series"""
)
NOT_UNITS = words(
    """was is has as his its this does plus across less unless thus yes us says wins always perhaps previous
    various serious famous precious religious dangerous afterwards towards besides himself sometimes whereas
    focus campus bus gas pass class boss loss cross press kiss process success business access address
    express happens makes takes gets goes comes needs wants gives finds shows means remains becomes seems
    sits stands lives runs works plays others"""
)
STOPS = words(
    """of in on at and or to for with by from was were is are be been have has had that who which as than the a
    an per after before when while but said says will would could can may might did does do he she it they we
    i you his her its their our my not no if so because since until during into over under about against
    between through each ago later earlier million billion percent what where there this those these all"""
)
SINGULAR_UNITS = words(
    """yard foot mile meter metre kilometer kilometre inch acre hectare pound gram kilogram kilo ton tonne liter
    litre gallon barrel minute member page seat bed room story storey point game match man woman person part
    hour week day month year night season vote goal run word item step country city state nation piece track
    episode volume"""
)
NOUN_AFTER = re.compile(
    r"(?P<mark>[ -])(?P<first>[A-Za-z][A-Za-z'-]{0,24})(?: (?P<second>[A-Za-z][A-Za-z'-]{0,24}))?"
    r"(?: (?P<third>[A-Za-z][A-Za-z'-]{0,24}))?"
)


def counted(text: str, numeral: Numeral) -> tuple[str, int]:
    """Return the counted noun after a number and where it ends, or "" where none is certain."""
    if numeral.amount == 1 and not numeral.digits:
        return "", numeral.end
    match = NOUN_AFTER.match(text, numeral.end)
    if not match:
        return "", numeral.end
    if match["mark"] == "-":
        first = match["first"].split("-")[0]
        if (numeral.digits or first in SINGULAR_UNITS) and first not in STOPS and len(first) > 2:
            return plural(first, Decimal(2)), match.start("first") + len(first)
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


def plural(unit: str, amount: Decimal) -> str:
    """Return the unit as it is written after this amount."""
    if amount == 1:
        return unit
    return PLURALS.get(unit, unit if unit.endswith("s") else f"{unit}s")
