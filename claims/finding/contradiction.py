"""What a check of consistency hands over."""

from dataclasses import dataclass

AGE, DATE, TOTAL, NAME, ARITHMETIC = "age", "date", "total", "name", "arithmetic"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two places of one text (characters, start and end) that can't both be right, and a sentence saying why."""

    sort: str
    first: tuple[int, int]
    second: tuple[int, int]
    message: str
