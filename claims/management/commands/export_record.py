"""manage.py export_record: write everything about one article into one file that proves itself."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.export.taking import Paper, Taking, take
from claims.management.articles import article_of
from claims.management.output import to_file
from claims.management.people import named
from claims.record import last_seal
from claims.review.problems import Refused


class Command(BaseCommand):
    help = "Export an article's whole record as a ZIP file with a checker that proves it unchanged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", metavar="ARTICLE", help="the article's slug")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE.zip", help="where to")
        parser.add_argument(
            "--as",
            dest="person",
            metavar="USERNAME",
            help="as this person sees it; without, no confidential source is named",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        viewer = named(options["person"]) if options["person"] else None
        taking = Taking(article_of(options["article"], viewer=viewer), Paper.RECORD, "zip", viewer)
        try:
            to_file(options["output"], lambda file: take(taking, file, at=timezone.now()))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Wrote the record of “{taking.article.slug}” to {options['output']}.")
        if seal := last_seal():
            self.stdout.write(f"The record was {seal}.")
