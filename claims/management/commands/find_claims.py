"""Print the passages of an article that a checker should look at."""

import csv
import json
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.cells import guard
from claims.finding import Candidate, find
from claims.intake.readers.decoding import LONGEST_TEXT, decode
from claims.intake.readers.draft import Unreadable

COLUMNS = [field.name for field in fields(Candidate)]


def between_0_and_1(text: str) -> float:
    """Read the option --min-score."""
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise ArgumentTypeError(f"{text} is no score. Give a number from 0 to 1, for example 0.8.")
    return score


class Command(BaseCommand):
    help = (
        "Propose the checkable facts of a text file, or of an article's newest revision. start and end count "
        "characters of the text as it is; slicing it with them gives the quote. Nothing is stored or decided."
    )
    requires_system_checks: list[str] = []  # a file needs no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="a text file (UTF-8, UTF-16 or Windows-1252)")
        parser.add_argument("--article", metavar="SLUG", help="an article of this desk instead of a file")
        parser.add_argument("--format", choices=["csv", "json"], default="csv")
        parser.add_argument("--min-score", type=between_0_and_1, default=0.0, metavar="X", help="0 to 1")
        parser.add_argument("--published-on", metavar="DATE", help="the file's date (ISO), to read “in August” against")

    def handle(self, *, file: Path | None, article: str | None, **options: Any) -> None:
        if (file is None) == (article is None):
            raise CommandError("Give a file, or --article and its slug.")
        text, date = (_of_file(file), None) if file else _of_article(str(article))
        found = find(text, published_on=options["published_on"] or date, min_score=options["min_score"])
        (self._csv if options["format"] == "csv" else self._json)(found)

    def _csv(self, found: list[Candidate]) -> None:
        writer = csv.DictWriter(self.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for candidate in found:
            row = asdict(candidate) | {"sensitive": "yes" if candidate.sensitive else "no"}
            writer.writerow({key: guard(cell) if isinstance(cell, str) else cell for key, cell in row.items()})

    def _json(self, found: list[Candidate]) -> None:
        rows = [asdict(candidate) for candidate in found]
        self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))


def _of_file(file: Path) -> str:
    try:
        text = decode(file.read_bytes())
    except OSError as error:
        raise CommandError(f"{file} can't be read: {error.strerror}.") from error
    except Unreadable as error:
        raise CommandError(f"{file}: {error}") from error
    if len(text) > LONGEST_TEXT:
        raise CommandError(f"{file} has {len(text):,} characters; at most {LONGEST_TEXT:,} can be read. Split it.")
    return text


def _of_article(slug: str) -> tuple[str, str]:
    from claims.models import Article

    article = Article.objects.filter(slug=slug).first()
    if article is None:
        raise CommandError(
            f'There is no article "{slug}". Its slug stands in its address, and in the list of articles.'
        )
    revision = article.current_revision
    if revision is None:
        raise CommandError(f"{article} has no copy yet. Import its text first.")
    return revision.body, article.published_on
