"""Database triggers that hold the record even against code, a shell or a spreadsheet driver.

Put in place after every migrate, looked for at every start: without them the desk does not serve.
The SQL of each database is in `sqlite_guards` and `postgresql_guards`.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from . import postgresql_guards, sqlite_guards


def _dialect(connection: BaseDatabaseWrapper) -> Any:
    return {"sqlite": sqlite_guards, "postgresql": postgresql_guards}[connection.vendor]


def _tables_are_there(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    return {"claims_claim", "claims_event", "claims_verdict", "claims_confirmation"} <= there


def restore(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place, whatever stands there now."""
    dialect = _dialect(connection)
    remove(connection)
    with connection.cursor() as cursor:
        for statement in dialect.CREATE.values():
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away. Only `migrate` does, on SQLite, for as long as it remakes tables."""
    dialect = _dialect(connection)
    with connection.cursor() as cursor:
        for name in dialect.CREATE:
            cursor.execute(dialect.drop(name))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the guards that are not in place, in order."""
    dialect = _dialect(connection)
    with connection.cursor() as cursor:
        cursor.execute(dialect.NAMES)
        there = {name for (name,) in cursor.fetchall()}
    return sorted(set(dialect.CREATE) - there)


def remove_before_migrate(sender: AppConfig, using: str, plan: list[Any], **kwargs: Any) -> None:
    """On SQLite, let migrations remake tables: RENAME fails while a trigger names a table that is away."""
    connection = connections[using]
    if plan and connection.vendor == "sqlite" and _tables_are_there(connection):
        remove(connection)


def restore_after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Put the guards back: SQLite drops a table's triggers silently when a migration remakes the table."""
    if _tables_are_there(connections[using]):
        restore(connections[using])


def refuse_without(using: str = "default") -> None:
    """Raise ImproperlyConfigured where a guard is missing. The web process calls it at its start."""
    if not _tables_are_there(connections[using]):
        return  # A fresh database: there is nothing to hold yet, and `migrate` will put the guards in place.
    if names := missing(connections[using]):
        raise ImproperlyConfigured(
            f"The database's guards of the record are missing: {', '.join(names)}. "
            "Run `manage.py migrate`, which puts them back, and find out who took them away."
        )


def register_check() -> None:
    """Make `manage.py check --database default` and `migrate` look for the guards as well."""

    @register(Tags.database)
    def guards_in_place(
        app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
    ) -> list[CheckMessage]:
        return [
            Error(f"The record's guard {name} is missing.", hint="Run `manage.py migrate`.", id="claims.E001")
            for using in databases or []
            if _tables_are_there(connections[using])
            for name in missing(connections[using])
        ]
