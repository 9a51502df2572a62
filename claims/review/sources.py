"""Adding, changing and merging sources. What changes a source's weight rechecks every claim that leans on it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from claims import record
from claims.models import Source

from .copies import copies_of, origin_of
from .files import problems_with_file
from .leaning import EDITABLE, digest_of_file, facts_of, hold_what_leans_on, recheck_claims_of, rewrite, tell
from .merging import merge, problems_with_merging
from .people import blind, lacking
from .problems import Problem, refuse_if
from .source_keys import is_taken, kept_keys, wrong_with_key
from .turns import as_it_was_read, read_again
from .values import ill_formed, tidied

__all__ = [
    "EDITABLE", "WEIGHING", "add_source", "edit_source", "merge", "problems_with_merging", "problems_with_source",
]  # fmt: skip

WEIGHING = ("kind", "publisher", "republishes")


def problems_with_source(source: Source, *, by: Any, fields: dict[str, Any], permission: str) -> list[Problem]:
    """Return what keeps this person from giving a source these values."""
    problems = [*lacking(by, permission), *problems_with_file(fields.get("file"))]
    key = fields.get("key", source.key)
    if not key:
        problems.append(Problem("no_key", "Give the source a short key, such as ap-2019-05."))
    if (source.pk is None or "key" in fields) and (sentence := wrong_with_key(key)):
        problems.append(Problem("bad_key", sentence))
    named = source.pk is None or {"key", "confidential"} & fields.keys()
    if key and named and is_taken(key, by=by, besides=source):
        problems.append(Problem("key_taken", f'There is a source with the key "{key}" already. Use another key.'))
    if not fields.get("title", source.title):
        problems.append(Problem("no_title", "Give the source a title."))
    if source.merged_into_id is not None:
        problems.append(Problem("merged_before", "This source was merged into another. Change the one that stayed."))
    problems += [*(blind(by, source) if source.pk else []), *_problems_with_copying(source, fields.get("republishes"))]
    return [*problems, *ill_formed(Source, fields)]


def _problems_with_copying(source: Source, copied: Source | None) -> list[Problem]:
    if copied is None:
        return []
    problems = []
    if copied.merged_into_id is not None:
        problems.append(Problem("copies_merged", "The source that it copies was merged. Choose the one that stayed."))
    if source.pk and (copied.pk == source.pk or copied.pk in copies_of(source)):
        problems.append(Problem("copies_itself", "A source can't copy itself, directly or through others."))
    return problems


@transaction.atomic
def add_source(*, by: Any, at: datetime, **fields: Any) -> Source:
    """Add a source. `fields` are of EDITABLE and `imported_in`. Raise Refused with the problems."""
    record.hold(None)
    fields = _as_kept(fields, of=(*EDITABLE, "imported_in"))
    source = Source(added_by=by, **fields)
    refuse_if(problems_with_source(source, by=by, fields=fields, permission="add_source"))
    if source.confidential:
        source.key = kept_keys([source.key])[source.key]
    source.origin = origin_of(source.republishes)
    source.save(force_insert=True)
    tell(source, by=by, at=at, action="source added", details=facts_of(source) | digest_of_file(source))
    return source


@transaction.atomic
def edit_source(source: Source, *, by: Any, at: datetime, **fields: Any) -> list[str]:
    """Give a source new values; return the names of those that changed. Claims that lose what they need reopen.

    Raise Refused with the problems, Conflict where the source was saved since it was read.
    """
    hold_what_leans_on(source)
    fields = _as_kept(fields, of=EDITABLE)
    as_it_was_read(source, "republishes")
    changed = {name: value for name, value in fields.items() if value != getattr(source, name)}
    if not changed:
        return []
    refuse_if(problems_with_source(source, by=by, fields=changed, permission="change_source"))
    if changed.get("confidential"):
        key = changed.get("key", source.key)
        changed |= {"key": kept} if (kept := kept_keys([key])[key]) != source.key else {}
    rewrite(source, by=by, at=at, **changed)
    if set(changed) & set(WEIGHING):
        recheck_claims_of(source, by=by, at=at)
    return list(changed)


def _as_kept(fields: dict[str, Any], *, of: Collection[str]) -> dict[str, Any]:
    """Return the fields tidied, and what the source copies as it stands now: its own origin may be another."""
    fields = tidied(fields, of=of)
    if (copied := fields.get("republishes")) is not None:
        fields["republishes"] = read_again(copied, "origin")
    return fields
