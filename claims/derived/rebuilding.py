"""Making everything derived anew from the rows."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from . import counting, postgresql, sqlite


def dialect_of(connection: BaseDatabaseWrapper) -> Any:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def rebuild_words(connection: BaseDatabaseWrapper) -> None:
    """Make the word index anew, in one transaction: a search meets the old one or the new one."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in dialect_of(connection).REBUILD:
            cursor.execute(statement)


def rebuild_tallies(connection: BaseDatabaseWrapper) -> None:
    """Count every claim anew. On PostgreSQL others wait to change claims meanwhile; on SQLite they do anyway."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "LOCK TABLE claims_claim, claims_confirmation, claims_evidence, claims_source, claims_article"
                " IN SHARE ROW EXCLUSIVE MODE"
            )
        for statement in counting.REBUILD:
            cursor.execute(statement)


@dataclass(frozen=True)
class Difference:
    """A tally that is not what its claims are: `kept` or `counted` is empty where there is none at all."""

    article: str
    checker: int
    kept: dict[str, int]
    counted: dict[str, int]


def wrong_tallies(connection: BaseDatabaseWrapper) -> list[Difference]:
    """Return every tally that differs from a count of the claims from scratch. One statement, writes nothing."""
    found: dict[tuple[str, int], list[dict[str, int]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(counting.DIFFERENCES)
        for slug, checker, counted, *counts in cursor:
            found.setdefault((slug, checker), [{}, {}])[counted] = dict(zip(counting.COUNTS, counts, strict=True))
    return [Difference(slug, checker, kept, counted) for (slug, checker), (kept, counted) in found.items()]


@dataclass(frozen=True)
class WrongSupport:
    """A claim that is `kept` as meeting the two-source rule and does not, or the other way round."""

    article: str
    number: int
    kept: bool


def wrong_support(connection: BaseDatabaseWrapper) -> list[WrongSupport]:
    """Return every claim that is kept as something else than its evidence makes it. One statement, writes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(counting.WRONG_SUPPORT)
        return [WrongSupport(slug, number, bool(kept)) for slug, number, kept in cursor]


def rebuild(connection: BaseDatabaseWrapper) -> None:
    rebuild_words(connection)
    rebuild_tallies(connection)
