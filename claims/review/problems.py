"""What stands in the way of an action, as values that every front door can show."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One reason why not. `message` is a sentence for a journalist; `code` is for code and tests.

    `claim` is the primary key of the claim that it lies with, `column` the name of the value, where it lies with one.
    """

    code: str
    message: str
    claim: int | None = None
    column: str = ""

    @property
    def field(self) -> str:
        """The name that the form's field of the value has, where it lies with one."""
        return self.column or self.code.removeprefix("no_")

    def __str__(self) -> str:
        return self.message


class Refused(Exception):
    """Raised where an action is tried in spite of its problems. Nothing was changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(problem.message for problem in self.problems))


class Conflict(Exception):
    """Raised where somebody else saved the row after it was read. Nothing was changed."""

    def __init__(self, row: Any) -> None:
        self.row = row
        super().__init__(f"{type(row).__name__} {row.pk} was saved by somebody else in the meantime.")


def refuse_if(problems: list[Problem]) -> None:
    """Raise Refused where there are problems."""
    if problems:
        raise Refused(problems)
