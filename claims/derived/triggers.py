"""The triggers that keep the word index and the tallies right: put in place after every migrate, looked for by `check`.

As the record's guards, they are taken away while migrations remake tables on SQLite and restored afterwards. What
changed meanwhile fired none of them, so whenever one was missing everything derived is made anew.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from .rebuilding import dialect_of, rebuild

READ = frozenset(
    {
        "claims_article",
        "claims_claim",
        "claims_evidence",
        "claims_source",
        "claims_confirmation",
        "claims_words",
        "claims_supported",
        "claims_tally",
    }
)


def _ready(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        return frozenset(connection.introspection.table_names(cursor)) >= READ


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the triggers that are not in place, or not as this version makes them, in order."""
    dialect = dialect_of(connection)
    with connection.cursor() as cursor:
        cursor.execute(dialect.STANDING)
        there = dict(cursor.fetchall())
    return sorted(name for name, made_by in dialect.CREATE.items() if there.get(name) != dialect.mark(made_by))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away, for as long as a migration remakes tables."""
    dialect = dialect_of(connection)
    with connection.cursor() as cursor:
        for name in dialect.CREATE:
            cursor.execute(dialect.drop(name))


def restore(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place and make anew what they keep."""
    with transaction.atomic(using=connection.alias):
        remove(connection)
        with connection.cursor() as cursor:
            for statement in dialect_of(connection).CREATE.values():
                cursor.execute(statement)
        rebuild(connection)


def remove_before_migrate(sender: AppConfig, using: str, plan: list[Any], **kwargs: Any) -> None:
    connection = connections[using]
    if plan and connection.vendor == "sqlite":  # Also where a table is still to come: older versions had triggers.
        remove(connection)


def restore_after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    connection = connections[using]
    if _ready(connection) and missing(connection):
        restore(connection)
        with connection.cursor() as cursor:
            # Of an index that a migration made SQLite knows nothing, and takes another: a million claims, asked for
            # those of high risk, took 640 ms instead of 43. This takes 3 s there.
            cursor.execute("ANALYZE")


def register_check() -> None:
    """Make `manage.py check --database default` look for the triggers."""

    @register(Tags.database)
    def triggers_in_place(
        app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
    ) -> list[CheckMessage]:
        return [
            Error(f"The trigger {name} is missing: search and figures go stale.", hint="Run `manage.py migrate`.",
                  id="claims.E002")
            for using in databases or []
            if _ready(connections[using])
            for name in missing(connections[using])
        ]  # fmt: skip
