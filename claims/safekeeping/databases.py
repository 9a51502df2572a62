"""Copies of the database while people write to it, and putting one back: SQLite's backup API, pg_dump, pg_restore."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection


class NoProgram(Exception):
    """Raised where a program of PostgreSQL is missing or fails. Its text is a sentence."""


def name_in_archive() -> str:
    """Return what the copy of this kind of database is called."""
    return {"sqlite": "database.sqlite3", "postgresql": "database.dump"}[connection.vendor]


def copy_to(path: Path) -> None:
    """Write a copy of the database as it is at one moment. Nobody who writes meanwhile is turned away.

    Raise NoProgram, OSError or sqlite3.Error.
    """
    _VENDORS[connection.vendor][0](path)


def put_back(path: Path) -> None:
    """Make the database what the copy is. Raise NoProgram, OSError or sqlite3.Error, and then change nothing."""
    _VENDORS[connection.vendor][1](path)
    connection.close()


def _copy_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy, closing(_open_sqlite()) as desk:
        # All pages at one go: in pieces it would begin anew with every write.
        desk.backup(copy, pages=-1)


def _restore_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as copy:
        (state,) = copy.execute("PRAGMA integrity_check").fetchone()
        if state != "ok":
            raise sqlite3.DatabaseError(state)
        with closing(_open_sqlite()) as desk:
            copy.backup(desk, pages=-1)


def _open_sqlite() -> sqlite3.Connection:
    return sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=30)


def _copy_postgresql(path: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")


def _restore_postgresql(path: Path) -> None:
    connection.close()
    _run(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
        "--exit-on-error", f"--dbname={connection.settings_dict['NAME']}", str(path),
    )  # fmt: skip


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the desk's database. The password goes by the environment, seen by nobody."""
    found = shutil.which(program)
    if found is None:
        raise NoProgram(f"{program} is not on this machine. Install PostgreSQL's client programs.")
    settings = connection.settings_dict
    given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = os.environ | {name: str(settings[key]) for name, key in given.items() if settings[key]}
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it did not say why"]
        raise NoProgram(f"{program} failed: {said[0]}")


_VENDORS: dict[str, tuple[Callable[[Path], Any], Callable[[Path], Any]]] = {
    "sqlite": (_copy_sqlite, _restore_sqlite),
    "postgresql": (_copy_postgresql, _restore_postgresql),
}
