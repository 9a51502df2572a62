"""Asking again who is there: before what can't be taken back, and of somebody whose session ended while they wrote.

What was sent is kept in the page that asks, as hidden fields of its form, and goes on to where it was meant for
once the answer is right. Nothing of it is stored. Passwords among it are left out and have to be typed anew.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.review.problems import Refused

from .factor import factor_of
from .proof import is_fresh, prove, remember

View = Callable[..., HttpResponseBase]
_OURS = "proof_"
_LOOK = f"{_OURS}look"  # sent where a page was only to be looked at: nothing goes on but the address


class ProofForm(forms.Form):
    """Who is there. The name is asked only of somebody who is not logged in, the code only of who may have one."""

    proof_name = forms.CharField(
        label=gettext_lazy("Username"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    proof_password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    proof_code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        help_text=gettext_lazy("From your app, if you have set up a second factor; or one of your recovery codes."),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.person = request, request.user
        if self.person.is_authenticated:
            del self.fields["proof_name"]
            if factor_of(self.person) is None:
                del self.fields["proof_code"]
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any] | None:
        given = self.cleaned_data
        name = self.person.get_username() or given.get("proof_name", "")
        if not self.errors:
            try:
                code = given.get("proof_code", "")
                self.person = prove(self.request, name, given["proof_password"], code, at=timezone.now())
            except Refused as refused:
                raise forms.ValidationError([(p.message) for p in refused.problems]) from refused
        return given


def kept(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was sent, as (name, value), without passwords, our own fields and the token of the form."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith(_OURS) and "password" not in name
        for value in values
    ]


def ask(request: HttpRequest, form: ProofForm) -> HttpResponse:
    """Return the page that asks."""
    known = request.user.is_authenticated
    looks = request.method != "POST" or _LOOK in request.POST
    context = admin.site.each_context(request) | {
        "title": _("Is it still you?") if known else _("Your session had ended"),
        "form": form,
        "known": known,
        "kept": [(_LOOK, "1")] if looks else kept(request),
        "looks": looks,
        "files": bool(request.FILES),
        "address": request.get_full_path(),
    }
    return TemplateResponse(request, "claims/still_you.html", context, status=403)


def _answered(request: HttpRequest) -> ProofForm:
    """Return the form, filled in where this request answers it."""
    answers = request.method == "POST" and f"{_OURS}password" in request.POST
    return ProofForm(request.POST if answers else None, request=request)


def still_you(*, to_look: bool = False) -> Callable[[View], View]:
    """Let a view do what is sent to it only for somebody who has proved lately who they are; else ask first.

    With `to_look` even its page is shown only then. For methods: `method_decorator(still_you())`.
    """

    def around(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            needless = is_fresh(request, at=timezone.now()) or (request.method != "POST" and not to_look)
            if not needless:
                form = _answered(request)
                if not form.is_valid():
                    return ask(request, form)
                remember(request)
            if _LOOK in request.POST:
                return HttpResponseRedirect(request.get_full_path())
            return view(request, *args, **kwargs)

        return asked

    return around


class LostSession:
    """Middleware: who sends something after their session ended logs in on the spot, and what they sent goes on.

    Only what a person sends with a page's own form: a script's request gets the log-in's address, as before, and
    keeps what was typed where it was. The CSRF check stands before this, for the first sending and for the second.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if request.method != "POST" or request.user.is_authenticated or not kept(request):
            return None
        match = request.resolver_match
        by_script = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate" or "HX-Request" in request.headers
        if by_script or match is None or match.view_name in {"admin:login", "claims:login", "admin:logout"}:
            return None
        form = _answered(request)
        if not form.is_valid():
            return ask(request, form)
        login(request, form.person)  # type: ignore[arg-type]
        return None
