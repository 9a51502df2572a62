"""What to ask a source on the phone: the open questions and nothing of the unpublished copy."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.anchoring.borrowing import Borrowing
from claims.models import Query, Revision, Source


@dataclass(frozen=True)
class Call:
    """A question, and what of it is word for word from the copy and had better not be read out."""

    query: Query
    borrowed: list[str]
    mine: bool


def call_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a source's open questions, to read from and to print. For the desk, not for writers."""
    user: Any = request.user
    source = get_object_or_404(Source.objects.visible_to(user), pk=pk)
    if not user.has_perm("claims.read_desk"):
        raise PermissionDenied
    hidden = source.hidden_from(user)
    context = {
        "title": _("Call sheet"),
        "source": source,
        "hidden": hidden,
        "calls": [] if hidden else calls(source, user),
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "claims/call_sheet.html", admin.site.each_context(request) | context)


def calls(source: Source, user: Any) -> list[Call]:
    """Return what waits for this source, oldest first. Two queries, however many there are."""
    waiting = Query.objects.visible_to(user).waiting().for_list().filter(source=source)
    queries = list(waiting.order_by("asked_at", "pk"))
    copies = _copies({query.claim.article_id for query in queries})
    return [
        Call(query, copies[query.claim.article_id].passages(query.question), query.asked_by_id == user.pk)
        for query in queries
    ]


def _copies(articles: set[int]) -> dict[int, Borrowing]:
    newest = Revision.objects.filter(article=OuterRef("article")).order_by("-number").values("pk")[:1]
    rows = Revision.objects.filter(article__in=articles, pk=Subquery(newest)).values_list("article", "body")
    return {article: Borrowing("") for article in articles} | {article: Borrowing(body) for article, body in rows}
