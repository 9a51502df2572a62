"""Emptying what a record's lines tell, without breaking the record: a tombstone answers for every row instead."""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims.models import Article, EventDetail

from .binding import PURGED, all_rows_of
from .chain import append


@transaction.atomic
def purge(article: Article, *, by: Any, at: datetime, details: dict[str, Any]) -> int:
    """Empty the details of every line so far and append the line that tells of it; return how many were emptied.

    Who did what when stays. The new line holds the digest of each row as it stands, so that the tables are
    answered for as before.
    """
    tombstone = append(article, by=by, action=PURGED, at=at, details=details, bound=all_rows_of(article.pk))
    before = EventDetail.objects.filter(event__chain=tombstone.chain_id, event__sequence__lt=tombstone.sequence)
    return before.exclude(body="").update(body="")
