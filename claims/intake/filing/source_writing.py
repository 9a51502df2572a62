"""Filing sources: those of the sources table, and those made from web addresses in a claims sheet."""

from claims import record
from claims.models import Source
from claims.review.leaning import hold_what_leans_on
from claims.review.source_keys import kept_keys
from claims.review.sources import edit_source
from claims.vocabulary import Table

from .plans import Comparison, Outcome, Step
from .recording import tell
from .writing import BATCH, Filing


def write(comparison: Comparison, filing: Filing) -> None:
    """Add the new sources, then change the others through review: a change may copy a new one."""
    new = comparison.of(Outcome.NEW)
    hold_what_leans_on(*(step.target for step in comparison.of(Outcome.CHANGED)))
    add_sources([step.target for step in new], filing, copied={s.target.key: s.fields.get("republishes") for s in new})
    # Who stops copying comes first: else a swap of two copies would look like a loop in between.
    for step in sorted(comparison.of(Outcome.CHANGED), key=lambda step: step.fields.get("republishes") is not None):
        filing.attempt(step, "key", lambda step: _change(step, filing))


def _change(step: Step, filing: Filing) -> None:
    edit_source(step.target, **filing.actor, **step.fields)
    filing.keep("source", step.target, step.before)


def add_sources(sources: list[Source], filing: Filing, copied: dict[str, Source | None] | None = None) -> None:
    """Insert new sources with one event for all. `copied`: by key what each copies."""
    copied = copied or {}
    for source in sources:
        source.imported_in = filing.import_
    copying = [(source, of) for source in sources if (of := copied.get(source.key))]
    _keep_keys([source for source in sources if source.confidential])
    Source.objects.bulk_create(sources, batch_size=BATCH)
    for source, of in copying:
        source.republishes = of
    copies = [source for source, _ in copying]
    _set_origins(copies)
    Source.objects.bulk_update(copies, ["republishes", "origin"], batch_size=BATCH)
    counts, bound = {"new": len(sources)}, record.bound(*sources)
    tell(filing.import_, None, bound=bound, table=Table.SOURCES.value, counts=counts, **filing.actor)


def _keep_keys(confidential: list[Source]) -> None:
    kept = kept_keys([source.key for source in confidential])
    for source in confidential:
        source.key = kept[source.key]


def _set_origins(copies: list[Source]) -> None:
    """Give each copy the first of its chain, which may hold other new copies in any order."""
    waiting = {source.pk for source in copies}
    for source in copies:
        chain, first = [], source
        while first.pk in waiting and first.republishes is not None:
            waiting.discard(first.pk)
            chain.append(first)
            first = first.republishes
        for link in chain:
            link.origin = first.origin or first
