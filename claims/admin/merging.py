"""Merging duplicates: choose which source stays, see what moves, confirm."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import Evidence, Source
from claims.review.problems import Conflict, Refused
from claims.review.sources import merge

from .base import as_person

MOST = 20  # sources of one merging: more than that were selected by mistake


class StayForm(forms.Form):
    stays: Any = forms.ModelChoiceField(
        label=_("Which one stays?"), queryset=None, empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, sources: QuerySet[Source], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stays"]
        field.queryset = sources
        field.label_from_instance = lambda source: f"{source.name_for(user)} ({source.key})"


@admin.action(description=_("Merge selected sources"), permissions=["merge"])
def merge_selected(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Source]) -> HttpResponse | None:
    chosen = Source.objects.open_to(as_person(request)).current().filter(pk__in=queryset.order_by().values("pk"))
    if not 2 <= len(chosen[: MOST + 1]) <= MOST:
        messages.error(request, _("Choose two sources or more to merge, at most %d.") % MOST)
        return None
    form = StayForm(request.POST if "answered" in request.POST else None, sources=chosen, user=request.user)
    if form.is_valid():
        problems = merge_into(form.cleaned_data["stays"], chosen, by=request.user)
        if not problems:
            messages.success(request, _("Merged %d sources into one.") % len(chosen))
            return None
        form.add_error(None, problems)
    return ask_which_stays(modeladmin, request, chosen, form)


def merge_into(stays: Source, chosen: QuerySet[Source], *, by: Any) -> list[str]:
    """Merge all others into the one that stays, or none of them; return the problems as sentences."""
    try:
        with transaction.atomic():
            for duplicate in chosen.exclude(pk=stays.pk):
                merge(duplicate, into=stays, by=by, at=timezone.now())
    except Refused as refused:
        return [problem.message for problem in refused.problems]
    except Conflict:
        return ["Somebody changed one of these sources at this moment. Try again."]
    return []


def ask_which_stays(modeladmin: Any, request: HttpRequest, chosen: QuerySet[Source], form: StayForm) -> HttpResponse:
    """Return the page that asks, with all that would move."""
    pieces = Evidence.objects.standing().filter(source__in=chosen).select_related("claim__article", "source")
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": _("Merge %d sources") % len(chosen),
        "opts": modeladmin.opts,
        "form": form,
        "chosen": chosen,
        "pieces": pieces.order_by("source", "claim__article", "claim__number")[:200],
        "more": max(0, pieces.count() - 200),
        "checkbox": ACTION_CHECKBOX_NAME,
        "back": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/claims/source/merge.html", context, status=422 if form.is_bound else 200)
