"""Filing a large upload: in one transaction with the job's own end, so that both are there or neither."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from claims.intake import waiting
from claims.intake.filing import Filed, file_table
from claims.intake.tables import refused_rows
from claims.models import Article, Job
from claims.vocabulary import Table

from . import queue, signs

_GONE = "The checked file is not here any more: it was imported or put aside already, or checked a day ago."


def import_file(upload: waiting.Waiting, *, by: Any, at: datetime, rows: int) -> Job:
    """Queue a checked upload. `rows`: how many it has."""
    title = f"Import {Table(upload.choices['table']).label}: {upload.choices['name']}"
    choices = {"token": upload.token, "table": upload.choices["table"]}
    return Job.objects.create(task="import", title=title[:300], choices=choices, by=by, at=at, total=rows)


def run(job: Job, *, now: Callable[[], datetime]) -> None:
    """File the upload as its person chose and saw it."""
    upload = waiting.find(job.choices["token"], by=job.by)
    article = _article(job, upload)
    if upload is None or article is False:
        queue.end(job, _GONE, at=now())
        return
    kept = upload.choices

    def written(filed: Filed) -> None:
        job.made, job.done = filed.import_, job.total
        queue.end(job, _sentence(filed), at=now())

    with upload.path.open("rb") as file:
        filed = file_table(
            job.choices["table"],
            file,
            kept["name"],
            article=article,
            by=job.by,
            at=now(),
            good_rows=kept["good_rows"],
            decide=kept["decide"],
            seen=kept["fingerprint"],
            tell=lambda done: signs.give(job.pk, done),
            written=written,
        )
        _keep_refused(filed, file, job)
    if filed.import_ is None:
        queue.end(job, _sentence(filed), at=now())
    upload.discard()
    signs.clear(job.pk)


def _article(job: Job, upload: waiting.Waiting | None) -> Any:
    """Return the chosen article, None for none, False where it is out of the person's sight by now."""
    pk = upload.choices["article"] if upload is not None else None
    return Article.objects.visible_to(job.by).filter(pk=pk).first() or False if pk is not None else None


def _keep_refused(filed: Filed, file: Any, job: Job) -> None:
    if filed.import_ is not None and filed.problems:
        rows = refused_rows(file, filed.plan.filename, filed.problems)
        waiting.keep_refused(rows, str(filed.import_.pk), by=job.by)


def _sentence(filed: Filed) -> str:
    why = [str(problem) for problem in filed.problems[:5]] if filed.refused else filed.reopened[:20]
    return "\n".join([filed.sentence, *why])
