"""Taking an article along: which papers there are, for whom, and the line of the record that tells of it."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from claims import record
from claims.models import Article, Evidence
from claims.models.source import sees_confidential
from claims.record.moment import one_moment
from claims.review.people import lacking
from claims.review.problems import Problem, Refused, refuse_if

from .checked_copy import write_html
from .checked_copy_docx import write_docx
from .claimreview import Refusal, reviews, write_json_of
from .confidential import tell
from .corrections import corrections, write_csv_of, write_docx_of
from .naming import name_of_file
from .notes import Checking, checking_of
from .record_file import write_record

_log = logging.getLogger(__name__)


class Paper(TextChoices):
    """What can be taken along."""

    CHECKED = "checked", _("checked copy")
    CORRECTIONS = "corrections", _("corrections")
    CLAIMREVIEW = "claimreview", _("ClaimReview")
    RECORD = "record", _("the whole record")


FORMATS: dict[Paper, tuple[str, ...]] = {
    Paper.CHECKED: ("html", "docx"),
    Paper.CORRECTIONS: ("csv", "docx"),
    Paper.CLAIMREVIEW: ("json",),
    Paper.RECORD: ("zip",),
}


@dataclass(frozen=True)
class Taking:
    """What to write. `by`: who takes it, None for nobody in particular, who is shown no confidential source.
    `base`: of ClaimReview, where the reviews will be published."""

    article: Article
    paper: Paper
    format: str
    by: Any
    base: str = ""


@dataclass(frozen=True)
class Taken:
    """How many claims are in the file, and of ClaimReview which were refused and why."""

    claims: int
    refused: tuple[Refusal, ...] = ()


def problems_with_taking(article: Article, *, by: Any) -> list[Problem]:
    """Return what keeps this person from taking the article along."""
    return [] if by is None else lacking(by, "export_claim")


def look(article: Article, *, viewer: Any) -> Checking:
    """Return the article's current copy and its notes at one moment. Raise Refused where there is no copy."""
    with one_moment():
        return _now(article, viewer)


def _now(article: Article, viewer: Any) -> Checking:
    revision = article.revisions.defer("original", "dropped").order_by("-number").first()
    if revision is None:
        raise Refused([Problem("no_copy", "There is no copy of this article yet. Bring it in first.")])
    return checking_of(article, revision, viewer=viewer)


def take(taking: Taking, file: BinaryIO, *, at: datetime) -> Taken:
    """Write the paper to a binary file. Hand it on only after this returns: see `files.write`.

    Raise Refused where the person may not export, the format is none of the paper's, there is no copy, or
    ClaimReview has no address to be published under.
    """
    refuse_if([*problems_with_taking(taking.article, by=taking.by), *_no_such_format(taking)])
    checking = look(taking.article, viewer=taking.by)
    taken, numbers = _WRITE[taking.paper](taking, checking, file, at)
    _tell(taking, checking, numbers, at=at)
    return taken


def _no_such_format(taking: Taking) -> list[Problem]:
    known = FORMATS[taking.paper]
    if taking.format in known:
        return []
    message = f"{taking.paper.label} can't be had as “{taking.format[:20]}”. Use {' or '.join(known)}."
    return [Problem("no_format", message[0].upper() + message[1:])]


def _checked(taking: Taking, checking: Checking, file: BinaryIO, at: datetime) -> tuple[Taken, Iterable[int]]:
    (write_html if taking.format == "html" else write_docx)(checking, file, at=at)
    return Taken(len(checking.notes)), [note.number for note in checking.notes]


def _corrections(taking: Taking, checking: Checking, file: BinaryIO, at: datetime) -> tuple[Taken, Iterable[int]]:
    rows = corrections(checking)
    if taking.format == "csv":
        write_csv_of(rows, file)
    else:
        write_docx_of(rows, checking, file, at=at)
    return Taken(len(rows)), [row.claim for row in rows]


def _reviews(taking: Taking, checking: Checking, file: BinaryIO, at: datetime) -> tuple[Taken, Iterable[int]]:
    found = reviews(checking, base=taking.base, at=at)
    write_json_of(found.made, file)
    return Taken(len(found.made), found.refused), ()  # A confidential source is in none of them.


def _recorded(taking: Taking, checking: Checking, file: BinaryIO, at: datetime) -> tuple[Taken, Iterable[int]]:
    seal = _sealed(taking.article, at)
    with one_moment():
        checking = _now(taking.article, taking.by)  # Beside the lines that tell of it, at the same moment.
        write_record(checking, file, at=at, seal=seal)
    return Taken(len(checking.notes)), [note.number for note in checking.notes]


def _sealed(article: Article, at: datetime) -> dict[str, Any] | None:
    """Seal the records as they stand, and return how that takes in this one; None where no seal can be made."""
    try:
        record.seal(at=at)
        return record.proof_of(article.pk)
    except (OSError, record.BadSeals):
        _log.exception("An exported record goes out without a seal.")
        return None


_WRITE: dict[Paper, Any] = {
    Paper.CHECKED: _checked,
    Paper.CORRECTIONS: _corrections,
    Paper.CLAIMREVIEW: _reviews,
    Paper.RECORD: _recorded,
}


def _tell(taking: Taking, checking: Checking, numbers: Iterable[int], *, at: datetime) -> None:
    if taking.by is None or not sees_confidential(taking.by):
        return
    among = set(numbers)
    pieces = (piece for note in checking.notes if note.number in among for piece in note.evidence)
    named = {piece.source_id for piece in pieces if piece.source.confidential}
    if taking.paper is Paper.RECORD:  # There what was withdrawn stands too.
        named |= set(_ever_brought(taking.article))
    if shown := sorted(named):
        tell({taking.article.pk: shown}, table=taking.paper, format=taking.format, by=taking.by, at=at)


def _ever_brought(article: Article) -> Iterable[int]:
    brought = Evidence.objects.filter(claim__article=article, source__confidential=True)
    return brought.order_by().values_list("source", flat=True).distinct()


def filename(taking: Taking, *, on: date) -> str:
    """Return a name with the article's slug, the paper, the day and the record's last seal."""
    return name_of_file(taking.article.slug, taking.paper.value, on=on, ending=taking.format)
