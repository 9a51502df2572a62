"""Signing an article off: every obstacle with the way to its claim, the button, and the history of clearances."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.access.asking import still_you
from claims.models import Article, Revision, SignOff
from claims.models.people import may
from claims.review.problems import Problem, Refused
from claims.review.signoff import obstacles, problems_with_signing_off, sign_off
from claims.review.turns import hold_article

HEADINGS = {
    "open": gettext_lazy("Still open"),
    "unconfirmed": gettext_lazy("Waiting for a second person"),
    "not_yet_made": gettext_lazy("Corrections not yet made in the copy"),
    "not_placed": gettext_lazy("Without a certain place in the copy"),
    "open_query": gettext_lazy("Queries without an answer"),
}


@dataclass(frozen=True)
class Obstacles:
    """Problems of one sort under one heading; each names its claim's page, "" where it lies with none."""

    heading: str
    problems: list[tuple[Problem, str]]


@still_you()
def sign_off_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what stands in the way of the current revision; with POST, clear it for print."""
    user: Any = request.user
    article = get_object_or_404(Article.objects.visible_to(user).select_related("writer"), pk=pk)
    if not user.has_perm("claims.view_signoff"):
        raise PermissionDenied
    status = _signed(request, article) if request.method == "POST" else 200
    if status == 302:
        return HttpResponseRedirect(reverse("claims:sign_off", args=[article.pk]))
    context = admin.site.each_context(request) | shown(article, user) | {"overtaken": status == 409}
    return TemplateResponse(request, "claims/signoff.html", context, status=status)


def _signed(request: HttpRequest, article: Article) -> int:
    """Return 302 where the revision is cleared, 403 or 422 where it can't be, 409 where it is not the one looked at."""
    if not may(request.user, "sign_off_article"):
        return 403
    try:
        with transaction.atomic():
            hold_article(article)
            if str(_current(article)) != request.POST.get("revision"):
                return 409
            signed = sign_off(article, by=request.user, at=timezone.now())
    except Refused:
        return 422
    messages.success(request, _("Revision %(n)d is signed off.") % {"n": signed.revision.number})
    return 302


def _current(article: Article) -> int | None:
    return article.revisions.order_by("-number").values_list("pk", flat=True).first()


def shown(article: Article, user: Any) -> dict[str, Any]:
    """Return what the page shows. The queries do not grow with the claims."""
    revision = article.revisions.defer("body", "original").select_related("imported_by").order_by("-number").first()
    in_the_way = obstacles(article)
    own = problems_with_signing_off(article, by=user) if may(user, "sign_off_article") else []
    signs = SignOff.objects.filter(revision__article=article).select_related("by", "revision")
    history = list(signs.defer("revision__body", "revision__original").order_by("-at", "-pk"))
    standing = next((one for one in history if one.revoked_at is None), None)
    return {
        "title": _("Sign-off"),
        "article": article,
        "revision": revision,
        "obstacles": gathered(in_the_way),
        "count": len(in_the_way),
        "why_not_you": [problem for problem in own if problem not in in_the_way],
        "may_sign_off": may(user, "sign_off_article"),
        "ready": not own and not in_the_way,
        "standing": standing if is_of(standing, revision) else None,
        "history": history,
    }


def is_of(signed: SignOff | None, revision: Revision | None) -> bool:
    """Tell whether the clearance is of this revision."""
    return signed is not None and revision is not None and signed.revision_id == revision.pk


def gathered(problems: Iterable[Problem]) -> list[Obstacles]:
    """Return the problems under their headings, in their order; what has no heading of its own comes as it is."""
    sorts: dict[str, list[tuple[Problem, str]]] = {}
    for problem in problems:
        page = reverse("admin:claims_claim_change", args=[problem.claim]) if problem.claim else ""
        sorts.setdefault(problem.code, []).append((problem, page))
    return [Obstacles(str(HEADINGS.get(code, "")), found) for code, found in sorts.items()]
