"""manage.py demo: from nothing to a desk with a sample article, served on this machine."""

import csv
import io
import os
import secrets
import socket
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from claims.intake.articles import file_article
from claims.intake.filing import file_table
from claims.models import Article
from claims.review.assignment import assign
from claims.vocabulary import Role, Table

PEOPLE = {
    "writer": ("Wendy", "Marsh", Role.WRITER),
    "checker": ("Carl", "Osei", Role.CHECKER),
    "checker2": ("Dana", "Ruiz", Role.CHECKER),
    "editor": ("Elsa", "Byrne", Role.EDITOR),
    "reader": ("Ravi", "Lindt", Role.READER),
    "admin": ("Ada", "Novak", Role.ADMIN),
}
SAMPLE = "before-the-lights-go-down-a-fighter-looks-back"
DAYS = 5  # over which the sample's verdicts are spread, so that the charts have something to show


class Command(BaseCommand):
    help = "Set up a desk with a sample article and one account per role, and serve it on 127.0.0.1."
    requires_system_checks: list[str] = []  # The database may not be there yet.

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where to serve (default: 8000)")
        parser.add_argument("--no-serve", action="store_true", help="set up and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        if not options["no_serve"]:
            _refuse_busy(port)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        with transaction.atomic():
            passwords = make_people()
            loaded = load_sample(settings.BASE_DIR / "seeds", at=timezone.now())
        self._tell(passwords, loaded)
        if not options["no_serve"]:
            self.stdout.write(f"\nServing on http://127.0.0.1:{port}/ - stop with Ctrl+C.")
            self.stdout.flush()
            _serve(port)

    def _tell(self, passwords: dict[str, str], loaded: str) -> None:
        self.stdout.write(loaded)
        if not passwords:
            self.stdout.write("The accounts are there already. A lost password: manage.py changepassword NAME")
            return
        self.stdout.write("\nAccounts, with passwords that are shown only this once:")
        for name, password in passwords.items():
            first, last, role = PEOPLE[name]
            self.stdout.write(f"  {name:<9} {password}   {first} {last}, {role.label}")


def make_people() -> dict[str, str]:
    """Make the accounts that are not there yet; return their passwords by user name."""
    passwords = {}
    for name, (first, last, role) in PEOPLE.items():
        if User.objects.filter(username=name).exists():
            continue
        passwords[name] = secrets.token_urlsafe(12)
        user = User.objects.create_user(name, password=passwords[name], first_name=first, last_name=last, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
    return passwords


def load_sample(folder: Path, *, at: datetime) -> str:
    """Load the sample article and its tables from `folder`, unless it is in; return a sentence on what was done.

    It goes through intake and review as any newsroom's files do, as if handed in some days before `at`.
    """
    if Article.objects.filter(slug=SAMPLE).exists():
        return "The sample article is there already: nothing was loaded."
    people = {name: User.objects.get(username=name) for name in PEOPLE}
    start = at - timedelta(days=DAYS)
    article = file_article(
        (folder / "article.md").read_bytes(),
        "article.md",
        by=people["editor"],
        at=start,
        slug=SAMPLE,
        writer=people["writer"],
        desk="Culture",
        due_at=at + timedelta(days=2),
    ).article
    counts = {}
    for table in (Table.SOURCES, Table.CLAIMS, Table.EVIDENCE):
        data = (folder / f"{table}.csv").read_bytes()
        counts[table] = _filed(table, data, article, by=people["editor"], at=start)
    checkers = [people["checker"], people["checker2"]]
    for claim in article.claims.select_related("article"):
        assign(claim, to=checkers[claim.number % 2], by=people["editor"], at=start)
    slices = list(_slices(folder / "verdicts.csv", DAYS))
    counts[Table.VERDICTS] = sum(
        _filed(Table.VERDICTS, data, article, by=checkers[day % 2], at=start + timedelta(days=day + 1))
        for day, data in enumerate(slices)
    )
    told = ", ".join(f"{count} {table.label}" for table, count in counts.items())
    return f"Loaded “{article}” with {told}."


def _filed(table: Table, data: bytes, article: Article, *, by: User, at: datetime) -> int:
    """File one table of the sample whole; return how many rows were new."""
    decide = table == Table.VERDICTS
    filed = file_table(table, data, f"{table}.csv", article=article, by=by, at=at, decide=decide)
    if filed.problems:
        raise CommandError(f"seeds/{table}.csv: {filed.problems[0]}")
    return filed.counts.new


def _slices(path: Path, count: int) -> Iterator[bytes]:
    """Cut a table into `count` files of about as many rows, each with the header."""
    header, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines(keepends=True))
    size = -(-len(rows) // count)
    for first in range(0, len(rows), size):
        out = io.StringIO()
        csv.writer(out).writerows([header, *rows[first : first + size]])
        yield out.getvalue().encode()


def _refuse_busy(port: int) -> None:
    if not 1 <= port <= 65535:
        raise CommandError(f"There is no port {port}. Choose one from 1 to 65535: --port 8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Port {port} can't be used: {error.strerror}. Choose another: --port 8001") from error


def _serve(port: int) -> None:
    """Become the production server: threads share one process, which is what SQLite likes."""
    arguments = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8", "--chdir", str(settings.BASE_DIR)]
    arguments.append("--no-control-socket")  # It would lie in the person's home, outside all that the desk is.
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "factcheck.wsgi:application", *arguments])  # noqa: S606
