"""Names of people and other bearers of names, and who is meant by a surname or a pronoun."""

from typing import NamedTuple

from claims.finding.grammar import NO_NAME
from claims.finding.lexicon import words
from claims.finding.lexicon.abbreviations import MAY_BE_LAST, NEVER_LAST
from claims.finding.lexicon.themes import HONORIFICS, ROLES
from claims.finding.tokens import Token

ORGANISATIONS = words(
    """university college school institute institution company corporation corp inc ltd llc plc group bank fund
    holdings association union alliance board council committee commission court department ministry office
    agency bureau police senate house congress parliament party league club team united city rovers fc
    festival theatre theater museum opera orchestra church hospital clinic center centre foundation society
    network studios pictures records press times post herald journal magazine news radio channel airlines
    airways street avenue road river lake mount mountain island islands north south east west new county
    state states park square stadium arena hall cup championship championships games olympics award awards
    prize act bill dam bridge tower airport republic kingdom capital research international national federal
    royal american british french german academy america europe africa asia england scotland wales ireland
    london paris york texas california japan china"""
)
PARTICLES = words("de van von der den la le del della di da al el bin ibn ter ten dos du")
ABBREVIATIONS = NEVER_LAST | MAY_BE_LAST
LONGEST = 5
LONGEST_INITIAL = 2


class Name(NamedTuple):
    """A run of capitalised words: its place, its words without titles, and whether it may be a person."""

    start: int
    end: int
    text: str
    person: bool


def find(text: str, tokens: list[Token]) -> list[Name]:
    """Return the names of two words and more, in order, titles before them left out."""
    found, place = [], 0
    while place < len(tokens):
        end = _run(text, tokens, place)
        first = place
        while first < end - 1 and (tokens[first].lower in HONORIFICS or tokens[first].lower in ROLES):
            first += 1
        if end - first >= 2 or (end - first == 1 and first > place):
            article = place > 0 and first == place and tokens[place - 1].lower in {"the", "a", "an"}
            found.append(_name(text, tokens[first:end], titled=first > place, article=article))
        place = max(end, place + 1)
    return found


def _run(text: str, tokens: list[Token], place: int) -> int:
    """Return the index after the last word of the name that begins at ``place``."""
    end = place
    while end < len(tokens) and end - place < LONGEST:
        token = tokens[end]
        if end > place and not _joined(text[tokens[end - 1].end : token.start], tokens[end - 1]):
            break
        if end > place and tokens[end - 1].lower.endswith("'s"):
            break
        if (token.capital and token.stem not in NO_NAME) or (
            end > place and token.lower in PARTICLES and end + 1 < len(tokens) and tokens[end + 1].capital
        ):
            end += 1
        else:
            break
    return end


def _joined(gap: str, before: Token) -> bool:
    """Does a name go on over this gap: a blank, or the stop of an initial or an abbreviation ("J. R.", "St. Clair")?"""
    shortened = len(before.text) <= LONGEST_INITIAL or before.stem in ABBREVIATIONS
    return gap in {" ", "  "} or (gap in {". ", "."} and shortened)


def _name(text: str, tokens: list[Token], *, titled: bool, article: bool) -> Name:
    end = tokens[-1].end - (2 if tokens[-1].lower.endswith("'s") else 0)
    organisation = (
        article
        or any(token.stem in ORGANISATIONS for token in tokens)
        or any(token.text.isupper() and len(token.text) > 2 for token in tokens)
    )
    return Name(tokens[0].start, end, text[tokens[0].start : end], not organisation and (titled or len(tokens) <= 4))


class Cast:
    """The people of a text, so that "Crane" and "he" can be told to be Tobias Crane."""

    def __init__(self, names: list[Name]) -> None:
        self._full: dict[str, set[str]] = {}
        for name in names:
            if name.person and " " in name.text:
                self._full.setdefault(name.text.split()[-1], set()).add(name.text)

    def full(self, name: str) -> str:
        """Return the full form of a name where just one bearer of it is known, else the name as given."""
        known = self._full.get(name.rsplit(maxsplit=1)[-1] if name else "", set())
        return next(iter(known)) if len(known) == 1 and " " not in name else name

    def knows(self, word: str) -> bool:
        """Is this the surname of somebody named in full?"""
        return word in self._full
