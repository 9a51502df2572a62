"""What happened to a claim, as one line each: who did what and when.

Details of events are not told here, whoever asks: they may hold words of a confidential source. Only the
reason of a reopening is, which is no source's.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from claims.models import Claim, Event
from claims.vocabulary import Status

LATEST = 40
_REOPENED = "reopened"


@dataclass(frozen=True)
class Line:
    """One event. `status` is where the claim stood after it, "" where it moved none."""

    name: str
    action: str
    at: datetime
    status: str
    reason: str


def lines(claim: Claim) -> list[Line]:
    """Return the claim's latest events, newest first. One query."""
    events = claim.events.select_related("detail").order_by("-sequence")[:LATEST]
    return [Line(e.actor_name, _said(e), e.at, e.status, _reason(e)) for e in events]


def _said(event: Event) -> str:
    return event.action.replace("_", " ") if event.status in Status.values else event.action


def _reason(event: Event) -> str:
    if event.action != _REOPENED or not hasattr(event, "detail") or not event.detail.body:
        return ""
    return str(json.loads(event.detail.body).get("reason", ""))


def last_to_save(claim: Claim) -> str:
    """Return the name of the person who saved the claim last. Bringing evidence or confirming does not save it."""
    saved = claim.events.exclude(action__startswith="evidence").exclude(action="confirmed")
    return saved.order_by("-sequence").values_list("actor_name", flat=True).first() or "Somebody"


def last_to_bring(claim: Claim) -> str:
    """Return the name of the person who last changed the claim's evidence."""
    brought = claim.events.filter(action__startswith="evidence")
    return brought.order_by("-sequence").values_list("actor_name", flat=True).first() or "Somebody"
