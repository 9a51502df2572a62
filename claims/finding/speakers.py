"""Who says it: the speaker of a quotation or of reported speech."""

from claims.finding.grammar import NO_NAME
from claims.finding.lexicon import verbs
from claims.finding.lexicon.themes import HONORIFICS, ROLES
from claims.finding.people import Cast, Name
from claims.finding.tokens import Token
from claims.finding.values.numerals import SMALL

PRONOUNS = frozenset({"he", "she"})
REACH = 8


def near_verb(tokens: list[Token], cast: Cast, names: list[Name], last: str) -> str:
    """Return the speaker that stands beside a verb of saying, "" if there is none.

    ``last`` is who "he" or "she" would be: the person named last before.
    """
    for place, token in enumerate(tokens):
        if token.lower not in verbs.SPEECH:
            continue
        speaker = _before(tokens, place, cast, names, last) or _after(tokens, place, cast, names, last)
        if speaker:
            return speaker
    return ""


def _before(tokens: list[Token], place: int, cast: Cast, names: list[Name], last: str) -> str:
    if place and tokens[place - 1].lower in PRONOUNS:
        return last
    for near in range(place - 1, max(-1, place - REACH), -1):
        found = _named(tokens[near], cast, names)
        if found:
            return found
        if tokens[near].lower in {"that", "and", "but"}:
            break
    return ""


def _after(tokens: list[Token], place: int, cast: Cast, names: list[Name], last: str) -> str:
    if place + 1 < len(tokens) and tokens[place + 1].lower in PRONOUNS:
        return last if place + 2 == len(tokens) else ""
    for token in tokens[place + 1 : place + REACH]:
        found = _named(token, cast, names)
        if found:
            return found
        if token.lower in {"that", "in", "on", "at", "to", "as"}:
            break
    return ""


def _named(token: Token, cast: Cast, names: list[Name]) -> str:
    """Return the person whose name this token belongs to, "" if it is no name."""
    if not token.capital or token.stem in NO_NAME:
        return ""
    for name in names:
        if name.start <= token.start < name.end:
            return cast.full(name.text) if name.person else ""
    surname = token.text[:-2] if token.text.endswith("'s") else token.text
    if token.lower in HONORIFICS or token.lower in ROLES or token.lower in SMALL or not surname.isalpha():
        return ""
    return cast.full(surname)
