"""Bring in a spreadsheet of sources, claims, evidence or verdicts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.intake.filing import Filed, Plan, file_table, plan
from claims.management.people import acting
from claims.models import Article
from claims.vocabulary import Table

SHOWN = 50


class Command(BaseCommand):
    help = (
        "Bring in a spreadsheet (CSV, TSV or XLSX): all of it or nothing, or with --good-rows the rows in order. "
        "Importing the same file twice changes nothing. Exit code 1 where nothing was written because of problems."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("table", choices=Table.values, metavar="{sources,claims,evidence,verdicts}")
        parser.add_argument("file", type=Path)
        parser.add_argument("--article", metavar="SLUG", help="the article that the rows belong to")
        parser.add_argument("--by", metavar="USERNAME", help="who imports; of verdicts: who decided")
        parser.add_argument("--dry-run", action="store_true", help="only say what the file would do")
        parser.add_argument("--good-rows", action="store_true", help="import the rows in order, list the others")

    def handle(self, *, table: str, file: Path, **options: Any) -> None:
        if table == Table.VERDICTS and not options["by"]:
            raise CommandError("Say who decided: --by USERNAME")
        by, article = acting(options["by"]), _article(options["article"])
        chosen = {"article": article, "by": by, "decide": table == Table.VERDICTS}
        try:
            with file.open("rb") as data:
                self._run(table, data, file.name, options, chosen)
        except OSError as error:
            raise CommandError(f"{file} can't be read: {error.strerror}.") from error

    def _run(self, table: str, data: BinaryIO, name: str, options: dict[str, Any], chosen: dict[str, Any]) -> None:
        good_rows = options["good_rows"]
        if options["dry_run"]:
            self._preview(plan(table, data, name, **chosen), good_rows)
        else:
            self._result(file_table(table, data, name, at=timezone.now(), good_rows=good_rows, **chosen))

    def _preview(self, looked_at: Plan, good_rows: bool) -> None:
        self._show(looked_at)
        self.stdout.write(f"{looked_at.filename} would bring: {looked_at.counts}. Nothing was written.")
        if looked_at.problems and not (good_rows and looked_at.is_readable):
            raise CommandError("As it stands nothing of this file would be imported.")

    def _result(self, filed: Filed) -> None:
        self._show(filed)
        if filed.refused:
            raise CommandError(f"{filed.sentence} {filed.counts}.")
        for sentence in filed.reopened:
            self.stdout.write(sentence)
        self.stdout.write(filed.sentence)

    def _show(self, found: Plan | Filed) -> None:
        warnings = found.warnings if isinstance(found, Plan) else []
        for sentence in [*found.notes, *warnings]:
            self.stdout.write(sentence)
        for problem in found.problems[:SHOWN]:
            self.stderr.write(str(problem))
        if len(found.problems) > SHOWN:
            self.stderr.write(f"and {len(found.problems) - SHOWN:,} more problems")


def _article(slug: str | None) -> Article | None:
    if not slug:
        return None
    article = Article.objects.filter(slug=slug).first()
    if article is None:
        raise CommandError(
            f'There is no article "{slug}". Its slug stands in its address, and in the list of articles.'
        )
    return article
