"""What is wrong with a file or one of its rows, as values that every front door shows alike."""

from collections.abc import Iterable
from dataclasses import dataclass


def _place(row: int | None, column: str, line: int | None) -> str:
    if row is None:
        return f"Column “{column}”: " if column else ""
    on_line = f" (line {line} of the file)" if line and line != row else ""
    in_column = f", column “{column}”" if column else ""
    return f"Row {row}{on_line}{in_column}: "


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row can't be taken as it stands; the rows around it can.

    row: its number in a spreadsheet program, the header being row 1. column: the column's name, or "".
    message: a sentence. line: the line of a text file on which the row begins.
    """

    row: int
    column: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        return _place(self.row, self.column, self.line) + self.message


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Nothing of the file may be imported, not even its good rows; where one row shows why, it is named."""

    message: str
    row: int | None = None
    column: str = ""
    line: int | None = None

    def __str__(self) -> str:
        return _place(self.row, self.column, self.line) + self.message


class UnreadableSheet(Exception):
    """There is no table to read; `problems` says why, in sentences."""

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(str(problem) for problem in self.problems))


def refuse(message: str, *, row: int | None = None, column: str = "") -> UnreadableSheet:
    """The exception to raise for one reason: `raise refuse("The file is empty.")`."""
    return UnreadableSheet([FileProblem(message, row, column)])
