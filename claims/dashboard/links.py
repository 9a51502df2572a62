"""Addresses of the claim list, filtered so that its length is the figure that links to it."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

NOBODY = "none"


def claim_list(
    *,
    status: str | Iterable[str] = (),
    article: int | None = None,
    desk: str = "",
    checker: int | str | None = None,
    risk: str = "",
    kind: str = "",
    needs: str = "",
    decided_on: str = "",
    prints_by: str = "",
    archived_too: bool = False,
) -> str:
    """Return the list's address for these filters.

    `checker` is an account's primary key or NOBODY. `needs` is one of second_source, overdue, unconfirmed,
    not_placed and answer. `decided_on` and `prints_by` are days as ISO text.
    """
    several = not isinstance(status, str)
    chosen = {
        "status__in" if several else "status__exact": ",".join(status) if several else status,
        "article__id__exact": article,
        "article__archived__exact": "all" if archived_too else "0",
        "article__desk__exact": desk,
        "checker__id__exact": checker,
        "risk__exact": risk,
        "kind__exact": kind,
        "needs": needs,
        "decided_on": decided_on,
        "prints_by": prints_by,
    }
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{reverse('admin:claims_claim_changelist')}?{query}"


def claim_page(pk: int) -> str:
    return reverse("admin:claims_claim_change", args=[pk])


def article_dashboard(pk: int) -> str:
    return reverse("claims:article_dashboard", args=[pk])
