"""Rows written as an XLSX workbook of text cells only: nothing in it can run, and nothing turns into a date."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from claims import record
from claims.review.problems import Problem, Refused

from .rows import Row
from .spreadsheet import cell

# The two limits of the format (Microsoft, "Excel specifications and limits"); the header is one of the rows.
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576

# What XML can't hold is written as _x0007_, and what looks like that already gets its _ written so
# (ECMA-376, part 1, 22.9.2.19). XML readers would turn a carriage return into a line feed.
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_AS_TEXT = "@"


def write_xlsx(columns: Sequence[str], rows: Iterable[Row], file: BinaryIO, *, title: str) -> None:
    """Write one sheet; the workbook's properties tell the record's last seal.

    Raise Refused where a cell or the number of rows is more than the format holds.
    """
    book = Workbook(write_only=True)
    if seal := record.last_seal():
        book.properties.description = f"The record was {seal}."
    sheet: Any = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    try:
        for row in _texts(columns, rows):
            sheet.append([_text_cell(sheet, text) for text in row])
    except Refused:
        sheet.close()
        raise
    book.save(file)


def _texts(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[Sequence[str]]:
    yield columns
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS:
            raise _too_much(f"These are more than {MOST_ROWS - 1:,} rows, the most that an XLSX sheet holds.")
        yield [_fitting(name, number, cell(value)) for name, value in zip(columns, row, strict=True)]


def _fitting(column: str, row: int, text: str) -> str:
    """Return the text as the workbook holds it. A program would cut what is too long without a word."""
    escaped = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    if len(escaped) > LONGEST_CELL:
        size = f"{len(escaped):,} characters; an XLSX cell holds {LONGEST_CELL:,}"
        raise _too_much(f"Row {row}: “{column}” has {size}.")
    return escaped


def _too_much(what: str) -> Refused:
    return Refused([Problem("too_much_for_xlsx", f"{what} Choose CSV or JSON, or leave that column out.")])


def _text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that is text by type and by format: what a person types into it stays as typed."""
    made = WriteOnlyCell(sheet, text)
    made.data_type = "s"  # "#N/A" would be an error
    made.number_format = _AS_TEXT
    return made
