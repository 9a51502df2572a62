"""Asking about a claim, answering in place, and the list of what waits."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Claim, Query
from claims.review.people import lacking
from claims.review.problems import Conflict, Refused
from claims.review.queries import answer_query, ask, may_answer

from .query_form import AnswerForm, AskForm

SHOWN = 100


def ask_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the writer or a source about a claim."""
    user: Any = request.user
    claim = get_object_or_404(Claim.objects.visible_to(user).select_related("article__writer"), pk=pk)
    if lacking(user, "add_query"):
        raise PermissionDenied
    posted = request.POST if request.method == "POST" else None
    form = AskForm(posted, claim=claim, user=user, initial={"source": request.GET.get("source", "")[:18]})
    borrowed: list[str] = []
    if form.is_bound and form.is_valid():
        borrowed = [] if "as_it_is" in request.POST else form.borrowed()
        if not borrowed and _asked(request, claim, form):
            return HttpResponseRedirect(f"{claim.get_absolute_url()}#queries")
    context = {"title": _("Ask about claim %(n)d") % {"n": claim.number}, "claim": claim, "form": form}
    return _page(request, "claims/query_ask.html", context | {"borrowed": borrowed}, 422 if form.is_bound else 200)


def _asked(request: HttpRequest, claim: Claim, form: AskForm) -> bool:
    given = form.cleaned_data
    try:
        query = ask(claim, by=request.user, question=given["question"], source=given["source"], at=timezone.now())
    except Refused as refused:
        form.add_error(None, [problem.message for problem in refused.problems])
        return False
    to = query.source.name_for(request.user) if query.source else _("the writer")
    messages.success(request, _("Asked %(to)s about claim %(n)d.") % {"to": to, "n": claim.number})
    return True


def list_page(request: HttpRequest) -> HttpResponse:
    """Show what waits: for this person, asked by this person, and of what else they may read."""
    user: Any = request.user
    waiting = Query.objects.visible_to(user).waiting().for_list().order_by("asked_at", "pk")
    to_me = list(waiting.to_writer(user)[:SHOWN])
    asked = list(waiting.filter(asked_by=user).exclude(pk__in=[q.pk for q in to_me])[:SHOWN])
    known = [query.pk for query in (*to_me, *asked)]
    others = list(waiting.exclude(pk__in=known)[: SHOWN + 1])
    context = {
        "title": _("Queries"),
        "to_me": to_me,
        "asked": asked,
        "others": others[:SHOWN],
        "more": len(others) > SHOWN,
    }
    return _page(request, "claims/query_list.html", context)


def answer_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one query; who may answer it answers here."""
    user: Any = request.user
    query = get_object_or_404(Query.objects.visible_to(user).for_list(), pk=pk)
    hidden = query.source is not None and query.source.hidden_from(user)
    may = may_answer(query, by=user) and not hidden and not query.claim.article.archived
    form = AnswerForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        status = _answered(request, query, form)
        if status == 302:
            return HttpResponseRedirect(reverse("claims:queries"))
        query = Query.objects.for_list().get(pk=pk)
    title = _("Query about claim %(n)d") % {"n": query.claim.number}
    own = query.source is None and query.claim.article.writer_id == user.pk
    context = {"title": title, "query": query, "claim": query.claim, "own": own, "may_answer": may, "form": form}
    return _page(request, "claims/query_answer.html", context | {"conflict": status == 409}, status)


def _answered(request: HttpRequest, query: Query, form: AnswerForm) -> int:
    """Return 302 where the answer is written, 422 where it is refused, 409 where somebody else was faster."""
    if not form.is_valid():
        return 422
    try:
        answer_query(query, by=request.user, answer=form.cleaned_data["answer"], at=timezone.now())
    except Refused as refused:
        form.add_error(None, [problem.message for problem in refused.problems])
        return 422
    except Conflict:
        return 409
    messages.success(request, _("The answer about claim %(n)d is noted.") % {"n": query.claim.number})
    return 302


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return TemplateResponse(request, template, admin.site.each_context(request) | context, status=status)
