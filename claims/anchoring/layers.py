"""Paragraphs of a copy, and whose its words are where passages overlap or lie inside one another.

The innermost passage has the words: the one that starts last, of those the one that ends first.
"""

import re
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


class Span(NamedTuple):
    """A passage of the body that belongs to somebody: claim `owner`, or nobody's (0), as a waived passage is."""

    start: int
    end: int
    owner: int


def paragraphs(body: str) -> list[tuple[int, int]]:
    """Return where each paragraph stands, without the blank lines round it. Linear in the body's length."""
    breaks = [found.span() for found in _BREAK.finditer(body)]
    starts = [len(body) - len(body.lstrip()), *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(body.rstrip())]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def innermost(start: int, end: int, spans: Sequence[Span]) -> Iterator[tuple[int, int, int | None]]:
    """Yield body[start:end] cut at every edge of a span, each piece with its owner, None where no span is.

    `spans` are those that reach into it, sorted by their start.
    """
    edges = sorted({start, end, *(edge for span in spans for edge in (span.start, span.end) if start < edge < end)})
    waiting = list(spans)[::-1]
    over: list[tuple[bool, int, int, int]] = []
    for left, right in pairwise(edges):
        while waiting and waiting[-1].start <= left:
            span = waiting.pop()
            heappush(over, (span.owner == 0, -span.start, span.end, span.owner))
        while over and over[0][2] <= left:
            heappop(over)
        yield left, right, over[0][3] if over else None
