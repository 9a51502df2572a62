"""Bringing sources to claims, changing what they are said to say, and taking them back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from claims import record
from claims.models import Claim, Evidence, Source
from claims.vocabulary import Stance, Status

from .people import archived, blind, lacking
from .problems import Conflict, Problem, refuse_if
from .signoff import revoke
from .turns import as_it_was_read, claim_as_it_stands
from .values import ill_formed, tidied, tidy
from .verdicts import reopen_because, reopen_if_unsupported

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
    if source.merged_into_id is not None:
        message = "This source was merged into another. Choose the one that stayed."
        problems.append(Problem("merged_before", message, claim.pk))
    return [*problems, *ill_formed(Evidence, {"locator": locator})]


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
    claim = claim_as_it_stands(claim)
    locator, finding = tidy(locator), tidy(finding)
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
    _hold(evidence)
    fields = tidied(fields, of=EDITABLE)
    changed = {name: value for name, value in fields.items() if value != getattr(evidence, name)}
    if not changed:
        return False
    refuse_if(problems_with_changing(evidence, by=by, fields=changed))
    rewrite(evidence, by=by, at=at, **changed)
    claim, because = evidence.claim, "Evidence was changed."
    if claim.status == Status.VERIFIED and changed.get("stance") == Stance.CONTRADICTS:
        # Whatever the reason of the verdict says, it was not written with this in view.
        reopen_because(claim, by=by, at=at, reason=f"{because} It contradicts the claim now.")
    reopen_if_unsupported(claim, by=by, at=at, because=because)
    return True


def problems_with_changing(evidence: Evidence, *, by: Any, fields: dict[str, Any]) -> list[Problem]:
    """Return what keeps this person from giving the evidence these values (of EDITABLE)."""
    claim = evidence.claim
    if evidence.withdrawn_at:
        return [Problem("withdrawn", "This evidence was withdrawn. Add it again.", claim.pk)]
    new = {name: fields.get(name, getattr(evidence, name)) for name in ("source", "stance", "locator")}
    return [
        *problems_with_evidence(claim, **new, by=by, permission="change_evidence", besides=evidence.pk),
        *_writers_own(evidence, by),
        *blind(by, evidence.source),
    ]


def problems_with_withdrawing(evidence: Evidence, *, by: Any) -> list[Problem]:
    """Return what keeps this person from taking the evidence back."""
    problems = [*lacking(by, "change_evidence"), *archived(evidence.claim.article)]
    return [*problems, *_writers_own(evidence, by), *blind(by, evidence.source)]


def _writers_own(evidence: Evidence, by: Any) -> list[Problem]:
    """Return the problem of a writer who would take away or rewrite what a checker found out about own copy."""
    claim = evidence.claim
    if claim.article.writer_id != by.pk or evidence.stance == Stance.UNREAD:
        return []
    return [Problem("own_copy", "You wrote this article: a checker says what its sources show.", claim.pk)]


@transaction.atomic
def withdraw(evidence: Evidence, *, by: Any, at: datetime) -> None:
    """Take evidence back; it stays in the record. A claim that loses what it needs reopens.

    Withdrawing twice changes nothing. Raise Refused with the problems, Conflict where the row was saved since.
    """
    _hold(evidence)
    refuse_if(problems_with_withdrawing(evidence, by=by))
    if not evidence.withdrawn_at:
        take_back(evidence, by=by, at=at)
        reopen_if_unsupported(evidence.claim, by=by, at=at, because="Evidence was withdrawn.")


def bring_unread(
    claim: Claim, source: Source, *, by: Any, at: datetime, finding: str, imported_in: Any = None
) -> Evidence:
    """Write evidence that nobody has looked at, and its event, for callers that see to the rules. Unread proves
    nothing, so there is nothing to recheck."""
    row = Evidence.objects.create(
        claim=claim, source=source, finding=finding, added_by=by, added_at=at, imported_in=imported_in
    )
    _tell(row, by=by, at=at, action="evidence added", details=_facts(row))
    return row


def rewrite(evidence: Evidence, *, by: Any, at: datetime, **fields: Any) -> None:
    """Write new values and their event. The rules come before and the recheck after: callers see to both."""
    before = {name: getattr(getattr(evidence, name), "pk", getattr(evidence, name)) for name in fields}
    was = record.digest_of_row(evidence)
    _write(evidence, **fields)
    _tell(evidence, by=by, at=at, action="evidence changed", details=_facts(evidence) | {"before": before}, was=was)


def take_back(evidence: Evidence, *, by: Any, at: datetime) -> None:
    """Write that evidence is withdrawn, and its event, for callers that see to rules and recheck."""
    was = record.digest_of_row(evidence)
    _write(evidence, withdrawn_by=by, withdrawn_at=at)
    _tell(evidence, by=by, at=at, action="evidence withdrawn", details=_facts(evidence), was=was)


def _hold(evidence: Evidence) -> None:
    claim = claim_as_it_stands(evidence.claim)
    as_it_was_read(evidence, "source")
    evidence.claim = claim


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


def _tell(
    evidence: Evidence, *, by: Any, at: datetime, action: str, details: dict[str, Any], was: str | None = None
) -> None:
    claim = evidence.claim
    details = {"number": claim.number, **details}
    bound = record.bound(evidence, was={evidence.pk: was} if was else None)
    event = record.append(claim.article, by=by, action=action, at=at, details=details, claim=claim, bound=bound)
    # Not a new version: two checkers may bring evidence to one claim at the same time.
    Claim.objects.filter(pk=claim.pk).update(last_event=event)
    claim.last_event = event
    revoke(claim.article, by=by, at=at, because=f"Claim {claim.number}: {action}.")
