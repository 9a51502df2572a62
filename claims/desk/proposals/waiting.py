"""What the desk itself shows of proposals: how many wait, and where the copy contradicts itself."""

from typing import Any

from claims.models import Candidate, Revision
from claims.models.people import may

from .contradictions import Contradictions


def proposed(revision: Revision | None, user: Any) -> dict[str, Any]:
    """Return how many passages wait in the revision and its contradictions, for who may see them.

    Two queries, and a third where there is a contradiction to show: only there is the copy read.
    """
    if revision is None or not user.has_perm("claims.view_candidate"):
        return {}
    found = Contradictions(revision, user)
    return {
        "may_find": may(user, "add_claim") and not revision.article.archived,
        "waiting": Candidate.objects.filter(revision=revision).proposed().count(),
        "search": found.search,
        "contradictions": found,
    }
