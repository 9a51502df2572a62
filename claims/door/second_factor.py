"""One's own second factor: set it up with an app, get recovery codes, turn it off; and taking off a colleague's."""

from typing import Any

import segno
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.access import factor, totp
from claims.access.asking import still_you
from claims.models.people import full_name
from claims.review.accounts import problems_with_account
from claims.review.problems import Refused

_SALT = "factor_salt"  # in the session, until the app has shown a right code


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code that the app shows now"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 10}),
    )


def drawn(address: str) -> SafeString:
    """Return the address as a QR code: SVG of one path, without a word of it that came from a person."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(scale=5, border=4, dark="#000", svgclass="qr", lineclass=None, omitsize=True)
    return mark_safe(svg)  # noqa: S308 - only digits and the letters of path commands are in it


@still_you(to_look=True)
def second_factor(request: HttpRequest) -> HttpResponse:
    """Show how one's second factor stands; with POST, do what the pressed button says."""
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    return {"set_up": _set_up, "renew": _renew, "turn_off": _turn_off}.get(asked, _page)(request)


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    user: Any = request.user
    there = factor.factor_of(user)
    context = admin.site.each_context(request) | {
        "title": _("Second factor"),
        "factor": there,
        "codes_left": there.codes.count() if there else 0,
        "needed": factor.must_have(user),
        "form": CodeForm(),
    }
    if there is None:
        key = factor.key_of(user, request.session.setdefault(_SALT, factor.new_salt()))
        context |= {
            "qr": drawn(totp.address_of(key, user.get_username())),
            "key": _in_fours(totp.as_text(key)),
        }
    return TemplateResponse(request, "claims/second_factor.html", context | more, status=status)


def _in_fours(text: str) -> str:
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _set_up(request: HttpRequest) -> HttpResponse:
    form, salt = CodeForm(request.POST), request.session.get(_SALT)
    if salt is None:
        return HttpResponseRedirect(request.path)
    if form.is_valid():
        try:
            codes = factor.set_up(request.user, salt, form.cleaned_data["code"], at=timezone.now())
        except Refused as refused:
            form.add_error("code", [problem.message for problem in refused.problems])
        else:
            del request.session[_SALT]
            return _page(request, codes=codes)
    return _page(request, 422, form=form)


def _renew(request: HttpRequest) -> HttpResponse:
    if factor.factor_of(request.user) is None:
        return HttpResponseRedirect(request.path)
    return _page(request, codes=factor.renew_codes(request.user, at=timezone.now()))


def _turn_off(request: HttpRequest) -> HttpResponse:
    try:
        factor.turn_off(request.user, by=request.user, at=timezone.now())
    except Refused as refused:
        return _page(request, 422, problems=refused.problems)
    messages.success(request, _("Your second factor is off: user name and password are enough again."))
    return HttpResponseRedirect(request.path)


@still_you(to_look=True)
def colleagues(request: HttpRequest, pk: int) -> HttpResponse:
    """Take off the second factor of somebody who has lost phone and recovery codes; asked for on its own page."""
    account = get_object_or_404(User, pk=pk)
    if problems_with_account(account, by=request.user, fields={}):
        raise PermissionDenied
    if account.pk == request.user.pk:
        return HttpResponseRedirect(reverse("claims:second_factor"))
    if request.method == "POST":
        factor.turn_off(account, by=request.user, at=timezone.now())
        messages.success(request, _("The second factor of %s is off.") % full_name(account))
        return HttpResponseRedirect(reverse("admin:auth_user_change", args=[account.pk]))
    context = admin.site.each_context(request) | {
        "title": _("Second factor of %s") % full_name(account),
        "account": account,
        "factor": factor.factor_of(account),
        "needed": factor.must_have(account),
    }
    return TemplateResponse(request, "claims/second_factor_of.html", context)
