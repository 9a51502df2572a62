"""Which article each row of a file belongs to."""

from typing import Any

from claims.intake.columns import DuplicateKeys, ParsedRow
from claims.intake.problems import FileProblem, RowProblem
from claims.intake.tables import FileOrRowProblem, Reading
from claims.models import Article
from claims.vocabulary import Table

from .naming import confidential_number

Group = tuple[Article | None, list[ParsedRow]]


def grouped(reading: Reading, *, article: Article | None, by: Any) -> tuple[list[Group], list[FileOrRowProblem]]:
    """Return the rows by article, and the problems of those that belong to none or stand twice.

    With an article chosen every row must agree with it. Without one the file's own column says it, and one
    file may hold several articles. Sources belong to no article.
    """
    if reading.table is not Table.SOURCES and article is None and "article" not in reading.names:
        return [], [FileProblem("Choose the article that these rows belong to: the file has no column “article”.")]
    groups, problems = _by_article(reading, article, by)
    duplicates: list[FileOrRowProblem] = []
    unique = [(owner, _without_duplicates(reading.table, rows, duplicates)) for owner, rows in groups]
    return unique, [*problems, *duplicates]


def _by_article(reading: Reading, chosen: Article | None, by: Any) -> tuple[list[Group], list[FileOrRowProblem]]:
    if reading.table is Table.SOURCES:
        return [(None, reading.rows)], []
    known = articles_named(reading, chosen=chosen, by=by)
    groups: dict[int, Group] = {}
    problems: list[FileOrRowProblem] = []
    for row in reading.rows:
        owner = known.get(row.values.get("article") or "")
        if owner is None:
            problems.append(RowProblem(row.number, "article", _why_none(row, chosen), row.line))
        else:
            groups.setdefault(owner.pk, (owner, []))[1].append(row)
    return list(groups.values()), problems


def articles_named(reading: Reading, *, chosen: Article | None, by: Any) -> dict[str, Article]:
    """Return by slug the articles that rows may belong to: the chosen one, or those of the file that `by` may see."""
    if reading.table is Table.SOURCES:
        return {}
    if chosen is not None:
        return {chosen.slug: chosen, "": chosen}
    slugs = {slug for row in reading.rows if (slug := row.values.get("article"))}
    return {found.slug: found for found in Article.objects.visible_to(by).filter(slug__in=sorted(slugs)[:500])}


def _why_none(row: ParsedRow, chosen: Article | None) -> str:
    slug = (row.values.get("article") or "")[:60]
    if chosen is not None:
        return f"This row is of “{slug}”, and the file is brought to “{chosen.slug}”. Import it to its own article."
    if not slug:
        return "This row names no article. Fill in its slug, or choose the article for the whole file."
    return f"There is no article “{slug}”. Write the slug as in the article's address."


def _without_duplicates(table: Table, rows: list[ParsedRow], problems: list[FileOrRowProblem]) -> list[ParsedRow]:
    keys, kept = DuplicateKeys(table), []
    for row in rows:
        # An export leaves out where a hidden source says something: its rows may look alike.
        hidden = table is Table.EVIDENCE and confidential_number(row.values["source"])
        if not hidden and (problem := keys.check(row)):
            problems.append(problem)
        else:
            kept.append(row)
    return kept
