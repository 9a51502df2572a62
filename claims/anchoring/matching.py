"""Which items of two sequences belong together, in an order that both keep.

The patience method of Bram Cohen: what stands just once on both sides anchors the rest, the longest run of anchors
that keeps its order wins, and the gaps between are matched again. Small gaps without anchors go to difflib.
"""

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

DEEPEST = 12  # gaps within gaps; each level costs one reading of what is left
SMALL = 2_500  # pairs of items in a gap that difflib may compare
PATIENCE = 1_000_000  # pairs in all, so that no text costs more than a second

Pair = tuple[int, int]


def matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Return pairs of indices of equal items, both rising. Linear but for a bounded remainder."""
    return _Matching(old, new).within(0, len(old), 0, len(new), DEEPEST)


class _Matching:
    def __init__(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> None:
        self._old, self._new = old, new
        self._patience = PATIENCE

    def within(self, a: int, a_end: int, b: int, b_end: int, depth: int) -> list[Pair]:
        head = []
        while a < a_end and b < b_end and self._old[a] == self._new[b]:
            head.append((a, b))
            a, b = a + 1, b + 1
        tail = []
        while a < a_end and b < b_end and self._old[a_end - 1] == self._new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            tail.append((a_end, b_end))
        return head + self._between(a, a_end, b, b_end, depth) + tail[::-1]

    def _between(self, a: int, a_end: int, b: int, b_end: int, depth: int) -> list[Pair]:
        if a == a_end or b == b_end:
            return []
        anchors = self._anchors(a, a_end, b, b_end) if depth else []
        if not anchors:
            return self._compared(a, a_end, b, b_end)
        found: list[Pair] = []
        for (i, j), (next_i, next_j) in pairwise([(a - 1, b - 1), *anchors, (a_end, b_end)]):
            found += self.within(i + 1, next_i, j + 1, next_j, depth - 1)
            found += [(next_i, next_j)] if next_i < a_end else []
        return found

    def _anchors(self, a: int, a_end: int, b: int, b_end: int) -> list[Pair]:
        once_in_old, once_in_new = _once(self._old, a, a_end), _once(self._new, b, b_end)
        return _rising([(at, once_in_new[item]) for item, at in once_in_old.items() if item in once_in_new])

    def _compared(self, a: int, a_end: int, b: int, b_end: int) -> list[Pair]:
        cost = (a_end - a) * (b_end - b)
        if cost > min(SMALL, self._patience):
            return []
        self._patience -= cost
        blocks = SequenceMatcher(None, self._old[a:a_end], self._new[b:b_end], autojunk=False).get_matching_blocks()
        return [(a + block.a + n, b + block.b + n) for block in blocks for n in range(block.size)]


def _once(items: Sequence[Hashable], start: int, end: int) -> dict[Hashable, int]:
    """Return where each item stands that stands there once, in their order."""
    places: dict[Hashable, int] = {}
    for at in range(start, end):
        places[items[at]] = -1 if items[at] in places else at
    return {item: at for item, at in places.items() if at >= 0}


def _rising(pairs: list[Pair]) -> list[Pair]:
    """Return the longest part of the pairs whose second indices rise too; the first do already."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [j]
        last[at : at + 1] = [number]
    found, number = [], last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
