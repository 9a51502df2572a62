"""Handing a long export on while it is written, without a slow reader keeping anybody from writing."""

import io
import os
import tempfile
from datetime import datetime
from threading import Condition, Thread
from typing import Any, BinaryIO, cast

from django.db import connection

from claims.models.source import sees_confidential
from claims.review.people import lacking
from claims.review.problems import refuse_if

from .files import Export, Format, write

PATIENCE = 0.1  # seconds in which most exports are whole


class ReaderLeft(Exception):
    """Nobody waits for the rest."""


class Growing(io.RawIOBase):
    """A temporary file that one thread writes while another reads behind it."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - close() does
        self._size = self._read = 0
        self._ended = self._left = False
        self._error: BaseException | None = None
        self._news = Condition()

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        with self._news:
            if self._left:
                raise ReaderLeft
            os.pwrite(self._file.fileno(), data, self._size)
            self._size += len(data)
            self._news.notify_all()
        return len(data)

    def end(self, error: BaseException | None = None) -> None:
        """Say that no more comes, and what went wrong."""
        with self._news:
            self._ended, self._error = True, error
            self._news.notify_all()

    def is_whole(self, within: float) -> bool:
        """Tell whether the writer ends in this time. Raise what went wrong there."""
        with self._news:
            self._news.wait_for(lambda: self._ended, within)
            if self._error is not None:
                raise self._error
            return self._ended

    def readinto(self, buffer: Any) -> int:
        """Wait for what comes next. Raise what went wrong: a download that breaks off is shown as failed."""
        with self._news:
            self._news.wait_for(lambda: self._ended or self._size > self._read)
            if self._error is not None:
                raise self._error
            piece = os.pread(self._file.fileno(), len(buffer), self._read)
        buffer[: len(piece)] = piece
        self._read += len(piece)
        return len(piece)

    def close(self) -> None:
        with self._news:
            self._left = True
            if self._ended and not self._file.closed:
                self._file.close()
        super().close()


def stream(export: Export, *, at: datetime, patience: float = PATIENCE) -> BinaryIO:
    """Return a file that can be read while it is being written, its first bytes at once.

    The rows are read at full speed into a temporary file: SQLite's writers wait for that, as long as a whole export
    takes, and for no reader. What is whole within `patience` raises Refused as `write` does; later than that an error
    breaks the download off. Who takes confidential sources along is in the record before the first byte: that
    export, and a workbook, is whole before it is handed on.
    """
    refuse_if([] if export.by is None else lacking(export.by, "export_claim"))
    if connection.in_atomic_block or export.format is Format.XLSX or (export.by and sees_confidential(export.by)):
        whole = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
        try:
            write(export, whole, at=at)
        except BaseException:
            whole.close()
            raise
        whole.seek(0)
        return cast(BinaryIO, whole)
    file = Growing()
    Thread(target=_fill, args=(export, file, at), name="export", daemon=True).start()
    file.is_whole(within=patience)
    return cast(BinaryIO, file)


def _fill(export: Export, file: Growing, at: datetime) -> None:
    error: BaseException | None = None
    try:
        write(export, cast(BinaryIO, file), at=at)
    except BaseException as raised:
        error = raised
    finally:
        connection.close()
    file.end(error)
