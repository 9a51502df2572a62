"""Files that commands are given."""

from pathlib import Path

from django.core.management.base import CommandError

from claims.intake.readers import LARGEST_FILE


def bytes_of(path: Path) -> bytes:
    """Return an article file's bytes; raise CommandError with a sentence where it is too large or can't be read."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CommandError(f"{path} has more than {LARGEST_FILE:,} bytes. Take out its pictures.")
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} can't be read: {error.strerror}.") from error
