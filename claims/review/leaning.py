"""Writing what a source is, and looking again at every claim that leans on it."""

import hashlib
from datetime import datetime
from typing import Any

from claims import record
from claims.models import Claim, Evidence, Query, Source
from claims.vocabulary import DECIDED

from .copies import copies_of, let_follow, origin_of
from .verdicts import reopen_if_unsupported

EDITABLE = (
    "key", "title", "publisher", "author", "url", "kind", "published_on", "accessed_on", "archive_url", "file",
    "republishes", "confidential",
)  # fmt: skip


def rewrite(source: Source, *, by: Any, at: datetime, **fields: Any) -> None:
    """Write new values and their event; copies follow. Callers see to the rules before and the recheck after."""
    before = {name: _plain(getattr(source, name)) for name in fields}
    copies = copies_of(source)
    for name, value in fields.items():
        setattr(source, name, value)
    source.origin = origin_of(source.republishes)
    source.version += 1
    source.save(update_fields=[*fields, "origin", "version"])
    followed = let_follow(copies, source)
    details = facts_of(source) | (digest_of_file(source) if "file" in fields else {}) | {"before": before}
    tell(source, *followed, by=by, at=at, action="source changed", details=details)


def hold_what_leans_on(*sources: Source) -> None:
    """Take the turn of the desk's record and then of every article that uses these sources or copies of them.

    Who will change several sources calls it once for all: one after another they would be taken out of order.
    """
    record.hold(None)
    record.hold(*articles_leaning_on(*sources))


def articles_leaning_on(*sources: Source) -> set[int]:
    """Return the keys of the articles whose claims use or ask these sources or copies of them.

    Call it in the desk's turn.
    """
    pks = {source.pk for source in sources}.union(*(copies_of(source) for source in sources))
    leaning, asked = (
        rows.filter(source__in=pks).order_by().values_list("claim__article", flat=True)
        for rows in (Evidence.objects.standing(), Query.objects)
    )
    return set(leaning.union(asked).order_by())


def recheck_claims_of(source: Source, *, by: Any, at: datetime) -> int:
    """Reopen the decided claims that no longer meet the source rule, by it or by a copy of it; return how many.

    An archived article stays as it was printed: its claims are looked at again when it is brought back.
    """
    leaning = Evidence.objects.standing().filter(source__in={source.pk, *copies_of(source)})
    claims = Claim.objects.filter(pk__in=leaning.values("claim"), status__in=DECIDED, article__archived=False)
    because = f"Source {source.pk} was changed."
    return sum(
        reopen_if_unsupported(claim, by=by, at=at, because=because)
        for claim in claims.select_related("article", "verdict").order_by("article_id", "number")
    )


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Source) else value


def facts_of(source: Source) -> dict[str, Any]:
    """Return a source's values as the record keeps them."""
    return {"source": source.pk} | {name: str(_plain(getattr(source, name)) or "") for name in EDITABLE}


def digest_of_file(source: Source) -> dict[str, str]:
    """Return SHA-256 of the source's file as the record keeps it, nothing where it has none."""
    if not source.file or source.file.name is None:
        return {}
    with source.file.storage.open(source.file.name, "rb") as kept:
        return {"file_sha256": hashlib.file_digest(kept, "sha256").hexdigest()}


def tell(*sources: Source, by: Any, at: datetime, action: str, details: dict[str, Any]) -> None:
    """Write what happened to sources, as they stand now, into the desk's own record."""
    record.append(None, by=by, action=action, at=at, details=details, bound=record.bound(*sources))
