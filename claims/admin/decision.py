"""The decision panel of a claim's page: what this person may do with the claim now, and doing it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Verdict
from claims.review.people import unfit_to_act
from claims.review.problems import Problem, Refused
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
from claims.vocabulary import DECIDED, UNDECIDED, Status

BUTTONS = ("_start", "_put_down", "_confirm", "_reopen")
LONGEST = 100_000  # characters of one text: no journalist types more, and no page has to show more


class DecisionFields(forms.Form):
    """What a decision says. Which button was pressed is not a field: it is in the posted data."""

    verdict = forms.ChoiceField(
        label=_("Your decision"),
        required=False,
        choices=[("", _("no decision yet")), *((status.value, status.label) for status in DECIDED)],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("A dispute, a cut and a stet need one; so does reopening."),
    )
    correction = forms.CharField(
        label=_("Corrected wording"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
    )

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        said = data.get("reason") or data.get("correction")
        if said and not data.get("verdict") and not any(button in self.data for button in BUTTONS):
            self.add_error("verdict", _("You gave a reason or a wording, but no decision. Choose one, or empty both."))
        return data


def panel(claim: Claim, user: Any) -> dict[str, Any]:
    """Return what the panel shows: the standing verdict, the acts open to this person, and why none is."""
    verdict = standing_verdict(claim)
    open_verdicts = verdicts_open_to(claim, by=user)
    return {
        "standing": verdict,
        "verdicts": open_verdicts,
        "may_confirm": verdict is not None
        and not problems_with_confirming(verdict, by=user)
        and all(confirmation.by_id != user.pk for confirmation in verdict.confirmations.all()),
        "may_reopen": not problems_with_reopening(claim, by=user, reason="any"),
        "may_start": claim.status == Status.UNCHECKED and not problems_with_progress(claim, by=user),
        "may_put_down": claim.status == Status.IN_PROGRESS and not problems_with_progress(claim, by=user),
        "why_not": [] if open_verdicts else unfit_to_act(user, claim.article, "record_verdict"),
    }


def standing_verdict(claim: Claim) -> Verdict | None:
    """Return the verdict that stands, with its claim in hand, or None."""
    if claim.status in UNDECIDED or claim.verdict is None:
        return None
    claim.verdict.claim = claim
    return claim.verdict


def decide(claim: Claim, form: Any, *, by: Any, at: Any) -> None:
    """Do what was pressed and chosen, each through its rule. Raise Refused or Conflict."""
    pressed = {button for button in BUTTONS if button in form.data}
    reason, verdict = form.cleaned_data["reason"], form.cleaned_data["verdict"]
    if pressed & {"_start", "_put_down"}:
        set_in_progress(claim, by=by, at=at, started="_start" in pressed)
    if "_reopen" in pressed:
        reopen(claim, by=by, reason=reason, at=at)
    elif "_confirm" in pressed:
        _confirm(claim, by=by, at=at)
    elif verdict:
        record_verdict(claim, by=by, verdict=verdict, reason=reason, correction=form.cleaned_data["correction"], at=at)


def _confirm(claim: Claim, *, by: Any, at: Any) -> None:
    verdict = standing_verdict(claim)
    if verdict is None:
        message = f"Claim {claim.number} has no verdict that could be confirmed. It was reopened meanwhile."
        raise Refused([Problem("no_verdict", message, claim.pk)])
    confirm(verdict, by=by, at=at)
