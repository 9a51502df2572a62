"""What reading a spreadsheet gives: a header, notes, and rows one at a time."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import normalize

from claims.intake.problems import FileProblem, RowProblem, UnreadableSheet
from claims.intake.spreadsheets.characters import hidden_characters

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be. Sizes in bytes, cells in characters.

    `ratio` is unpacked to packed size of a workbook, looked at from `ratio_from` unpacked bytes on: tables
    that people write stay under 50, bombs start at several hundred.
    """

    file_bytes: int = 1_000 * MEGABYTE
    rows: int = 2_000_000
    columns: int = 200
    cell: int = 100_000
    record: int = 2_000_000
    package_bytes: int = 50 * MEGABYTE
    package_entries: int = 1_000
    unpacked: int = 400 * MEGABYTE
    ratio: int = 100
    ratio_from: int = 4 * MEGABYTE


class Row(NamedTuple):
    """One row with as many cells as the header has names.

    number: as a spreadsheet program shows it, the header being row 1. line: the line of a text file on
    which it begins, None for a workbook. problems: what is wrong with single cells; whoever uses such a
    column must report it, whoever does not may ignore it.
    """

    number: int
    cells: Sequence[str]
    line: int | None = None
    problems: tuple[RowProblem, ...] = ()


Item = Row | RowProblem | FileProblem


class Sheet:
    """A table that is open for reading.

    header: the column names, trimmed and casefolded. notes: sentences on how it was read. Iterating
    yields Row, RowProblem (that row can't be laid over the columns) and, as the last item, a FileProblem
    where the rest can't be read. Each iteration starts anew; two at the same time disturb each other.
    """

    def __init__(self, header: tuple[str, ...], notes: Iterable[str], read: Callable[[], Iterator[Item]]) -> None:
        self.header = header
        self.notes = tuple(notes)
        self._read = read

    def __iter__(self) -> Iterator[Item]:
        return self._read()


def column_letter(index: int) -> str:
    """The letter a spreadsheet program shows above column `index` (0 is A, 26 is AA)."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_name(header: Sequence[str], index: int) -> str:
    """What to call column `index` in a sentence: its name, or its letter where it has none."""
    return header[index] if index < len(header) else column_letter(index)


def too_long(limit: int) -> str:
    """The sentence for a cell over the limit."""
    return f"This cell is longer than {limit:,} characters, which is more than an article. Shorten it."


def too_many_rows(limits: Limits) -> FileProblem:
    """The problem of a file with more rows than the limits allow."""
    return FileProblem(f"The file has more than {limits.rows:,} rows. Split it into several files.")


def normalised_header(cells: Sequence[str], limits: Limits) -> tuple[str, ...]:
    """The names of the first row, without the nameless columns at its end.

    Raises UnreadableSheet where a name is blank, doubled, too long or holds hidden characters.
    """
    names = [normalize("NFC", cell.strip("\ufeff \t\r\n")).strip().casefold() for cell in cells]
    while names and not names[-1]:
        names.pop()
    problems = _header_problems(names, limits)
    if problems:
        raise UnreadableSheet(problems)
    return tuple(names)


def _header_problems(names: list[str], limits: Limits) -> list[FileProblem]:
    if not names:
        return [FileProblem("The first row is empty. It must hold the column names.", 1)]
    if len(names) > limits.columns:
        return [FileProblem(f"The table has {len(names):,} columns; {limits.columns} are the most.", 1)]
    problems = [
        FileProblem(f"Column {column_letter(index)} has no name in the first row. Name it or remove it.", 1)
        for index, name in enumerate(names)
        if not name
    ]
    problems += [
        FileProblem(f"The name of column {column_letter(index)} {reason}. Type it again.", 1)
        for index, name in enumerate(names)
        if (reason := "is too long" if len(name) > 200 else hidden_characters(name))
    ]
    return problems + _doubled(names)


def _doubled(names: list[str]) -> list[FileProblem]:
    problems = []
    for name, times in Counter(names).items():
        if name and times > 1:
            letters = ", ".join(column_letter(i) for i, other in enumerate(names) if other == name)
            message = f"stands {times} times in the first row (columns {letters}). Keep one."
            problems.append(FileProblem(message, 1, name[:200]))
    return problems
