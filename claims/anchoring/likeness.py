"""Which of the new sentences most resembles a lost one, by the words they share."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_COMMON = 50  # a word that stands in more sentences than this tells nothing, and would cost quadratic time
_TELLING = 5  # rarest words of a sentence by which its like are looked up
_ALIKE = 0.4  # Dice coefficient; below it, two sentences share little more than their small words
_CLEAR = 0.1  # by how much the best must lead, so that a doubtful one is not shown as the successor


class Likeness:
    """Numbered sentences indexed by their words."""

    def __init__(self, sentences: Iterable[tuple[int, str]]) -> None:
        self._words = {number: _words(text) for number, text in sentences}
        self._closest: dict[str, tuple[bool, int | None]] = {}
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number, words in self._words.items():
            for word in words:
                self._numbers[word].append(number)

    def closest(self, text: str) -> tuple[bool, int | None]:
        """Whether any sentence is like `text`, and the number of the one that clearly is the most."""
        if text not in self._closest:
            scores = [score for score in self._scores(text) if score[0] >= _ALIKE]
            clear = len(scores) == 1 or (len(scores) > 1 and scores[0][0] - scores[1][0] >= _CLEAR)
            self._closest[text] = (bool(scores), scores[0][1] if clear else None)
        return self._closest[text]

    def _scores(self, text: str) -> list[tuple[float, int]]:
        words = _words(text)
        candidates: set[int] = set()
        rarest = sorted((self._numbers[word] for word in words if word in self._numbers), key=len)[:_TELLING]
        for numbers in rarest:
            if len(numbers) <= _COMMON:
                candidates.update(numbers)
        return sorted(((_dice(words, self._words[number]), number) for number in candidates), reverse=True)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)
