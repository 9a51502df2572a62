"""One moment of the database, held while several queries are read side by side."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

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
