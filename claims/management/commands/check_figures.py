"""manage.py check_figures: prove that the kept figures equal a count from scratch, or make them so."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from claims.derived.rebuilding import Difference, WrongSupport, rebuild_tallies, wrong_support, wrong_tallies

SHOWN = 20


class Command(BaseCommand):
    help = "Count every claim anew and compare with the figures that dashboards show. Fails where one is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write the right figures where one is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        wrong: list[Difference | WrongSupport] = [*wrong_support(connection), *wrong_tallies(connection)]
        if not wrong:
            self.stdout.write("Every figure equals a count from scratch.")
            return
        for difference in wrong[:SHOWN]:
            self.stdout.write(_said(difference))
        if len(wrong) > SHOWN:
            self.stdout.write(f"... and {len(wrong) - SHOWN} more.")
        if not options["repair"]:
            raise CommandError(f"{len(wrong)} figures are wrong. Run this with --repair, and find out what wrote them.")
        rebuild_tallies(connection)
        self.stdout.write(f"Repaired: {len(wrong)} figures were wrong, and now equal a count from scratch.")


def _said(difference: Difference | WrongSupport) -> str:
    if isinstance(difference, WrongSupport):
        kept, counted = ("enough", "not enough") if difference.kept else ("not enough", "enough")
        return f"{difference.article}, claim {difference.number}: sources {kept}, counted {counted}"
    who = f"checker {difference.checker}" if difference.checker else "nobody"
    names = sorted({*difference.kept, *difference.counted})
    pairs = [(name, difference.kept.get(name, 0), difference.counted.get(name, 0)) for name in names]
    said = ", ".join(f"{name} {kept}, counted {counted}" for name, kept, counted in pairs if kept != counted)
    return f"{difference.article or 'no article'}, {who}: {said}"
