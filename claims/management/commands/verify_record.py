"""manage.py verify_record: read the record from its first line to its last and name the first broken entry."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.management.articles import article_of
from claims.record.seals import BadSeals, Seal, Sealed, read
from claims.record.verifying import verify


class Command(BaseCommand):
    help = "Verify the record and all that it answers for; name the first broken entry."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--article", metavar="SLUG", help="the record of this article alone")
        parser.add_argument(
            "--seals", type=Path, metavar="FILE", help="hold it against these seals too: they show a cut end"
        )

        parser.add_argument("--root", metavar="BEGINNING", help="find the seal that a file's name or a page tells of")

    def handle(self, *args: Any, **options: Any) -> None:
        article = article_of(options["article"]) if options["article"] else None
        sealed = _read(options["seals"]) if options["seals"] else None
        told = _found(sealed, options["root"]) if options["root"] else None
        found = verify(article, sealed=sealed.heads if sealed else None)
        if found.broken:
            raise CommandError(f"The record is broken. {found.broken}")
        records = f"{found.records:,} {'record' if found.records == 1 else 'records'}"
        self.stdout.write(f"The record is whole: {found.entries:,} entries in {records}.")
        if sealed:
            self.stdout.write(f"It agrees with all {len(sealed.made):,} seals; the last: {sealed.last}.")
        if told:
            self.stdout.write(f"Among them is the one asked for: {told}.")


def _read(path: Path) -> Sealed:
    try:
        with path.open() as file:
            sealed = read(file, key=settings.SEAL_KEY)
    except OSError as error:
        raise CommandError(f"{path} can't be read: {error.strerror}.") from error
    except (BadSeals, UnicodeDecodeError) as error:
        raise CommandError(f"{path} is no whole file of this desk's seals. {error}") from error
    if not sealed.made:
        raise CommandError(f"{path} holds no seal.")
    return sealed


def _found(sealed: Sealed | None, root: str) -> Seal:
    if sealed is None:
        raise CommandError("Name the file of seals in which to look: --seals FILE.")
    found = sealed.under(root.strip().casefold())
    if len(found) != 1:
        number = "More than one seal" if found else "No seal"
        raise CommandError(f"{number} in that file has a root that begins with “{root}”.")
    return found[0]
