"""Who checks which claim."""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims.models import Article, Claim
from claims.models.people import full_name, may

from .people import archived, lacking
from .problems import Problem, refuse_if
from .transitions import write_change
from .turns import hold_claim


def problems_with_assigning(claim: Claim, *, to: Any, by: Any) -> list[Problem]:
    """Return what keeps `by` from giving the claim to `to`; None takes it from whoever has it.

    A checker may take a claim that is nobody's and give an own one back; an editor assigns freely.
    """
    own_business = may(by, "record_verdict") and (
        (to == by and claim.checker_id is None) or (to is None and claim.checker_id == by.pk)
    )
    problems = [*([] if own_business else lacking(by, "assign_claim")), *archived(claim.article)]
    return [*problems, *problems_with_checker(to, article=claim.article)]


def problems_with_checker(to: Any, *, article: Article) -> list[Problem]:
    """Return what keeps a person from being the checker of the article's claims; nobody may always be."""
    problems = []
    if to is not None and not may(to, "record_verdict"):
        message = f"{full_name(to)} is not a checker. Choose somebody who may record verdicts."
        problems.append(Problem("no_checker", message))
    if to is not None and article.writer_id == to.pk:
        problems.append(Problem("own_copy", f"{full_name(to)} wrote this article and can't check its claims."))
    return problems


@transaction.atomic
def assign(claim: Claim, *, to: Any, by: Any, at: datetime) -> bool:
    """Give the claim to a checker, or with None to nobody; tell whether that changed anything.

    Raise Refused with the problems, Conflict where the claim was saved since it was read.
    """
    hold_claim(claim)
    if claim.checker_id == (to.pk if to else None):
        return False
    refuse_if(problems_with_assigning(claim, to=to, by=by))
    details = {"to": to.pk if to else None, "name": full_name(to) if to else ""}
    write_change(claim, by=by, at=at, action="assigned", details=details, checker=to)
    return True
