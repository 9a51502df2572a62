"""What a claim's page shows beside its form."""

from typing import Any

from claims.anchoring.surroundings import Surroundings, sentence_around
from claims.models import Claim, Revision
from claims.review.leads import leads

from .decision import panel
from .evidence import hidden_evidence
from .history import events_of, lines

LATEST = 25


def claim_page(claim: Claim, user: Any) -> dict[str, Any]:
    """Return the page's context: its place in the copy, hidden evidence, the decision panel, the history."""
    verdicts = claim.verdicts.order_by("-pk").select_related("by").prefetch_related("confirmations__by")
    return {
        "surroundings": surroundings(claim),
        "hidden_evidence": hidden_evidence(claim, user),
        "panel": panel(claim, user),
        "leads": leads(claim.statement, claim.article, by=user) if claim.is_open else [],
        "verdicts": verdicts if user.has_perm("claims.view_verdict") else [],
        "lines": lines(events_of(claim)[:LATEST], user) if user.has_perm("claims.view_event") else [],
    }


def surroundings(claim: Claim) -> Surroundings | None:
    """Return the sentence of the copy in which the claim stands, or None where it has no certain place."""
    if claim.start is None or claim.end is None:
        return None
    body = Revision.objects.values_list("body", flat=True).get(claims=claim)
    return sentence_around(body, claim.start, claim.end)
