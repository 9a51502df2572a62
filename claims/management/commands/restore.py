"""manage.py restore: make the desk what a backup holds, and verify its record."""

import sqlite3
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from claims.models import Article
from claims.record.verifying import verify
from claims.safekeeping import Unusable, restore
from claims.safekeeping.databases import NoProgram


class Command(BaseCommand):
    help = "Restore the desk from a backup and verify its record. Stop the web processes first."
    requires_system_checks: list[str] = []  # The database may be empty or broken: that is why one restores.

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip", help="a file that backup wrote")
        parser.add_argument("--replace", action="store_true", help="even though this desk holds articles")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        if not options["replace"] and _holds_articles():
            raise CommandError("This desk holds articles: they would be gone. Say --replace if you mean it.")
        try:
            taken_at = restore(path)
        except (Unusable, NoProgram, sqlite3.Error) as error:
            raise CommandError(f"{path} was not restored. {error}") from error
        except OSError as error:
            raise CommandError(f"{path} can't be read: {error.strerror or error}.") from error
        call_command("migrate", verbosity=0)  # A backup may be older than this version; guards go back as well.
        found = verify()
        self.stdout.write(f"Restored the desk as it was on {taken_at:%Y-%m-%d %H:%M} UTC.")
        if found.broken:
            raise CommandError(f"Its record is broken. {found.broken}")
        self.stdout.write(f"Its record is whole: {found.entries:,} entries. Hold it against the seals: verify_record.")


def _holds_articles() -> bool:
    try:
        return Article.objects.exists()
    except DatabaseError:
        return False  # There is no table yet, or none that can be read.
