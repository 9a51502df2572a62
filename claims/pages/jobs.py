"""The page of a piece of long work: how far it is, what came of it. Only who started it sees it."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from claims.jobs import again, may_try_again, progress_of, wake
from claims.models import Job

SHOWN = 50


def list_page(request: HttpRequest) -> HttpResponse:
    """Show the person's own long work, the newest first."""
    user: Any = request.user
    return _page(request, "claims/jobs.html", {"title": _("Long work"), "jobs": Job.objects.of(user)[:SHOWN]})


def job_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one piece of work; a POST takes up one that was interrupted."""
    user: Any = request.user
    job = get_object_or_404(Job.objects.of(user), pk=pk)
    if request.method == "POST":
        if not again(job):
            messages.info(request, _("This is at work, or done, already."))
        wake()
        return HttpResponseRedirect(job.get_absolute_url())
    if not job.has_ended:
        wake()  # After a restart nobody else may have looked.
    done = progress_of(job)
    context = {"title": job.title, "job": job, "try_again": may_try_again(job)}
    context |= {"done": f"{done:,}", "total": f"{job.total:,}"}
    context["percent"] = min(100, done * 100 // job.total) if job.total else 0
    return _page(request, "claims/job.html", context)


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    context = {**admin.site.each_context(request), **context}
    response = TemplateResponse(request, template, context)
    response["Cache-Control"] = "no-store"
    return response
