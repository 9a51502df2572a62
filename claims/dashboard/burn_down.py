"""How many claims of an article were open at the end of each day, as its record tells it."""

from collections import Counter
from datetime import date, datetime, timedelta

from django.db.models import Min
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.models import Article, Event
from claims.vocabulary import OPEN

LONGEST = 42  # days: six weeks are readable in one drawing


def open_by_day(article: Article, *, at: datetime) -> list[tuple[date, int | None]]:
    """Return each day with its open claims, None for days to come; [] for an article without claims. Two queries.

    The days run from the first claim to the due date or today, whichever is later, at most LONGEST of them.
    """
    changes = _changes(article, at)
    if not changes:
        return []
    today = timezone.localdate(at)
    last = max(today, timezone.localdate(article.due_at)) if article.due_at else today
    last = min(last, today + timedelta(days=LONGEST // 2))
    first = max(min(changes), last - timedelta(days=LONGEST - 1))
    still_open = sum(n for day, n in changes.items() if day < first)
    days: list[tuple[date, int | None]] = []
    for day in (first + timedelta(days=place) for place in range((last - first).days + 1)):
        still_open += changes[day]
        days.append((day, still_open if day <= today else None))
    return days


def _changes(article: Article, at: datetime) -> Counter[date]:
    """Return by how many the open claims grew or shrank on each day."""
    # A claim from a file has no event of its own yet: the file's import tells when it came.
    came = Coalesce("imported_in__at", Min("events__at"), at)
    claims = article.claims.order_by().annotate(came=came).values_list("pk", "came")
    is_open = {pk: True for pk, _ in claims}
    changes = Counter(timezone.localdate(came) for _, came in claims)
    moves = Event.objects.filter(chain__article=article).exclude(status="").order_by("sequence")
    for pk, moved_at, status in moves.values_list("claim", "at", "status").iterator():
        if pk in is_open and (status in OPEN) != is_open[pk]:
            is_open[pk] = status in OPEN
            changes[timezone.localdate(moved_at)] += 1 if is_open[pk] else -1
    return changes
