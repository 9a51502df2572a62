"""Which moves of a claim's status there are, and the one function that writes a claim and its event."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from claims import record
from claims.models import Claim, Event, Verdict
from claims.vocabulary import DECIDED, SETTLED_BY_EDITOR, Status

from .leads import remember
from .problems import Conflict
from .signoff import revoke

_UNCHECKED, _IN_PROGRESS, _VERIFIED, _DISPUTED, _CORRECTED, _CUT, _STET = Status

# Decided or closed -> unchecked is a reopening; a status to itself is a change of mind about the reason.
MOVES = frozenset(
    [
        (_UNCHECKED, _IN_PROGRESS),
        (_IN_PROGRESS, _UNCHECKED),
        *((start, to) for start in (_UNCHECKED, _IN_PROGRESS) for to in (_VERIFIED, _DISPUTED, _CUT)),
        *((_DISPUTED, to) for to in (_VERIFIED, _CORRECTED, _STET, _CUT)),
        (_VERIFIED, _CUT),
        *((status, status) for status in DECIDED),
        *((status, _UNCHECKED) for status in DECIDED),
    ]
)


def may_move(start: str, to: str) -> bool:
    """Tell whether there is such a move at all, whoever makes it."""
    return (start, to) in MOVES


def permission_for(verdict: str) -> str:
    """Return the permission that a verdict needs."""
    return "settle_claim" if verdict in SETTLED_BY_EDITOR else "record_verdict"


@transaction.atomic
def move(
    claim: Claim,
    *,
    to: str,
    by: Any,
    at: datetime,
    action: str,
    details: dict[str, Any],
    verdict: Verdict | None = None,
    rows: Collection[Any] = (),
    **fields: Any,
) -> Event:
    """Move a claim's status and write the event that explains it: the only writer of `Claim.status`.

    `fields` are columns that change in the same step, `rows` other rows that it makes. Raise Conflict where the
    claim was saved since it was read. The rules come before: callers ask them, this function only refuses a move
    that does not exist.
    """
    if not may_move(claim.status, to):
        raise ValueError(f"There is no move from {claim.status} to {to}.")
    details = {"from": claim.status, "to": to, **details}
    moved = {"status": to, "verdict": verdict, "decided_at": verdict.at if verdict else None}
    event = write_change(claim, by=by, at=at, action=action, details=details, rows=rows, **moved | fields)
    if verdict is not None:
        remember(claim)
    return event


@transaction.atomic
def write_change(
    claim: Claim,
    *,
    by: Any,
    at: datetime,
    action: str,
    details: dict[str, Any],
    rows: Collection[Any] = (),
    **fields: Any,
) -> Event:
    """Write columns of a claim, its event, and what follows: a clearance of the article ends.

    `rows` are others that the same step made; the event binds them too. Raise Conflict where the claim was saved
    since it was read.
    """
    status = fields.get("status", "")
    details = {"number": claim.number, **details}
    bound = record.bound(*rows) | {"claim": [[claim.number, record.digest_of_row(claim, **fields)]]}
    event = record.append(
        claim.article, by=by, action=action, at=at, details=details, claim=claim, status=status, bound=bound
    )
    fields |= {"last_event": event}
    read = Claim.objects.filter(pk=claim.pk, version=claim.version)
    if not read.update(version=F("version") + 1, **fields):
        raise Conflict(claim)
    for name, value in fields.items():
        setattr(claim, name, value)
    claim.version += 1
    revoke(claim.article, by=by, at=at, because=f"Claim {claim.number}: {action}.")
    return event
