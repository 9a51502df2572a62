"""manage.py export_claims: write claims, or the tables around them, to a file or to the terminal."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone

from claims.export.columns import chosen
from claims.export.files import Export, Format, write
from claims.export.selection import ALL, claims_of, sources_of, statuses_in
from claims.management.output import to_file, to_standard_output
from claims.management.people import named
from claims.models import Source
from claims.record import last_seal
from claims.review.problems import Refused
from claims.vocabulary import Status, Table


class Command(BaseCommand):
    help = "Export claims with their verdicts and sources, or one of the tables that an import reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--article", default="", metavar="SLUG", help="only this article's (default: all)")
        parser.add_argument(
            "--status",
            default=None,
            metavar="STATUS",
            help=f"of which claims: one or more, separated by commas, or {ALL}"
            f" (default: {Status.VERIFIED.value}; for the other tables {ALL})",
        )
        parser.add_argument("--format", default=Format.CSV.value, help="csv, xlsx or json (default: csv)")
        parser.add_argument("--output", type=Path, metavar="FILE", help="where to (default: standard output)")
        parser.add_argument(
            "--table", default=Table.CLAIMS.value, help="claims, sources, evidence or verdicts (default: claims)"
        )
        parser.add_argument("--columns", default="", metavar="A,B,C", help="these columns, in this order, or all")
        parser.add_argument("--bom", action="store_true", help="mark CSV as UTF-8 for spreadsheet programs")
        parser.add_argument(
            "--as",
            dest="person",
            metavar="USERNAME",
            help="as this person sees it; without, no confidential source is named",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["output"]
        try:
            export = _asked_for(options)
            rows = _print(export) if path is None else _save(export, path)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if path is not None:
            self.stdout.write(f"Wrote {rows:,} {'row' if rows == 1 else 'rows'} to {path}.")
            if seal := last_seal():
                self.stdout.write(f"The record was {seal}.")
        elif not rows:
            self.stderr.write("Nothing fits: the table is empty.")


def _asked_for(options: dict[str, Any]) -> Export:
    table = _choice(Table, options["table"], "table")
    viewer = named(options["person"]) if options["person"] else None
    return Export(
        table,
        _rows_asked_for(table, options["article"], options["status"], viewer),
        viewer,
        chosen(table, options["columns"].split(",")),
        _choice(Format, options["format"], "format"),
        options["bom"],
    )


def _choice(choices: Any, name: str, what: str) -> Any:
    try:
        return choices(name.strip().casefold())
    except ValueError as error:
        raise CommandError(f"“{name[:60]}” is no {what}. Use {', '.join(choices.values)}.") from error


def _rows_asked_for(table: Table, slug: str, status: str | None, viewer: Any) -> QuerySet[Any]:
    if table is Table.SOURCES and not slug and status is None:
        sources = Source.objects.current()
        return sources if viewer is None else sources.visible_to(viewer)
    usual = Status.VERIFIED.value if table is Table.CLAIMS else ALL
    claims = claims_of(slug, statuses=statuses_in(usual if status is None else status), viewer=viewer)
    return sources_of(claims) if table is Table.SOURCES else claims


def _print(export: Export) -> int:
    """Write to standard output; return the rows."""
    if export.format is Format.XLSX and sys.stdout.isatty():
        raise CommandError("A workbook is nothing for the screen. Say where to: --output claims.xlsx")
    return to_standard_output(lambda file: write(export, file, at=timezone.now()))


def _save(export: Export, path: Path) -> int:
    return to_file(path, lambda file: write(export, file, at=timezone.now()))
