"""CSV and TSV, row by row, as a spreadsheet program shows them."""

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, TextIO

from claims.intake.problems import FileProblem, RowProblem, UnreadableSheet
from claims.intake.spreadsheets.characters import WORTH_A_LOOK, hidden_characters
from claims.intake.spreadsheets.decoding import Decoding, detect, misread
from claims.intake.spreadsheets.sheet import (
    Item,
    Limits,
    Row,
    Sheet,
    column_name,
    normalised_header,
    too_long,
    too_many_rows,
)

DELIMITERS = ",;\t"
_FAR_ENOUGH = 1_000  # columns to look through for the place of a problem
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])[\r\n]*\Z", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*+(?:"|\Z)')
_UNCLOSED = (
    "The quotation mark that opens this cell is never closed, or text follows the closing one. Inside a "
    "quoted cell write each quotation mark twice. The rows from here on could not be told apart."
)


def open_delimited(file: BinaryIO, head: bytes, limits: Limits) -> Sheet:
    """A seekable CSV or TSV file that begins with `head`. Raises UnreadableSheet."""
    decoding = detect(file, head)
    table = _Table(file, decoding, limits)
    first = next(table.records(), None)
    if isinstance(first, FileProblem):
        raise UnreadableSheet([first])
    table.header = normalised_header(first.cells if first else (), limits)
    return Sheet(table.header, [decoding.note] if decoding.note else [], table.rows)


class _Record(NamedTuple):
    number: int
    line: int
    cells: list[str]


class _Lines:
    """The lines of a text stream, never more in memory than one record may have."""

    def __init__(self, stream: TextIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._size = 0
        self.record: list[str] = []

    def start_record(self) -> None:
        self.record.clear()
        self._size = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._limit + 1)
        if not line:
            raise StopIteration
        self.record.append(line)
        self._size += len(line)
        if self._size > self._limit:
            raise csv.Error("record too long")
        return line


class _Table:
    """One file with its encoding and limits; `header` is set once the first record is read."""

    def __init__(self, file: BinaryIO, decoding: Decoding, limits: Limits) -> None:
        self._file = file
        self._decoding = decoding
        self._limits = limits
        self.header: tuple[str, ...] = ()

    def records(self) -> Iterator[_Record | FileProblem]:
        """Every record of the file, the header as number 1; a FileProblem where they end too early."""
        # csv has one limit for the whole process; _Lines keeps ours, so that one may only ever grow.
        csv.field_size_limit(max(csv.field_size_limit(), self._limits.record))
        self._file.seek(0)
        stream = io.TextIOWrapper(self._file, self._decoding.codec, newline="")
        try:
            yield from self._records_of(stream)
        finally:
            stream.detach()  # else the file would be closed with it

    def _records_of(self, stream: TextIO) -> Iterator[_Record | FileProblem]:
        delimiter, before = _delimiter(stream, self._limits.record)
        lines = _Lines(stream, self._limits.record)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        number, line = 1, before + 1
        try:
            for number, cells in enumerate(reader, start=1):
                yield _Record(number, line, cells)
                lines.start_record()
                line = before + reader.line_num + 1
        except csv.Error:
            broken = number + 1 if line > before + 1 else 1
            yield self._broken(broken, line, "".join(lines.record), delimiter)

    def _broken(self, number: int, line: int, text: str, delimiter: str) -> FileProblem:
        column, at = _where_it_breaks(text, delimiter)
        message = _UNCLOSED if text[at : at + 1] == '"' else too_long(self._limits.record)
        return FileProblem(message, number, column_name(self.header, column), line)

    def rows(self) -> Iterator[Item]:
        """The rows below the header; blank ones are counted and left out."""
        records = self.records()
        next(records, None)
        for record in records:
            if isinstance(record, FileProblem):
                yield record
            elif record.number > self._limits.rows + 1:
                yield too_many_rows(self._limits)
                return
            elif item := self._row(*record):
                yield item

    def _row(self, number: int, line: int, cells: list[str]) -> Row | RowProblem | None:
        joined = "".join(cells)
        if not joined or joined.isspace():
            return None
        if len(cells) != len(self.header):
            if len(cells) < len(self.header) or "".join(cells[len(self.header) :]).strip():
                return self._wrong_width(number, line, cells)
            del cells[len(self.header) :]
        if len(joined) > self._limits.cell or self._needs_a_look(joined):
            return Row(number, cells, line, tuple(self._cell_problems(number, line, cells)))
        return Row(number, cells, line)

    def _needs_a_look(self, joined: str) -> bool:
        return bool(WORTH_A_LOOK.search(joined) or (self._decoding.note and misread(joined)))

    def _cell_problems(self, number: int, line: int, cells: list[str]) -> Iterator[RowProblem]:
        for name, cell in zip(self.header, cells, strict=True):
            if len(cell) > self._limits.cell:
                yield RowProblem(number, name, too_long(self._limits.cell), line)
            elif reason := hidden_characters(cell) or (self._decoding.note and misread(cell)):
                yield RowProblem(number, name, f"This cell {reason}. Type it again.", line)

    def _wrong_width(self, number: int, line: int, cells: list[str]) -> RowProblem:
        few = len(cells) < len(self.header)
        why = "A cell is missing" if few else "A cell that holds the separator needs quotation marks around it"
        message = f"This row has {_count(cells)}, the header has {_count(self.header)}. {why}."
        return RowProblem(number, column_name(self.header, min(len(cells), len(self.header))), message, line)


def _count(cells: list[str] | tuple[str, ...]) -> str:
    return "1 cell" if len(cells) == 1 else f"{len(cells):,} cells"


def _delimiter(stream: TextIO, limit: int) -> tuple[str, int]:
    """The separator, and how many lines stand before the header (1 for the "sep=;" of some programs).

    The commonest of comma, semicolon and tab in the header outside quotation marks; comma where none is.
    """
    first = stream.readline(limit)
    if separator := _SEPARATOR_LINE.match(first.lstrip("\ufeff")):
        return separator[1], 1
    stream.seek(0)
    plain = _QUOTED.sub("", first)
    return max(DELIMITERS, key=plain.count), 0


def _where_it_breaks(text: str, delimiter: str) -> tuple[int, int]:
    """The column and the offset of the first cell of a record after which no further cell can begin."""
    end = f"(?={re.escape(delimiter)}|[\\r\\n]|\\Z)"
    plain = f"[^{re.escape(delimiter)}\\r\\n]*+"
    cell = re.compile(f'(?:"[^"]*+(?:""[^"]*+)*+"{end}|(?!"){plain})')
    column = at = 0
    while column < _FAR_ENOUGH and (found := cell.match(text, at)):
        if text[found.end() : found.end() + 1] != delimiter:
            break
        column, at = column + 1, found.end() + 1
    return column, at
