"""Doing the work: one piece after the other, in a worker's process or in a thread of the web process."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from claims.models import Job
from claims.vocabulary import JobState

from . import acting, importing, queue

_RUN: dict[str, Callable[..., None]] = {"import": importing.run, "act": acting.run}
_log = logging.getLogger("factcheck.jobs")
_beside: threading.Thread | None = None
_starting = threading.Lock()


def run_next(*, now: Callable[[], datetime] = timezone.now) -> Job | None:
    """Do the next piece of work; return it, None where none waits. What goes wrong is said in it, not raised."""
    job = queue.take(at=now())
    if job is None:
        return None
    try:
        _RUN[job.task](job, now=now)
    except Exception:
        _log.exception("Job %s broke off", job.pk)
        job.refresh_from_db()
        queue.stop(job, at=now())
    return job


def wake() -> None:
    """Let a thread of this process do what waits, unless workers of their own do (WORKERS), or one is at it."""
    global _beside  # noqa: PLW0603 - one thread a process
    if settings.WORKERS or connection.in_atomic_block:
        return
    if not Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).exists():
        return
    with _starting:
        if _beside is None or not _beside.is_alive():
            _beside = threading.Thread(target=_run_all, name="jobs", daemon=True)
            _beside.start()


def _run_all(*_: Any) -> None:
    try:
        while run_next() is not None:
            pass
    except DatabaseError:
        _log.exception("The queue can't be read")
    finally:
        connection.close()
