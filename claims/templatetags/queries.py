"""Queries where their claim is shown."""

from typing import Any

from django import template
from django.template import Context

from claims.models import Claim
from claims.review.people import archived, lacking
from claims.review.queries import may_answer

register = template.Library()


@register.inclusion_tag("claims/query_panel.html", takes_context=True)
def claim_queries(context: Context, claim: Claim) -> dict[str, Any]:
    """Return a claim's queries, oldest first, and whether this person may ask. One query."""
    user = context["request"].user
    queries = list(claim.queries.for_list().order_by("asked_at", "pk"))
    return {
        "claim": claim,
        "user": user,
        "queries": queries,
        "may_ask": not lacking(user, "add_query") and not archived(claim.article),
    }


@register.inclusion_tag("claims/query.html")
def one_query(query: Any, user: Any, *, with_claim: bool = True, on_own_page: bool = False) -> dict[str, Any]:
    """Return one query as every list shows it: a hidden source's words are left out."""
    shown = {"query": query, "user": user, "hidden": hidden_from(query, user), "with_claim": with_claim}
    own = query.source is None and query.claim.article.writer_id == user.pk
    return shown | {"answers": not on_own_page and _answers(query, user), "own": own}


def hidden_from(query: Any, user: Any) -> bool:
    """Tell whether the words of the query are kept from this person with the source that they went to."""
    return query.source is not None and query.source.hidden_from(user)


def _answers(query: Any, user: Any) -> bool:
    return query.answered_at is None and not hidden_from(query, user) and may_answer(query, by=user)
