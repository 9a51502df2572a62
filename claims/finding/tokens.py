"""Words and numbers of a text with their places."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+(?:[.,:](?=\d)[^\W_]+|['-][^\W_]+)*")


class Token(NamedTuple):
    """A word or number: its place in characters, as written, and in lower case."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def capital(self) -> bool:
        """Does it begin with a capital letter?"""
        return self.text[0].isupper()

    @property
    def stem(self) -> str:
        """The word in lower case without a possessive ending."""
        return self.lower[:-2] if self.lower.endswith("'s") else self.lower


class Tokens(list[Token]):
    """The tokens of a text in order; ``within`` cuts out those of a stretch in logarithmic time."""

    def __init__(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        """Read the words of each span on its own: where sentences are glued, no word crosses the joint."""
        super().__init__(
            Token(word.start(), word.end(), word.group(), word.group().lower())
            for start, end in spans
            for word in WORD.finditer(text, start, end)
        )
        self._starts = [token.start for token in self]

    def within(self, start: int, end: int) -> list[Token]:
        """Return the tokens that begin at or after ``start`` and before ``end``."""
        return self[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
