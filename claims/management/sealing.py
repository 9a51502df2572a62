"""Sealing the record by the clock, for commands that stay up."""

import time
from collections.abc import Callable

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from claims import record

MINUTES = 15  # between two seals


def sealed() -> record.Seal:
    """Seal the record now; raise CommandError with a sentence where that can't be done."""
    try:
        return record.seal(at=timezone.now())
    except record.BadSeals as error:
        raise CommandError(f"The file of seals is not as it was written. {error}") from error
    except OSError as error:
        raise CommandError(f"The seal can't be written: {error.strerror}.") from error
    except DatabaseError as error:
        raise CommandError(f"The database does not answer: {error}".strip()) from error


class Clock:
    """Seals once so many minutes have gone by. What goes wrong is said, and tried again the next time."""

    def __init__(self, minutes: int, *, complain: Callable[[str], object]) -> None:
        self._seconds, self._complain = minutes * 60, complain
        self._due = time.monotonic()

    def tick(self) -> record.Seal | None:
        """Seal where it is time; return the seal."""
        if time.monotonic() < self._due:
            return None
        self._due = time.monotonic() + self._seconds
        try:
            return sealed()
        except CommandError as error:
            self._complain(f"Not sealed this time: {error}")
            return None
