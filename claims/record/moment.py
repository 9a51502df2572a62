"""One moment of the database, held while several queries are read side by side, and times as the record hashes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Func, TextField

# Not atomic(): on SQLite that takes the one turn to write, and nothing is written here.
_BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


@contextmanager
def one_moment() -> Iterator[None]:
    """Show every query inside the same state of the database, whoever writes meanwhile.

    Keep it short: until it ends, SQLite lets nobody finish a write. Inside a transaction it adds nothing.
    """
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


class Iso(Func):
    """A time as `hashing.iso` writes it, made by the database: in Python that costs as much as all the rest."""

    output_field = TextField()
    template = "REPLACE(%(expressions)s, ' ', 'T') || '+00:00'"  # As Django stores times on SQLite: UTC, as text.

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        made = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')"
        return super().as_sql(compiler, connection, template=f"REPLACE({made}, '.000000', '') || '+00:00'", **extra)
