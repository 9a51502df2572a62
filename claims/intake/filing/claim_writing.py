"""Filing claims: new ones in bulk with one event, changed ones through review, each with its own."""

from operator import attrgetter
from typing import Any

from claims import record
from claims.models import Article, Claim, Event, Evidence, Revision
from claims.record.binding import KINDS
from claims.review.assignment import assign
from claims.review.evidence import add_evidence
from claims.review.notes import propose_notes
from claims.review.wording import EDITABLE, edit_claim
from claims.vocabulary import Stance, Table

from .inserting import insert
from .plans import Comparison, Outcome, Step
from .recording import tell
from .source_writing import add_sources
from .writing import Filing

_COLUMNS = ("number", *EDITABLE, "start", "end", "occurrences", "revision_id", "checker_id")
_values, _bound = attrgetter(*_COLUMNS), attrgetter(*KINDS["claim"].columns)


def write(comparison: Comparison, filing: Filing) -> None:
    """File one article's rows. The event of the file comes first: each new claim points at it."""
    new, article = comparison.of(Outcome.NEW), comparison.article
    assert article is not None
    _add_linked_sources(comparison.steps, filing)
    for step in new:
        if checker := step.fields.get("checker"):
            step.target.checker_id = checker.pk
    told: dict[str, Any] = {"table": Table.CLAIMS.value, "counts": comparison.counts._asdict()}
    event = tell(filing.import_, article, bound=_bound_by(new, filing), **told, **filing.actor)
    if new:
        _add_claims(comparison, new, event, filing)
    for step in comparison.of(Outcome.CHANGED):
        filing.attempt(step, "number", lambda step: _change(step, filing))


def _bound_by(new: list[Step], filing: Filing) -> dict[str, list[list[Any]]]:
    """Return what the event says of the new rows: as `record.bound` would of the model's own."""
    claims = [[step.target.number, record.digest_of_values("claim", _bound(step.target))] for step in new]
    said = (Stance.UNREAD.value, "", "", filing.by.pk, filing.at, None, None)
    evidence = [
        [0, record.digest_of_values("evidence", (step.target.number, source.pk, *said))]
        for step in new
        for source in step.links
    ]
    return {name: rows for name, rows in (("claim", claims), ("evidence", evidence)) if rows}


def _add_linked_sources(steps: list[Step], filing: Filing) -> None:
    made = {source.key: source for step in steps for source in step.links if source.pk is None}
    if made:
        add_sources(list(made.values()), filing)


def _add_claims(comparison: Comparison, new: list[Step], event: Event, filing: Filing) -> None:
    article = comparison.article
    assert article is not None
    same = {"article_id": article.pk, "last_event_id": event.pk, "imported_in_id": filing.import_.pk}
    insert(Claim, _COLUMNS, (_values(step.target) for step in new), **same)
    filing.revoke(article, because=f"{len(new)} claims were imported.")
    _add_evidence(article, comparison.revision, new, filing)


def _add_evidence(article: Article, revision: Revision | None, new: list[Step], filing: Filing) -> None:
    """Link the sources that the rows name, and bring the writer's notes that hang at the new claims."""
    links = [(step.target.number, source.pk) for step in new for source in step.links]
    noted = revision is not None and bool(revision.dropped)
    if not links and not noted:
        return
    numbered = dict(article.claims.filter(imported_in=filing.import_).values_list("number", "pk"))
    same = {"added_by_id": filing.by.pk, "added_at": filing.at, "imported_in_id": filing.import_.pk}
    rows = ((numbered[number], source, Stance.UNREAD.value) for number, source in links)
    insert(Evidence, ("claim_id", "source_id", "stance"), rows, **same)
    if noted:
        claims = list(article.claims.filter(imported_in=filing.import_).order_by("number"))
        propose_notes(claims, revision, **filing.actor, imported_in=filing.import_)


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
