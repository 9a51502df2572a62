"""Rows written as CSV or JSON, in a stream, and the cells that CSV and XLSX share."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, BinaryIO

from claims.cells import guard

from .rows import Row

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


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
    writer.writerows(map(cell, row) for row in rows)
    text.detach()  # It flushes, and leaves the file open.


def write_json(columns: Sequence[str], rows: Iterable[Row], file: BinaryIO) -> None:
    """Write a JSON array of one object per line in UTF-8. Values are as the desk holds them, without guard."""
    separator = b"[\n"
    for row in rows:
        file.write(
            separator + json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=iso).encode()
        )
        separator = b",\n"
    file.write(b"[]\n" if separator == b"[\n" else b"\n]\n")
