"""XLSX: which sheet is read, and its rows laid over the header.

Own code reads the cells, not openpyxl: openpyxl takes "x005F_" out of texts, does not see merged cells
while streaming, fills a gap of a million rows or 16,384 columns, and can't say which cells are formulas
without giving up their values.
"""

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from claims.intake.problems import FileProblem, RowProblem, UnreadableSheet, refuse
from claims.intake.spreadsheets.formats import WHAT_WE_READ, refused_package
from claims.intake.spreadsheets.package import DAMAGE, DAMAGED, open_package
from claims.intake.spreadsheets.parts import (
    Contents,
    NamedSheet,
    read_contents,
    read_formats,
    read_strings,
    related,
)
from claims.intake.spreadsheets.sheet import (
    Item,
    Limits,
    Row,
    Sheet,
    column_letter,
    column_name,
    normalised_header,
    too_many_rows,
)
from claims.intake.spreadsheets.worksheet import Meanings, SheetRow, sheet_rows

_BROKEN = (*DAMAGE, ExpatError, IndexError)
_MOST_SHEETS = 100


def open_workbook(file: BinaryIO, size: int, limits: Limits) -> Sheet:
    """The sheet of an XLSX file (seekable, `size` bytes) that holds the table. Raises UnreadableSheet."""
    package = open_package(file, size, limits)
    if sentence := refused_package(set(package.namelist())):
        raise refuse(sentence)
    try:
        return _Workbook(package, limits).open()
    except _BROKEN as error:
        raise refuse(DAMAGED) from error


class _Workbook:
    """An open package and what its cells point at."""

    def __init__(self, package: ZipFile, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        main = next((item.path for item in related(package, "") if item.kind == "officeDocument"), None)
        if main is None:
            raise refuse(f"This package holds no workbook. {WHAT_WE_READ}")
        self._contents: Contents = read_contents(package, main)
        parts = {item.kind: item.path for item in related(package, main)}
        self._meanings = Meanings(
            strings=read_strings(package, parts["sharedStrings"], limits) if "sharedStrings" in parts else [],
            shown=read_formats(package, parts["styles"]) if "styles" in parts else [],
            epoch=MAC_EPOCH if self._contents.from_1904 else WINDOWS_EPOCH,
        )

    def open(self) -> Sheet:
        chosen, others = self._choose()
        first = next(self._sheet_rows(chosen), None)
        header = self._header(first) if first and first.number == 1 else normalised_header([], self._limits)
        return Sheet(header, _notes(chosen, others), partial(self._rows, chosen, header))

    def _sheet_rows(self, sheet: NamedSheet) -> Iterator[SheetRow]:
        with self._package.open(sheet.path) as stream:
            yield from sheet_rows(stream, self._meanings, self._limits)

    def _choose(self) -> tuple[NamedSheet, list[NamedSheet]]:
        """The sheet a person sees on opening the file, else the first visible one; and the unread ones."""
        with_data = [sheet for sheet in self._contents.sheets[:_MOST_SHEETS] if self._holds_data(sheet)]
        if not with_data:
            raise refuse("The workbook is empty: no sheet holds anything.")
        by_sight = sorted(with_data, key=lambda sheet: (sheet.hidden, sheet != self._contents.active))
        return by_sight[0], [sheet for sheet in with_data if sheet is not by_sight[0]]

    def _holds_data(self, sheet: NamedSheet) -> bool:
        try:
            return next(self._sheet_rows(sheet), None) is not None
        except (*_BROKEN, UnreadableSheet):
            return True  # something is there; opening the sheet says what is wrong with it

    def _header(self, first: SheetRow) -> tuple[str, ...]:
        for column, cell in first.cells.items():
            if cell.problem:
                raise refuse(cell.problem, row=1, column=column_letter(column))
        texts = [""] * (max(first.cells) + 1)
        for column, cell in first.cells.items():
            texts[column] = cell.text
        return normalised_header(texts, self._limits)

    def _rows(self, sheet: NamedSheet, header: tuple[str, ...]) -> Iterator[Item]:
        number = 1
        try:
            for count, row in enumerate(self._sheet_rows(sheet)):
                number = row.number
                if row.merged:
                    if problem := _merged(row.merged, number):
                        yield problem
                        return
                elif count > self._limits.rows:
                    yield too_many_rows(self._limits)
                    return
                elif number > 1:
                    yield _laid_over(header, row)
        except UnreadableSheet as refusal:
            yield from refusal.problems
        except _BROKEN:
            yield FileProblem(f"The workbook can't be read on after row {number}. {DAMAGED}")


def _notes(chosen: NamedSheet, others: list[NamedSheet]) -> list[str]:
    if not others:
        return [f"The table was read from the hidden sheet “{chosen.name}”."] if chosen.hidden else []
    names = ", ".join(f"“{sheet.name}”" for sheet in others)
    return [f"Only the sheet “{chosen.name}” was read. Other sheets hold something too: {names}."]


def _laid_over(header: tuple[str, ...], row: SheetRow) -> Row | RowProblem:
    cells = [""] * len(header)
    problems = []
    for column, (text, problem) in row.cells.items():
        if column >= len(header):
            letter = column_letter(column)
            message = f"There is something in column {letter}, which has no name in the first row."
            return RowProblem(row.number, letter, message)
        cells[column] = text
        if problem:
            problems.append(RowProblem(row.number, column_name(header, column), problem))
    return Row(row.number, cells, None, tuple(problems))


def _merged(cells: str, last_row: int) -> FileProblem | None:
    """The problem of a merged range, unless it lies below the table."""
    first_row = cells.partition(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if first_row.isdecimal() and int(first_row) > last_row:
        return None
    return FileProblem(f"Cells {cells} are merged: only the first holds text. Unmerge and fill each cell.")
