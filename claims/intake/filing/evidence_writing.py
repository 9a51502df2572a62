"""Filing evidence: new pieces in bulk with one event, changed ones through review."""

from typing import Any

from claims import record
from claims.models import Claim, Evidence
from claims.review.evidence import change_evidence
from claims.review.verdicts import reopen_if_unsupported
from claims.vocabulary import Stance, Table

from .plans import Comparison, Outcome, Step
from .recording import tell
from .writing import BATCH, Filing


def write(comparison: Comparison, filing: Filing) -> None:
    """File one article's rows."""
    new = comparison.of(Outcome.NEW)
    for step in new:
        step.target.added_at, step.target.imported_in = filing.at, filing.import_
    bound = record.bound(*(step.target for step in new))
    told: dict[str, Any] = {"table": Table.EVIDENCE.value, "counts": comparison.counts._asdict(), "bound": bound}
    event = tell(filing.import_, comparison.article, **told, **filing.actor)
    Evidence.objects.bulk_create([step.target for step in new], batch_size=BATCH)
    claims = list({step.target.claim_id: step.target.claim for step in new}.values())
    for start in range(0, len(claims), BATCH):
        # Not a new version: two checkers may bring evidence to one claim at the same time.
        Claim.objects.filter(pk__in=[claim.pk for claim in claims[start : start + BATCH]]).update(last_event=event)
    for step in comparison.of(Outcome.CHANGED):
        filing.attempt(step, "source", lambda step: _change(step, filing))
    if new and comparison.article is not None:
        _follow(new, comparison, filing)


def _follow(new: list[Step], comparison: Comparison, filing: Filing) -> None:
    """What new evidence brings with it: a clearance ends, and a contradicted claim may be open again."""
    assert comparison.article is not None
    filing.revoke(comparison.article, because=f"{len(new)} pieces of evidence were imported.")
    contradicted = {s.target.claim_id: s.target.claim for s in new if s.target.stance == Stance.CONTRADICTS}
    for claim in contradicted.values():
        reopen_if_unsupported(claim, **filing.actor, because="Evidence was added.")


def _change(step: Step, filing: Filing) -> None:
    change_evidence(step.target, **filing.actor, **step.fields)
    filing.keep("evidence", step.target, step.before)
