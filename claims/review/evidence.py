"""Bringing sources to claims, changing what they are said to say, and taking them back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from claims import record
from claims.models import Claim, Evidence, Source
from claims.vocabulary import Stance

from .people import archived, lacking
from .problems import Conflict, Problem, Refused, refuse_if
from .signoff import revoke
from .verdicts import reopen_if_unsupported

EDITABLE = ("source", "stance", "locator", "finding")


def problems_with_evidence(
    claim: Claim, source: Source, *, by: Any, stance: str, locator: str, permission: str, besides: int = 0
) -> list[Problem]:
    """Return what keeps this person from putting this evidence to the claim. `besides`: the row being changed."""
    problems = [*lacking(by, permission), *archived(claim.article), *problems_with_stance(claim, by=by, stance=stance)]
    twin = claim.evidence.standing().filter(source=source, locator=locator).exclude(pk=besides)
    if twin.exists():
        message = f"Claim {claim.number} has this source at this place already. Name another place, or change that one."
        problems.append(Problem("twin", message, claim.pk))
    return problems


def problems_with_stance(claim: Claim, *, by: Any, stance: str) -> list[Problem]:
    """Return what keeps this person from saying that a source has this stance. No query."""
    if stance not in Stance.values:
        return [Problem("no_stance", f'"{stance}" is no stance: use {", ".join(Stance.values)}.', claim.pk)]
    if claim.article.writer_id == by.pk and stance != Stance.UNREAD:
        message = "You wrote this article: you may hand in sources, and a checker says what they show."
        return [Problem("own_copy", message, claim.pk)]
    return []


@transaction.atomic
def add_evidence(
    claim: Claim,
    source: Source,
    *,
    by: Any,
    at: datetime,
    stance: str = Stance.UNREAD,
    locator: str = "",
    finding: str = "",
) -> Evidence:
    """Bring a source to a claim. A verified claim that it contradicts reopens unless its reason answers that.

    Raise Refused with the problems.
    """
    problems = problems_with_evidence(claim, source, by=by, stance=stance, locator=locator, permission="add_evidence")
    refuse_if(problems)
    row = Evidence.objects.create(
        claim=claim, source=source, stance=stance, locator=locator, finding=finding, added_by=by, added_at=at
    )
    _tell(row, by=by, at=at, action="evidence added", details=_facts(row))
    reopen_if_unsupported(claim, by=by, at=at, because="Evidence was added.")
    return row


@transaction.atomic
def change_evidence(evidence: Evidence, *, by: Any, at: datetime, **fields: Any) -> bool:
    """Change what evidence says; tell whether anything changed. A claim that loses what it needs reopens.

    `fields` are of source, stance, locator, finding. Raise Refused with the problems, Conflict where the row
    was saved since it was read.
    """
    old = {name: value for name in fields if (value := getattr(evidence, name)) != fields[name]}
    if not old:
        return False
    if evidence.withdrawn_at:
        raise Refused([Problem("withdrawn", "This evidence was withdrawn. Add it again.", evidence.claim_id)])
    new = {name: fields.get(name, getattr(evidence, name)) for name in EDITABLE}
    claim = evidence.claim
    refuse_if(
        problems_with_evidence(
            claim,
            new["source"],
            by=by,
            stance=new["stance"],
            locator=new["locator"],
            permission="change_evidence",
            besides=evidence.pk,
        )
    )
    _write(evidence, **{name: fields[name] for name in old})
    before = {name: value.pk if isinstance(value, Source) else value for name, value in old.items()}
    _tell(evidence, by=by, at=at, action="evidence changed", details=_facts(evidence) | {"before": before})
    reopen_if_unsupported(claim, by=by, at=at, because="Evidence was changed.")
    return True


@transaction.atomic
def withdraw(evidence: Evidence, *, by: Any, at: datetime) -> None:
    """Take evidence back; it stays in the record. A claim that loses what it needs reopens. Raise Refused."""
    refuse_if([*lacking(by, "change_evidence"), *archived(evidence.claim.article)])
    if evidence.withdrawn_at:
        return
    _write(evidence, withdrawn_by=by, withdrawn_at=at)
    _tell(evidence, by=by, at=at, action="evidence withdrawn", details=_facts(evidence))
    reopen_if_unsupported(evidence.claim, by=by, at=at, because="Evidence was withdrawn.")


def _write(evidence: Evidence, **fields: Any) -> None:
    read = Evidence.objects.filter(pk=evidence.pk, version=evidence.version)
    if not read.update(version=F("version") + 1, **fields):
        raise Conflict(evidence)
    for name, value in fields.items():
        setattr(evidence, name, value)
    evidence.version += 1


def _facts(evidence: Evidence) -> dict[str, Any]:
    return {
        "evidence": evidence.pk,
        "source": evidence.source_id,
        "stance": evidence.stance,
        "locator": evidence.locator,
        "finding": evidence.finding,
    }


def _tell(evidence: Evidence, *, by: Any, at: datetime, action: str, details: dict[str, Any]) -> None:
    claim = evidence.claim
    details = {"number": claim.number, **details}
    event = record.append(claim.article, by=by, action=action, at=at, details=details, claim=claim)
    # Not a new version: two checkers may bring evidence to one claim at the same time.
    Claim.objects.filter(pk=claim.pk).update(last_event=event)
    claim.last_event = event
    revoke(claim.article, by=by, at=at, because=f"Claim {claim.number}: {action}.")
