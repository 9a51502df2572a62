"""Which of many passages lies over a given one."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

Owner = TypeVar("Owner")
_MOST_COMPARED = 200  # passages that begin before the given one's end and may reach into it; nobody marks more


class Overlap(NamedTuple, Generic[Owner]):
    """How far two passages share their characters: `joint` of all that both cover, `inner` of the shorter one."""

    joint: float
    inner: float
    owner: Owner


class Overlaps(Generic[Owner]):
    """Passages (start, end, whose) to be searched many times. Building is n log n."""

    def __init__(self, passages: Iterable[tuple[int, int, Owner]]) -> None:
        self._passages = sorted(passages, key=lambda passage: passage[:2])
        self._starts = [start for start, _, _ in self._passages]
        self._reach = list(accumulate((end for _, end, _ in self._passages), max))

    def of(self, start: int, end: int) -> list[Overlap[Owner]]:
        """Return the passages that share a character with text[start:end], the one that shares most of it first."""
        found = []
        last = bisect_left(self._starts, end)
        for at in range(last - 1, max(last - 1 - _MOST_COMPARED, -1), -1):
            if self._reach[at] <= start:
                break
            left, right, owner = self._passages[at]
            shared = min(right, end) - max(left, start)
            if shared > 0:
                joint = shared / (max(right, end) - min(left, start))
                found.append(Overlap(joint, shared / min(right - left, end - start), owner))
        return sorted(found, key=lambda overlap: (-overlap.joint, -overlap.inner))
