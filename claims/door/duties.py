"""Whose role needs a second factor: chosen by who manages people."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.access import factor
from claims.access.asking import still_you
from claims.vocabulary import Role


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("These roles need a second factor"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


@still_you(to_look=True)
def roles_page(request: HttpRequest) -> HttpResponse:
    """Show which roles need a second factor; with POST, change that."""
    if not request.user.has_perm("auth.change_user"):
        raise PermissionDenied
    form = RolesForm(
        request.POST if request.method == "POST" else None, initial={"roles": factor.roles_that_need_one()}
    )
    if request.method == "POST" and form.is_valid():
        changed = factor.require_of(form.cleaned_data["roles"], by=request.user, at=timezone.now())
        messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
        return HttpResponseRedirect(reverse("admin:auth_user_changelist"))
    context = admin.site.each_context(request) | {"title": _("Who needs a second factor"), "form": form}
    return TemplateResponse(request, "claims/second_factor_roles.html", context, status=422 if form.errors else 200)
