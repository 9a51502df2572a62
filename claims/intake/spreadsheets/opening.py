"""The one way in: bytes and a file name become a Sheet."""

import io
import os
from typing import BinaryIO

from claims.intake.problems import refuse
from claims.intake.spreadsheets.delimited import open_delimited
from claims.intake.spreadsheets.formats import is_zip, refused_format
from claims.intake.spreadsheets.sheet import MEGABYTE, Limits, Sheet
from claims.intake.spreadsheets.workbook import open_workbook

_HEAD = 8_192


def open_sheet(data: bytes | BinaryIO, filename: str, *, limits: Limits | None = None) -> Sheet:
    """A CSV, TSV or XLSX file, open for reading; what it is, its content says and not its name.

    data: the bytes or a seekable binary file, which must stay open while the Sheet is read.
    Raises UnreadableSheet, and nothing else for any content; problems further down come while iterating.
    """
    limits = limits or Limits()
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    size = file.seek(0, os.SEEK_END)
    # Django's uploads follow the file protocol but for what seek() returns.
    size = file.tell() if size is None else size
    if size > limits.file_bytes:
        raise refuse(f"The file is larger than {limits.file_bytes // MEGABYTE:,} MB. Split it into several.")
    file.seek(0)
    head = file.read(_HEAD)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise refuse("The file is empty.")
    if sentence := refused_format(head, filename):
        raise refuse(sentence)
    return open_workbook(file, size, limits) if is_zip(head) else open_delimited(file, head, limits)
