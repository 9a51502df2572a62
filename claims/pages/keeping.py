"""Keeping an article's record: how long, who put a hold on it, and purging its details at last."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.access.asking import still_you
from claims.models import Article
from claims.models.people import may
from claims.review import retention
from claims.review.problems import Refused


class KeepingForm(forms.Form):
    """What to do, why, and until when for who keeps it longer."""

    act = forms.ChoiceField(choices=[(name, name) for name in ("hold", "lift", "keep", "purge")])
    reason = forms.CharField(max_length=2000, error_messages={"required": gettext_lazy("Give a reason.")})
    until = forms.DateField(required=False, error_messages={"invalid": gettext_lazy("Write the day as 2036-01-31.")})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("act") == "keep" and not given.get("until") and "until" not in self.errors:
            self.add_error("until", _("Choose the day until which it is kept."))
        return given


@still_you()
def keeping_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how long the record's details are kept and what holds them; with POST, change that or purge them."""
    user: Any = request.user
    article = get_object_or_404(Article.objects.visible_to(user), pk=pk)
    if not user.has_perm("claims.view_event"):
        raise PermissionDenied
    form = KeepingForm(request.POST or None)
    if request.method == "POST":
        if not may(user, "change_article"):
            raise PermissionDenied
        if form.is_valid() and _done(request, article, form):
            return HttpResponseRedirect(reverse("claims:keeping", args=[article.pk]))
    context = admin.site.each_context(request) | _shown(article, user) | {"form": form}
    return TemplateResponse(request, "claims/keeping.html", context, status=422 if form.is_bound else 200)


def _done(request: HttpRequest, article: Article, form: KeepingForm) -> bool:
    given = form.cleaned_data
    actor = {"by": request.user, "at": timezone.now(), "reason": given["reason"]}
    try:
        if given["act"] == "keep":
            retention.keep_longer(article, until=given["until"], **actor)
        else:
            _ACTS[given["act"]](article, **actor)
    except Refused as refused:
        form.add_error(None, [problem.message for problem in refused.problems])
        return False
    messages.success(request, _SAID[given["act"]])
    return True


_ACTS: dict[str, Any] = {"hold": retention.put_on_hold, "lift": retention.lift_hold, "purge": retention.purge}
_SAID = {
    "hold": gettext_lazy("The record is on hold: nothing of it may be purged."),
    "lift": gettext_lazy("The hold is lifted."),
    "keep": gettext_lazy("The record is kept longer."),
    "purge": gettext_lazy("The details of this record are purged. A line of it tells of that."),
}


def _shown(article: Article, user: Any) -> dict[str, Any]:
    hold = retention.standing_hold(article)
    until = retention.kept_until(article)
    return {
        "title": _("Keeping the record"),
        "article": article,
        "hold": hold,
        "hold_reason": retention.reason_of(hold) if hold else "",
        "until": until,
        "over": until <= timezone.now(),
        "may_keep": may(user, "change_article"),
        "in_the_way": retention.problems_with_purging(article, by=user, at=timezone.now()),
    }
