"""Acts on many claims: each through its rule, the refused ones listed with the reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from claims.models import Claim, Job
from claims.review.assignment import assign
from claims.review.problems import Conflict, Problem, Refused
from claims.review.verdicts import record_verdict, set_in_progress
from claims.vocabulary import Status

from . import queue, signs

Act = Callable[..., Any]
Outcome = list[tuple[Claim, list[Problem]]]

CHUNK = 50  # claims in one transaction: others write between two of them
LISTED = 500  # refused claims that are kept with their reasons


@dataclass(frozen=True)
class ActOnMany:
    """does, did: how a sentence begins ("Verify 3 claims", "Verified 3 claims"). act: (claim, by, at, **values)."""

    does: str
    did: str
    act: Act


def _verify(claim: Claim, **how: Any) -> None:
    record_verdict(claim, verdict=Status.VERIFIED.value, **how)


def _dispute(claim: Claim, *, reason: str, **how: Any) -> None:
    record_verdict(claim, verdict=Status.DISPUTED.value, reason=reason, **how)


def _assign(claim: Claim, *, checker: int | None, **how: Any) -> None:
    assign(claim, to=User.objects.filter(pk=checker).first() if checker else None, **how)


ACTS = {
    "start": ActOnMany("Start on", "Started on", set_in_progress),
    "verify": ActOnMany("Verify", "Verified", _verify),
    "dispute": ActOnMany("Dispute", "Disputed", _dispute),
    "assign": ActOnMany("Assign", "Assigned", _assign),
}


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


def act_on(claims: Iterable[int], *, by: Any, at: datetime, act: str, title: str, **values: Any) -> Job:
    """Queue an act on many claims, given by key in the order in which they are gone through."""
    chosen = list(claims)
    choices = {"act": act, "claims": chosen, "values": values, "acted": 0}
    return Job.objects.create(task="act", title=title[:300], choices=choices, by=by, at=at, total=len(chosen))


def run(job: Job, *, now: Callable[[], datetime]) -> None:
    """Go on with an act where it stands, chunk by chunk; each chunk and how far it is are one transaction."""
    chosen = job.choices["claims"]
    while job.done < job.total:
        with transaction.atomic():
            _act_on_chunk(job, chosen[job.done : job.done + CHUNK], at=now())
        signs.give(job.pk, job.done)
    queue.end(job, _sentence(job), at=now())


def _act_on_chunk(job: Job, pks: list[int], *, at: datetime) -> None:
    how = {"by": job.by, "at": at, **job.choices["values"]}
    act = ACTS[job.choices["act"]].act
    done, refused = each(Claim.objects.visible_to(job.by).filter(pk__in=pks), lambda claim: act(claim, **how))
    job.done += len(pks)
    job.choices["acted"] += done
    room = max(0, LISTED - len(job.refused))
    job.refused += [
        [claim.pk, f"{claim.article}, claim {claim.number}", " ".join(problem.message for problem in problems)]
        for claim, problems in refused[:room]
    ]
    job.save(update_fields=["done", "refused", "choices"])


def _sentence(job: Job) -> str:
    acted = job.choices["acted"]
    claims = "1 claim" if acted == 1 else f"{acted:,} claims"
    left = job.total - acted
    return f"{ACTS[job.choices['act']].did} {claims}" + (f", {left:,} refused." if left else ".")
