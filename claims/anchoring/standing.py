"""Where runs of sentences stand in one version of the copy, and between which neighbours."""

from collections import defaultdict
from collections.abc import Iterator

from claims.anchoring.sentences import Sentences

Neighbours = tuple[str, str]


class Standing:
    """The sentences of one version, looked up by their folded text. Each run's places are worked out once."""

    def __init__(self, sentences: Sentences) -> None:
        self.sentences = sentences
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for number in range(len(sentences)):
            self._numbers[sentences.text(number)].append(number)
        self._starts: dict[tuple[str, ...], list[int]] = {}
        self._between: dict[tuple[str, ...], dict[Neighbours, list[int]]] = {}

    def __contains__(self, text: str) -> bool:
        return text in self._numbers

    def text(self, number: int) -> str:
        """The folded text of one sentence."""
        return self.sentences.text(number)

    def starts(self, texts: tuple[str, ...]) -> list[int]:
        """Numbers of the sentences at which this run of sentences begins."""
        if texts not in self._starts:
            self._starts[texts] = list(self._find(texts))
        return self._starts[texts]

    def between(self, texts: tuple[str, ...], neighbours: Neighbours) -> list[int]:
        """Those of `starts` that have these sentences before and after the run."""
        if texts not in self._between:
            grouped: dict[Neighbours, list[int]] = defaultdict(list)
            for start in self.starts(texts):
                grouped[self.neighbours(start, len(texts))].append(start)
            self._between[texts] = grouped
        return self._between[texts].get(neighbours, [])

    def neighbours(self, start: int, length: int) -> Neighbours:
        """The sentences before and after a run; empty at the copy's ends."""
        end = start + length
        before = self.text(start - 1) if start else ""
        return before, self.text(end) if end < len(self.sentences) else ""

    def _find(self, texts: tuple[str, ...]) -> Iterator[int]:
        for start in self._numbers.get(texts[0], ()):
            if start + len(texts) <= len(self.sentences) and all(
                self.text(start + at) == text for at, text in enumerate(texts)
            ):
                yield start
