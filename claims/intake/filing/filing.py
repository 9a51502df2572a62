"""The two things that can be done with a file: look at what it would do, and do it."""

from collections.abc import Callable, Iterable, Iterator
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
from .grouping import Group, grouped
from .plans import Comparison, Filed, Plan, counted
from .writing import BATCH, Filing

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


Told = Callable[[int], None]  # of how many rows of the file are done


class _NothingFiled(Exception):
    """Rolls the transaction back where a row was refused and the file is all or nothing, or where nothing is new."""


def plan(
    table: Table | str,
    data: Upload,
    filename: str,
    *,
    article: Article | None = None,
    by: Any,
    decide: bool = False,
    tell: Told | None = None,
) -> Plan:
    """Return what a file would do now. Writes nothing and opens no transaction.

    data: the bytes, or a seekable binary file. decide: this person asks for the verdicts of the file to be
    recorded as own decisions. tell: is told how many rows were looked at, now and then. Whatever is wrong stands
    in the plan's problems; nothing is raised.
    """
    table, filename = Table(table), printable(filename)
    if problems := _not_allowed(table, by, article, decide):
        return Plan(Reading(table, filename, ""), problems)
    looked_at, groups = _begun(read_table(table, data, filename), article, by)
    for _ in _compared(looked_at, groups, by, decide, tell):
        pass
    return looked_at


def _not_allowed(table: Table, by: Any, article: Article | None, decide: bool) -> list[FileOrRowProblem]:
    problems = problems_with_importing(table, by=by, article=article, decide=decide)
    return [FileProblem(problem.message) for problem in problems]


def _begun(reading: Reading, article: Article | None, by: Any) -> tuple[Plan, list[Group]]:
    groups, problems = grouped(reading, article=article, by=by)
    begun = Plan(reading, [*reading.problems, *problems], list(reading.notes))
    return begun, [] if reading.problems and not len(reading.rows) else groups


def _compared(plan: Plan, groups: list[Group], by: Any, decide: bool, tell: Told | None = None) -> Iterator[Comparison]:
    """Hold one article's rows after the other against the database; each is in the plan before it is yielded."""
    done = 0
    for group in groups:
        if group.article is not None:
            plan.problems += _not_allowed(plan.table, by, group.article, decide)
        comparison = _held(plan, group, by)
        plan.take(comparison, among=len(groups))
        yield comparison
        done += len(comparison.steps)
        if tell is not None:
            tell(done)
    plan.problems.sort(key=lambda problem: problem.row or 0)


def _held(plan: Plan, group: Group, by: Any) -> Comparison:
    rows = group.rows(plan.reading, plan.problems)
    if plan.table is Table.SOURCES:
        return sources.compare(rows, by=by)
    compared: Comparison = _COMPARE[plan.table](rows, article=group.article, by=by)
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
    tell: Told | None = None,
    written: Callable[[Filed], None] | None = None,
) -> Filed:
    """File a spreadsheet in one transaction: all of it or nothing, or with `good_rows` the rows in order.

    The file is read before that transaction and its rows are held against the database inside it, article by
    article. seen: the fingerprint of the plan that a person confirmed; where the file would do something else by
    now, nothing is filed and the problem says so. tell: as for `plan`. written: is called at the end of that
    transaction, where something was written. Whatever is wrong stands in
    `Filed.problems`; nothing is raised.
    """
    table, filename = Table(table), printable(filename)
    if problems := _not_allowed(table, by, article, decide):
        return _refused(Plan(Reading(table, filename, ""), problems))
    reading = read_table(table, data, filename)
    looked_at = Plan(reading, list(reading.problems))
    try:
        with together():
            looked_at, groups = _begun(reading, article, by)
            _take_turns(group.article for group in groups)
            filing = Filing(Import(table=table, filename=filename, sha256=reading.sha256, by=by, at=at), by, at)
            if article is not None or len(groups) == 1:
                filing.import_.article = article or groups[0].article
            last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            for comparison in _compared(looked_at, groups, by, decide, tell):
                if comparison.changes_something and looked_at.lets_write(good_rows=good_rows):
                    filing.begin()
                    _WRITE[table](comparison, filing)
            filed = _finished(looked_at, filing, good_rows=good_rows, seen=seen, since=last)
            if written is not None:
                written(filed)
            return filed
    except _NothingFiled as nothing:
        return _refused(looked_at, nothing.args[0])
    except IntegrityError:
        message = "Somebody else wrote the same rows at this moment, so nothing was filed. Check the file again."
        return _refused(looked_at, [FileProblem(message)])


def _take_turns(articles: Iterable[Article | None]) -> None:
    """Let nobody else change the articles, or number claims of them, until this file is done.

    The desk's own record is held too, since a file may bring sources: taken first, as everywhere.
    """
    pks = sorted(article.pk for article in articles if article is not None)
    record.hold(None, *pks)
    for start in range(0, len(pks), BATCH):
        list(Article.objects.select_for_update().filter(pk__in=pks[start : start + BATCH]).order_by("pk").only("pk"))


def _refused(plan: Plan, problems: list[FileOrRowProblem] | None = None) -> Filed:
    problems = [*plan.problems, *(problems or [])]
    return Filed(plan, counted(plan.outcomes, problems), problems)


def _finished(plan: Plan, filing: Filing, *, good_rows: bool, seen: str | None, since: int) -> Filed:
    """Keep what was written, or raise _NothingFiled; correct the counts by the rows that review refused at last."""
    if not plan.lets_write(good_rows=good_rows) or not plan.changes_something:
        raise _NothingFiled([])
    if seen is not None and seen != plan.fingerprint:
        message = "The desk changed since you checked this file, so nothing was filed. Look at what it would do now."
        raise _NothingFiled([FileProblem(message)])
    counts = counted(plan.outcomes - filing.late, [*plan.problems, *filing.problems])
    if (filing.problems and not good_rows) or not (counts.new or counts.changed):
        raise _NothingFiled(filing.problems)
    filing.finish(counts)
    events = Event.objects.filter(pk__gt=since, action="reopened", actor_id=filing.by.pk, claim__isnull=False)
    numbers = events.order_by("claim__number").values_list("claim__number", flat=True).distinct()
    reopened = [f"Claim {number} was reopened." for number in numbers]
    return Filed(plan, counts, [*plan.problems, *filing.problems], filing.import_, reopened)
