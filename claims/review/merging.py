"""Two sources that turn out to be one."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from claims.models import Evidence, Query, Source
from claims.vocabulary import Stance

from .copies import copies_of
from .evidence import rewrite as rewrite_evidence
from .evidence import take_back
from .leaning import hold_what_leans_on, recheck_claims_of, rewrite, tell
from .people import blind, lacking
from .problems import Problem, refuse_if
from .queries import tell as tell_of_query
from .turns import as_it_was_read


def problems_with_merging(duplicate: Source, *, into: Source, by: Any) -> list[Problem]:
    """Return what keeps this person from merging one source into another."""
    problems = [*lacking(by, "merge_source"), *(blind(by, duplicate) or blind(by, into))]
    if duplicate == into:
        problems.append(Problem("same_source", "Choose two different sources to merge."))
    if duplicate.merged_into_id or into.merged_into_id:
        problems.append(Problem("merged_before", "One of these sources was merged before. Reload the page."))
    if duplicate.confidential != into.confidential:
        message = "One of these sources is confidential and the other is not. Make them alike first."
        problems.append(Problem("confidential", message))
    return [*problems, *_disagreements(duplicate, into)]


def _disagreements(duplicate: Source, into: Source) -> list[Problem]:
    return [
        Problem(
            "disagree",
            f"Claim {piece.claim.number} of “{piece.claim.article}” has both sources at the same place, and they "
            "do not say the same. Withdraw one of the two pieces of evidence first.",
            piece.claim_id,
        )
        for piece, twin in _pieces(duplicate, into)
        if twin and Stance.UNREAD not in {piece.stance, twin.stance} and piece.stance != twin.stance
    ]


def _pieces(duplicate: Source, into: Source) -> list[tuple[Evidence, Evidence | None]]:
    """Return the duplicate's standing evidence, each with what the other source says to the claim at that place."""
    standing = Evidence.objects.standing().select_related("claim__article", "source").order_by("claim", "pk")
    there = {(piece.claim_id, piece.locator): piece for piece in standing.filter(source=into)}
    return [(piece, there.get((piece.claim_id, piece.locator))) for piece in standing.filter(source=duplicate)]


@transaction.atomic
def merge(duplicate: Source, *, into: Source, by: Any, at: datetime) -> int:
    """Bring a duplicate's evidence to the source that stays; return how many pieces that were.

    The duplicate keeps its key, so that a file which names it still finds the right source. Where both say
    something at one place of a claim, one piece of evidence keeps what both found. What copied the duplicate
    copies the other now. Claims that lose what they need reopen. Raise Refused with the problems, Conflict
    where one of the two was saved since it was read.
    """
    hold_what_leans_on(duplicate, into)
    as_it_was_read(duplicate, "republishes")
    as_it_was_read(into, "republishes")
    refuse_if(problems_with_merging(duplicate, into=into, by=by))
    pieces = _pieces(duplicate, into)
    for piece, twin in pieces:
        _bring(piece, twin, into, by=by, at=at)
    _join_families(duplicate, into, by=by, at=at)
    _send_on(duplicate, into, by=by, at=at)
    gone = Q(pk=duplicate.pk) | Q(merged_into=duplicate)
    merged = Source.objects.filter(pk__in=list(Source.objects.filter(gone).values_list("pk", flat=True)))
    merged.update(merged_into=into, version=F("version") + 1)
    duplicate.merged_into, duplicate.version = into, duplicate.version + 1
    tell(*merged, by=by, at=at, action="source merged", details={"source": duplicate.pk, "into": into.pk})
    recheck_claims_of(into, by=by, at=at)
    return len(pieces)


def _bring(piece: Evidence, twin: Evidence | None, into: Source, *, by: Any, at: datetime) -> None:
    if twin is not None and twin.stance == Stance.UNREAD != piece.stance:
        take_back(twin, by=by, at=at)  # Nobody had looked at it: what somebody found takes its place.
        twin = None
    if twin is None:
        rewrite_evidence(piece, by=by, at=at, source=into)
        return
    if piece.stance == twin.stance and piece.finding not in twin.finding:
        rewrite_evidence(twin, by=by, at=at, finding=f"{twin.finding}\n{piece.finding}".strip())
    take_back(piece, by=by, at=at)


def _send_on(duplicate: Source, into: Source, *, by: Any, at: datetime) -> None:
    """Let what the duplicate was asked be asked of `into`."""
    for query in Query.objects.filter(source=duplicate).select_related("claim__article").order_by("pk"):
        query.source = into
        query.save(update_fields=["source"])
        tell_of_query(query, by=by, at=at, action="query sent on")


def _join_families(duplicate: Source, into: Source, *, by: Any, at: datetime) -> None:
    """Let `into` be for all copies what the duplicate was, without a source that copies itself."""
    if into.pk in copies_of(duplicate) or (into.republishes is None and _may_copy(into, duplicate.republishes)):
        # Else the merge would make an original of a copy, and two sources out of one for the source rule.
        _republish(into, duplicate.republishes, by=by, at=at)
    for copy in Source.objects.filter(republishes=duplicate).exclude(pk=into.pk).select_related("republishes"):
        _republish(copy, into, by=by, at=at)


def _may_copy(source: Source, copied: Source | None) -> bool:
    return copied is not None and copied.pk != source.pk and copied.pk not in copies_of(source)


def _republish(source: Source, copied: Source | None, *, by: Any, at: datetime) -> None:
    if source.republishes != copied:
        rewrite(source, by=by, at=at, republishes=copied)
