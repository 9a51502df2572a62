"""Signs of life: how far a running piece of work is, in a file.

Not in the database: while SQLite writes a file's rows in their one transaction nobody else can write, and inside
that transaction nobody else could read it. Workers and web processes share DATA_DIR for the uploads already.
"""

import time
from pathlib import Path

from django.conf import settings

SILENT = 120  # seconds without a sign after which whoever worked is taken for dead


def give(job: int, done: int) -> None:
    """Say that the job is alive and so many rows are done."""
    path = _path(job)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_text(str(done))


def last(job: int) -> int | None:
    """Return how many rows the last sign told of, None where there was none for too long."""
    try:
        if time.time() - _path(job).stat().st_mtime > SILENT:
            return None
        return int(_path(job).read_text() or 0)
    except (OSError, ValueError):
        return None


def clear(job: int) -> None:
    """Take the sign away."""
    _path(job).unlink(missing_ok=True)


def _path(job: int) -> Path:
    return Path(settings.MEDIA_ROOT) / "jobs" / str(int(job))
