"""Rows written as CSV or JSON, in a stream, and the cells that CSV and XLSX share."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, BinaryIO

from claims.cells import guard, guarded

from .rows import Row

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_AT_ONCE = 500  # rows that are written together


def cell(value: Any) -> str:
    """Return a value as the text of a cell, safe from being run as a formula; our own import takes it back.

    Several things stand one per line, times are UTC to the second, yes and no are words, nothing is empty.
    """
    if type(value) is str:
        return guard(value)
    if type(value) is int:
        return str(value)
    if type(value) is tuple:
        return guard("\n".join(value))
    if isinstance(value, datetime):
        return iso(value)
    return "" if value is None else "yes" if value else "no"


def iso(at: datetime) -> str:
    """Return a time as 2026-03-04T12:00:00Z, which no spreadsheet program takes for a date and rewrites."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def write_csv(columns: Sequence[str], rows: Iterable[Row], file: BinaryIO, *, bom: bool = False) -> None:
    """Write RFC 4180 CSV in UTF-8. `bom`: begin with the mark by which spreadsheet programs know UTF-8."""
    if bom:
        file.write(BYTE_ORDER_MARK)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    following = iter(rows)
    while piece := list(islice(following, _AT_ONCE)):
        writer.writerows(zip(*map(_column, zip(*piece, strict=True)), strict=True))
    text.detach()  # It flushes, and leaves the file open.


def _column(values: Sequence[Any]) -> Sequence[Any]:
    """Return what `cell` makes of each value, for csv.writer: it writes None as nothing and numbers as they are.

    Column by column the guard looks at some hundred cells in one go, which saves a third of an export.
    """
    kinds = set(map(type, values))
    if kinds == {tuple}:
        return guarded(["\n".join(value) for value in values])
    if kinds == {str}:
        return guarded(values)
    if kinds <= {str, type(None)}:
        return guarded([value or "" for value in values])
    return values if kinds <= {int, type(None)} else [cell(value) for value in values]


def write_json(columns: Sequence[str], rows: Iterable[Row], file: BinaryIO) -> None:
    """Write a JSON array of one object per line in UTF-8. Values are as the desk holds them, without guard."""
    separator = b"[\n"
    for row in rows:
        file.write(
            separator + json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=iso).encode()
        )
        separator = b",\n"
    file.write(b"[]\n" if separator == b"[\n" else b"\n]\n")
