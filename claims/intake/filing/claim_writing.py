"""Filing claims: new ones in bulk with one event, changed ones through review, each with its own."""

from typing import Any

from claims import record
from claims.models import Claim, Event, Evidence
from claims.review.assignment import assign
from claims.review.evidence import add_evidence
from claims.review.notes import hold_for_notes, propose_notes
from claims.review.signoff import revoke
from claims.review.wording import edit_claim
from claims.vocabulary import Stance, Table

from .plans import Comparison, Outcome, Step
from .recording import tell
from .source_writing import add_sources
from .writing import BATCH, Filing


def write(comparison: Comparison, filing: Filing) -> None:
    """File one article's rows. The event of the file comes first: each new claim points at it."""
    new = comparison.of(Outcome.NEW)
    if comparison.article is not None:
        hold_for_notes(comparison.article)
    _add_linked_sources(comparison.steps, filing)
    for step in new:
        step.target.checker, step.target.imported_in = step.fields.get("checker"), filing.import_
    links = [_link(step.target, source, filing) for step in new for source in step.links]
    bound = record.bound(*(step.target for step in new), *links)
    event = tell(filing.import_, comparison.article, table=Table.CLAIMS.value, bound=bound, **filing.actor)
    _add_claims(new, links, event, filing)
    for step in comparison.of(Outcome.CHANGED):
        filing.attempt(step, "number", lambda step: _change(step, filing))


def _add_linked_sources(steps: list[Step], filing: Filing) -> None:
    made = {source.key: source for step in steps for source in step.links if source.pk is None}
    if made:
        add_sources(list(made.values()), filing)


def _add_claims(new: list[Step], links: list[Evidence], event: Event, filing: Filing) -> None:
    if not new:
        return
    for step in new:
        step.target.last_event = event
    Claim.objects.bulk_create([step.target for step in new], batch_size=BATCH)
    Evidence.objects.bulk_create(links, batch_size=BATCH)
    article = event.chain.article
    if article is not None:
        revoke(article, **filing.actor, because=f"{len(new)} claims were imported.")
        claims = [step.target for step in new]
        propose_notes(claims, claims[0].revision, **filing.actor, imported_in=filing.import_)


def _link(claim: Claim, source: Any, filing: Filing) -> Evidence:
    return Evidence(
        claim=claim,
        source=source,
        stance=Stance.UNREAD,
        added_by=filing.by,
        added_at=filing.at,
        imported_in=filing.import_,
    )


def _change(step: Step, filing: Filing) -> None:
    claim, fields = step.target, dict(step.fields)
    if "checker" in fields:
        assign(claim, to=fields.pop("checker"), **filing.actor)
    edit_claim(claim, **filing.actor, **fields)
    for source in step.links:
        linked = add_evidence(claim, source, **filing.actor)
        Evidence.objects.filter(pk=linked.pk).update(imported_in=filing.import_)
    if step.before:
        filing.keep("claim", claim, step.before)
