"""Where a passage stands, as one person says it to another: paragraph and sentence."""

from bisect import bisect_left, bisect_right

from claims.anchoring.layers import paragraphs
from claims.anchoring.sentences import Sentences


class Whereabouts:
    """A copy's paragraphs and sentences, read once in linear time.

    The headline comes first and is no paragraph; every other block of text is one, a heading and a caption too.
    """

    def __init__(self, body: str) -> None:
        self._body = body
        self._paragraphs = paragraphs(body)
        self._starts = [start for start, _ in self._paragraphs]
        self._sentences = Sentences.of(body)
        folded = self._sentences.folded
        self._firsts = [folded.starts[first] for first in self._sentences.firsts]
        self._ends = [folded.ends[last - 1] for last in self._sentences.lasts]

    def of(self, start: int, end: int) -> str:
        """Return "headline", "paragraph 2, sentence 1", or from where to where for a longer passage."""
        first, last = self._said(start), self._said(end - 1)
        return first if first == last else f"{first} to {last}"

    def sentence(self, start: int, end: int) -> str:
        """Return the whole sentences that hold body[start:end], as they stand."""
        first = max(0, bisect_right(self._firsts, start) - 1)
        last = min(bisect_left(self._ends, end), len(self._ends) - 1)
        return self._body[min(self._firsts[first], start) : max(self._ends[last], end)]

    def _said(self, offset: int) -> str:
        paragraph = max(0, bisect_right(self._starts, offset) - 1)
        if paragraph == 0:
            return "headline"
        sentence = bisect_right(self._firsts, offset) - bisect_left(self._firsts, self._starts[paragraph])
        return f"paragraph {paragraph}, sentence {max(1, sentence)}"
