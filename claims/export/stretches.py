"""The copy cut at every edge of every claim, so that claims that overlap or nest can all be shown."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.anchoring.layers import Span, innermost


@dataclass(frozen=True)
class Stretch:
    """body[start:end], which no claim's edge divides. `number` is of the innermost claim on it, None where none is.

    `opens` and `closes` are the numbers of the claims that begin with its first character and end with its last,
    the outer ones outside.
    """

    start: int
    end: int
    number: int | None
    opens: tuple[int, ...]
    closes: tuple[int, ...]


def stretches(found: Sequence[tuple[int, int]], spans: Sequence[Span]) -> Iterator[list[Stretch]]:
    """Yield each paragraph's stretches in order. A claim over several paragraphs opens and closes once."""
    waiting = sorted(spans)
    starts = [span.start for span in waiting]
    reaching: list[Span] = []
    opened: set[int] = set()
    done = 0
    for (start, end), following in zip(found, [*(start for start, _ in found[1:]), None], strict=True):
        upto = bisect_left(starts, end)
        reaching = [span for span in (*reaching, *waiting[done:upto]) if span.end > start]
        done = upto
        new = {span.owner for span in reaching} - opened
        opened |= new
        last = {span.owner for span in reaching if following is None or span.end <= following}
        yield list(_cut(start, end, reaching, new, last))


def _cut(start: int, end: int, spans: list[Span], new: set[int], last: set[int]) -> Iterator[Stretch]:
    clipped = [Span(max(span.start, start), min(span.end, end), span.owner) for span in spans]
    opens, closes = _edges(clipped, new, last)
    for left, right, number in innermost(start, end, spans):
        yield Stretch(left, right, number, tuple(opens.get(left, ())), tuple(closes.get(right, ())))


def _edges(clipped: list[Span], new: set[int], last: set[int]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Return the numbers of claims by where they open, longest first, and by where they close, shortest first."""
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    for span in sorted(clipped, key=lambda span: (-span.end, span.owner)):
        if span.owner in new:
            opens.setdefault(span.start, []).append(span.owner)
    for span in sorted(clipped, key=lambda span: (-span.start, -span.owner)):
        if span.owner in last:
            closes.setdefault(span.end, []).append(span.owner)
    return opens, closes


def entangled(spans: Sequence[Span]) -> set[int]:
    """Return the numbers of claims that share words with another claim."""
    ordered = sorted(spans)
    found: set[int] = set()
    furthest = 0
    for at, span in enumerate(ordered):
        follows = at + 1 < len(ordered) and ordered[at + 1].start < span.end
        if span.start < furthest or follows:
            found.add(span.owner)
        furthest = max(furthest, span.end)
    return found
