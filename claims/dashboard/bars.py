"""Geometry of the drawings: numbers for SVG attributes, in the drawing's own units. No colour, no markup."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from claims.vocabulary import Status


@dataclass(frozen=True)
class Segment:
    """A status's part of a horizontal bar that is 100 wide."""

    status: str
    count: int
    x: float
    width: float
    url: str

    @property
    def label(self) -> str:
        return str(Status(self.status).label)


def segments(counts: Mapping[str, int], *, url: Callable[[str], str]) -> list[Segment]:
    """Return the parts of a bar for these counts by status, in the vocabulary's order, without empty ones."""
    total, x, parts = sum(counts.values()), 0.0, []
    for status in Status:
        if n := counts.get(status, 0):
            width = 100 * n / total
            parts.append(Segment(status, n, round(x, 3), round(width, 3), url(status)))
            x += width
    return parts


@dataclass(frozen=True)
class Tick:
    """A labelled place on an axis. `above` is a second line, said only where it changes (the month)."""

    at: float
    label: str
    above: str = ""


def nice_steps(highest: int, *, most: int = 4) -> list[int]:
    """Return 0 and round whole numbers up to the first that is not below `highest`, in at most `most` steps.

    >>> nice_steps(7)
    [0, 2, 4, 6, 8]
    """
    step, factors, power = 1, (1, 2, 5), 0
    while step * most < highest:
        power += 1
        step = factors[power % 3] * 10 ** (power // 3)
    return list(range(0, step * max(1, -(-highest // step)) + 1, step))
