"""What the scripts that learn the finder's weights share: a look at how well what is learned carries over."""

from collections.abc import Callable
from typing import TypeVar

Row = TypeVar("Row")


def print_hands(
    learned: dict[str, list[Row]], asked: dict[str, list[Row]], teach: Callable[[list[Row]], Callable[[Row], bool]]
) -> None:
    """Print how often the rows of each hand are judged right by what was learned from all other hands.

    ``learned`` and ``asked`` are the rows to learn from and to judge, by hand; ``teach`` learns from rows and returns what
    judges a row.
    """
    right, count = 0, 0
    for left_out, rows in asked.items():
        judges = teach([row for hand, others in learned.items() if hand != left_out for row in others])
        hits = sum(map(judges, rows))
        print(f"{left_out:10} {hits / len(rows):.3f} of {len(rows)}")
        right, count = right + hits, count + len(rows)
    print(f"{'all':10} {right / count:.3f} of {count}")
