"""manage.py backup: write database, files and seals into one archive, while people work."""

import sqlite3
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.management.output import to_file
from claims.safekeeping import back_up
from claims.safekeeping.databases import NoProgram


class Command(BaseCommand):
    help = "Back up the whole desk, while people work: database, uploaded files, seals. Keys are not in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.zip", help="where to")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = to_file(options["file"], lambda file: back_up(file, at=timezone.now()))
        except (NoProgram, sqlite3.Error) as error:
            raise CommandError(f"No backup was made. {error}") from error
        files = f"{found:,} uploaded {'file' if found == 1 else 'files'}"
        self.stdout.write(f"Backed up the desk with {files} to {options['file']}.")
        self.stdout.write("The keys in DATA_DIR (secret_key, seal_key) are not in it. Keep a copy of them elsewhere.")
