"""Whose rows an export holds: claims by article and status, and the sources that were brought to them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from claims.models import Article, Claim, Evidence, Source
from claims.review.problems import Problem, Refused, refuse_if
from claims.vocabulary import Status

ALL = "all"


def statuses_in(text: str) -> tuple[str, ...]:
    """Return the statuses named in "verified, disputed", or for "all" every one. Raise Refused for other words."""
    names = [name.strip().casefold().replace(" ", "_") for name in text.split(",") if name.strip()]
    if names == [ALL]:
        return tuple(Status.values)
    unknown = [name for name in names if name not in Status.values]
    if unknown or not names:
        said = f"“{unknown[0][:60]}” is no status." if unknown else "No status is named."
        raise Refused([Problem("no_status", f"{said} Use {', '.join(Status.values)}, or {ALL}.")])
    return tuple(names)


def claims_of(slug: str, *, statuses: Iterable[str], viewer: Any) -> QuerySet[Claim]:
    """Return the claims of one article, or for "" of all, that stand so and that the viewer may read.

    No viewer is the command line, which reads all. Raise Refused where there is no such article.
    """
    claims = Claim.objects.all() if viewer is None else Claim.objects.visible_to(viewer)
    if slug:
        articles = Article.objects.all() if viewer is None else Article.objects.visible_to(viewer)
        article = articles.filter(slug=slug).first()
        refuse_if([] if article else [Problem("no_article", f"There is no article with the slug “{slug[:60]}”.")])
        claims = claims.filter(article=article)
    return claims.filter(status__in=list(statuses))


def sources_of(claims: QuerySet[Claim]) -> QuerySet[Source]:
    """Return the sources brought to these claims and the ones that those were copied from.

    Of a family of copies every one that was copied again comes too: an import needs them to name each other.
    """
    brought = Source.objects.filter(
        pk__in=Evidence.objects.standing().filter(claim__in=claims.order_by().values("pk")).values("source")
    )
    origins = brought.filter(origin__isnull=False).values("origin")
    copied_again = Source.objects.filter(republishes__origin__in=origins).values("republishes")
    family = Q(pk__in=origins) | Q(pk__in=copied_again, origin__in=origins)
    return Source.objects.current().filter(Q(pk__in=brought.values("pk")) | family)
