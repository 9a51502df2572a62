"""Evidence on a claim's page: added, changed and withdrawn in rows, each problem at its row."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Evidence, Source
from claims.models.people import may
from claims.models.source import sees_confidential
from claims.review.evidence import add_evidence, change_evidence, withdraw
from claims.review.problems import Problem, Refused

from .choosing_sources import ChoosesSources
from .decision import LONGEST
from .saving import NotSaved, RuledForm

_EDITABLE = ("stance", "locator", "finding")
MOST_NEW = 100  # rows that one sending may add: who names a million would have the server build a million forms


class EvidenceForm(RuledForm):
    """One row. An old one keeps its source; a new one names it from the list, or by key or address."""

    finding = forms.CharField(
        label=_("Finding"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )
    named = forms.CharField(
        label=_("or its key or address"), required=False, max_length=2000, help_text=_("For a source that has one.")
    )
    withdraw = forms.BooleanField(label=_("Withdraw"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = f"Evidence: {self.instance.source.name_for(self.user)}" if self.instance.pk else "New evidence"
        for name in ("source", "named") if self.instance.pk else ("withdraw",):
            self.fields.pop(name, None)
        if "source" in self.fields:
            self.fields["source"].required = False
            self.fields["source"].queryset = Source.objects.open_to(self.user).current()  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("aria-label", f"{field.label or name}, {self.part}")

    @cached_property
    def changed_data(self) -> list[str]:
        """Return what was typed: a version that somebody else's saving raised is no change of this person's."""
        return [name for name in super().changed_data if name != "version"]

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        if not self.instance.pk and self.has_changed():
            self.cleaned_data["source"] = self.cleaned_data.get("source") or self._named()
        return self.cleaned_data

    def _named(self) -> Source:
        words = self.cleaned_data.get("named", "").strip()
        if not words:
            raise ValidationError(_("Choose the source that this evidence comes from."), code="no_source")
        known = Source.objects.open_to(self.user).current().filter(Q(key=words) | Q(url=words))
        if len(found := list(known[:2])) != 1:
            raise ValidationError(_("There is no one source with that key or address. Add it first."), code="unknown")
        return found[0]


class EvidenceFormSet(forms.BaseInlineFormSet):
    """The rows of one claim, and at most MOST_NEW more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_num = self.absolute_max = len(self.get_queryset()) + MOST_NEW


class EvidenceInline(ChoosesSources, admin.StackedInline):
    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    fields = ("source", *_EDITABLE)
    autocomplete_fields = ("source",)
    extra = 1
    can_delete = False
    template = "admin/claims/claim/evidence.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        """Return the evidence that this person may read; a posted row may have been withdrawn meanwhile."""
        rows = super().get_queryset(request).select_related("source", "added_by").order_by("pk")
        if request.method != "POST":
            rows = rows.filter(withdrawn_at__isnull=True)
        return rows if sees_confidential(request.user) else rows.filter(source__confidential=False)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.user = request.user
        formset.form.refusals = getattr(request, "refusals", {})
        return formset

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("claims.view_evidence")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "add_evidence") and not (obj and obj.article.archived)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.user, "change_evidence") and not (obj and obj.article.archived)


def hidden_evidence(claim: Claim, user: Any) -> list[Evidence]:
    """Return the standing evidence of which this person may know the source's number and the stance."""
    if sees_confidential(user):
        return []
    return list(claim.evidence.standing().filter(source__confidential=True).select_related("source").order_by("pk"))


def save_rows(claim: Claim, formset: Any, *, by: Any, at: Any) -> None:
    """Save every changed row through its rule. Raise NotSaved with the problems by row, Conflict for a stale one."""
    refusals = {}
    for form in formset.forms:
        if form.has_changed():
            try:
                _save_row(claim, form, by=by, at=at)
            except Refused as refused:
                refusals[form.prefix] = refused.problems
    if refusals:
        raise NotSaved(refusals)


def _save_row(claim: Claim, form: EvidenceForm, *, by: Any, at: Any) -> None:
    values = form.values("source", *_EDITABLE)
    if not form.instance.pk:
        add_evidence(claim, by=by, at=at, **values)
        return
    row = form.as_read(Evidence.objects.select_related("source").get(pk=form.instance.pk))
    row.claim = claim  # One claim in hand: its version counts up with what happens to it here.
    if row.withdrawn_at:
        raise Refused([Problem("withdrawn", "This evidence was withdrawn. Add it again.", claim.pk)])
    if form.cleaned_data["withdraw"]:
        withdraw(row, by=by, at=at)
    else:
        change_evidence(row, by=by, at=at, **values)
