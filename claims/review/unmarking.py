"""Taking an own mark away again: the one cut that needs no editor.

Nothing is deleted: the claim is cut, with the reason, and leaves the copy. It is allowed while the mark is nobody's
business but its maker's. As soon as somebody decided, brought, asked or changed anything, an editor cuts.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims.models import Claim, Verdict
from claims.vocabulary import MARKED_BY_MISTAKE, UNDECIDED, Status

from .people import unfit_to_act
from .problems import Problem, refuse_if
from .transitions import move
from .turns import hold_claim


def problems_with_unmarking(claim: Claim, *, by: Any) -> list[Problem]:
    """Return what keeps this person from taking the mark away. Three queries."""
    problems = unfit_to_act(by, claim.article, "add_claim")
    if claim.status not in UNDECIDED or claim.verdicts.exists():
        message = f"Claim {claim.number} was decided on: an editor can cut it, with a reason."
        problems.append(Problem("was_decided", message, claim.pk))
    elif claim.events.exclude(actor_id=by.pk).exists() or claim.queries.exists():
        message = f"Claim {claim.number} is not yours alone: an editor can cut it, with a reason."
        problems.append(Problem("not_only_own", message, claim.pk))
    return problems


@transaction.atomic
def unmark(claim: Claim, *, by: Any, at: datetime) -> Verdict:
    """Cut a claim that this person marked by mistake, and take it out of the copy.

    Raise Refused with the problems, Conflict where the claim was saved since it was read.
    """
    hold_claim(claim)
    refuse_if(problems_with_unmarking(claim, by=by))
    row = Verdict.objects.create(claim=claim, verdict=Status.CUT, reason=MARKED_BY_MISTAKE, by=by, at=at)
    details = {"verdict": row.pk, "reason": MARKED_BY_MISTAKE, "start": claim.start, "end": claim.end}
    move(
        claim,
        to=Status.CUT,
        by=by,
        at=at,
        action="unmarked",
        details=details,
        verdict=row,
        rows=(row,),
        start=None,
        end=None,
    )
    return row
