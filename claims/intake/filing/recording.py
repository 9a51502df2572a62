"""The one line of the record that tells of a file, with a digest of each row that it brought."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from claims import record
from claims.models import Article, Event, Import


def tell(
    import_: Import,
    article: Article | None,
    *,
    table: str,
    by: Any,
    at: datetime,
    counts: Mapping[str, int],
    bound: dict[str, Any] | None = None,
) -> Event:
    """Append the event of a file to the article's record, or of sources to the desk's.

    `bound`: the rows that it brings, as `record.bound` tells of them. `counts`: what the file's rows of this article
    are; the Import counts the whole file.
    """
    details = {
        "import": import_.pk,
        "file": import_.filename,
        "sha256": import_.sha256,
        "counts": dict(counts),
    }
    return record.append(article, by=by, action=f"imported {table}", at=at, details=details, bound=bound)
