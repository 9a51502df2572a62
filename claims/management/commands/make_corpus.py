"""manage.py make_corpus: a made-up archive of any size, on an empty desk."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.corpus import Corpus, NotEmpty, fill


class Command(BaseCommand):
    help = "Fill an empty desk with made-up articles, to try how the desk does when it is full."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--articles", type=int, required=True, help="how many articles")
        parser.add_argument("--claims", type=int, required=True, help="how many claims, dealt out evenly")
        parser.add_argument("--seed", type=int, default=1, help="the same number makes the same words (default: 1)")
        parser.add_argument(
            "--all-current", action="store_true", help="put no article away, however long ago it was printed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        articles, claims = options["articles"], options["claims"]
        if articles < 1 or claims < 0:
            raise CommandError("Ask for at least one article, and for no fewer claims than none.")
        started, used = time.monotonic(), time.process_time()
        corpus = Corpus(articles, claims, options["seed"], options["all_current"])
        try:
            fill(corpus, at=timezone.now(), progress=self._tell if options["verbosity"] > 1 else lambda done: None)
        except NotEmpty as error:
            raise CommandError(
                "This desk holds articles already, and made-up ones must not stand among them. "
                "Point DATA_DIR or DATABASE_URL at a new, migrated database."
            ) from error
        took, cpu = time.monotonic() - started, time.process_time() - used
        self.stdout.write(
            f"Made {articles:,} articles with {claims:,} claims in {took:.0f} s"
            f" ({1e6 * cpu / max(claims, 1):.0f} µs of CPU a claim in this process)."
        )

    def _tell(self, done: int) -> None:
        self.stdout.write(f"{done:,} articles", ending="\r")
