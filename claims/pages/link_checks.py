"""The button "Check links" of a source's page."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims.models import Source
from claims.review.link_checks import check_links
from claims.review.people import lacking
from claims.review.problems import Refused


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the source's addresses and lead back to its page, where the answers stand. Without the setting: no page."""
    user: Any = request.user
    source = get_object_or_404(Source.objects.visible_to(user).current(), pk=pk)
    if source.hidden_from(user) or lacking(user, "change_source"):
        raise PermissionDenied
    if not settings.CHECK_LINKS:
        raise Http404
    try:
        for answer in check_links(source, by=user, at=timezone.now()):
            (messages.success if answer.is_there else messages.warning)(request, answer.sentence)
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem.message)
    return HttpResponseRedirect(source.get_absolute_url())
