"""Database triggers that hold the record even against code, a shell or a spreadsheet driver.

Put in place after every migrate, looked for at every start: without them the desk does not serve.
What they hold is in `guarded`, each database's SQL in `sqlite_guards` and `postgresql_guards`.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from . import guarded, postgresql_guards, sqlite_guards


def _dialect(connection: BaseDatabaseWrapper) -> Any:
    return {"sqlite": sqlite_guards, "postgresql": postgresql_guards}[connection.vendor]


_GUARDED = frozenset({*guarded.APPEND_ONLY, "claims_claim", "claims_revision"})


def _tables(connection: BaseDatabaseWrapper) -> frozenset[str]:
    with connection.cursor() as cursor:
        return _GUARDED & frozenset(connection.introspection.table_names(cursor))


def restore(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place, whatever stands there now; at no moment does anybody else see one missing."""
    with transaction.atomic(using=connection.alias):
        remove(connection)
        with connection.cursor() as cursor:
            for statement in _dialect(connection).CREATE.values():
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away. Only `migrate` does, on SQLite, for as long as it remakes tables."""
    dialect = _dialect(connection)
    with connection.cursor() as cursor:
        for name in dialect.CREATE:
            cursor.execute(dialect.drop(name))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the guards that are not in place, or not as this version makes them, in order."""
    dialect = _dialect(connection)
    with connection.cursor() as cursor:
        cursor.execute(dialect.STANDING)
        there = dict(cursor.fetchall())
    return sorted(name for name, made_by in dialect.CREATE.items() if there.get(name) != dialect.mark(made_by))


def remove_before_migrate(sender: AppConfig, using: str, plan: list[Any], **kwargs: Any) -> None:
    """On SQLite, let migrations remake tables: RENAME fails while a trigger names a table that is away."""
    connection = connections[using]
    if plan and connection.vendor == "sqlite" and _tables(connection):
        remove(connection)


def restore_after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Put the guards back: SQLite drops a table's triggers silently when a migration remakes the table."""
    connection = connections[using]
    if _tables(connection) == _GUARDED and missing(connection):
        restore(connection)


def refuse_without(using: str = "default") -> None:
    """Raise ImproperlyConfigured where a guard is missing. The web process calls it at its start."""
    if not _tables(connections[using]):
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
            if _tables(connections[using])
            for name in missing(connections[using])
        ]
