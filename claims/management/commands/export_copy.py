"""manage.py export_copy: write an article's checked copy, its corrections or its ClaimReview."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.export.taking import FORMATS, Paper, Taken, Taking, take
from claims.management.articles import article_of
from claims.management.output import to_file, to_standard_output
from claims.management.people import named
from claims.record import last_seal
from claims.review.problems import Refused

_FORMATS = "; ".join(f"{paper.value}: {', '.join(formats)}" for paper, formats in FORMATS.items())


class Command(BaseCommand):
    help = "Export an article's checked copy, the corrections for its editor, or its ClaimReview."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--article", required=True, metavar="SLUG", help="which article")
        parser.add_argument(
            "--kind", default=Paper.CHECKED.value, help=f"{', '.join(Paper.values)} (default: {Paper.CHECKED.value})"
        )
        parser.add_argument("--format", default="", help=f"{_FORMATS} (default: the first)")
        parser.add_argument("--output", type=Path, metavar="FILE", help="where to (default: standard output)")
        parser.add_argument(
            "--base", default="", metavar="URL", help="where the reviews will be published: claimreview"
        )
        parser.add_argument(
            "--as",
            dest="person",
            metavar="USERNAME",
            help="as this person sees it; without, no confidential source is named",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["output"]
        taking = _asked_for(options)
        if path is None and taking.format in {"docx", "zip"} and sys.stdout.isatty():
            raise CommandError(
                f"A .{taking.format} file is nothing for the screen. Say where to: --output copy.{taking.format}"
            )
        try:
            taken = _written(taking, path)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for number, sentences in taken.refused:
            self.stderr.write(f"Claim {number}: {' '.join(sentences)}")
        if path is not None:
            self.stdout.write(f"Wrote {taken.claims:,} {'claim' if taken.claims == 1 else 'claims'} to {path}.")
            if seal := last_seal():
                self.stdout.write(f"The record was {seal}.")


def _asked_for(options: dict[str, Any]) -> Taking:
    try:
        paper = Paper(options["kind"].strip().casefold())
    except ValueError as error:
        raise CommandError(f"“{options['kind'][:60]}” is no kind. Use {', '.join(Paper.values)}.") from error
    viewer = named(options["person"]) if options["person"] else None
    article = article_of(options["article"], viewer=viewer)
    format = options["format"].strip().casefold() or FORMATS[paper][0]
    return Taking(article, paper, format, viewer, options["base"].strip())


def _written(taking: Taking, path: Path | None) -> Taken:
    def write(file: Any) -> Taken:
        return take(taking, file, at=timezone.now())

    return to_standard_output(write) if path is None else to_file(path, write)
