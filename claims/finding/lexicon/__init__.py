"""The finder's word lists, written for this project: one module per theme, plain words, no code."""

from collections.abc import Iterable, Set
from typing import NamedTuple


def ordered(text: str) -> tuple[str, ...]:
    """Return the words of ``text``, which are separated by white space, in their order."""
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """Return the words of ``text``, which are separated by white space."""
    return frozenset(text.split())


def index(lists: Iterable[tuple[str, Set[str]]]) -> dict[str, tuple[str, ...]]:
    """Return, for each word of some named lists, the names of the lists that it stands in."""
    found: dict[str, tuple[str, ...]] = {}
    for name, listed in lists:
        for word in listed:
            found[word] = (*found.get(word, ()), name)
    return found


class Phrases:
    """A list of phrases, looked up by their first words: most stretches hold none of those."""

    def __init__(self, parts: Iterable[str]) -> None:
        self._by_first: dict[str, tuple[str, ...]] = {}
        for part in sorted(set(parts)):
            first = part.split(" ", 1)[0]
            self._by_first[first] = (*self._by_first.get(first, ()), f" {part} ")
        self._firsts = frozenset(self._by_first)

    def stand_in(self, stretch: "Stretch") -> bool:
        """Does one of the phrases stand in the stretch as whole words?"""
        for word in self._firsts & stretch.lowers:
            for part in self._by_first[word]:
                if part in stretch.phrase:
                    return True
        return False


class Stretch(NamedTuple):
    """Words in lower case, as a set and as they follow each other, with a space at both ends."""

    lowers: Set[str]
    phrase: str


def phrases(text: str) -> Phrases:
    """Return the phrases of ``text``, one a line or separated by commas."""
    return Phrases(part.strip() for line in text.splitlines() for part in line.split(",") if part.strip())
