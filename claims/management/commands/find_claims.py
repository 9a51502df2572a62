"""Print the passages of an article that a checker should look at."""

import csv
import json
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.cells import guard
from claims.finding import Candidate, find
from claims.finding.consistency import contradictions
from claims.intake.asking import ask, ask_about, endpoint
from claims.intake.candidates import apart
from claims.intake.candidates import file as file_candidates
from claims.intake.readers.decoding import LONGEST_TEXT, decode
from claims.intake.readers.draft import Unreadable
from claims.management.people import acting
from claims.models import Article, Revision
from claims.review.problems import Refused

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
        "characters of the text as it is; slicing it with them gives the quote. Nothing is decided, and nothing is "
        "stored but with --propose."
    )
    requires_system_checks: list[str] = []  # a file needs no database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="a text file (UTF-8, UTF-16 or Windows-1252)")
        parser.add_argument("--article", metavar="SLUG", help="an article of this desk instead of a file")
        parser.add_argument("--format", choices=["csv", "json"], default="csv")
        parser.add_argument("--min-score", type=between_0_and_1, default=0.0, metavar="X", help="0 to 1")
        parser.add_argument("--propose", action="store_true", help="file them as proposals of the article's copy")
        parser.add_argument(
            "--ask", action="store_true", help="ask the model at FINDER_URL too: the copy is sent there"
        )
        parser.add_argument("--by", metavar="USERNAME", help="who files them, for the record")
        parser.add_argument("--published-on", metavar="DATE", help="the file's date (ISO), to read “in August” against")

    def handle(self, *, file: Path | None, article: str | None, **options: Any) -> None:
        if (file is None) == (article is None):
            raise CommandError("Give a file, or --article and its slug.")
        if file is not None and (options["propose"] or options["by"]):
            raise CommandError("Only an article's copy has proposals: give --article and its slug.")
        revision = None if file else _current(str(article))
        text, date = (revision.body, revision.article.published_on) if revision else (_of_file(Path(str(file))), "")
        found = find(text, published_on=options["published_on"] or date or None, min_score=options["min_score"])
        if options["ask"]:
            found += apart(self._asked(text, revision, options["by"]), [(one.start, one.end) for one in found])
        if options["propose"] and revision:
            self.stderr.write(_proposed(revision, found, options["by"]))
        (self._csv if options["format"] == "csv" else self._json)(found)

    def _asked(self, text: str, revision: Revision | None, username: str | None) -> list[Candidate]:
        """Return what the model proposes; what went wrong is said and stops nothing."""
        if (there := endpoint()) is None:
            raise CommandError("There is no model to ask: set FINDER_URL and FINDER_MODEL.")
        try:
            by, at = acting(username) if revision else None, timezone.now()
            asked = ask_about(revision, there, by=by, at=at) if revision else ask(there, text)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for trouble in asked.troubles:
            self.stderr.write(trouble)
        if asked.dropped:
            self.stderr.write(f"{asked.dropped} of its passages have no certain place in the copy and were left out.")
        return asked.found

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


def _current(slug: str) -> Revision:
    article = Article.objects.filter(slug=slug).first()
    if article is None:
        raise CommandError(
            f'There is no article "{slug}". Its slug stands in its address, and in the list of articles.'
        )
    revision = article.current_revision
    if revision is None:
        raise CommandError(f"{article} has no copy yet. Import its text first.")
    revision.article = article
    return revision


def _proposed(revision: Revision, found: list[Candidate], username: str | None) -> str:
    """File the candidates as proposals of the revision, and return what that did in a sentence."""
    against = contradictions(revision.body, published_on=revision.article.published_on or None)
    try:
        filed = file_candidates(revision, found, against, by=acting(username), at=timezone.now())
    except Refused as refused:
        raise CommandError(str(refused)) from refused
    return f"{filed.new} proposed, {filed.known} proposed before, {filed.contradictions} contradictions in the copy."
