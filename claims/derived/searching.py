"""Searching claims by their words and by what their evidence says, ranked; one way in for both databases."""

from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, BooleanField, F, FloatField, Func, Lookup, QuerySet, Value

from claims.models import Claim
from claims.models.source import sees_confidential

from .query import Part, parts_of

# A word of the statement says more of a claim than one of its source's title. In the order of the columns.
_WEIGHTS = "10.0, 5.0, 2.0, 3.0, 1.0, 1.0"
_OPEN_COLUMNS = "{statement quote section speaker said}"


def matching(claims: QuerySet[Claim], text: str, user: Any) -> QuerySet[Claim]:
    """Return the claims that hold every part of the text somewhere this person may read, marked with `rank`.

    `claims` are such as the person may read; what confidential sources say is looked into only for who may see
    those. The lower the rank the better the claim fits. No text finds all, and a text without a word nothing.
    """
    parts = parts_of(text)
    if not parts:
        return claims.none() if text.strip() else claims
    every = sees_confidential(user)
    asked: Any
    if connection.vendor == "postgresql":
        vector, asked = F("index__every" if every else "index__open"), _tsquery(parts)
        found = _Matches(vector, asked)
        rank = Func(vector, asked, function="-ts_rank", output_field=FloatField())
    else:
        words = " AND ".join(map(_fts5, parts))
        asked = Value(words if every else f"{_OPEN_COLUMNS} : ({words})")
        table = F("index__fts")
        found = _Matches(table, asked)
        rank = Func(table, template=f"bm25(%(expressions)s, {_WEIGHTS})", output_field=FloatField())
    # Named first, the index is joined as what must be there: FTS5 takes no search beside an outer join.
    return claims.filter(index__isnull=False).filter(found).annotate(rank=rank)


def newest(found: QuerySet[Claim], most: int) -> list[tuple[int, float]]:
    """Return the primary keys of the newest claims found and their ranks, newest first, `most` at most. One query.

    What it saves: read in the index's own order, it stops after `most` of them, however many there are.
    """
    if found.query.is_empty():  # A text without a word found nothing, and nothing has no rank.
        return []
    return list(found.order_by(_Key("index__fts").desc()).values_list(_Key("index__fts"), "rank")[:most])


class _Matches(Lookup):
    """The databases' own operator. A lookup, since from Django 6 any other condition is compared with true."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        operator = "@@" if connection.vendor == "postgresql" else "MATCH"
        (index, before), (asked, after) = self.process_lhs(compiler, connection), self.process_rhs(compiler, connection)
        return f"{index} {operator} {asked}", [*before, *after]


class _Key(Func):
    """The claim's key as a column of the index: by the claim's own column, FTS5 could not read in its order."""

    output_field = BigIntegerField()

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        (column,) = self.get_source_expressions()
        quote = connection.ops.quote_name
        return f"{quote(column.alias)}.{quote('rowid')}", []


def _fts5(part: Part) -> str:
    return f'"{" ".join(part.words)}"{" *" if part.begins else ""}'


def _tsquery(parts: list[Part]) -> Func:
    """Return the parts as one tsquery. NULLIF: a part in which PostgreSQL sees no word must be no syntax error."""
    plain, begins = "phraseto_tsquery('simple', %(expressions)s)", "(NULLIF({}::text, '') || ':*')::tsquery"
    asked = [
        Func(Value(" ".join(part.words)), template=begins.format(plain) if part.begins else plain) for part in parts
    ]
    return Func(*asked, template="(%(expressions)s)", arg_joiner=" && ", output_field=BooleanField())
