"""Deciding on a claim, agreeing with a decision, and taking one back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims import record
from claims.models import Claim, Confirmation, Verdict
from claims.vocabulary import DECIDED, SETTLED_BY_EDITOR, Stance, Status

from .people import unfit_to_act
from .problems import Problem, refuse_if
from .support import counting, problems_with_standing, problems_with_support, standing_evidence
from .transitions import may_move, move, permission_for
from .turns import claim_as_it_stands, hold_claim
from .values import tidy


def is_same_again(claim: Claim, *, verdict: str, reason: str, correction: str) -> bool:
    """Tell whether the claim's standing verdict says just this already."""
    now = claim.verdict
    return now is not None and (now.verdict, now.reason, now.correction) == (verdict, reason, correction)


def problems_with(claim: Claim, *, by: Any, verdict: str, reason: str = "", correction: str = "") -> list[Problem]:
    """Return everything that keeps this person from recording this verdict on the claim; empty: nothing."""
    if verdict not in DECIDED:
        return [Problem("no_verdict", "A verdict is verified, disputed, corrected, cut or stet.", claim.pk)]
    reason, correction = tidy(reason), tidy(correction)
    return [
        *unfit_to_act(by, claim.article, permission_for(verdict)),
        *_no_such_move(claim, verdict),
        *_words_missing(claim, verdict, reason, correction),
        *problems_with_support(claim, verdict=verdict, reason=reason),
        *_nothing_new_since_dispute(claim, verdict),
        *_settles_own_dispute(claim, by, verdict),
    ]


def verdicts_open_to(claim: Claim, *, by: Any) -> list[str]:
    """Return the verdicts that role, four eyes and status leave this person: evidence and words are asked later."""
    return [
        verdict
        for verdict in DECIDED
        if not unfit_to_act(by, claim.article, permission_for(verdict))
        and not _no_such_move(claim, verdict)
        and not _settles_own_dispute(claim, by, verdict)
    ]


def _no_such_move(claim: Claim, verdict: str) -> list[Problem]:
    if may_move(claim.status, verdict):
        return []
    if verdict in {Status.CORRECTED, Status.STET}:
        how = "Only a disputed claim can be settled that way: dispute it first."
    else:
        how = "Reopen it first, with a reason."
    now = Status(claim.status).label
    return [Problem("no_such_move", f"Claim {claim.number} is {now}. {how}", claim.pk)]


def _words_missing(claim: Claim, verdict: str, reason: str, correction: str) -> list[Problem]:
    problems = []
    if verdict in {Status.DISPUTED, Status.CUT, Status.STET} and not reason:
        label = Status(verdict).label
        problems.append(
            Problem("no_reason", f"Give a reason: claim {claim.number} can't be {label} without one.", claim.pk)
        )
    if verdict == Status.CORRECTED and not correction:
        problems.append(Problem("no_correction", f"Give the corrected wording of claim {claim.number}.", claim.pk))
    if correction and verdict not in {Status.DISPUTED, Status.CORRECTED}:
        problems.append(
            Problem("stray_correction", "A corrected wording goes with a disputed or corrected claim only.", claim.pk)
        )
    return problems


def _nothing_new_since_dispute(claim: Claim, verdict: str) -> list[Problem]:
    if claim.status != Status.DISPUTED or verdict != Status.VERIFIED or claim.decided_at is None:
        return []
    support = counting(standing_evidence(claim), claim.article, Stance.SUPPORTS)
    if any(e.added_at > claim.decided_at for e in support):
        return []
    return [
        Problem(
            "nothing_new",
            f"Claim {claim.number} is disputed. It needs supporting evidence added after the dispute to be verified.",
            claim.pk,
        )
    ]


def _settles_own_dispute(claim: Claim, by: Any, verdict: str) -> list[Problem]:
    if claim.status != Status.DISPUTED or verdict not in SETTLED_BY_EDITOR or claim.verdict is None:
        return []
    others = claim.verdicts.exclude(by=by).exists() or claim.verdict.confirmations.exclude(by=by).exists()
    if others:
        return []
    return [
        Problem(
            "own_dispute",
            f"Only you have checked claim {claim.number}. A dispute that you recorded is settled by somebody else.",
            claim.pk,
        )
    ]


@transaction.atomic
def record_verdict(
    claim: Claim, *, by: Any, verdict: str, reason: str = "", correction: str = "", at: datetime
) -> Verdict:
    """Record a decision: a Verdict, the claim's status and an event, in one transaction.

    The same verdict with the same words again changes nothing and returns the one that stands. Raise Refused
    with the problems where a rule stands against it, Conflict where the claim was saved since it was read.
    """
    hold_claim(claim)
    reason, correction = tidy(reason), tidy(correction)
    if is_same_again(claim, verdict=verdict, reason=reason, correction=correction):
        refuse_if(unfit_to_act(by, claim.article, permission_for(verdict)))
        return claim.verdict  # type: ignore[return-value]
    refuse_if(problems_with(claim, by=by, verdict=verdict, reason=reason, correction=correction))
    row = Verdict.objects.create(claim=claim, verdict=verdict, reason=reason, correction=correction, by=by, at=at)
    details = {"verdict": row.pk, "reason": reason, "correction": correction}
    move(claim, to=verdict, by=by, at=at, action=f"marked {verdict}", details=details, verdict=row, rows=(row,))
    return row


def problems_with_confirming(verdict: Verdict, *, by: Any) -> list[Problem]:
    """Return what keeps this person from confirming the verdict."""
    claim = verdict.claim
    problems = unfit_to_act(by, claim.article, "confirm_verdict")
    if verdict.by_id == by.pk:
        problems.append(Problem("own_verdict", "You recorded this verdict: somebody else confirms it.", claim.pk))
    if claim.verdict_id != verdict.pk:
        problems.append(Problem("old_verdict", "This verdict no longer stands: there is a newer one.", claim.pk))
    return problems


@transaction.atomic
def confirm(verdict: Verdict, *, by: Any, at: datetime) -> Confirmation:
    """Record a second person's agreement. Confirming twice changes nothing. Raise Refused with the problems."""
    # A verdict that is replaced this moment must not be confirmed.
    claim = verdict.claim = claim_as_it_stands(verdict.claim)
    refuse_if(problems_with_confirming(verdict, by=by))
    if (there := verdict.confirmations.filter(by=by).first()) is not None:
        return there
    confirmation = Confirmation.objects.create(verdict=verdict, by=by, at=at)
    details = {"number": claim.number, "verdict": verdict.pk}
    bound = record.bound(confirmation)
    event = record.append(claim.article, by=by, action="confirmed", at=at, details=details, claim=claim, bound=bound)
    Claim.objects.filter(pk=claim.pk).update(last_event=event)
    claim.last_event = event
    return confirmation


def problems_with_reopening(claim: Claim, *, by: Any, reason: str) -> list[Problem]:
    """Return what keeps this person from reopening the claim."""
    problems = unfit_to_act(by, claim.article, permission_for(claim.status))
    if claim.status not in DECIDED:
        problems.append(Problem("not_decided", f"Claim {claim.number} is open already.", claim.pk))
    if not tidy(reason):
        problems.append(Problem("no_reason", f"Give a reason for reopening claim {claim.number}.", claim.pk))
    return problems


@transaction.atomic
def reopen(claim: Claim, *, by: Any, reason: str, at: datetime) -> None:
    """Take a decision back: the claim is unchecked again, its verdicts stay in the history.

    Raise Refused with the problems, Conflict where the claim was saved since it was read.
    """
    hold_claim(claim)
    refuse_if(problems_with_reopening(claim, by=by, reason=reason))
    reopen_because(claim, by=by, reason=tidy(reason), at=at)


def reopen_because(claim: Claim, *, by: Any, reason: str, at: datetime, **fields: Any) -> None:
    """Reopen a decided claim because its words or evidence changed. `fields` change in the same step."""
    move(claim, to=Status.UNCHECKED, by=by, at=at, action="reopened", details={"reason": reason, **fields}, **fields)


def reopen_if_unsupported(claim: Claim, *, by: Any, at: datetime, because: str) -> bool:
    """Reopen a verified or corrected claim that no longer meets the source rule; tell whether it was."""
    problems = problems_with_standing(claim)
    if problems:
        reason = " ".join([because, *(problem.message for problem in problems)])
        reopen_because(claim, by=by, at=at, reason=reason)
    return bool(problems)


def problems_with_progress(claim: Claim, *, by: Any) -> list[Problem]:
    """Return what keeps this person from starting on the claim or putting it down again."""
    problems = unfit_to_act(by, claim.article, "record_verdict")
    if claim.status in DECIDED:
        problems.append(Problem("decided", f"Claim {claim.number} is decided. Reopen it first.", claim.pk))
    return problems


@transaction.atomic
def set_in_progress(claim: Claim, *, by: Any, at: datetime, started: bool = True) -> None:
    """Start on a claim, or put it down. Starting on a claim that is nobody's makes it yours.

    Raise Refused with the problems, Conflict where the claim was saved since it was read.
    """
    hold_claim(claim)
    to = Status.IN_PROGRESS if started else Status.UNCHECKED
    refuse_if(problems_with_progress(claim, by=by))
    if claim.status == to:
        return
    fields = {"checker": by} if started and claim.checker_id is None else {}
    action = "started" if started else "put down"
    move(claim, to=to, by=by, at=at, action=action, details={}, **fields)
