"""What of confidential sources an export shows, and the lines of the record that tell who took it along."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, TextChoices

from claims import record
from claims.models import Article, Claim, Evidence, Source
from claims.models.source import sees_confidential
from claims.vocabulary import Table

# The columns in which words of a source stand.
_TELLING = {
    Table.CLAIMS: {"sources", "findings"},
    Table.SOURCES: {"key", "title", "publisher", "author", "url", "kind", "published_on", "accessed_on",
                    "archive_url", "republishes"},
    Table.EVIDENCE: {"source", "locator", "finding"},
    Table.VERDICTS: set[str](),
}  # fmt: skip

Shown = dict[int | None, list[int]]


def shown_in(table: Table, queryset: QuerySet[Any], *, columns: Iterable[str], viewer: Any) -> Shown:
    """Return the confidential sources that this export names: primary keys by article's, of sources by None."""
    if viewer is None or not sees_confidential(viewer) or not _TELLING[table].intersection(columns):
        return {}
    shown: Shown = {}
    for article, source in _pairs(table, queryset):
        shown.setdefault(article, []).append(source)
    return shown


def _pairs(table: Table, queryset: QuerySet[Any]) -> Iterator[tuple[int | None, int]]:
    if table is Table.SOURCES:
        yield from ((None, pk) for pk in _named_by(queryset))
    else:
        yield from _brought_to(queryset)


def _named_by(sources: QuerySet[Source]) -> QuerySet[Source, int]:
    among = sources.order_by().values("pk")
    named = Source.objects.filter(Q(pk__in=among) | Q(copies__in=among), confidential=True)
    return named.order_by("pk").values_list("pk", flat=True).distinct()


def _brought_to(claims: QuerySet[Claim]) -> QuerySet[Evidence, tuple[int, int]]:
    brought = Evidence.objects.standing().filter(claim__in=claims.order_by().values("pk"), source__confidential=True)
    return brought.order_by("claim__article", "source").values_list("claim__article", "source").distinct()


@transaction.atomic
def tell(shown: Shown, *, table: TextChoices, format: str, by: Any, at: datetime) -> None:
    """Write into the record of each article, for sources into the desk's, who exported what is confidential.

    Sources are named by number, as the record's readers may know no more.
    """
    record.hold(*shown)
    articles = Article.objects.in_bulk([pk for pk in shown if pk is not None])
    for pk, sources in shown.items():
        details = {"table": table.value, "format": format, "sources": sources}
        article = None if pk is None else articles[pk]
        record.append(article, by=by, action="exported confidential sources", at=at, details=details)
