"""What the machine may lack: room, leave to write, or its database. Told apart from faults of the desk's own."""

import errno
import sqlite3
from collections.abc import Iterator
from enum import Enum
from typing import Any

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _


class Lack(Enum):
    """What is lacking, as a heading and as what a person is to do who just sent something."""

    ROOM = (
        _("The disk is full"),
        _(
            "What was saved before is safe, and can be read. What you sent just now was not saved, not even in part: "
            "go back, where your browser still has it, and keep it there. Tell the admin of your desk to make room; "
            "then send it again."
        ),
    )
    LEAVE_TO_WRITE = (
        _("The desk can be read, but not written to"),
        _(
            "What was saved before is safe, and can be read. What you sent just now was not saved: go back, where "
            "your browser still has it, wait a minute and send it again. If this lasts, tell the admin of your desk "
            "that the database takes no changes."
        ),
    )
    DATABASE = (
        _("The database can't be reached"),
        _(
            "What was saved before is safe. What you sent just now was not saved: go back, where your browser still "
            "has it, wait a minute and send it again. If this lasts, tell the admin of your desk."
        ),
    )

    @property
    def heading(self) -> str:
        return str(self.value[0])

    @property
    def advice(self) -> str:
        return str(self.value[1])


# SQLite's result codes, PostgreSQL's SQLSTATEs (its manual, appendix A) and the system's error numbers.
_CODES: dict[Lack, set[tuple[str, Any]]] = {
    Lack.ROOM: {
        ("sqlite", sqlite3.SQLITE_FULL), ("sql", "53100"), ("system", errno.ENOSPC), ("system", errno.EDQUOT),
    },
    Lack.LEAVE_TO_WRITE: {("sqlite", sqlite3.SQLITE_READONLY), ("sql", "25006"), ("system", errno.EROFS)},
}  # fmt: skip


def lack_behind(error: BaseException | None) -> Lack | None:
    """Return what the machine lacks, by this error and those that it came from; None for a fault of ours."""
    codes = set(map(_code_of, _causes(error)))
    for lack, known in _CODES.items():
        if codes & known:
            return lack
    return Lack.DATABASE if isinstance(error, OperationalError | InterfaceError) else None


def takes_no_changes(error: BaseException | None) -> bool:
    """Whether what was to be written can't be, while all that is there can be read."""
    return lack_behind(error) in {Lack.ROOM, Lack.LEAVE_TO_WRITE}


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _code_of(error: BaseException) -> tuple[str, Any]:
    if isinstance(error, sqlite3.Error):
        return "sqlite", getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of an extended code tells where
    if isinstance(error, OSError):
        return "system", error.errno
    return "sql", getattr(error, "sqlstate", None)
