"""Whose role needs a second factor sets it up before anything else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from .factor import factor_of, must_have

SET_UP = "claims:second_factor"
# What somebody may still open who has none yet.
OPEN = {SET_UP, "claims:login", "admin:login", "admin:logout", "admin:jsi18n", "claims:password_change"}


def owes(user: Any) -> bool:
    """Tell whether this person has yet to set up a second factor. The session's user knows (`backend`)."""
    known = getattr(user, "owes_factor", None)
    return must_have(user) and factor_of(user) is None if known is None else known


class SetUpFirst:
    """Middleware: leads who owes a second factor to the page that sets it up, whatever they asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or match.view_name in OPEN or not request.user.is_authenticated or not owes(request.user):
            return None
        return HttpResponseRedirect(reverse(SET_UP))
