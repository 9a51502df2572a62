"""Which article each row of a file belongs to."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from claims.intake.columns import DuplicateKeys, ParsedRow
from claims.intake.problems import FileProblem, RowProblem
from claims.intake.tables import FileOrRowProblem, Reading
from claims.models import Article
from claims.vocabulary import Table

from .naming import confidential_number

_CHUNK = 500  # slugs in one query


class Group(NamedTuple):
    """The rows of one article, or of no article where the table knows none; `slugs`: what they name."""

    article: Article | None
    slugs: tuple[str, ...]

    def rows(self, reading: Reading, problems: list[FileOrRowProblem]) -> list[ParsedRow]:
        """Return the rows in the file's order; those that stand twice are told of in `problems`."""
        return list(_without_duplicates(reading.table, reading.rows.of(self.slugs), problems))


def grouped(reading: Reading, *, article: Article | None, by: Any) -> tuple[list[Group], list[FileOrRowProblem]]:
    """Return the articles that the file has rows of, and the problems of rows that belong to none.

    With an article chosen every row must agree with it. Without one the file's own column says it, and one
    file may hold several articles. Sources belong to no article.
    """
    if reading.table is Table.SOURCES:
        return [Group(None, ("",))], []
    if article is None and "article" not in reading.names:
        return [], [FileProblem("Choose the article that these rows belong to: the file has no column “article”.")]
    known = _articles(reading.rows.slugs, article, by)
    found: dict[int, Group] = {}
    problems: list[FileOrRowProblem] = []
    for slug in reading.rows.slugs:
        owner = known.get(slug)
        if owner is None:
            why = _why_none(slug[:60], article)
            problems += [RowProblem(row.number, "article", why, row.line) for row in reading.rows.of([slug])]
        else:
            there = found[owner.pk].slugs if owner.pk in found else ()
            found[owner.pk] = Group(owner, (*there, slug))
    return list(found.values()), problems


def _articles(slugs: list[str], chosen: Article | None, by: Any) -> dict[str, Article]:
    if chosen is not None:
        return {chosen.slug: chosen, "": chosen}
    visible = Article.objects.visible_to(by)
    chunks = (slugs[start : start + _CHUNK] for start in range(0, len(slugs), _CHUNK))
    return {found.slug: found for chunk in chunks for found in visible.filter(slug__in=chunk)}


def _why_none(slug: str, chosen: Article | None) -> str:
    if chosen is not None:
        return f"This row is of “{slug}”, and the file is brought to “{chosen.slug}”. Import it to its own article."
    if not slug:
        return "This row names no article. Fill in its slug, or choose the article for the whole file."
    return f"There is no article “{slug}”. Write the slug as in the article's address."


def _without_duplicates(
    table: Table, rows: Iterator[ParsedRow], problems: list[FileOrRowProblem]
) -> Iterator[ParsedRow]:
    keys = DuplicateKeys(table)
    for row in rows:
        # An export leaves out where a hidden source says something: its rows may look alike.
        hidden = table is Table.EVIDENCE and confidential_number(row.values["source"])
        if not hidden and (problem := keys.check(row)):
            problems.append(problem)
        else:
            yield row
