"""Two drawings as numbers: decisions per day in columns, and open claims burning down to a date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from claims.vocabulary import Status

from .bars import Tick, nice_steps
from .words import short_day

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 10, 14, 58


@dataclass(frozen=True)
class Frame:
    """The plot's edges and ticks in units of a drawing of WIDTH by HEIGHT."""

    across: list[Tick]
    up: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


@dataclass(frozen=True)
class Part:
    """One status's part of a column."""

    status: str
    x: float
    y: float
    width: float
    height: float
    label: str


@dataclass(frozen=True)
class Columns:
    """A column per day, stacked by status from the bottom."""

    frame: Frame
    parts: list[Part]
    statuses: list[str]


def columns(days: Sequence[tuple[date, Mapping[str, int]]]) -> Columns:
    """Return the drawing of counts by status per day."""
    steps = nice_steps(max((sum(counts.values()) for _, counts in days), default=0))
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(days))
    unit = _unit(steps)
    parts = []
    for place, (day, counts) in enumerate(days):
        height = 0
        for status in Status:
            if n := counts.get(status, 0):
                height += n
                y = HEIGHT - BOTTOM - height * unit
                label = f"{n} {Status(status).label}, {short_day(day)}"
                x = LEFT + place * slot + slot * 0.14
                parts.append(Part(status, round(x, 1), round(y, 1), round(slot * 0.72, 1), round(n * unit, 1), label))
    middles = [(day, LEFT + (place + 0.5) * slot) for place, (day, _) in enumerate(days)]
    used = [status for status in Status if any(counts.get(status) for _, counts in days)]
    return Columns(Frame(_days_across(middles), _up(steps)), parts, [str(status) for status in used])


@dataclass(frozen=True)
class BurnDown:
    """Open claims as a line of steps, the straight way to none at the due date, and today.

    `line`, `area` and `ideal` are points for a polyline or polygon; `today` and `due` are places across, None
    where they lie outside the drawing. `now` is the last point of the line: on the first day it is all there is.
    """

    frame: Frame
    line: str
    now: tuple[float, float] | None
    area: str
    ideal: str
    today: float | None
    due: float | None


def burn_down(days: Sequence[tuple[date, int | None]], *, today: date, due: date | None) -> BurnDown:
    """Return the drawing of open claims at the end of each day; None is for days still to come."""
    known = [(day, n) for day, n in days if n is not None]
    steps = nice_steps(max((n for _, n in known), default=0))
    slot = (WIDTH - LEFT - RIGHT) / max(1, len(days) - 1)
    x = {day: round(LEFT + place * slot, 1) for place, (day, _) in enumerate(days)}
    points = [(x[day], round(HEIGHT - BOTTOM - n * _unit(steps), 1)) for day, n in known]
    floor = HEIGHT - BOTTOM
    ideal = [points[0], (x[due], floor)] if due in x and points and x[due] > points[0][0] else []
    return BurnDown(
        frame=Frame(_days_across(list(x.items())), _up(steps)),
        line=_points(points),
        now=points[-1] if points else None,
        area=_points([(points[0][0], floor), *points, (points[-1][0], floor)]) if points else "",
        ideal=_points(ideal),
        today=x.get(today),
        due=x.get(due) if due else None,
    )


def _unit(steps: list[int]) -> float:
    return (HEIGHT - TOP - BOTTOM) / max(1, steps[-1])


def _up(steps: list[int]) -> list[Tick]:
    return [Tick(round(HEIGHT - BOTTOM - step * _unit(steps), 1), str(step)) for step in steps]


def _days_across(places: list[tuple[date, float]]) -> list[Tick]:
    """Label at most 14 days by their number, and the month where it begins."""
    every, month, ticks = -(-len(places) // 14), 0, []
    for day, x in places[::every]:
        label, name = short_day(day).split(" ", 1)
        ticks.append(Tick(round(x, 1), label, name if day.month != month else ""))
        month = day.month
    return ticks


def _points(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
