"""Who else is at the desk, and what was changed since somebody last looked.

One row per person and article says where they were last seen; the article's chain of events says what
happened. Both are in the database, so any number of web processes tell the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError

from claims.machine import takes_no_changes
from claims.models import Article, Chain, Claim, Event, Presence
from claims.models.people import full_name
from claims.vocabulary import Status

GONE_AFTER = timedelta(seconds=20)
REWRITTEN_AFTER = timedelta(seconds=8)  # a poll that tells nothing new writes no more often than this
MOST_TOLD = 100
# What changes which words are marked, and so needs the copy to be shown anew.
RECUTTING = ("marked", "changed", "unmarked")


@dataclass(frozen=True)
class Colleague:
    """Somebody else at this desk; `claim` is a claim's number, None for none in particular."""

    name: str
    claim: int | None


def be_seen(article: Article, user: Any, claim: int | None, *, at: datetime) -> None:
    """Note that the person is here, on this claim. One query, and a write where that is news."""
    on = article.claims.filter(number=claim).values_list("pk", flat=True).first() if claim else None
    fresh = Presence.objects.filter(article=article, user=user, claim=on, seen_at__gt=at - REWRITTEN_AFTER)
    if not fresh.exists():
        try:
            Presence.objects.bulk_create(
                [Presence(article=article, user=user, claim_id=on, seen_at=at)],
                update_conflicts=True,
                unique_fields=["article", "user"],
                update_fields=["claim", "seen_at"],
            )
        except DatabaseError as error:
            if not takes_no_changes(error):  # The copy can be read even where nobody can be seen reading it.
                raise


def colleagues(article: Article, user: Any, *, at: datetime) -> list[Colleague]:
    """Return who else is here, by name. One query."""
    here = Presence.objects.filter(article=article, seen_at__gt=at - GONE_AFTER).exclude(user=user)
    rows = here.select_related("user", "claim").order_by("user__first_name", "user__username")
    return [Colleague(full_name(row.user), row.claim.number if row.claim else None) for row in rows]


def by_claim(people: Iterable[Colleague]) -> dict[int, str]:
    """Return the names of who is on each claim."""
    on: dict[int, list[str]] = {}
    for person in people:
        if person.claim is not None:
            on.setdefault(person.claim, []).append(person.name)
    return {number: ", ".join(names) for number, names in on.items()}


def marker(article: Article) -> int:
    """Return how many events the article's record holds: what is asked for later is what comes after it."""
    return Chain.objects.filter(article=article).values_list("length", flat=True).first() or 0


def news(article: Article, user: Any, *, since: int) -> dict[str, Any]:
    """Return what changed after the marker: the claims with their status now, and what others did, in words.

    `recut`: words were marked or changed, or more happened than is told. Two queries, one where nothing happened.
    """
    upto = marker(article)
    if upto <= since:
        return {"marker": upto, "claims": [], "told": [], "recut": False}
    events = Event.objects.filter(chain__article=article, sequence__gt=since, sequence__lte=upto)
    latest = list(events.select_related("claim").order_by("-sequence")[:MOST_TOLD])
    touched = {event.claim_id: event.claim for event in latest if event.claim_id and event.claim}
    return {
        "marker": upto,
        "claims": [_now(claim) for claim in touched.values()],
        "told": [_told(event) for event in reversed(latest) if event.actor_id != user.pk],
        "recut": len(latest) == MOST_TOLD or any(event.action in RECUTTING or not event.claim_id for event in latest),
    }


def _now(claim: Claim) -> dict[str, Any]:
    return {"number": claim.number, "status": claim.status, "label": str(claim.get_status_display())}


def _told(event: Event) -> dict[str, Any]:
    about = f"claim {event.claim.number}, " if event.claim else ""
    what = Status(event.status).label if event.status and event.action.startswith("marked") else event.action
    return {"claim": event.claim.number if event.claim else None, "words": f"{event.actor_name}: {about}{what}."}
