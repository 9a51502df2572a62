"""manage.py seal: seal the record now, or every so many minutes."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from claims.management.sealing import Clock, sealed


class Command(BaseCommand):
    help = "Seal the record as it stands: append one line to the file of seals."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=int, metavar="MINUTES", help="go on, and seal again every so many minutes")

    def handle(self, *args: Any, **options: Any) -> None:
        every = options["every"]
        if every is None:
            self.stdout.write(f"The record is {sealed()}.")
            return
        if every < 1:
            raise CommandError("Seal every minute at most: --every 1 or more.")
        clock = Clock(every, complain=self.stderr.write)
        while True:
            close_old_connections()
            if seal := clock.tick():
                self.stdout.write(f"The record is {seal}.")
            time.sleep(10)
