"""The two things that can be done with a file: look at what it would do, and do it."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError

from claims import record
from claims.derived.indexing import together
from claims.intake.problems import FileProblem
from claims.intake.tables import FileOrRowProblem, Reading, Upload, printable, read_table
from claims.models import Article, Event, Import
from claims.review.importing import problems_with_importing
from claims.vocabulary import Table

from . import claim_writing, claims, evidence, evidence_writing, source_writing, sources, verdicts
from .grouping import Group, articles_named, grouped
from .plans import Comparison, Filed, Plan, counted
from .writing import Filing

_COMPARE: dict[Table, Any] = {
    Table.CLAIMS: claims.compare,
    Table.EVIDENCE: evidence.compare,
    Table.VERDICTS: verdicts.compare,
}
_WRITE: dict[Table, Any] = {
    Table.SOURCES: source_writing.write,
    Table.CLAIMS: claim_writing.write,
    Table.EVIDENCE: evidence_writing.write,
    Table.VERDICTS: verdicts.write,
}


class _NothingFiled(Exception):
    """Rolls the transaction back where a row was refused and the file is all or nothing."""


def plan(
    table: Table | str, data: Upload, filename: str, *, article: Article | None = None, by: Any, decide: bool = False
) -> Plan:
    """Return what a file would do now. Writes nothing and opens no transaction.

    data: the bytes, or a seekable binary file. decide: this person asks for the verdicts of the file to be
    recorded as own decisions. Whatever is wrong stands in the plan's problems; nothing is raised.
    """
    table, filename = Table(table), printable(filename)
    if problems := _not_allowed(table, by, article, decide):
        return Plan(Reading(table, filename, ""), [], problems, [])
    return _compared(read_table(table, data, filename), article, by, decide)


def _not_allowed(table: Table, by: Any, article: Article | None, decide: bool) -> list[FileOrRowProblem]:
    problems = problems_with_importing(table, by=by, article=article, decide=decide)
    return [FileProblem(problem.message) for problem in problems]


def _compared(reading: Reading, article: Article | None, by: Any, decide: bool) -> Plan:
    groups, problems = grouped(reading, article=article, by=by)
    if article is None:
        for owner, _ in groups:
            problems += _not_allowed(reading.table, by, owner, decide)
    comparisons = [] if reading.problems and not reading.rows else [_held(reading.table, group, by) for group in groups]
    found = [problem for comparison in comparisons for problem in comparison.problems]
    every = [*reading.problems, *problems, *found]
    every.sort(key=lambda problem: problem.row or 0)
    notes = [*reading.notes, *(note for comparison in comparisons for note in comparison.notes)]
    return Plan(reading, comparisons, every, notes)


def _held(table: Table, group: Group, by: Any) -> Comparison:
    article, rows = group
    if table is Table.SOURCES:
        return sources.compare(rows, by=by)
    compared: Comparison = _COMPARE[table](rows, article=article, by=by)
    return compared


def file_table(
    table: Table | str,
    data: Upload,
    filename: str,
    *,
    article: Article | None = None,
    by: Any,
    at: datetime,
    good_rows: bool = False,
    decide: bool = False,
    seen: str | None = None,
) -> Filed:
    """File a spreadsheet in one transaction: all of it or nothing, or with `good_rows` the rows in order.

    The rows are held against the database again in that transaction. seen: the fingerprint of the plan that
    a person confirmed; where the file would do something else by now, nothing is filed and the problem says
    so. Whatever is wrong stands in `Filed.problems`; nothing is raised.
    """
    table, filename = Table(table), printable(filename)
    if problems := _not_allowed(table, by, article, decide):
        return _refused(Plan(Reading(table, filename, ""), [], problems, []))
    reading = read_table(table, data, filename)
    looked_at = Plan(reading, [], list(reading.problems), [])
    try:
        with together():
            _take_turns(reading, article, by)
            looked_at = _compared(reading, article, by, decide)
            return _filed(looked_at, article, by=by, at=at, good_rows=good_rows, seen=seen)
    except _NothingFiled as nothing:
        return _refused(looked_at, nothing.args[0])
    except IntegrityError:
        message = "Somebody else wrote the same rows at this moment, so nothing was filed. Check the file again."
        return _refused(looked_at, [FileProblem(message)])


def _take_turns(reading: Reading, article: Article | None, by: Any) -> None:
    """Let nobody else change the articles, or number claims of them, until this file is done.

    The desk's own record is held too, since a file may bring sources: taken first, as everywhere.
    """
    pks = [named.pk for named in articles_named(reading, chosen=article, by=by).values()]
    record.hold(None, *pks)
    list(Article.objects.select_for_update().filter(pk__in=pks).order_by("pk"))


def _refused(plan: Plan, problems: list[FileOrRowProblem] | None = None) -> Filed:
    problems = [*plan.problems, *(problems or [])]
    return Filed(plan, counted(plan.rows, problems), problems)


def _filed(plan: Plan, article: Article | None, *, by: Any, at: datetime, good_rows: bool, seen: str | None) -> Filed:
    if not plan.is_readable or (plan.problems and not good_rows) or not plan.changes_something:
        return Filed(plan, plan.counts, plan.problems)
    if seen is not None and seen != plan.fingerprint:
        message = "The desk changed since you checked this file, so nothing was filed. Look at what it would do now."
        raise _NothingFiled([FileProblem(message)])
    filing = Filing(_import_of(plan, article, by=by, at=at), by, at)
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for comparison in plan.comparisons:
        if any(step.outcome != "unchanged" for step in comparison.steps):
            _WRITE[plan.table](comparison, filing)
    if filing.problems and not good_rows:
        raise _NothingFiled(filing.problems)
    return _finished(plan, filing, since=last)


def _import_of(plan: Plan, article: Article | None, *, by: Any, at: datetime) -> Import:
    owners = {comparison.article for comparison in plan.comparisons}
    return Import.objects.create(
        article=article or (owners.pop() if len(owners) == 1 else None),
        table=plan.table.value,
        filename=plan.filename,
        sha256=plan.sha256,
        by=by,
        at=at,
        **plan.counts._asdict(),
    )


def _finished(plan: Plan, filing: Filing, *, since: int) -> Filed:
    """Correct the counts by the rows that review refused at last, and say which decisions were taken back."""
    late = {problem.row for problem in filing.problems}
    problems = [*plan.problems, *filing.problems]
    counts = counted([step for step in plan.rows if step.row not in late], problems)
    import_ = filing.import_
    for name, number in counts._asdict().items():
        setattr(import_, name, number)
    if not counts.new and not counts.changed:
        raise _NothingFiled(filing.problems)
    import_.save(update_fields=["before", *counts._fields])
    events = Event.objects.filter(pk__gt=since, action="reopened", actor_id=filing.by.pk, claim__isnull=False)
    numbers = events.order_by("claim__number").values_list("claim__number", flat=True).distinct()
    return Filed(plan, counts, problems, import_, [f"Claim {number} was reopened." for number in numbers])
