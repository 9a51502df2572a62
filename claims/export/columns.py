"""Which columns an exported table has, under the names that our own import reads."""

from collections import Counter
from collections.abc import Mapping, Sequence

from claims.review.problems import Problem, refuse_if
from claims.vocabulary import Table

COLUMNS: Mapping[Table, tuple[str, ...]] = {
    Table.CLAIMS: (
        "article",
        "number",
        "section",
        "statement",
        "quote",
        "kind",
        "value",
        "speaker",
        "risk",
        "status",
        "reason",
        "correction",
        "checker",
        "decided_by",
        "decided_at",
        "confirmed_by",
        "sources",
        "findings",
        "revision",
        "record_hash",
    ),
    Table.SOURCES: (
        "key",
        "title",
        "publisher",
        "author",
        "url",
        "kind",
        "published_on",
        "accessed_on",
        "archive_url",
        "republishes",
        "confidential",
    ),
    Table.EVIDENCE: ("article", "claim", "source", "stance", "locator", "finding"),
    Table.VERDICTS: ("article", "claim", "verdict", "reason", "correction"),
}

# Notes are the desk's own: they leave it only where somebody asks for them.
ON_REQUEST: Mapping[Table, tuple[str, ...]] = {Table.CLAIMS: ("sensitive", "note")}


def choices(table: Table) -> tuple[str, ...]:
    """Return all columns that this table can have."""
    return COLUMNS[table] + ON_REQUEST.get(table, ())


def chosen(table: Table, names: Sequence[str]) -> tuple[str, ...]:
    """Return these columns in the order asked for; of none, the usual ones; of "all", every one.

    Raise Refused where a name is no column of the table, or stands twice.
    """
    names = [name.strip().casefold() for name in names if name.strip()]
    if names == ["all"]:
        return choices(table)
    refuse_if([*_unknown(table, names), *_doubled(names)])
    return tuple(names) or COLUMNS[table]


def _unknown(table: Table, names: list[str]) -> list[Problem]:
    unknown = [name for name in names if name not in choices(table)]
    if not unknown:
        return []
    known = ", ".join(choices(table))
    message = f"The {table.value} table has no column “{unknown[0][:60]}”. It has: {known}."
    return [Problem("no_column", message)]


def _doubled(names: list[str]) -> list[Problem]:
    doubled = next((name for name, times in Counter(names).items() if times > 1), None)
    if doubled is None:
        return []
    return [Problem("column_twice", f"The column “{doubled[:60]}” is asked for twice. Name it once.")]
