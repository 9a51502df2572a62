"""Clearing a revision for print, and what ends a clearance."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q

from claims import record
from claims.models import Article, Claim, Confirmation, Query, Revision, SignOff
from claims.vocabulary import DECIDED, MARKED_BY_MISTAKE, Status

from .passages import corrections_not_made
from .people import unfit_to_act
from .problems import Problem, refuse_if
from .turns import hold_article


def obstacles(article: Article) -> list[Problem]:
    """Return all that keeps the article's current revision from being signed off, whoever asks."""
    revision = article.current_revision
    if revision is None:
        return [Problem("no_copy", "There is no copy of this article yet.")]
    claims = list(article.claims.order_by("number").select_related("verdict"))
    if not claims:
        return [Problem("no_claims", "No claim of this article has been marked yet.")]
    return [
        *(Problem("open", f"Claim {c.number} is still {c.get_status_display()}.", c.pk) for c in claims if c.is_open),
        *_unconfirmed(article),
        *_not_yet_made(claims, revision),
        *_lost_places(article),
        *_open_queries(article),
    ]


def _unconfirmed(article: Article) -> list[Problem]:
    return [
        Problem("unconfirmed", f"Claim {number} is high risk: a second person has to confirm its verdict.", pk)
        for pk, number in article.claims.unconfirmed().order_by("number").values_list("pk", "number")
    ]


def _not_yet_made(claims: list[Claim], revision: Revision) -> list[Problem]:
    return [
        Problem("not_yet_made", f"The correction of claim {c.number} is not yet made in the copy.", c.pk)
        for c in corrections_not_made(claims, revision)
    ]


def _lost_places(article: Article) -> list[Problem]:
    # A corrected claim's old words are meant to be gone from the copy; what stands there twice is in it.
    lost = article.claims.not_placed().exclude(Q(status=Status.CORRECTED) | Q(occurrences__gt=1))
    return [
        Problem("not_placed", f"Claim {c.number} has no certain place in the copy: {c.place_in_words}.", c.pk)
        for c in lost.filter(status__in=DECIDED).order_by("number")
    ]


def _open_queries(article: Article) -> list[Problem]:
    waiting = Query.objects.filter(claim__article=article, answered_at__isnull=True).order_by("claim__number")
    return [
        Problem("open_query", f"A query about claim {number} has no answer yet.", pk)
        for pk, number in waiting.values_list("claim", "claim__number")
    ]


def problems_with_signing_off(article: Article, *, by: Any) -> list[Problem]:
    """Return all that keeps this person from signing off the article as it stands."""
    problems = [*unfit_to_act(by, article, "sign_off_article"), *obstacles(article)]
    if _checkers_of(article) == {by.pk}:
        problems.append(Problem("only_checker", "Only you have checked this article: somebody else signs it off."))
    return problems


def _checkers_of(article: Article) -> set[int]:
    """Return who recorded or confirmed a verdict that stands and checked something: a mark taken away did not."""
    checked = article.claims.filter(verdict__isnull=False).exclude(verdict__reason=MARKED_BY_MISTAKE)
    confirming = Confirmation.objects.filter(verdict__in=article.claims.values("verdict"))
    return {
        *checked.values_list("verdict__by", flat=True),
        *confirming.values_list("by", flat=True),
    }


@transaction.atomic
def sign_off(article: Article, *, by: Any, at: datetime) -> SignOff:
    """Clear the current revision. Signing off twice changes nothing. Raise Refused with every obstacle."""
    article = hold_article(article)
    refuse_if(problems_with_signing_off(article, by=by))
    revision = article.revisions.order_by("-number")[0]
    if (there := revision.sign_offs.filter(revoked_at__isnull=True).first()) is not None:
        return there
    clearance = SignOff.objects.create(revision=revision, by=by, at=at)
    details = {"revision": revision.number, "sha256": revision.sha256}
    record.append(article, by=by, action="signed off", at=at, details=details, bound=record.bound(clearance))
    # A seal that can't be written now is made up for by the next: the clearance stands.
    transaction.on_commit(partial(record.seal, at=at), robust=True)
    return clearance


def revoke(article: Article, *, by: Any, at: datetime, because: str) -> None:
    """End the article's standing clearance, if there is one: something changed after it."""
    standing = SignOff.objects.standing().filter(revision__article=article)
    if (ended := standing.first()) is None:
        return
    ended.revoked_at, ended.revoked_because = at, because
    ended.save(update_fields=["revoked_at", "revoked_because"])
    bound = record.bound(ended)
    record.append(article, by=by, action="sign-off revoked", at=at, details={"because": because}, bound=bound)
