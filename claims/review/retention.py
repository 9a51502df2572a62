"""How long the details of an article's record are kept, who put a hold on them, and purging them at last.

What is purged is what lines tell: old and new words, reasons, findings. Who did what when, and the rows as they
stand, stay for ever. All of this is read from the record itself: no other table could be tampered with.
"""

from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction

from claims import record
from claims.models import Article, Event
from claims.record.verifying import verify

from .people import lacking, writes
from .problems import Problem, refuse_if
from .turns import hold_article
from .values import tidy

HELD, LIFTED, KEPT = "put on hold", "hold lifted", "kept until"
_OWN = (HELD, LIFTED, KEPT, record.PURGED)
_NEVER_CHOSEN = datetime.min.replace(tzinfo=UTC)


def standing_hold(article: Article) -> Event | None:
    """Return the line that put the hold which stands, with its detail; None where there is none."""
    told = Event.objects.filter(chain__article=article, action__in=(HELD, LIFTED)).select_related("detail")
    last: Event | None = told.order_by("-sequence").first()
    return last if last is not None and last.action == HELD else None


def reason_of(event: Event) -> str:
    """Return the reason that a line of this module gives, "" where it was purged."""
    return str(record.details_of(event).get("reason", ""))


def kept_until(article: Article) -> datetime:
    """Return when the details may be purged at the earliest: RETENTION_YEARS after the last work on the article,
    or the later day that somebody chose."""
    events = Event.objects.filter(chain__article=article).order_by("-sequence")
    last = events.exclude(action__in=_OWN).values_list("at", flat=True).first()
    chosen = events.filter(action=KEPT).select_related("detail").first()
    day = record.details_of(chosen).get("until") if chosen else ""
    return max(_after_years(last), _day(str(day or "")))


def _after_years(at: datetime | None) -> datetime:
    if at is None:
        return _NEVER_CHOSEN
    years = at.year + settings.RETENTION_YEARS
    # 29 February has its anniversary on 1 March.
    return at.replace(year=years) if (at.month, at.day) != (2, 29) else at.replace(year=years, month=3, day=1)


def _day(text: str) -> datetime:
    return datetime.combine(date.fromisoformat(text), time(), UTC) if text else _NEVER_CHOSEN


def problems_with_keeping(by: Any, *, reason: str) -> list[Problem]:
    """Return what keeps this person from deciding how long a record is kept."""
    problems = lacking(by, "change_article")
    return problems if tidy(reason) else [*problems, Problem("no_reason", "Give a reason.")]


@transaction.atomic
def put_on_hold(article: Article, *, by: Any, at: datetime, reason: str) -> None:
    """Let nobody purge anything of the article until the hold is lifted. A second hold changes nothing.

    Raise Refused with the problems.
    """
    article = hold_article(article)
    refuse_if(problems_with_keeping(by, reason=reason))
    if standing_hold(article) is None:
        record.append(article, by=by, action=HELD, at=at, details={"reason": tidy(reason)})


@transaction.atomic
def lift_hold(article: Article, *, by: Any, at: datetime, reason: str) -> None:
    """Lift the hold that stands; without one nothing changes. Raise Refused with the problems."""
    article = hold_article(article)
    refuse_if(problems_with_keeping(by, reason=reason))
    if standing_hold(article) is not None:
        record.append(article, by=by, action=LIFTED, at=at, details={"reason": tidy(reason)})


@transaction.atomic
def keep_longer(article: Article, *, by: Any, at: datetime, until: date, reason: str) -> None:
    """Keep the details until this day at least. Raise Refused: a day before the present end would shorten it."""
    article = hold_article(article)
    problems = problems_with_keeping(by, reason=reason)
    if (now := kept_until(article)) >= _day(until.isoformat()):
        message = f"This record is kept until {now.day} {now:%B %Y} already. Choose a later day."
        problems.append(Problem("not_longer", message))
    refuse_if(problems)
    record.append(article, by=by, action=KEPT, at=at, details={"until": until.isoformat(), "reason": tidy(reason)})


def problems_with_purging(article: Article, *, by: Any, at: datetime) -> list[Problem]:
    """Return what keeps this person from purging the details of the article's record now."""
    problems = [*lacking(by, "change_article"), *writes(by, article)]
    if not article.archived:
        problems.append(Problem("not_archived", "Archive this article first: somebody may still work on it."))
    if (hold := standing_hold(article)) is not None:
        message = f"{hold.actor_name} put a hold on this record: {reason_of(hold)} Nothing of it may be purged."
        problems.append(Problem("on_hold", message))
    if at < (end := kept_until(article)):
        problems.append(Problem("too_early", f"This record is kept until {end.day} {end:%B %Y}."))
    return problems


@transaction.atomic
def purge(article: Article, *, by: Any, at: datetime, reason: str) -> int:
    """Empty the details of the article's record; return of how many lines. A tombstone tells of it.

    A broken record is not purged: that would hide what is broken. Raise Refused with the problems.
    """
    article = hold_article(article)
    problems = problems_with_purging(article, by=by, at=at)
    if not tidy(reason):
        problems.append(Problem("no_reason", "Give a reason."))
    refuse_if(problems)
    if broken := verify(article).broken:
        refuse_if([Problem("broken", f"The record is broken, so nothing is purged. {broken}")])
    return record.purge(article, by=by, at=at, details={"reason": tidy(reason)})
