"""The rows that a record answers for, as values from which their digests can be computed again."""

import hashlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.contrib.auth.models import User

from claims.models import Article, Evidence, Query, Source
from claims.models.people import full_name
from claims.models.source import sees_confidential
from claims.record.binding import KINDS, kinds_of

_AT_ONCE = 2000
_OF_SOURCE = ("title", "publisher", "author", "url", "kind", "published_on", "accessed_on", "archive_url",
              "republishes_id", "merged_into_id")  # fmt: skip


def rows(kind: str, article: Article, *, viewer: Any) -> Iterator[dict[str, Any]]:
    """Yield each row of one kind: its key and its values by column, in the order in which its digest takes them.

    Of a row that tells of a hidden source there is the key alone. A file's bytes are told by their SHA-256.
    """
    shape = KINDS[kind]
    hidden = _hidden(kind, article, viewer)
    found = shape.model.objects.filter(**{shape.article: article.pk}).order_by(shape.key)
    for pk, key, *values in found.values_list("pk", shape.key, *shape.columns).iterator(chunk_size=_AT_ONCE):
        if pk in hidden:
            yield {"key": key, "withheld": True}
        else:
            yield {"key": key, "values": dict(zip(shape.columns, map(_told, values), strict=True))}


def _hidden(kind: str, article: Article, viewer: Any) -> frozenset[int]:
    """Return the rows that tell of a source which is hidden from the viewer."""
    model = {"evidence": Evidence, "query": Query}.get(kind)
    if model is None or (viewer is not None and sees_confidential(viewer)):
        return frozenset()
    told: Any = model._default_manager.filter(claim__article=article, source__confidential=True)
    return frozenset(told.values_list("pk", flat=True))


def _told(value: Any) -> Any:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes | memoryview) else value


def sources(article: Article, *, viewer: Any) -> list[dict[str, Any]]:
    """Return the article's sources, withdrawn ones too; of a hidden one its number."""
    brought = Evidence.objects.filter(claim__article=article).values("source")
    return [_source(source, viewer) for source in Source.objects.filter(pk__in=brought).order_by("pk")]


def _source(source: Source, viewer: Any) -> dict[str, Any]:
    known: dict[str, Any] = {"number": source.pk, "name": source.name_for(viewer), "confidential": source.confidential}
    if source.hidden_from(viewer):
        return known
    return known | {"key": source.key} | {name: getattr(source, name) for name in _OF_SOURCE}


def files(article: Article, *, viewer: Any) -> Iterator[tuple[str, Any]]:
    """Yield a name and the open file of each source that has one and is not hidden."""
    brought = Evidence.objects.filter(claim__article=article).values("source")
    for source in Source.objects.filter(pk__in=brought).exclude(file="").order_by("pk"):
        name = str(source.file.name)
        if not source.hidden_from(viewer) and source.file.storage.exists(name):
            with source.file.open("rb") as file:
                yield f"files/{source.pk}-{PurePosixPath(name).name}", file


def people(article: Article) -> dict[int, str]:
    """Return the name of everybody whom the rows name by number."""
    named: set[int] = set()
    for shape in kinds_of(article.pk).values():
        columns = [name for name in shape.columns if name.endswith("by_id") or name in {"checker_id", "writer_id"}]
        for column in columns:
            named.update(shape.model.objects.filter(**{shape.article: article.pk}).values_list(column, flat=True))
    return {user.pk: full_name(user) for user in User.objects.filter(pk__in=named).order_by("pk")}
