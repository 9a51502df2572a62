"""Words and numbers of a text with their places."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from claims.finding.lexicon import Stretch

WORD = re.compile(r"[^\W_]+(?:[.,:](?=\d)[^\W_]+|['-][^\W_]+)*")


class Token(NamedTuple):
    """A word or number: its place in characters, as written, and in lower case.

    ``stem`` is the word in lower case without a possessive ending, ``capital`` tells whether it begins
    with a capital letter.
    """

    start: int
    end: int
    text: str
    lower: str
    stem: str
    capital: bool


def _token(word: re.Match[str]) -> Token:
    text = word.group()
    lower = text.lower()
    return Token(word.start(), word.end(), text, lower, lower.removesuffix("'s"), text[0].isupper())


def stretch(tokens: list[Token]) -> Stretch:
    """Return the words of the tokens to look phrases up in."""
    lowers = [token.lower for token in tokens]
    return Stretch(set(lowers), f" {' '.join(lowers)} ")


class Tokens(list[Token]):
    """The tokens of a text in order; ``within`` cuts out those of a stretch in logarithmic time."""

    def __init__(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        """Read the words of each span on its own: where sentences are glued, no word crosses the joint."""
        super().__init__(_token(word) for start, end in spans for word in WORD.finditer(text, start, end))
        self._starts = [token.start for token in self]

    def within(self, start: int, end: int) -> list[Token]:
        """Return the tokens that begin at or after ``start`` and before ``end``."""
        return self[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
