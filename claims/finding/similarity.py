"""How alike two claims are in their letters: for leads to claims checked before, never for verdicts.

Character 3- to 5-grams within words, weighted by rarity (TF-IDF, Salton and Buckley 1988: tf times
log((1+n)/(1+df))+1, length-normalised); likeness is the cosine, 0 to 1.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WORD = re.compile(r"\w+(?:[.,]\d+)*")
SIZES = (3, 4, 5)
LONGEST = 2000
LONGEST_WORD = 40


class Match(NamedTuple):
    """The place of a statement in the list that was searched, and its likeness from 0 to 1."""

    place: int
    likeness: float


class Index:
    """A searchable list of statements. Building it is linear in their length; a search looks only at shared n-grams."""

    def __init__(self, statements: Iterable[str]) -> None:
        counted = [_grams(statement) for statement in statements]
        frequency = Counter(gram for grams in counted for gram in grams)
        self._idf = {gram: math.log((1 + len(counted)) / (1 + df)) + 1 for gram, df in frequency.items()}
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for number, grams in enumerate(counted):
            for gram, weight in self._weighed(grams).items():
                self._postings.setdefault(gram, []).append((number, weight))

    def search(self, statement: str, *, limit: int = 5, at_least: float = 0.3) -> list[Match]:
        """Return the statements most like this one, best first, at most ``limit``."""
        sums: dict[int, float] = {}
        for gram, weight in self._weighed(_grams(statement)).items():
            for number, other in self._postings.get(gram, ()):
                sums[number] = sums.get(number, 0.0) + weight * other
        best = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return [Match(number, round(likeness, 4)) for number, likeness in best if likeness >= at_least]

    def _weighed(self, grams: Counter[str]) -> dict[str, float]:
        weights = {gram: (1 + math.log(count)) * self._idf.get(gram, 1.0) for gram, count in grams.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {gram: weight / length for gram, weight in weights.items()}


def most_alike(statement: str, others: Sequence[str], *, limit: int = 5, at_least: float = 0.3) -> list[Match]:
    """Return which of ``others`` are most like ``statement``; for many searches build an ``Index`` once."""
    return Index(others).search(statement, limit=limit, at_least=at_least)


def _grams(statement: str) -> Counter[str]:
    """Count the n-grams of each word, a blank marking its ends; numbers whole, since 1999 is not 1998."""
    grams: Counter[str] = Counter()
    for word in WORD.findall(statement[:LONGEST].casefold()):
        if word[0].isdigit():
            grams[word] += 2
            continue
        padded = f" {word[:LONGEST_WORD]} "
        for size in SIZES:
            grams.update(padded[start : start + size] for start in range(max(1, len(padded) - size + 1)))
    return grams
