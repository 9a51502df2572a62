"""The answer to a failure: what happened, what was kept, what to do."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from claims.machine import Lack, lack_behind

RETRY_AFTER = 30  # seconds
_STATUS = {Lack.ROOM: 507}


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for a failure; one of its own where the machine lacks something, which somebody can mend."""
    lack = lack_behind(sys.exc_info()[1])
    if lack is None:
        return defaults.server_error(request)
    answer = render(None, "lacking.html", {"lack": lack}, status=_STATUS.get(lack, 503))
    if answer.status_code == 503:
        answer["Retry-After"] = str(RETRY_AFTER)
    return answer
