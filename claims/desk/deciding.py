"""The decision on the selected claim: its form, and what a person may do with the claim now."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Verdict
from claims.models.people import full_name
from claims.review.people import unfit_to_act
from claims.review.problems import Problem
from claims.review.transitions import may_move
from claims.review.verdicts import (
    confirm,
    problems_with_confirming,
    problems_with_progress,
    problems_with_reopening,
    record_verdict,
    reopen,
    set_in_progress,
    verdicts_open_to,
)
from claims.vocabulary import DECIDED, Status

from .addresses import Address
from .attempts import Difference, Overtaken
from .history import last_to_save
from .opening import Opened

LONGEST = 100_000  # characters of one text: no journalist types more, and no page has to show more
KEYS = {Status.VERIFIED: "v", Status.DISPUTED: "d"}
HIGHEST_VERSION = 2**31 - 1


class VersionedForm(forms.Form):
    """A form that carries the version of the row that it was shown with."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=HIGHEST_VERSION)


class DecisionForm(VersionedForm):
    verdict = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(status.value, status.label) for status in DECIDED],
        error_messages={"required": _("Choose one first.")},
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=LONGEST)
    correction = forms.CharField(label=_("Corrected wording"), required=False, max_length=LONGEST)


class ReasonForm(VersionedForm):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=LONGEST)


class VerdictForm(forms.Form):
    """Names the verdict that is confirmed: what stands may be another by now."""

    verdict = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)


def possibilities(claim: Claim, user: Any, *, typed: str = "") -> dict[str, Any]:
    """Return what this person may do with the claim now, and where that is nothing, why.

    `typed` is a verdict that was chosen before somebody else decided: it stays on offer, to replace theirs.
    """
    open_verdicts = verdicts_open_to(claim, by=user)
    if typed in DECIDED and typed not in open_verdicts:
        open_verdicts.append(typed)
    verdict = claim.verdict
    if verdict is not None:
        verdict.claim = claim
    unfit_to_begin = problems_with_progress(claim, by=user)
    return {
        "choices": [(value, Status(value).label, KEYS.get(Status(value), "")) for value in open_verdicts],
        "may_correct": bool({Status.DISPUTED, Status.CORRECTED} & set(open_verdicts)),
        "may_confirm": verdict is not None and may_confirm(verdict, user),
        "may_reopen": not problems_with_reopening(claim, by=user, reason="any"),
        "may_start": claim.status == Status.UNCHECKED and not unfit_to_begin,
        "may_put_down": claim.status == Status.IN_PROGRESS and not unfit_to_begin,
        "why_not": [] if open_verdicts else _why_not(claim, user),
    }


def _why_not(claim: Claim, user: Any) -> list[Problem]:
    """Return why this person decides nothing here: to the article's writer, only that."""
    problems = unfit_to_act(user, claim.article, "record_verdict")
    return [problem for problem in problems if problem.code == "own_copy"] or problems


def may_confirm(verdict: Verdict, user: Any) -> bool:
    confirmed = {confirmation.by_id for confirmation in verdict.confirmations.all()}
    return not problems_with_confirming(verdict, by=user) and user.pk not in confirmed


def decided(opened: Opened, claim: Claim, values: dict[str, Any]) -> tuple[str, Address]:
    """Record the verdict; with "replace" also where another decision has to be taken back first."""
    claim = opened.as_read(claim, values["version"])
    verdict = {name: values[name] for name in ("verdict", "reason", "correction")}
    by, at = opened.user, timezone.now()
    with transaction.atomic():
        if "replace" in opened.request.POST and not may_move(claim.status, values["verdict"]):
            because = values["reason"] or f"{full_name(by)} replaced this decision with another."
            reopen(claim, by=by, reason=because, at=at)
        record_verdict(claim, by=by, at=at, **verdict)
    return f"Claim {claim.number} is {claim.get_status_display()}.", _onward(opened)


def _onward(opened: Opened) -> Address:
    """Return the next open claim where that was asked for and there is one, else where the person is."""
    if opened.request.POST.get("then") != "next":
        return opened.address
    return opened.address.at(claim=opened.board.next_open() or opened.address.claim)


def reopened(opened: Opened, claim: Claim, values: dict[str, Any]) -> tuple[str, Address]:
    reopen(opened.as_read(claim, values["version"]), by=opened.user, reason=values["reason"], at=timezone.now())
    return f"Claim {claim.number} is open again.", opened.address


def moved_on(opened: Opened, claim: Claim, values: dict[str, Any]) -> tuple[str, Address]:
    """Start on the claim, or put it down."""
    started = "start" in opened.request.POST
    claim = opened.as_read(claim, values["version"])
    set_in_progress(claim, by=opened.user, at=timezone.now(), started=started)
    return f"Claim {claim.number} is {claim.get_status_display()}.", opened.address


def confirmed(opened: Opened, claim: Claim, values: dict[str, Any]) -> tuple[str, Address]:
    """Confirm the verdict that the form showed. Raise Refused where another stands now."""
    verdict = claim.verdicts.filter(pk=values["verdict"]).first() or Verdict(pk=values["verdict"])
    verdict.claim = claim
    confirm(verdict, by=opened.user, at=timezone.now())
    return f"You confirmed the verdict on claim {claim.number}.", opened.address


def overtaken(opened: Opened, form: forms.Form) -> Overtaken:
    """Return what stands now beside the decision that was typed."""
    claim = opened.claim()
    assert claim is not None
    verdict, typed = claim.verdict, form.cleaned_data
    chosen = typed.get("verdict", "")
    pairs = [
        ("Decision", claim.get_status_display(), Status(chosen).label if chosen in Status.values else ""),
        ("Reason", verdict.reason if verdict else "", typed.get("reason", "")),
        ("Corrected wording", verdict.correction if verdict else "", typed.get("correction", "")),
    ]
    differences = [Difference(label, str(now), str(mine)) for label, now, mine in pairs if now or mine]
    return Overtaken(last_to_save(claim), differences, opened.address.url, replaces=isinstance(form, DecisionForm))
