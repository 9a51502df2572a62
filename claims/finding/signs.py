"""The signs by which a clause shows what sort of fact it states: its verb, its subject, its values, its words.

A sign is a short name ("verb living", "ends in a name"); ``kinds`` weighs them.
"""

from itertools import pairwise

from claims.finding.clauses import Clause
from claims.finding.cues import Cues
from claims.finding.grammar import CALENDAR, NOUN_BEFORE, is_verb
from claims.finding.lexicon import index, signs, themes, verbs, words
from claims.finding.people import Cast
from claims.finding.tokens import Token, stretch

BE = words("is are was were be been it's he's she's that's isn't wasn't aren't weren't they're")
AUXILIARIES = verbs.AUXILIARIES | words("been being")
ADVERBS = words(
    "not never also then still already since later soon just only now once always often again twice first ever"
)
PARTICIPLES = words(
    """born begun become chosen done driven eaten fallen forbidden given gone hidden known risen seen shaken shown
    shrunk sung sunk spoken stolen sworn taken torn woken worn written overthrown withdrawn drawn grown thrown
    respond reply comment be"""
)
OPENERS = words("because as after when so until by since if for according")
THINGS = words("it its the there")
# "The house says", "critics claim": the present tense of saying is a verb also where the form does not tell.
SAYING = frozenset(word for word in signs.REPORTING | signs.FINDING if not word.endswith(("ed", "ing"))) - words(
    "cited told said report demand estimate claim notes doubts promises demands states rejects stresses questioned"
)
FAR = 5
GLANCE = 3
SHORT, SHORT_WITH_VALUE = 4, 7
EARLY = 12
CALENDAR_UNITS = words("year month decade century season")

VERBS = index((
    ("verb be", BE),
    ("verb have", words("has have had")),
    ("verb living", signs.LIVING),
    ("verb office", signs.GAINING_OFFICE),
    ("verb naming", signs.NAMING),
    ("verb starting", signs.STARTING),
    ("verb measuring", signs.MEASURING),
    ("verb placing", signs.PLACING),
    ("verb reporting", signs.REPORTING),
    ("verb finding", signs.FINDING),
    ("verb writing", signs.WRITING),
    ("verb dying", signs.DYING),
    ("verb event", verbs.EVENTS),
))  # fmt: skip
WORDS = index((
    ("life noun", signs.LIFE_NOUNS),
    ("living word", signs.LIVING),
    ("works", signs.WORKS),
    ("count noun", signs.COUNT_NOUNS),
    ("place noun", signs.PLACE_NOUNS),
    ("sources", signs.SOURCES),
    ("why", signs.WHY),
    ("ill", signs.ILL),
    ("naming word", signs.NAMING),
    ("starting word", signs.STARTING),
    ("crime word", themes.CRIME),
    ("order word", signs.ORDER),
    ("all or none", signs.ALL_OR_NONE),
    ("kin", themes.KIN),
))  # fmt: skip
PHRASES = (
    ("life phrase", signs.LIFE_PHRASES),
    ("naming phrase", signs.NAMING_PHRASES),
    ("place phrase", signs.PLACE_PHRASES),
    ("said phrase", signs.SAID_PHRASES),
    ("why phrase", signs.WHY_PHRASES),
    ("ordering", signs.ORDERING),
)
# What two signs say together is more than each alone says: "he ... in 1999", "was ... 40".
OF_A_PERSON = words(
    """verb-event value-number date-calendar date-near verb-other verb-starting verb-measuring verb-be cue-crime
    somewhere verb-have value-duration works cue-passive verb-living"""
)
WITHOUT_VERB = words("a-role value-number somewhere works cue-name opens-participle cue-place value-date kin")
WITH_VERB = words("works cue-role value-number date-calendar value-duration somewhere value-percent cue-crime")
# Too wide to tell a kind: "found", "showed" and "dismissed" count as saying.
UNTOLD = frozenset({"says", "third person", "event verb"})
SOMEBODY = frozenset({"person subject", "named subject", "kin subject"})
# All that is told of words spoken in quotation marks; and what a clause's neighbours tell of its kind.
QUOTED = frozenset({"quoted"})
OF_A_SIDE = QUOTED | {"verb reporting", "says that"}
JOINED_TO = ("verb be", "verb event", "verb have")


def of(clause: Clause, cues: Cues, *, cast: Cast, life: bool) -> set[str]:
    """Return the signs of a clause.

    ``cast`` are the people of the text, ``life`` tells whether the text is about one person's life.
    """
    tokens = clause.tokens
    place, verb = main_verb(tokens)
    found = (
        {f"cue {name}" for name in cues.found if name not in UNTOLD} | _from_values(clause, cues) | _from_words(tokens)
    )
    found |= _from_verb(tokens, place, verb) | _from_subject(tokens, place, cast) | _from_shape(tokens)
    for one, other in pairwise(tokens):
        found |= _from_pair(one, other)
    if life and found & SOMEBODY:
        found.add("in a life")
    return found | _joined(found)


def with_sides(alone: list[set[str]]) -> list[set[str]]:
    """Return the signs of a sentence's clauses, each with what its neighbours tell ("before: quoted")."""
    sides = [found & OF_A_SIDE for found in alone]
    before, after = [{"nothing"}, *sides[:-1]], [*sides[1:], {"nothing"}]
    return [
        found | {f"before: {sign}" for sign in left} | {f"after: {sign}" for sign in right}
        for found, left, right in zip(alone, before, after, strict=True)
    ]


def main_verb(tokens: list[Token]) -> tuple[int, str]:
    """Return the place and the word of the main verb, -1 without one; of "has been called" it is "called"."""
    for place, token in enumerate(tokens):
        if place and token.lower in SAYING and tokens[place - 1].lower not in NOUN_BEFORE:
            return place, token.lower
        if is_verb(tokens, place):
            return _full_verb(tokens, place) if token.lower in AUXILIARIES else (place, token.lower)
    return -1, ""


def _full_verb(tokens: list[Token], place: int) -> tuple[int, str]:
    for near in range(place + 1, min(place + FAR, len(tokens))):
        word = tokens[near].lower
        if word in AUXILIARIES or word in ADVERBS or word.endswith("ly"):
            continue
        ending = word.endswith(("ed", "ing", "wn"))
        if ending or word in verbs.IRREGULAR_PASTS or word in verbs.PRESENT or word in PARTICIPLES:
            return near, word
        break
    return place, tokens[place].lower


def _from_values(clause: Clause, cues: Cues) -> set[str]:
    found = {f"value {value.sort}" for value in cues.values}
    for value in cues.values:
        if value.sort == "date":
            calendar = value.value[:4].isdigit() and value.unit in CALENDAR_UNITS
            found.add("date calendar" if calendar or "19" in value.value[:8] else "date near")
    if found and len(clause.tokens) <= SHORT_WITH_VALUE:
        found.add("short with value")
    if any(value.start <= clause.start + EARLY for value in cues.values):
        found.add("value opens")
    if cues.values and cues.values[0].unit in signs.PEOPLE:
        found.add("counts people")
    return found


def _from_words(tokens: list[Token]) -> set[str]:
    words_in = stretch(tokens)
    found = {name for name, phrases in PHRASES if phrases.stand_in(words_in)}
    found.add(f"first: {tokens[0].lower}")
    for token in tokens:
        if not token.capital:
            found.add(f"word: {token.lower}")
        found.update(WORDS.get(token.lower, ()), WORDS.get(token.stem, ()))
    return found


def _from_verb(tokens: list[Token], place: int, verb: str) -> set[str]:
    if place < 0:
        return {"no verb"}
    found = set(VERBS.get(verb, ()))
    if any(token.lower in BE for token in tokens[max(0, place - 2) : place]):
        found = {name.replace("reporting", "reported") for name in found}
    if any(token.lower == "will" for token in tokens[: place + 1]):
        found.add("will")
    after = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if "verb reported" in found and after == "by":
        found.add("verb reporting")
    if verb in verbs.SPEECH and after in {"that", "it", "he", "she", "they", "the", "to"}:
        found.add("says that")
    if tokens[place].lower in BE:
        found |= _from_complement(tokens[place + 1 : place + FAR + 1])
    return found or {"verb other"}


def _from_complement(tokens: list[Token]) -> set[str]:
    """What follows "is": a name ("the drummer was Lonnie Vance"), a role ("is a rancher")?"""
    found = set()
    if sum(token.capital for token in tokens) > 1 and not any(token.lower in signs.AT for token in tokens[:2]):
        found.add("is a name")
    if tokens and tokens[0].lower in {"a", "an", "the", "his", "her"} and any(t.stem in themes.ROLES for t in tokens):
        found.add("is a role")
    return found


def _from_subject(tokens: list[Token], place: int, cast: Cast) -> set[str]:
    first = tokens[0].lower
    found = {"thing subject"} if first in THINGS else set()
    if first == "who" or any(token.lower in {"he", "she"} for token in tokens[: max(place, 1)]):
        found.add("person subject")
    elif any(t.capital and cast.knows(t.text.removesuffix("'s")) for t in tokens[: place if place >= 0 else GLANCE]):
        found.add("named subject")
    if first in {"his", "her", "their"} and any(token.stem in themes.KIN for token in tokens[:4]):
        found.add("kin subject")
    return found


def _from_shape(tokens: list[Token]) -> set[str]:
    found = {f"opens {tokens[0].lower}"} & {f"opens {word}" for word in OPENERS}
    if len(tokens) <= SHORT:
        found.add("short")
    if sum(token.capital for token in tokens[1:]) * 2 >= len(tokens):
        found.add("mostly names")
    if len(tokens) > 1 and tokens[-1].capital and tokens[-1].stem not in CALENDAR:
        found.add("ends in a name")
    if tokens[0].lower.endswith("ing") and len(tokens[0].lower) > SHORT:
        found.add("opens participle")
    if any(token.lower in verbs.SPEECH for token in tokens[-2:]):
        found.add("ends saying")
    return found


def _from_pair(one: Token, other: Token) -> set[str]:
    if other.capital and one.lower in signs.AT and other.stem not in CALENDAR:
        return {"somewhere"}
    if one.lower == "for" and other.lower.endswith("ing") and len(other.lower) > FAR:
        return {"for doing"}
    return {"a role"} if one.lower in signs.BEFORE_ROLE and other.stem in themes.ROLES else set()


def _joined(found: set[str]) -> set[str]:
    named = {sign.replace(" ", "-") for sign in found}
    joined = set()
    if found & SOMEBODY:
        joined |= {f"person, {sign}" for sign in named & OF_A_PERSON}
    if "no verb" in found:
        joined |= {f"no verb, {sign}" for sign in named & WITHOUT_VERB}
    for verb in JOINED_TO:
        if verb in found:
            joined |= {f"{verb}, {sign}" for sign in named & WITH_VERB}
    if "verb finding" in found and found & {"sources", "says that"}:
        joined.add("source finds")
    return joined
