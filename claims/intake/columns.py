"""The columns of the four tables: which there are, what their cells may hold, which must not be empty."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from claims.intake.cell_values import (
    BadValue,
    Parser,
    claim_number,
    cleaned,
    did_you_mean,
    iso_date,
    one_of,
    source_key,
    source_reference,
    source_references,
    text,
    text_up_to,
    web_address,
    yes_or_no,
)
from claims.intake.problems import FileProblem, RowProblem
from claims.intake.spreadsheets import Row
from claims.vocabulary import DECIDED, Kind, Risk, SourceKind, Stance, Table


@dataclass(frozen=True, slots=True)
class Column:
    """empty: the value of an empty cell. required: an empty cell is refused."""

    name: str
    parse: Parser
    empty: object = ""
    required: bool = False


def _columns(*columns: Column) -> dict[str, Column]:
    return {column.name: column for column in columns}


_ARTICLE = Column("article", text_up_to(200))
_CLAIM = Column("claim", claim_number, required=True)

COLUMNS: Mapping[Table, Mapping[str, Column]] = {
    Table.SOURCES: _columns(
        Column("key", source_key, required=True),
        Column("title", text_up_to(500), required=True),
        Column("publisher", text_up_to(300)),
        Column("author", text_up_to(300)),
        Column("url", web_address),
        Column("kind", one_of(SourceKind.values), SourceKind.OTHER.value),
        Column("published_on", iso_date),
        Column("accessed_on", iso_date),
        Column("archive_url", web_address),
        Column("republishes", source_key),
        Column("confidential", yes_or_no, False),
    ),
    Table.CLAIMS: _columns(
        _ARTICLE,
        Column("number", claim_number, None),
        Column("section", text_up_to(200)),
        Column("statement", text),
        Column("quote", text),
        Column("kind", one_of(Kind.values), Kind.OTHER.value),
        Column("value", text_up_to(500)),
        Column("speaker", text_up_to(200)),
        Column("risk", one_of(Risk.values), Risk.LOW.value),
        Column("sensitive", yes_or_no, False),
        Column("checker", text_up_to(150)),
        Column("note", text),
        Column("sources", source_references, ()),
    ),
    Table.EVIDENCE: _columns(
        _ARTICLE,
        _CLAIM,
        Column("source", source_reference, required=True),
        Column("stance", one_of(Stance.values), Stance.UNREAD.value),
        Column("locator", text_up_to(500)),
        Column("finding", text),
    ),
    Table.VERDICTS: _columns(
        _ARTICLE,
        _CLAIM,
        Column("verdict", one_of(status.value for status in DECIDED), required=True),
        Column("reason", text),
        Column("correction", text),
    ),
}

# Without one of each group a sheet can't be laid on anything.
NEEDED: Mapping[Table, Sequence[tuple[str, ...]]] = {
    Table.SOURCES: [("key",)],
    Table.CLAIMS: [("number", "statement", "quote")],
    Table.EVIDENCE: [("claim",), ("source",)],
    Table.VERDICTS: [("claim",), ("verdict",)],
}

NOT_OBEYED = ("status", "verdict")
EXPORT_ONLY = (
    "reason",
    "correction",
    "decided_by",
    "decided_at",
    "confirmed_by",
    "findings",
    "revision",
    "record_hash",
)
_WORDING = frozenset({"number", "statement", "quote"})


class Columns(NamedTuple):
    """The known columns of one sheet, each with its place in a row."""

    table: Table
    placed: tuple[tuple[int, Column], ...]
    names: frozenset[str]


class ParsedRow(NamedTuple):
    """values by column name. A column that the sheet lacks is missing; an empty cell has its empty value."""

    number: int
    values: dict[str, Any]
    line: int | None = None


def parse_header(table: Table, header: Sequence[str]) -> tuple[Columns, tuple[str, ...], tuple[FileProblem, ...]]:
    """The columns of a normalised header, notes on those that are not read, and what is missing."""
    known = COLUMNS[table]
    placed = tuple((index, known[name]) for index, name in enumerate(header) if name in known)
    names = frozenset(column.name for _, column in placed)
    missing = tuple(_missing(table, names, header))
    if missing and (other := _table_of(header)):
        sentence = f"These are columns of the {other} table: import the file as that table."
        return Columns(table, placed, names), (), (FileProblem(sentence, 1),)
    notes = tuple(_notes(table, [name for name in header if name not in known]))
    return Columns(table, placed, names), notes, missing


def _table_of(header: Sequence[str]) -> str | None:
    """The table that a sheet is of, where most of its columns and all that are needed say so."""
    for table, known in COLUMNS.items():
        if all(set(group) & set(header) for group in NEEDED[table]) and 2 * len(set(header) & set(known)) > len(header):
            return table.value
    return None


def _missing(table: Table, names: frozenset[str], header: Sequence[str]) -> Iterator[FileProblem]:
    if not names:
        expected, found = ", ".join(COLUMNS[table]), ", ".join(header)[:200]
        message = f"The first row names no column of the {table.value} table. It holds: {found}. Expected: {expected}."
        yield FileProblem(message, 1)
        return
    for group in NEEDED[table]:
        if not names.intersection(group):
            yield FileProblem(f"The {table.value} table needs a column {_either(group)}.", 1)


def _either(names: Sequence[str]) -> str:
    return " or ".join(f"“{name}”" for name in names)


def _notes(table: Table, unknown: list[str]) -> Iterator[str]:
    exported = []
    for name in unknown:
        if table is Table.CLAIMS and name in NOT_OBEYED:
            yield f"The column “{name}” is not obeyed: a file decides nothing. Record decisions at the desk."
        elif table is Table.CLAIMS and name in EXPORT_ONLY:
            exported.append(name)
        else:
            near = did_you_mean(name, COLUMNS[table])
            yield f"The column “{name[:60]}” is not known and was not read.{near}"
    if exported:
        yield f"Only exports have these columns, they were not read: {', '.join(exported)}."


def parse_row(columns: Columns, row: Row) -> ParsedRow | list[RowProblem]:
    """The values of a row, or everything that is wrong with it.

    A claim's empty statement falls back to its quote. Where the statement's column is missing, the key is
    missing too: a new claim then takes its quote, an old one keeps its statement.
    """
    number, cells, line, flagged = row
    problems = [problem for problem in flagged if problem.column in columns.names] if flagged else []
    broken = {problem.column for problem in problems} if flagged else ()
    values: dict[str, Any] = {}
    for index, column in columns.placed:
        name = column.name
        if name in broken:
            continue
        if value := cleaned(cells[index]):
            try:
                values[name] = column.parse(value)
            except BadValue as reason:
                problems.append(RowProblem(number, name, str(reason), line))
        else:
            values[name] = column.empty
            if column.required:
                problems.append(RowProblem(number, name, "This must not be empty.", line))
    if columns.table is Table.CLAIMS and not _WORDING.intersection(problem.column for problem in problems):
        problems += _settle_statement(values, number, line)
    return problems or ParsedRow(number, values, line)


def _settle_statement(values: dict[str, Any], number: int, line: int | None) -> list[RowProblem]:
    statement, quote = values.get("statement"), values.get("quote")
    if statement or (statement is None and (quote or values.get("number"))):
        return []
    if quote:
        values["statement"] = quote
        return []
    message = "A claim needs a statement, or at least its quote from the copy."
    return [RowProblem(number, "quote" if statement is None else "statement", message, line)]


def _evidence_key(values: Mapping[str, Any]) -> tuple[Any, ...]:
    return values["claim"], values["source"], values.get("locator", "")


_KEYS: Mapping[Table, tuple[str, Callable[[Mapping[str, Any]], Any]]] = {
    Table.SOURCES: ("key", lambda values: values["key"]),
    Table.CLAIMS: ("number", lambda values: values.get("number")),
    Table.EVIDENCE: ("source", _evidence_key),
    Table.VERDICTS: ("claim", lambda values: values["claim"]),
}


class DuplicateKeys:
    """Tells which rows of one file say something about the same thing again. Keeps a number per row."""

    def __init__(self, table: Table) -> None:
        self._column, self._key = _KEYS[table]
        self._seen: dict[Any, int] = {}

    def check(self, row: ParsedRow) -> RowProblem | None:
        """The problem of a row whose key stood in an earlier one; claims without a number have no key."""
        key = self._key(row.values)
        if key is None:
            return None
        first = self._seen.setdefault(key, row.number)
        if first == row.number:
            return None
        return RowProblem(row.number, self._column, f"Row {first} has the same. Keep one of the two.", row.line)
