"""The answer to a failure: what happened, what was kept, what to do."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

RETRY_AFTER = 30  # seconds


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for a failure; one of its own where the database is away, which mends itself."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        answer = render(None, "503.html", status=503)
        answer["Retry-After"] = str(RETRY_AFTER)
        return answer
    return defaults.server_error(request)
