"""Bulk actions of the claim list: each claim through its rule, the refused ones listed with the reason."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.jobs import ACTS, act_on, each, wake
from claims.jobs.acting import Outcome
from claims.models import Claim
from claims.models.people import may
from claims.vocabulary import Status

from .base import is_key
from .decision import LONGEST
from .people_choices import PersonOrNobodyField, checkers

MOST = 2000  # claims of one action in the request: it is one transaction, and nobody else writes meanwhile


class DisputeForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason for all of them"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


class AssignForm(forms.Form):
    checker = PersonOrNobodyField(
        label=_("Checker"),
        queryset=None,
        empty_label=_("choose one"),
        error_messages={"required": _("Choose who checks them, or nobody.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checker"].queryset = checkers()  # type: ignore[attr-defined]


def outcome(modeladmin: Any, request: HttpRequest, did: str, done: int, refused: Outcome) -> HttpResponse | None:
    """Say how many were done; where some were refused, show each with its reasons."""
    claims = "1 claim" if done == 1 else f"{done} claims"
    if not refused and not done:
        messages.warning(request, _("Nothing was changed: the chosen claims are not in this list any more."))
        return None
    if not refused:
        messages.success(request, f"{did} {claims}.")
        return None
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": f"{did} {claims}, {len(refused)} refused",
        "opts": modeladmin.opts,
        "refused": refused,
        "back": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/claims/claim/refused.html", context)


def ask_first(
    modeladmin: Any, request: HttpRequest, claims: QuerySet[Claim], *, form: type[forms.Form], title: str
) -> tuple[forms.Form, list[int], HttpResponse | None]:
    """Ask for what the action needs; return the answered form and the claims' keys, or the page that asks.

    The page carries the chosen claims in one field: as one field each, a thousand would be refused as too many.
    """
    if "chosen" in request.POST:
        chosen = [int(pk) for pk in request.POST["chosen"].split(",") if is_key(pk)]
    else:
        chosen = keys_of(claims)
    asked = form(request.POST if "answered" in request.POST else None)
    if asked.is_valid():
        return asked, chosen, None
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": f"{title} {len(chosen):,} claim{'' if len(chosen) == 1 else 's'}",
        "opts": modeladmin.opts,
        "form": asked,
        "action": request.POST["action"],
        "checkbox": ACTION_CHECKBOX_NAME,
        "first": chosen[0] if chosen else 0,
        "chosen": ",".join(map(str, chosen)),
        "shown": list(_among(claims, chosen[:20]).values_list("pk", "number", "statement")),
        "more": max(0, len(chosen) - 20),
        "back": request.get_full_path(),
    }
    status = 422 if asked.is_bound else 200
    return asked, chosen, TemplateResponse(request, "admin/claims/claim/ask.html", context, status=status)


def keys_of(claims: QuerySet[Claim]) -> list[int]:
    """Return the claims' keys in the order in which they are acted on."""
    return list(claims.order_by("article_id", "number").values_list("pk", flat=True))


def _among(claims: QuerySet[Claim], pks: list[int]) -> QuerySet[Claim]:
    return claims.filter(pk__in=pks).order_by("article_id", "number")


def carry_out(
    modeladmin: Any, request: HttpRequest, claims: QuerySet[Claim], chosen: list[int], act: str, **values: Any
) -> HttpResponse | None:
    """Act on the chosen claims of this list now; on more than MOST by a worker, whose page says how far it is."""
    named, at = ACTS[act], timezone.now()
    if len(chosen) > MOST:
        title = f"{named.does} {len(chosen):,} claims"
        job = act_on(chosen, by=request.user, at=at, act=act, title=title, **values)
        wake()
        return HttpResponseRedirect(job.get_absolute_url())
    how: dict[str, Any] = {"by": request.user, "at": at, **values}
    return outcome(modeladmin, request, named.did, *each(_among(claims, chosen), lambda claim: named.act(claim, **how)))


@admin.action(description=_("Start on selected claims"), permissions=["decide"])
def start(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
    return carry_out(modeladmin, request, queryset, keys_of(queryset), "start")


@admin.action(description=_("Verify selected claims"), permissions=["decide"])
def verify(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
    # One that is verified already would lose its reason and its confirmation to a verdict without either.
    others, standing = queryset.exclude(status=Status.VERIFIED), queryset.filter(status=Status.VERIFIED).count()
    if standing:
        messages.info(request, f"Verified already and left as they are: {standing}.")
        if not others.exists():
            return None
    return carry_out(modeladmin, request, others, keys_of(others), "verify")


@admin.action(description=_("Dispute selected claims, with one reason"), permissions=["decide"])
def dispute(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
    form, chosen, page = ask_first(modeladmin, request, queryset, form=DisputeForm, title="Dispute")
    return page or carry_out(modeladmin, request, queryset, chosen, "dispute", **form.cleaned_data)


@admin.action(description=_("Assign selected claims to a checker"), permissions=["assign"])
def assign_to(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
    form, chosen, page = ask_first(modeladmin, request, queryset, form=AssignForm, title="Assign")
    if page:
        return page
    checker = form.cleaned_data["checker"]
    return carry_out(modeladmin, request, queryset, chosen, "assign", checker=checker.pk if checker else None)


class ClaimActions(admin.ModelAdmin):
    """The actions and who is offered them."""

    actions = (assign_to, start, verify, dispute)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "record_verdict")

    def has_assign_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "assign_claim")
