"""manage.py verify_record: read the record from its first line to its last and name the first broken entry."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.management.articles import article_of
from claims.record.verifying import verify


class Command(BaseCommand):
    help = "Verify the record and all that it answers for; name the first broken entry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--article", metavar="SLUG", help="the record of this article alone")

    def handle(self, *args: Any, **options: Any) -> None:
        article = article_of(options["article"]) if options["article"] else None
        found = verify(article)
        if found.broken:
            raise CommandError(f"The record is broken. {found.broken}")
        records = f"{found.records:,} {'record' if found.records == 1 else 'records'}"
        self.stdout.write(f"The record is whole: {found.entries:,} entries in {records}.")
