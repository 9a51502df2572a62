"""manage.py seal: seal the record now, or every so many minutes."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from claims import record


class Command(BaseCommand):
    help = "Seal the record as it stands: append one line to the file of seals."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=int, metavar="MINUTES", help="go on, and seal again every so many minutes")

    def handle(self, *args: Any, **options: Any) -> None:
        every = options["every"]
        if every is None:
            self.stdout.write(f"The record is {_sealed()}.")
            return
        if every < 1:
            raise CommandError("Seal every minute at most: --every 1 or more.")
        while True:
            self._once()
            time.sleep(every * 60)

    def _once(self) -> None:
        """Seal; what goes wrong is said and tried again the next time."""
        close_old_connections()
        try:
            self.stdout.write(f"The record is {_sealed()}.")
        except (CommandError, DatabaseError) as error:
            self.stderr.write(f"Not sealed this time: {error}")


def _sealed() -> record.Seal:
    try:
        return record.seal(at=timezone.now())
    except record.BadSeals as error:
        raise CommandError(f"The file of seals is not as it was written. {error}") from error
    except OSError as error:
        raise CommandError(f"The seal can't be written: {error.strerror}.") from error
