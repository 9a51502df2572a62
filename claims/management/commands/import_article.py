"""manage.py import_article: bring in an article from a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from claims.intake.articles import FiledArticle, file_article, what_was_read
from claims.intake.readers import Unreadable
from claims.management.files import bytes_of
from claims.management.people import acting, named
from claims.review.problems import Refused


class Command(BaseCommand):
    help = "Bring in an article from a .txt, .md, .html or .docx file; the original is kept byte for byte."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--slug", default="", help="short name for its address; made from the headline unless given"
        )
        parser.add_argument("--headline", default="")
        parser.add_argument("--byline", default="")
        parser.add_argument("--publication", default="", help="who prints it; what they publish is no source for it")
        parser.add_argument("--desk", default="")
        parser.add_argument("--writer", default="", metavar="USERNAME", help="the writer's account")
        parser.add_argument(
            "--due", default="", metavar="DATE", help="when it goes to print: 2026-03-04 or 2026-03-04T18:00"
        )
        parser.add_argument("--by", default=None, metavar="USERNAME", help="who brings it in")

    def handle(self, *args: Any, **options: Any) -> None:
        given = {name: options[name] for name in ("byline", "publication", "desk")}
        try:
            filed = file_article(
                bytes_of(options["file"]),
                options["file"].name,
                by=acting(options["by"]),
                at=timezone.now(),
                headline=options["headline"],
                slug=options["slug"],
                writer=named(options["writer"]) if options["writer"] else None,
                due_at=_due(options["due"]),
                **given,
            )
        except (Unreadable, Refused) as error:
            raise CommandError(f"{options['file'].name}: {error} Nothing was written.") from error
        self._tell(filed)

    def _tell(self, filed: FiledArticle) -> None:
        if not filed.new:
            self.stdout.write(f"Unchanged: this very file is in already, as “{filed.article}” ({filed.article.slug}).")
            return
        revision = filed.article.revisions.get()
        self.stdout.write(f"New: “{filed.article}” ({filed.article.slug}), {revision.length:,} characters of copy.")
        self.stdout.write(f"Original kept, SHA-256 {revision.sha256}.")
        for sentence in what_was_read(filed.draft) if filed.draft else []:
            self.stdout.write(sentence)


def _due(text: str) -> Any:
    if not text:
        return None
    try:
        due = parse_datetime(text)
        day = parse_date(text)
    except ValueError:
        due = day = None
    if due is None and day is not None:
        due = parse_datetime(f"{day}T00:00")
    if due is None:
        raise CommandError(f'--due "{text}" is no date. Write 2026-03-04 or 2026-03-04T18:00.')
    return due if timezone.is_aware(due) else timezone.make_aware(due)
