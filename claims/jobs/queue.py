"""The queue: which work waits, who takes it, and what is said of work whose worker died."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from claims.models import Job
from claims.vocabulary import JobState

from . import signs


@transaction.atomic
def take(*, at: datetime) -> Job | None:
    """Take the oldest work that waits; nobody else gets it. First say of work that died that it did."""
    for silent in _locked().filter(state=JobState.RUNNING):
        if signs.last(silent.pk) is None:
            stop(silent, at=at)
    job = _locked().filter(state=JobState.WAITING).order_by("pk").first()
    if job is not None:
        job.state = JobState.RUNNING
        job.save(update_fields=["state"])
        signs.give(job.pk, job.done)
    return job


def _locked() -> QuerySet[Job]:
    # Any number of workers on PostgreSQL: each passes over what another is taking at this moment.
    return Job.objects.select_for_update(skip_locked=True)


def stop(job: Job, *, at: datetime) -> None:
    """Write down that the worker died, and what that left behind."""
    job.state, job.ended_at = JobState.STOPPED, at
    job.sentence = f"The work was interrupted before it was done. {_left(job)}"
    job.save(update_fields=["state", "ended_at", "sentence"])
    signs.clear(job.pk)


def _left(job: Job) -> str:
    if job.task == "import":
        return "Nothing of the file was imported."
    done = f"{job.done:,} of {job.total:,} claims were gone through and stay as they are"
    return f"{done}; the others were not touched."


def end(job: Job, sentence: str, *, at: datetime) -> None:
    """Write down what came of it."""
    job.state, job.sentence, job.ended_at = JobState.DONE, sentence, at
    job.save(update_fields=["state", "sentence", "ended_at", "done", "refused", "made"])


def may_try_again(job: Job) -> bool:
    """Tell whether interrupted work can be taken up: an import from the start, an act where it stopped."""
    return job.state == JobState.STOPPED


def again(job: Job) -> bool:
    """Put interrupted work back into the queue; tell whether it was there to be put."""
    return bool(Job.objects.filter(pk=job.pk, state=JobState.STOPPED).update(state=JobState.WAITING, ended_at=None))


def progress_of(job: Job) -> int:
    """Return how many rows are done by now."""
    return max(job.done, signs.last(job.pk) or 0) if job.state == JobState.RUNNING else job.done
