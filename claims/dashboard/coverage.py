"""How much of the copy stands in claims."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Coverage:
    """Words of a copy, and how many of them some claim touches."""

    words: int
    covered: int

    @property
    def percent(self) -> int:
        return round(100 * self.covered / self.words) if self.words else 0


def coverage(body: str, places: Iterable[tuple[int, int]]) -> Coverage:
    """Count the words of `body`, and those that share a character with one of the places.

    `places` are pairs of character offsets, start included and end not, in any order, overlapping or not.
    """
    waiting = sorted(places, reverse=True)
    words = covered = reach = 0
    for word in _WORD.finditer(body):
        words += 1
        while waiting and waiting[-1][0] < word.end():
            reach = max(reach, waiting.pop()[1])
        covered += reach > word.start()
    return Coverage(words, covered)
