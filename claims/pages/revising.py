"""Bringing a new version of an article's copy: hand it over, look at what it would do, confirm or cancel."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.intake import waiting
from claims.intake.articles import not_in_copy, what_was_read
from claims.intake.readers import ArticleDraft, Unreadable
from claims.intake.revisions import read_revision
from claims.models import Article
from claims.models.people import may
from claims.review.problems import Conflict, Refused
from claims.review.revising import Choices, Plan, plan_revision, problems_with_revising, revise

from .revision_form import CopyForm, choices_from
from .revision_preview import events_since, last_event, preview

TABLE = "revision"  # what tells a waiting revision from waiting spreadsheets
SHOWN = 10


def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file or pasted text, read it, and let it wait for its confirmation. Nothing is written."""
    article = _article(request, pk)
    problems = problems_with_revising(article, by=request.user)
    form = CopyForm(request.POST, request.FILES) if request.method == "POST" else CopyForm()
    if not problems and form.is_bound and form.is_valid() and (token := _kept(form, article, request.user)):
        return HttpResponseRedirect(reverse("claims:revision_preview", args=[article.pk, token]))
    title = _("Bring in a new revision")
    context = {"title": title, "article": article, "form": form, "problems": problems}
    status = 403 if problems else 422 if form.is_bound else 200
    return TemplateResponse(request, "claims/revision.html", _context(request, context), status=status)


def look_over(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Show what the waiting copy would do; with POST, do it or put it aside."""
    article = _article(request, pk)
    upload = waiting.find(token, by=request.user)
    if upload is None or (upload.choices.get("table"), upload.choices.get("article")) != (TABLE, article.pk):
        messages.warning(request, _("No copy waits here: it was brought in or put aside already, or a day has passed."))
        return HttpResponseRedirect(reverse("claims:revise", args=[article.pk]))
    if "cancel" in request.POST:
        upload.discard()
        messages.info(request, _("Nothing was brought in. The copy was put aside."))
        return HttpResponseRedirect(_back(article))
    try:
        return _confirmed(request, article, upload) if request.method == "POST" else _shown(request, article, upload)
    except (Refused, Unreadable) as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("claims:revise", args=[article.pk]))


def _article(request: HttpRequest, pk: int) -> Article:
    user: Any = request.user
    article = get_object_or_404(Article.objects.visible_to(user).select_related("writer"), pk=pk)
    if not may(user, "import_article"):
        raise PermissionDenied
    return article


def _context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    return admin.site.each_context(request) | context


def _back(article: Article) -> str:
    return reverse("claims:article_dashboard", args=[article.pk])


def _kept(form: CopyForm, article: Article, user: Any) -> str:
    """Return the name under which the copy waits, or "" where nothing could be read."""
    original, name = form.original()
    try:
        read_revision(article, original, name)
    except Unreadable as reason:
        form.refuse(reason)
        return ""
    return waiting.keep(iter([original]), by=user, table=TABLE, article=article.pk, name=name).token


def _read(article: Article, upload: waiting.Waiting) -> tuple[bytes, ArticleDraft]:
    original = upload.path.read_bytes()
    return original, read_revision(article, original, upload.choices["name"])


def _shown(request: HttpRequest, article: Article, upload: waiting.Waiting) -> HttpResponse:
    draft = _read(article, upload)[1]
    plan = plan_revision(article, draft.body, by=request.user)
    return _page(request, plan, draft, None)


def _page(
    request: HttpRequest, plan: Plan, draft: ArticleDraft, choices: Choices | None, status: int = 200, **more: Any
) -> HttpResponse:
    read = what_was_read(draft)
    context = preview(plan, choices) | {
        "title": _("Revision %(n)d") % {"n": plan.revision.number + 1},
        "article": plan.article,
        "read": read[:SHOWN],
        "read_more": max(0, len(read) - SHOWN),
        "since": last_event(plan),
    }
    return TemplateResponse(request, "claims/revision_preview.html", _context(request, context | more), status=status)


def _confirmed(request: HttpRequest, article: Article, upload: waiting.Waiting) -> HttpResponse:
    original, draft = _read(article, upload)
    plan = plan_revision(article, draft.body, by=request.user)
    choices = choices_from(request.POST, plan)
    try:
        revise(
            article,
            by=request.user,
            at=timezone.now(),
            body=draft.body,
            original=original,
            filename=upload.choices["name"],
            dropped=not_in_copy(draft),
            seen=request.POST.get("seen", ""),
            choices=choices,
        )
    except Conflict:
        return _overtaken(request, article, draft)
    except Refused as refused:
        return _page(request, plan, draft, choices, 422, problems=refused.problems)
    upload.discard()
    _tell(request, plan)
    return HttpResponseRedirect(_back(article))


def _overtaken(request: HttpRequest, article: Article, draft: ArticleDraft) -> HttpResponse:
    """Show the plan as it is now, with what was chosen before, and what happened meanwhile."""
    plan = plan_revision(article, draft.body, by=request.user)
    seen = request.POST.get("since", "")
    event = int(seen) if seen.isdecimal() and len(seen) < 19 else 0
    events = events_since(plan, event) if request.user.has_perm("claims.view_event") else []
    return _page(request, plan, draft, choices_from(request.POST, plan), 409, overtaken=True, events=events)


def _tell(request: HttpRequest, plan: Plan) -> None:
    if plan.changes_nothing:
        messages.info(request, _("Nothing was written: this is the current copy, word for word."))
        return
    reopened = plan.article.claims.filter(last_event__action="reopened", revision__number=plan.revision.number + 1)
    n = reopened.count()
    said = ngettext("One claim is open again.", "%(n)d claims are open again.", n) % {"n": n}
    messages.success(request, _("Revision %(n)d is in.") % {"n": plan.revision.number + 1} + (f" {said}" if n else ""))
