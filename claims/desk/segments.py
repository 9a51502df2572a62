"""Cut the copy into pieces, so that claims that overlap or lie inside one another can all be shown.

A piece belongs to the innermost claim over it: the one that starts last, of those the one that ends first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_ENDS_LIKE_A_SENTENCE = tuple(".!?…,;:”\"'’»)")
_LONGEST_HEADING = 90


class Span(NamedTuple):
    """A passage of the body that belongs to somebody: claim `owner`, or nobody's (0), as a waived passage is."""

    start: int
    end: int
    owner: int


@dataclass(frozen=True)
class Piece:
    """body[start:end] and whose it is (None: nothing covers it). `opens`: the claims whose badge stands before it."""

    start: int
    end: int
    owner: int | None
    opens: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """body[start:end] without the blank lines round it. `heading`: a line that reads as one."""

    start: int
    end: int
    heading: bool


def paragraphs(body: str) -> list[Paragraph]:
    """Return the paragraphs of the body in order. Linear in its length.

    A heading is one short line that does not end like a sentence and is followed by another paragraph.
    """
    breaks = [found.span() for found in _BREAK.finditer(body)]
    starts = [len(body) - len(body.lstrip()), *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(body.rstrip())]
    spans = [(start, end) for start, end in zip(starts, ends, strict=True) if body[start:end].strip()]
    last = len(spans) - 1
    return [Paragraph(*span, heading=at < last and _heads(body[slice(*span)])) for at, span in enumerate(spans)]


def _heads(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and "\n" not in text and not text.rstrip().endswith(_ENDS_LIKE_A_SENTENCE)


def cut(start: int, end: int, spans: Sequence[Span]) -> Iterator[Piece]:
    """Yield body[start:end] as pieces. `spans` are those that reach into it, sorted by their start.

    A claim opens at its first character; where others lie on all of its words, at the piece that stands there.
    """
    edges = sorted({start, end, *(edge for span in spans for edge in (span.start, span.end) if start < edge < end)})
    waiting = list(spans)[::-1]
    over: list[tuple[int, int, int, int]] = []
    piece: Piece | None = None
    for left, right in pairwise(edges):
        opens = []
        while waiting and waiting[-1].start <= left:
            span = waiting.pop()
            heappush(over, (span.owner == 0, -span.start, span.end, span.owner))
            opens += [span.owner] if span.owner and span.start >= start else []
        while over and over[0][2] <= left:
            heappop(over)
        owner = over[0][3] if over else None
        if piece is not None and piece.owner == owner and not opens:
            piece = Piece(piece.start, right, owner, piece.opens)
            continue
        if piece is not None:
            yield piece
        piece = Piece(left, right, owner, tuple(opens))
    if piece is not None:
        yield piece
