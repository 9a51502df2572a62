"""How much a request may bring: refused by its own length, before a byte of it is read or lies on the disk."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SLACK = 5 * 1024 * 1024  # bytes for the form round a file, and so that a file just too big gets its own sentence


class BodyLimit:
    """Outermost but for the headers. A body without a length is read by nobody: WSGI takes it as empty."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.META.get("CONTENT_LENGTH") or "0"
        most = settings.MAX_UPLOAD_MB * 1024 * 1024 + SLACK
        if not (told.isascii() and told.isdigit() and int(told[:20]) <= most):
            return render(request, "413.html", {"most": settings.MAX_UPLOAD_MB}, status=413)
        return self.get_response(request)
