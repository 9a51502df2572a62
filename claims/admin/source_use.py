"""Where a source is used."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.models import Claim, Evidence, Source

SHOWN = 200


def used_in(user: Any) -> Coalesce:
    """Return the number of claims, of those this person may read, that a source is used in, for an annotation."""
    pieces = Evidence.objects.standing().filter(source=OuterRef("pk"), claim__in=_readable(user))
    counted = pieces.order_by().values("source").annotate(n=Count("claim", distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def uses(source: Source, user: Any) -> list[Evidence]:
    """Return the standing evidence from this source in claims that this person may read, SHOWN at most."""
    pieces = Evidence.objects.standing().filter(source=source, claim__in=_readable(user))
    return list(pieces.select_related("claim__article").order_by("claim__article", "claim__number")[:SHOWN])


def _readable(user: Any) -> QuerySet[Claim]:
    return Claim.objects.visible_to(user).order_by()
