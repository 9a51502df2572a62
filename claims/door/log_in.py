"""The log-in page: the admin's own, with a code, and slow to guess at."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.access.proof import prove
from claims.access.throttle import WAIT
from claims.review.problems import Refused


class LogInForm(AdminAuthenticationForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        help_text=_("Only if you have set up a second factor: from your app, or a recovery code."),
    )

    def clean(self) -> dict[str, Any]:
        given, request = self.cleaned_data, self.request
        if request is not None and not self.errors:
            try:
                self.user_cache = prove(
                    request, given["username"], given["password"], given.get("code", ""), at=timezone.now()
                )
            except Refused as refused:
                raise forms.ValidationError(
                    [forms.ValidationError(p.message, p.code) for p in refused.problems]
                ) from refused
        return given


def log_in(request: HttpRequest) -> HttpResponse:
    """Show the log-in; who guesses too often is told so with the status 429."""
    answer = admin.site.login(request)
    form = (getattr(answer, "context_data", None) or {}).get("form")
    if form is not None and form.has_error("__all__", WAIT.code):
        answer.status_code = 429
    return answer
