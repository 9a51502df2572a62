"""manage.py work: do long work beside the web processes, and seal the record every 15 minutes."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, connection

from claims.jobs import run_next
from claims.management.sealing import MINUTES, Clock


class Command(BaseCommand):
    help = (
        "Do large imports and acts on thousands of claims as they are asked for. On PostgreSQL any number of these "
        "may run. Seals the record every 15 minutes. Ends after the work at hand when it is told to (SIGTERM, Ctrl+C)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now and stop")
        parser.add_argument(
            "--every", type=float, default=2.0, metavar="SECONDS", help="how often to look (default: 2)"
        )

    def handle(self, *, once: bool, every: float, **options: Any) -> None:
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT) if not once else ():
            signal.signal(sign, lambda *_: stop.set())
        clock = Clock(MINUTES, complain=self.stderr.write)
        while not stop.is_set():
            if not once:
                clock.tick()
            job = self._next()
            if job is None and once:
                return
            if job is None:
                connection.close()
                stop.wait(every)

    def _next(self) -> Any:
        try:
            job = run_next()
        except OperationalError as error:  # The database is away for a moment, or the tables are not there yet.
            self.stderr.write(f"The database does not answer: {error}".strip())
            return None
        if job is not None:
            self.stdout.write(f"{job}: {job.sentence or job.state}".partition("\n")[0])
        return job
