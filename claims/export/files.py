"""One file that leaves the desk: a table, whose rows, in which columns and format, for whom."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db.models import QuerySet, TextChoices

from claims.record.moment import one_moment
from claims.review.people import lacking
from claims.review.problems import refuse_if
from claims.vocabulary import Table

from .confidential import shown_in, tell
from .naming import name_of_file
from .rows import ROWS, Row
from .spreadsheet import write_csv, write_json
from .workbook import write_xlsx


class Format(TextChoices):
    """How a file is written."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"
    JSON = "json", "JSON"


@dataclass(frozen=True, slots=True)
class Export:
    """What to write. `queryset`: of sources for that table, else of claims. `by`: who takes it, None for
    nobody in particular, who is shown no confidential source. `bom`: in CSV only."""

    table: Table
    queryset: QuerySet[Any]
    by: Any
    columns: tuple[str, ...]
    format: Format = Format.CSV
    bom: bool = False


def write(export: Export, file: BinaryIO, *, at: datetime) -> int:
    """Write the export to a binary file; return the number of its rows.

    Hand the file on only after this returns: who takes confidential sources along is in the record by then,
    and a slow reader keeps nobody from writing to the database. Raise Refused where the person may not
    export, or where the format can't hold the rows; what was written so far is then to be thrown away.
    """
    refuse_if([] if export.by is None else lacking(export.by, "export_claim"))
    # Closed inside the moment: PostgreSQL's cursors don't outlive it.
    stream = ROWS[export.table](export.queryset, viewer=export.by, columns=export.columns)
    with one_moment(), closing(stream):
        rows = _Counted(stream)
        _write(export, rows, file)
        shown = shown_in(export.table, export.queryset, columns=export.columns, viewer=export.by)
    if shown:
        tell(shown, table=export.table, format=export.format.value, by=export.by, at=at)
    return rows.number


def _write(export: Export, rows: Iterable[Row], file: BinaryIO) -> None:
    if export.format is Format.CSV:
        write_csv(export.columns, rows, file, bom=export.bom)
    elif export.format is Format.XLSX:
        write_xlsx(export.columns, rows, file, title=export.table.value)
    else:
        write_json(export.columns, rows, file)


class _Counted:
    """Rows, and how many of them went by."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows, self.number = rows, 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.number += 1
            yield row


def filename(export: Export, *, on: date) -> str:
    """Return a name with the article's slug, where all rows are of one, the table, the day and the last seal."""
    slugs = [] if export.table is Table.SOURCES else _slugs(export.queryset)
    whose = slugs[0] if len(slugs) == 1 else "desk"
    return name_of_file(whose, export.table.value, on=on, ending=export.format.value)


def _slugs(claims: QuerySet[Any]) -> list[str]:
    return list(claims.order_by().values_list("article__slug", flat=True).distinct()[:2])
