"""Rows of the sources table held against the sources that are there."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q

from claims.intake.columns import ParsedRow
from claims.intake.problems import RowProblem
from claims.models import Source
from claims.models.fields import publisher_key
from claims.models.source import hidden_name
from claims.review.people import lacking
from claims.review.sources import WEIGHING
from claims.vocabulary import DECIDED

from .copying import settle_copies
from .naming import NamedSources, confidential_number
from .plans import Comparison, Outcome, Step


def compare(rows: list[ParsedRow], *, by: Any) -> Comparison:
    """Hold the rows against the sources of the same key. Writes nothing; the queries don't grow with the rows."""
    keys = {row.values["key"] for row in rows}
    named = NamedSources(keys | {copied for row in rows if (copied := row.values.get("republishes"))}, by=by)
    comparison = Comparison(None)
    unseen = _out_of_sight(named, by)
    for row in rows:
        found = _compared(row, named, unseen, by)
        (comparison.steps if isinstance(found, Step) else comparison.problems).append(found)  # type: ignore[arg-type]
    comparison.notes += _notes(comparison)
    _settle_copies(comparison, rows, named)
    _refuse_changes(comparison, rows, by)
    _warn(comparison)
    return comparison


def _out_of_sight(named: NamedSources, by: Any) -> set[int]:
    """Return the primary keys of sources that this person may not read: a writer's are those of own articles."""
    if by.has_perm("claims.read_desk"):
        return set()
    known = {source.pk for there in named.keys.values() for source in there}
    return known - set(Source.objects.visible_to(by).values_list("pk", flat=True))


def _compared(row: ParsedRow, named: NamedSources, unseen: set[int], by: Any) -> Step | RowProblem:
    values = {name: value for name, value in row.values.items() if name != "republishes"}
    key = values["key"]
    if (number := confidential_number(key)) is not None:
        return _by_number(row, number, named)
    there = named.keys.get(key, [])
    seen = [source for source in there if not source.hidden_from(by)]
    if len(seen) > 1 and "confidential" in values:
        seen = [source for source in seen if source.confidential == values["confidential"]]
    if len(seen) > 1:
        message = f"An open and a confidential source have the key “{key}”. Add a column “confidential”: which is it?"
        return RowProblem(row.number, "key", message, row.line)
    if not seen:
        # Of others' hidden sources nobody may learn that they have this key.
        own = next((source for source in there if source.added_by_id == by.pk), None) if by else None
        return _new(row, values, by) if own is None else _of_own_hidden(row, own)
    source = seen[0]
    if source.pk in unseen:
        message = f"A source of another article has the key “{key}”. Use another key."
        return RowProblem(row.number, "key", message, row.line)
    fields = {name: value for name, value in values.items() if value != getattr(source, name)}
    if fields and source.merged_into is not None:
        message = f"“{key}” was merged into “{source.merged_into.name_for(by)}”. Change that one."
        return RowProblem(row.number, "key", message, row.line)
    before = {name: getattr(source, name) for name in fields}
    return Step(row.number, Outcome.CHANGED if fields else Outcome.UNCHANGED, key, source, fields, before)


def _of_own_hidden(row: ParsedRow, source: Source) -> Step | RowProblem:
    """A confidential source that this person brought without being allowed to see it again: the row changes nothing."""
    if not row.values.get("confidential"):
        message = f"You brought “{source.key}”, and it is confidential by now. Only who may see it can change it."
        return RowProblem(row.number, "key", message, row.line)
    return Step(row.number, Outcome.UNCHANGED, source.name_for(None), None)


def _notes(comparison: Comparison) -> Iterable[str]:
    if left := sum(step.target is None for step in comparison.steps):
        yield f"Rows of confidential sources that you may not see, left as they are: {left:,}."


def _new(row: ParsedRow, values: dict[str, Any], by: Any) -> Step | RowProblem:
    if not values.get("title"):
        message = f"“{values['key']}” is a new source, and a new one needs a title. Add a column “title”."
        return RowProblem(row.number, "title", message, row.line)
    source = Source(added_by=by, publisher_key=publisher_key(values.get("publisher", "")), **values)
    return Step(row.number, Outcome.NEW, values["key"], source, values)


def _by_number(row: ParsedRow, number: int, named: NamedSources) -> Step | RowProblem:
    """The row that an export writes for those who may not see the source: only its number, and no change."""
    name = hidden_name(number)
    said = {column for column, value in row.values.items() if value and column not in {"key", "confidential", "kind"}}
    if row.values.get("title") == name:
        said.discard("title")
    if said or not named.hides(name):
        message = f"{name} can't be changed by its number. Who may see it imports it by its key."
        return RowProblem(row.number, "key", message, row.line)
    return Step(row.number, Outcome.UNCHANGED, name, None)


def _settle_copies(comparison: Comparison, rows: list[ParsedRow], named: NamedSources) -> None:
    """Say for every row that names what it copies which source that is: one of the desk or of the file."""
    wanted = {row.number: row.values["republishes"] for row in rows if "republishes" in row.values}
    copies = settle_copies(comparison.steps, wanted, named)
    lines = {row.number: row.line for row in rows}
    for number, why in copies.problems.items():
        comparison.problems.append(RowProblem(number, "republishes", why, lines[number]))
    comparison.steps = [step for step in comparison.steps if step.row not in copies.problems]
    for step in comparison.steps:
        if step.row in copies.copied:
            _set_copied(step, copies.copied[step.row])


def _refuse_changes(comparison: Comparison, rows: list[ParsedRow], by: Any) -> None:
    """Who may hand in new sources and change none is told so at each row that would change one."""
    if not (refused := lacking(by, "change_source")):
        return
    lines = {row.number: row.line for row in rows}
    for step in comparison.of(Outcome.CHANGED):
        comparison.problems.append(RowProblem(step.row, "key", refused[0].message, lines[step.row]))
    comparison.steps = [step for step in comparison.steps if step.outcome is not Outcome.CHANGED]


def _set_copied(step: Step, copied: Source | None) -> None:
    now = step.target.republishes
    if now == copied:
        return
    step.fields["republishes"] = copied
    if step.outcome is not Outcome.NEW:
        step.before["republishes"] = now
        step.outcome = Outcome.CHANGED


def _warn(comparison: Comparison) -> None:
    """Warn of decisions that lean on a source whose weight changes."""
    weighing = [step for step in comparison.of(Outcome.CHANGED) if set(step.fields) & set(WEIGHING)]
    leaning = _decided_claims_by_source(step.target.pk for step in weighing)
    for step in weighing:
        if number := leaning.get(step.target.pk):
            step.warning = f"{step.name}: {number} decided claims lean on it. Those it no longer carries are reopened."


def _decided_claims_by_source(pks: Iterable[int]) -> dict[int, int]:
    standing = Q(evidence__withdrawn_at__isnull=True, evidence__claim__status__in=DECIDED)
    counted = Source.objects.filter(pk__in=list(pks)).annotate(n=Count("evidence__claim", standing, distinct=True))
    return dict(counted.values_list("pk", "n"))
