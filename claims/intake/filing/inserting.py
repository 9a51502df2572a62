"""Inserting many rows at once, faster than through model instances."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

from claims.models import inserting


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
    inserting.insert(model, columns, ((*row, *held) for row in rows))
