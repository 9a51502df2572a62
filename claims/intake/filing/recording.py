"""The one line of the record that tells of a file, with a digest of each row that it brought."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from claims import record
from claims.models import Article, Event, Import


def digest_of(facts: dict[str, Any]) -> str:
    """Return SHA-256 of a row's values, as 64 hexadecimal digits."""
    return record.digest_of(record.canonical(facts))


def tell(
    import_: Import,
    article: Article | None,
    *,
    table: str,
    by: Any,
    at: datetime,
    counts: Mapping[str, int],
    bound: dict[str, Any] | None = None,
    sources: Iterable[tuple[int, str]] = (),
) -> Event:
    """Append the event of a file to the article's record, or of sources to the desk's.

    `bound`: the rows of claims and evidence that it brings, as `record.bound` tells of them. `sources`: number and
    digest of each; their keys are hidden where they are confidential. `counts`: what the file's rows of this
    article are; the Import counts the whole file.
    """
    details = {
        "import": import_.pk,
        "file": import_.filename,
        "sha256": import_.sha256,
        "counts": dict(counts),
    }
    if sources:
        details["sources"] = [list(source) for source in sources]
    return record.append(article, by=by, action=f"imported {table}", at=at, details=details, bound=bound)
