"""Bulk actions of the claim list: each claim through its rule, the refused ones listed with the reason."""

from collections.abc import Callable
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

from claims.models import Claim
from claims.models.people import may
from claims.review.assignment import assign
from claims.review.problems import Conflict, Problem, Refused
from claims.review.verdicts import record_verdict, set_in_progress
from claims.vocabulary import Status

from .base import is_key
from .decision import LONGEST
from .people_choices import PersonField, checkers

MOST = 2000  # claims of one action: it is one transaction, and nobody else writes meanwhile
Act = Callable[[Claim], Any]
Outcome = list[tuple[Claim, list[Problem]]]


class DisputeForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason for all of them"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


class AssignForm(forms.Form):
    checker = PersonField(label=_("Checker"), queryset=None, required=False, empty_label=_("nobody"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checker"].queryset = checkers()  # type: ignore[attr-defined]


@transaction.atomic
def each(claims: QuerySet[Claim], act: Act) -> tuple[int, Outcome]:
    """Do the act on every claim; return how many were done, and the refused ones with their problems.

    One transaction for all: a thousand of their own would each wait for the disk.
    """
    done, refused = 0, []
    for claim in claims.select_related("article", "verdict", "checker").order_by("article_id", "number"):
        try:
            with transaction.atomic():
                act(claim)
            done += 1
        except Refused as problem:
            refused.append((claim, problem.problems))
        except Conflict:
            changed = Problem("conflict", "Somebody saved this claim at this moment. Look at it again.", claim.pk)
            refused.append((claim, [changed]))
    return done, refused


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
) -> tuple[forms.Form, QuerySet[Claim], HttpResponse | None]:
    """Ask for what the action needs; return the answered form and the claims, or the page that asks.

    The page carries the chosen claims in one field: as one field each, a thousand would be refused as too many.
    """
    if "chosen" in request.POST:
        claims = claims.filter(pk__in=[int(pk) for pk in request.POST["chosen"].split(",") if is_key(pk)])
    asked = form(request.POST if "answered" in request.POST else None)
    if asked.is_valid():
        return asked, claims, None
    chosen = list(claims.order_by("article_id", "number").values_list("pk", "number", "statement"))
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": f"{title} {len(chosen)} claim{'' if len(chosen) == 1 else 's'}",
        "opts": modeladmin.opts,
        "form": asked,
        "action": request.POST["action"],
        "checkbox": ACTION_CHECKBOX_NAME,
        "first": chosen[0][0] if chosen else 0,
        "chosen": ",".join(str(pk) for pk, *_rest in chosen),
        "shown": chosen[:20],
        "more": max(0, len(chosen) - 20),
        "back": request.get_full_path(),
    }
    status = 422 if asked.is_bound else 200
    return asked, claims, TemplateResponse(request, "admin/claims/claim/ask.html", context, status=status)


@admin.action(description=_("Start on selected claims"), permissions=["decide"])
def start(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
    act: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    return outcome(modeladmin, request, "Started on", *each(queryset, lambda claim: set_in_progress(claim, **act)))


@admin.action(description=_("Verify selected claims"), permissions=["decide"])
def verify(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
    act: dict[str, Any] = {"by": request.user, "at": timezone.now(), "verdict": Status.VERIFIED.value}
    # One that is verified already would lose its reason and its confirmation to a verdict without either.
    others, standing = queryset.exclude(status=Status.VERIFIED), queryset.filter(status=Status.VERIFIED).count()
    if standing:
        messages.info(request, f"Verified already and left as they are: {standing}.")
        if not others.exists():
            return None
    return outcome(modeladmin, request, "Verified", *each(others, lambda claim: record_verdict(claim, **act)))


@admin.action(description=_("Dispute selected claims, with one reason"), permissions=["decide"])
def dispute(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
    form, claims, page = ask_first(modeladmin, request, queryset, form=DisputeForm, title="Dispute")
    if page:
        return page
    act: dict[str, Any] = {
        "by": request.user,
        "at": timezone.now(),
        "verdict": Status.DISPUTED.value,
        **form.cleaned_data,
    }
    return outcome(modeladmin, request, "Disputed", *each(claims, lambda claim: record_verdict(claim, **act)))


@admin.action(description=_("Assign selected claims to a checker"), permissions=["assign"])
def assign_to(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Claim]) -> HttpResponse | None:
    form, claims, page = ask_first(modeladmin, request, queryset, form=AssignForm, title="Assign")
    if page:
        return page
    act: dict[str, Any] = {"by": request.user, "at": timezone.now(), "to": form.cleaned_data["checker"]}
    return outcome(modeladmin, request, "Assigned", *each(claims, lambda claim: assign(claim, **act)))


class ClaimActions(admin.ModelAdmin):
    """The actions and who is offered them."""

    actions = (assign_to, start, verify, dispute)

    def response_action(self, request: HttpRequest, queryset: QuerySet[Claim], *place: Any, **at: Any) -> Any:
        if len(queryset.order_by().values_list("pk")[: MOST + 1]) > MOST and "1" in request.POST.getlist(
            "select_across"
        ):
            messages.error(request, f"Choose {MOST} claims or fewer at a time. Nothing was changed.")
            return None
        return super().response_action(request, queryset, *place, **at)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "record_verdict")

    def has_assign_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "assign_claim")
