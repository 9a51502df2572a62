"""Where a source is used."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet

from claims.models import Claim, Evidence, Source

SHOWN = 200


def used_in(sources: Collection[int], user: Any) -> dict[int, int]:
    """Return for each of these sources the number of claims, of those this person may read, that it is used in.

    One query, for the rows of a page: counted for every source there is, a list of 80,000 took half a minute.
    """
    pieces = readable_evidence(user).filter(source__in=sources).order_by()
    counted = dict(pieces.values_list("source").annotate(n=Count("claim", distinct=True)))
    return {source: counted.get(source, 0) for source in sources}


def uses(source: Source, user: Any) -> list[Evidence]:
    """Return the standing evidence from this source in claims that this person may read, SHOWN at most."""
    pieces = readable_evidence(user).filter(source=source)
    return list(pieces.select_related("claim__article").order_by("claim__article", "claim__number")[:SHOWN])


def readable_evidence(user: Any) -> QuerySet[Evidence]:
    """Return the standing evidence of the claims that this person may read."""
    standing = Evidence.objects.standing()
    if user.has_perm("claims.read_desk"):
        return standing  # Every claim: naming them all in a query would read them all.
    return standing.filter(claim__in=Claim.objects.visible_to(user).order_by())
