"""Append to a record so that nothing before can change unseen.

Each event's hash covers its own columns, the digest of its salted details and the hash of the event before
it (the linked time-stamping of Haber and Stornetta, 1991). Details lie apart, so that they can be emptied by
a purge or a redaction without breaking the chain.
"""

import json
import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.models import Article, Chain, Claim, Event, EventDetail
from claims.models.people import full_name, role_names

from .binding import BOUND
from .hashing import canonical, digest_of, hash_of_line


def _locked_chain(article_id: int | None) -> Chain:
    """Return the chain, locked until the transaction ends: two writers take turns and never fork it."""
    chain = Chain.objects.select_for_update().filter(article=article_id)  # None is compared by IS NULL.
    if (there := chain.first()) is not None:
        return there
    Chain.objects.get_or_create(article_id=article_id)  # type: ignore[misc]  # The stubs know no NULL here.
    return chain.get()


def hold(*article_ids: int | None) -> None:
    """Take the turn to write these articles' records until the transaction ends; None is the desk's own.

    Rules read after this stay true until their change is written: whoever changes anything of an article holds
    its record first. The desk's own comes first and articles follow by key, so that no two people wait for
    each other: who will write to several takes them all at once, before the first change.
    """
    for article_id in sorted(set(article_ids), key=lambda key: key or 0):
        _locked_chain(article_id)


@transaction.atomic
def append(
    article: Article | None,
    *,
    by: Any,
    action: str,
    at: datetime,
    details: dict[str, Any],
    claim: Claim | None = None,
    status: str = "",
    bound: dict[str, Any] | None = None,
) -> Event:
    """Append one event to the article's record, or without an article to the desk's own.

    Call it inside the transaction of the change that it tells of. `details` must be JSON values and dates.
    `bound` is what `binding.bound` says of the rows that the change leaves in a new state.
    Time never runs backwards in a chain: an earlier `at` than the last event's is written as that one's.
    """
    chain = _locked_chain(article.pk if article else None)
    body, salt = canonical(details | {BOUND: bound} if bound else details), secrets.token_hex(16)
    event = Event(
        chain=chain,
        sequence=chain.length + 1,
        actor_id=by.pk if by else None,
        actor_name=full_name(by) if by else "Factcheck",
        actor_role=role_names(by) if by else "",
        action=action,
        at=max(at, chain.last_at or at),
        claim=claim,
        status=status,
        digest=digest_of(body, salt),
        previous=chain.head,
    )
    event.hash = hash_of(event, article_id=chain.article_id)
    event.save(force_insert=True)
    EventDetail.objects.create(event=event, salt=salt, body=body)
    chain.length, chain.head, chain.last_at = event.sequence, event.hash, event.at
    chain.save(update_fields=["length", "head", "last_at"])
    return event


def last_written() -> datetime | None:
    """Return the time of the line that was written last, in whichever record; None where there is none."""
    return Event.objects.order_by("-pk").values_list("at", flat=True).first()


def hash_of(event: Event, *, article_id: int | None) -> str:
    """Return the hash that `event` must carry, from its columns as they stand."""
    return hash_of_line(
        article=article_id,
        sequence=event.sequence,
        actor=(event.actor_id, event.actor_name, event.actor_role),
        action=event.action,
        at=event.at,
        claim=event.claim_id,
        status=event.status,
        digest=event.digest,
        previous=event.previous,
    )


def details_of(event: Event) -> dict[str, Any]:
    """Return what the event's details tell, nothing where a purge has emptied them. Its `detail` is read already."""
    body = event.detail.body if hasattr(event, "detail") else ""
    details = json.loads(body) if body else {}
    return details if isinstance(details, dict) else {}
