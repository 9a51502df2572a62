"""The rows of one sheet of a workbook, read as a stream (ECMA-376, part 1, 18.3)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, NamedTuple

from claims.intake.problems import refuse
from claims.intake.spreadsheets.characters import WORTH_A_LOOK, hidden_characters
from claims.intake.spreadsheets.displayed import NotShown, Shown, text_of_number
from claims.intake.spreadsheets.sheet import Limits, column_letter, too_long
from claims.intake.spreadsheets.xml_events import walk

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384

FORMULA = "This cell holds a formula. Copy the column and paste it as values: what a formula shows can change."


class Cell(NamedTuple):
    """One cell that is not blank: its text, or what is wrong with it."""

    text: str
    problem: str = ""


class SheetRow(NamedTuple):
    """cells: by column, 0 being A. merged: a range such as "A2:A6", only after the last row."""

    number: int
    cells: dict[int, Cell]
    merged: str = ""


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the cells of a workbook point at. strings: None stands for one that is too long."""

    strings: Sequence[str | None]
    shown: Sequence[Shown]
    epoch: datetime


def sheet_rows(stream: IO[bytes], meanings: Meanings, limits: Limits) -> Iterator[SheetRow]:
    """The rows that hold anything, then the merged ranges.

    Raises UnreadableSheet for a cell right of the last allowed column, ValueError, IndexError or
    ExpatError for a sheet that is not as the standard says.
    """
    handler = _Rows(meanings, limits)
    for _ in walk(stream, handler):
        ready, handler.ready = handler.ready, []
        yield from ready


class _Rows:
    """Gathers cells into rows while the XML is walked."""

    def __init__(self, meanings: Meanings, limits: Limits) -> None:
        self.ready: list[SheetRow] = []
        self._meanings = meanings
        self._limits = limits
        self._row = 0
        self._column = -1
        self._cells: dict[int, Cell] = {}
        self._type = "n"
        self._style = 0
        self._formula = False
        self._text: list[str] = []
        self._length = 0
        self._wanted = False
        self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t"):
            self._wanted = not self._phonetic
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self.ready.append(SheetRow(self._row, {}, attributes.get("ref", "")[:40]))

    def data(self, text: str) -> None:
        if self._wanted:
            self._length += len(text)
            if self._length <= self._limits.cell:
                self._text.append(text)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._wanted = False
        elif name == "c":
            if self._text or self._formula or self._length:
                self._end_cell()
        elif name == "rPh":
            self._phonetic = False
        elif name == "row" and self._cells:
            self.ready.append(SheetRow(self._row, self._cells))

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        if not self._row < number <= _LAST_ROW:
            raise ValueError(number)
        self._row, self._column, self._cells = number, -1, {}

    def _start_cell(self, attributes: dict[str, str]) -> None:
        column = self._column + 1
        if reference := attributes.get("r"):
            column = _column_of(reference, self._row)
        if not self._column < column < _LAST_COLUMN:
            raise ValueError(reference)
        self._column = column
        self._type = attributes.get("t", "n")
        self._style = int(attributes.get("s", 0))
        self._formula = self._phonetic = False
        self._text, self._length = [], 0

    def _end_cell(self) -> None:
        cell = self._cell()
        if not (cell.problem or cell.text.strip()):
            return
        if self._column >= self._limits.columns:
            place = f"{column_letter(self._column)}{self._row}"
            raise refuse(f"Cell {place} is not empty; a table has {self._limits.columns} columns at most.")
        self._cells[self._column] = cell

    def _cell(self) -> Cell:
        if self._formula:
            return Cell("", FORMULA)
        if self._length > self._limits.cell:
            return Cell("", too_long(self._limits.cell))
        raw = "".join(self._text)
        if self._type == "s" and raw:
            return self._shared(int(raw))
        if self._type in ("str", "inlineStr"):
            return text_cell(unescaped(raw))
        return self._value(raw.strip())

    def _shared(self, index: int) -> Cell:
        if index < 0:
            raise ValueError(index)
        text = self._meanings.strings[index]
        return Cell("", too_long(self._limits.cell)) if text is None else text_cell(text)

    def _value(self, raw: str) -> Cell:
        if not raw:
            return Cell("")
        if self._type == "b":
            return Cell("TRUE" if int(raw) else "FALSE")
        if self._type == "e":
            return Cell("", f"This cell shows the error {raw[:20]}. Type what it should say.")
        if self._type == "d":
            return text_cell(raw)
        shown = self._meanings.shown[self._style] if self._meanings.shown else Shown.NUMBER
        try:
            return Cell(text_of_number(raw, shown, self._meanings.epoch))
        except NotShown as reason:
            return Cell("", f"This cell {reason}.")


def text_cell(text: str) -> Cell:
    """A cell of text, or with the problem that something is hidden in it."""
    reason = hidden_characters(text) if WORTH_A_LOOK.search(text) else ""
    return Cell("", f"This cell {reason}. Type it again.") if reason else Cell(text)


def unescaped(text: str) -> str:
    """Text with _x000D_ and its like, by which workbooks write what XML can't, turned into the character."""
    return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def _column_of(reference: str, row: int) -> int:
    found = _REFERENCE.match(reference)
    if not found or int(found[2]) != row:
        raise ValueError(reference)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
