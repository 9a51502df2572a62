"""Adding, changing and merging sources. What changes a source's weight rechecks every claim that leans on it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from claims import record
from claims.models import Claim, Evidence, Source
from claims.vocabulary import DECIDED

from .evidence import change_evidence, withdraw
from .files import problems_with_file
from .people import lacking
from .problems import Conflict, Problem, refuse_if
from .verdicts import reopen_if_unsupported

EDITABLE = (
    "key", "title", "publisher", "author", "url", "kind", "published_on", "accessed_on", "archive_url", "file",
    "republishes", "confidential",
)  # fmt: skip
WEIGHING = ("kind", "publisher", "republishes")


def problems_with_source(source: Source, *, by: Any, fields: dict[str, Any], permission: str) -> list[Problem]:
    """Return what keeps this person from giving a source these values."""
    problems = [*lacking(by, permission), *problems_with_file(fields.get("file"))]
    key = fields.get("key", source.key)
    if not key:
        problems.append(Problem("no_key", "Give the source a short key, such as ap-2019-05."))
    if key and Source.objects.filter(key=key).exclude(pk=source.pk).exists():
        problems.append(Problem("key_taken", f'There is a source with the key "{key}" already. Use another key.'))
    if not fields.get("title", source.title):
        problems.append(Problem("no_title", "Give the source a title."))
    if source.pk and (copied := fields.get("republishes")) and source.pk in (copied.pk, *_origins(copied)):
        problems.append(Problem("copies_itself", "A source can't copy itself, directly or through others."))
    return problems


def _origins(source: Source) -> list[int]:
    """Return the keys of all that this source copies, through others too."""
    chain: list[int] = []
    while source.republishes is not None and source.republishes_id not in chain:
        source = source.republishes
        chain.append(source.pk)
    return chain


@transaction.atomic
def add_source(*, by: Any, at: datetime, **fields: Any) -> Source:
    """Add a source. `fields` are of EDITABLE. Raise Refused with the problems."""
    source = Source(added_by=by, **fields)
    refuse_if(problems_with_source(source, by=by, fields=fields, permission="add_source"))
    source.origin = _origin_of(source.republishes)
    source.save(force_insert=True)
    _tell(source, by=by, at=at, action="source added", details=_facts(source))
    return source


@transaction.atomic
def edit_source(source: Source, *, by: Any, at: datetime, **fields: Any) -> list[str]:
    """Give a source new values; return the names of those that changed. Claims that lose what they need reopen.

    Raise Refused with the problems, Conflict where the source was saved since it was read.
    """
    changed = {name: value for name, value in fields.items() if value != getattr(source, name)}
    if not changed:
        return []
    refuse_if(problems_with_source(source, by=by, fields=changed, permission="change_source"))
    before = {name: _plain(getattr(source, name)) for name in changed}
    if not Source.objects.filter(pk=source.pk, version=source.version).update(version=F("version") + 1):
        raise Conflict(source)
    source.version += 1
    for name, value in changed.items():
        setattr(source, name, value)
    source.origin = _origin_of(source.republishes)
    source.save(update_fields=[*changed, "origin"])
    _tell(source, by=by, at=at, action="source changed", details=_facts(source) | {"before": before})
    if "republishes" in changed:
        _follow_origin(source)
    if set(changed) & set(WEIGHING):
        recheck_claims_of(source, by=by, at=at)
    return list(changed)


def recheck_claims_of(source: Source, *, by: Any, at: datetime) -> int:
    """Reopen the decided claims that no longer meet the source rule; return how many."""
    leaning = Evidence.objects.standing().filter(Q(source=source) | Q(source__origin=source))
    claims = Claim.objects.filter(pk__in=leaning.values("claim"), status__in=DECIDED, article__archived=False)
    because = f"Source {source.pk} was changed."
    return sum(
        reopen_if_unsupported(claim, by=by, at=at, because=because)
        for claim in claims.select_related("article", "verdict")
    )


@transaction.atomic
def merge(duplicate: Source, *, into: Source, by: Any, at: datetime) -> int:
    """Bring a duplicate's evidence to the source that stays; return how many pieces moved.

    The duplicate keeps its key, so that a file which names it still finds the right source. Evidence that
    the other source already gives at the same place is withdrawn. Raise Refused with the problems.
    """
    refuse_if(problems_with_merging(duplicate, into=into, by=by))
    pieces = list(duplicate.evidence.standing().select_related("claim__article", "claim__verdict", "source"))
    for piece in pieces:
        if piece.claim.evidence.standing().filter(source=into, locator=piece.locator).exists():
            withdraw(piece, by=by, at=at)
        else:
            change_evidence(piece, by=by, at=at, source=into)
    for copy in duplicate.copies.all():
        edit_source(copy, by=by, at=at, republishes=into if copy != into else None)
    Source.objects.filter(Q(pk=duplicate.pk) | Q(merged_into=duplicate)).update(merged_into=into)
    duplicate.merged_into = into
    _tell(duplicate, by=by, at=at, action="source merged", details={"source": duplicate.pk, "into": into.pk})
    return len(pieces)


def problems_with_merging(duplicate: Source, *, into: Source, by: Any) -> list[Problem]:
    """Return what keeps this person from merging one source into another."""
    problems = lacking(by, "merge_source")
    if duplicate == into:
        problems.append(Problem("same_source", "Choose two different sources to merge."))
    if duplicate.merged_into_id or into.merged_into_id:
        problems.append(Problem("merged_before", "One of these sources was merged before. Reload the page."))
    if duplicate.confidential != into.confidential:
        message = "One of these sources is confidential and the other is not. Make them alike first."
        problems.append(Problem("confidential", message))
    return problems


def _origin_of(copied: Source | None) -> Source | None:
    return None if copied is None else copied.origin or copied


def _follow_origin(source: Source) -> None:
    for copy in source.copies.all():
        copy.origin = source.origin or source
        copy.save(update_fields=["origin"])
        _follow_origin(copy)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Source) else value


def _facts(source: Source) -> dict[str, Any]:
    return {"source": source.pk} | {name: str(_plain(getattr(source, name)) or "") for name in EDITABLE}


def _tell(source: Source, *, by: Any, at: datetime, action: str, details: dict[str, Any]) -> None:
    record.append(None, by=by, action=action, at=at, details=details)
