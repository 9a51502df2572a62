"""What was decided on made-up claims: verdicts, confirmations, their events, and the status that follows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from claims import record
from claims.models import Confirmation, Verdict
from claims.models.inserting import insert, reserve
from claims.vocabulary import Status

from .article import MadeUpArticle, MadeUpClaim
from .rows import Batch, Keys


class Move(NamedTuple):
    """One step of a claim: its line of the record, and the verdict (by primary key) where it was a decision."""

    line: record.Line
    verdict: int | None = None
    decided_at: datetime | None = None


@dataclass(slots=True)
class Rows:
    """The rows that the steps stand on, gathered while they are told."""

    keys: Iterator[int]
    verdicts: list[tuple[Any, ...]] = field(default_factory=list)
    confirmations: list[tuple[Any, ...]] = field(default_factory=list)


def record_decisions(batch: Batch) -> None:
    """Insert verdicts, confirmations and events, then give each claim the status that its last event tells."""
    count = sum(len(claim.decisions) for made, _ in batch for claim in made.claims)
    rows = Rows(iter(reserve(Verdict, count)))
    moves: list[Move] = []
    for made, own in batch:
        steps = [
            step
            for pk, claim in zip(own.claims, made.claims, strict=True)
            for step in _steps(made, own, pk, claim, rows)
        ]
        # A record never runs backwards: an article's steps are told in the order of their times.
        moves += sorted(steps, key=lambda step: step.line.at)
    insert(Verdict, ["id", "claim_id", "verdict", "reason", "correction", "by_id", "at"], rows.verdicts)
    insert(Confirmation, ["verdict_id", "by_id", "at"], rows.confirmations)
    _set_status(moves, record.append_many([move.line for move in moves]))
    # Last, a line that answers for every row: none of the steps above told of them.
    rows_of = record.all_rows_of_each([own.article for _, own in batch])
    record.append_many(
        [
            record.Line(own.article, None, "made up for trial", made.brought_in, {record.BOUND: rows_of[own.article]})
            for made, own in batch
        ]
    )


def _steps(made: MadeUpArticle, own: Keys, pk: int, claim: MadeUpClaim, rows: Rows) -> Iterator[Move]:
    """Yield the claim's steps, and add what they stand on to `rows`."""
    before, verdict = "unchecked", 0
    number: dict[str, Any] = {"number": claim.number}
    if claim.status == Status.IN_PROGRESS:
        by, to = claim.checker or made.editor, claim.status.value
        details = number | {"from": before, "to": to}
        yield Move(record.Line(own.article, by, "started", made.brought_in, details, pk, to))
    for decision, by, at in claim.decisions:
        verdict, to = next(rows.keys), decision.verdict.value
        rows.verdicts.append((verdict, pk, to, decision.reason, decision.correction, by.pk, at))
        said = {"verdict": verdict, "reason": decision.reason, "correction": decision.correction}
        details = number | {"from": before, "to": to} | said
        yield Move(record.Line(own.article, by, f"marked {to}", at, details, pk, to), verdict, at)
        before = to
    if claim.confirmed:
        by, at = claim.confirmed
        rows.confirmations.append((verdict, by.pk, at))
        yield Move(record.Line(own.article, by, "confirmed", at, number | {"verdict": verdict}, pk))


def _set_status(moves: list[Move], events: list[int]) -> None:
    """Give each claim the status of its last move, then point the confirmed ones at that later event."""
    moved: dict[int | None, tuple[Any, ...]] = {}
    steps: Counter[int | None] = Counter()
    confirmed = []
    for move, event in zip(moves, events, strict=True):
        claim, status = move.line.claim, move.line.status
        if status:
            steps[claim] += 1
            moved[claim] = (status, move.verdict, move.decided_at, event, 1 + steps[claim], claim)
        else:
            confirmed.append((event, claim))
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE claims_claim SET status = %s, verdict_id = %s, decided_at = %s, last_event_id = %s, version = %s"
            " WHERE id = %s",
            [(status, verdict, adapt(at), *rest) for status, verdict, at, *rest in moved.values()],
        )
        cursor.executemany("UPDATE claims_claim SET last_event_id = %s WHERE id = %s", confirmed)
