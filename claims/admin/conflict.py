"""The page for a form that somebody else overtook: both texts, and what was typed kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from .history import last_to_save

_OURS = {"csrfmiddlewaretoken"}


@dataclass(frozen=True)
class Difference:
    """One field in which the two texts differ. `part` names the evidence where it is not the row itself."""

    part: str
    label: str
    theirs: str
    mine: str


def conflict_page(admin: Any, request: HttpRequest, row: Any, object_id: str | None) -> HttpResponse:
    """Return 409 with what stands now beside what was typed, and a form that sends the typed again."""
    shown = admin.get_object(request, object_id)
    form = admin.get_form(request, shown, change=True)(request.POST, request.FILES, instance=shown)
    formsets = admin._create_formsets(request, shown, change=True)[0]
    forms_ = [form, *(inner for formset in formsets for inner in formset.forms)]
    context = {
        **admin.admin_site.each_context(request),
        "title": f"{last_to_save(row)} saved this {row._meta.verbose_name} while you had it open",
        "subtitle": None,
        "opts": admin.opts,
        "original": shown,
        "name": last_to_save(row),
        "differences": [difference for inner in forms_ for difference in differences(inner)],
        "typed": list(typed(request, forms_)),
        "file_typed": bool(request.FILES),
        "keep": reverse(f"admin:{admin.opts.app_label}_{admin.opts.model_name}_change", args=[shown.pk]),
    }
    return TemplateResponse(request, "admin/claims/conflict.html", context, status=409)


def differences(form: forms.ModelForm) -> Iterator[Difference]:
    """Yield the fields whose typed value is not the stored one."""
    form.is_valid()
    for name in form.changed_data:
        field = form.fields[name]
        if name == "version" or isinstance(field.widget, forms.HiddenInput):
            continue
        theirs = said(field, form.get_initial_for_field(field, name))
        mine = said(field, form.cleaned_data.get(name, form[name].value()))
        if theirs != mine:
            yield Difference(getattr(form, "part", ""), str(form[name].label), theirs, mine)


def said(field: forms.Field, value: Any) -> str:
    """Return a field's value as a person reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(field, forms.ModelChoiceField):
        chosen = (
            field.queryset.filter(pk=getattr(value, "pk", value)).first()
            if value and field.queryset is not None
            else None
        )
        return field.label_from_instance(chosen) if chosen else ""
    if isinstance(field, forms.ChoiceField):
        words: dict[Any, Any] = dict(field.choices)  # type: ignore[arg-type]
        return str(words.get(value, value or ""))
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def typed(request: HttpRequest, forms_: list[Any]) -> Iterator[tuple[str, str]]:
    """Yield the names and values to send again: everything as typed, with the versions that stand now."""
    now = {form.add_prefix("version"): str(form.instance.version) for form in forms_ if form.instance.pk}
    for name, values in request.POST.lists():
        if name not in _OURS:
            for value in values:
                yield name, now.get(name, value)
