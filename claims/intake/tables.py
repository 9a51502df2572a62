"""A spreadsheet read as one of the desk's tables: rows of values, and everything that is wrong with them."""

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import BinaryIO

from claims.cells import guard, unguard
from claims.intake.columns import COLUMNS, Columns, ParsedRow, parse_header, parse_row
from claims.intake.kept_rows import KeptRows
from claims.intake.problems import FileProblem, RowProblem, UnreadableSheet
from claims.intake.spreadsheets import Row, Sheet, open_sheet
from claims.vocabulary import Table

FileOrRowProblem = FileProblem | RowProblem
Upload = bytes | BinaryIO


@dataclass(slots=True)
class Reading:
    """What a file holds for a table. `names`: the known columns that it has; `sha256`: of its bytes."""

    table: Table
    filename: str
    sha256: str
    names: frozenset[str] = frozenset()
    rows: KeptRows = field(default_factory=KeptRows)
    problems: list[FileOrRowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def printable(filename: str) -> str:
    """Return a file's name as it can be stored and shown anywhere: without control signs or broken letters."""
    return "".join(sign for sign in filename if sign.isprintable())[:255] or "file"


def read_table(table: Table, data: Upload, filename: str) -> Reading:
    """Read a file whole. Whatever it holds, what is wrong stands in `problems`; nothing is raised."""
    reading = Reading(table, filename, sha256_of(data))
    try:
        _read(open_sheet(data, filename), reading)
    except UnreadableSheet as unreadable:
        reading.problems += unreadable.problems
    return reading


def _read(sheet: Sheet, reading: Reading) -> None:
    columns, notes, problems = parse_header(reading.table, sheet.header)
    reading.names = columns.names
    reading.notes += [*sheet.notes, *notes]
    reading.problems += problems
    if problems:
        return
    for item in sheet:
        _take(item, columns, reading)
    if not reading.rows and not reading.problems:
        reading.problems.append(FileProblem("The file has column names and no rows below them."))


def _take(item: Row | FileOrRowProblem, columns: Columns, reading: Reading) -> None:
    if not isinstance(item, Row):
        reading.problems.append(item)
        return
    parsed = parse_row(columns, item)
    if isinstance(parsed, ParsedRow):
        reading.rows.add(parsed)
    else:
        reading.problems += parsed


def sha256_of(data: Upload) -> str:
    """Return the SHA-256 of bytes or of a seekable file, as 64 hexadecimal digits."""
    if isinstance(data, bytes):
        return hashlib.sha256(data).hexdigest()
    digest = hashlib.sha256()
    data.seek(0)
    while piece := data.read(1_000_000):
        digest.update(piece)
    return digest.hexdigest()


def refused_rows(data: Upload, filename: str, problems: Iterable[FileOrRowProblem]) -> str:
    """Return a CSV of the refused rows, to be mended and imported: row, column, problem, then their own cells.

    A row that could not be laid over the columns has no cells here. The three first columns are no columns
    of any table, so the mended file is read as it stands.
    """
    by_row: dict[int, list[FileOrRowProblem]] = {}
    for problem in problems:
        by_row.setdefault(problem.row or 1, []).append(problem)
    sheet = open_sheet(data, filename)
    cells = {item.number: item.cells for item in sheet if isinstance(item, Row) and item.number in by_row}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["row", "column", "problem", *map(guard, sheet.header)])
    for number in sorted(by_row):
        columns = ", ".join(dict.fromkeys(problem.column for problem in by_row[number] if problem.column))
        sentences = " ".join(problem.message for problem in by_row[number])
        own = [guard(unguard(cell)) for cell in cells.get(number, ())]
        writer.writerow([number, columns, guard(sentences), *own])
    return out.getvalue()


def empty_sheet(table: Table) -> str:
    """Return a CSV with the table's column names and no rows, to be filled in."""
    names = [name for name in COLUMNS[table] if name != "article"]
    return ",".join(names) + "\r\n"
