"""The figures of the start page, each with the address of the list that it counts."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Case, Count, F, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.models import Article, Claim, Event
from claims.models.claim import ClaimQuerySet
from claims.models.people import full_name
from claims.models.tally import in_any
from claims.vocabulary import OPEN, Status

from . import links, words
from .bars import Segment, segments
from .scope import Scope

ROWS = 8
ARTICLES = 12
DAYS = 14


@dataclass(frozen=True)
class Tile:
    """How many claims stand at a status."""

    status: str
    count: int
    url: str

    @property
    def label(self) -> str:
        return str(Status(self.status).label)


def tiles(scope: Scope) -> list[Tile]:
    """Return one tile per status, zeros included, in the vocabulary's order. One query, or none."""
    return [Tile(status, scope.totals[status], scope.claim_list(status=status)) for status in Status.values]


@dataclass(frozen=True)
class ArticleLine:
    """An article, how far its claims are, and when it prints."""

    headline: str
    url: str
    segments: list[Segment]
    open: int
    total: int
    open_url: str
    prints: str
    late: bool


def articles_by_due_date(scope: Scope, *, at: datetime) -> list[ArticleLine]:
    """Return the articles soonest to print, at most ARTICLES of them. Two queries."""
    articles = list(scope.articles().by_due_date().only("headline", "due_at")[:ARTICLES])
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    tallies = scope.tallies().filter(article__in=[article.pk for article in articles])
    for article_id, *row in tallies.values_list("article", *Status.values):
        counts[article_id].update(dict(zip(Status.values, row, strict=True)))
    return [_line(scope, article, counts[article.pk], at) for article in articles]


def _line(scope: Scope, article: Article, counts: dict[str, int], at: datetime) -> ArticleLine:
    still_open = sum(counts.get(status, 0) for status in OPEN)
    return ArticleLine(
        headline=article.headline,
        url=links.article_dashboard(article.pk),
        segments=segments(counts, url=lambda status: scope.claim_list(article=article.pk, status=status)),
        open=still_open,
        total=sum(counts.values()),
        open_url=scope.claim_list(article=article.pk, status=OPEN),
        prints=words.prints(article.due_at, at=at),
        late=bool(still_open and article.due_at and article.due_at < at),
    )


def disputed(scope: Scope) -> ClaimQuerySet:
    """Return disputed claims, those of the article that prints first on top. One query when read.

    Only the first articles' claims are read and sorted: each of their tallies tells of one such claim at least.
    """
    due = F("article__due_at").asc(nulls_last=True)
    first = scope.tallies().filter(disputed__gt=0).order_by(due, "article").values("article")[:ROWS]
    disputed = scope.claims().for_list().filter(status=Status.DISPUTED, article__in=first)
    return disputed.order_by(due, "article", "number")[:ROWS]


@dataclass(frozen=True)
class Load:
    """What one checker has still to do; `name` is empty for what nobody was given."""

    name: str
    open: int
    open_url: str
    disputed: int
    disputed_url: str


def load_per_checker(scope: Scope) -> list[Load]:
    """Return the open claims of each checker, most first, and nobody's last. Two queries."""
    tallies = scope.tallies().order_by().annotate(still_open=in_any(OPEN)).filter(still_open__gt=0)
    rows = list(tallies.values_list("checker").annotate(n=Sum("still_open"), disputing=Sum("disputed")))
    people = User.objects.in_bulk([checker for checker, *_ in rows])
    rows.sort(key=lambda row: (row[0] == 0, -row[1], people[row[0]].username if row[0] else ""))
    return [_load(scope, people.get(checker), n, disputing) for checker, n, disputing in rows]


def _load(scope: Scope, person: User | None, still_open: int, disputing: int) -> Load:
    checker = person.pk if person else links.NOBODY
    return Load(
        name=full_name(person) if person else "",
        open=still_open,
        open_url=scope.claim_list(checker=checker, status=OPEN),
        disputed=disputing,
        disputed_url=scope.claim_list(checker=checker, status=Status.DISPUTED),
    )


@dataclass(frozen=True)
class Day:
    """The claims whose standing decision was made on one day, by status."""

    day: date
    counts: dict[str, int]
    url: str

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def in_words(self) -> str:
        return ", ".join(f"{n} {Status(status).label}" for status, n in self.counts.items())


def decided_per_day(scope: Scope, *, at: datetime) -> list[Day]:
    """Return the last DAYS days on this desk's clock, today's last, days without a decision included. One query."""
    today = timezone.localdate(at)
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    starts = [timezone.make_aware(datetime.combine(day, datetime.min.time())) for day in days]
    # By comparing, not by TruncDate: SQLite would call back into Python for each of some thousand claims. The latest
    # days first, which most of them fall in.
    since = [When(decided_at__gte=start, then=Value(nth)) for nth, start in enumerate(starts)]
    day = Case(*reversed(since))
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    # Not by the bare column: SQLite would take the index of statuses for the grouping, and read every claim there is.
    stands = Coalesce("status", Value(""))
    decided = scope.claims_decided(starts[0]).annotate(nth=day, stands=stands).order_by()
    # Not of the keys: PostgreSQL's index of what was decided has none, and it would look up each claim.
    for nth, status, n in decided.values_list("nth", "stands").annotate(n=Count("*")):
        counts[nth][status] = n
    return [Day(day, counts[nth], scope.claim_list(decided_on=day.isoformat())) for nth, day in enumerate(days)]


def oldest_open(scope: Scope) -> list[tuple[Claim, datetime]]:
    """Return the open claims that were marked first, each with the time of that. One query."""
    first = Event.objects.filter(claim=OuterRef("pk")).order_by("at").values("at")[:1]
    # A claim from a file has no event of its own yet: the file's import tells when it came.
    since = Coalesce("imported_in__at", Subquery(first))
    # Found by their keys alone: SQLite would ask for the time of every open claim before it sorts them. And not in the
    # key's own order: PostgreSQL would read the whole archive to come to what is open.
    oldest = scope.claims().open().order_by(F("pk") + 0).values("pk")[:ROWS]
    claims = Claim.objects.for_list().filter(pk__in=oldest).annotate(since=since).order_by("pk")
    return [(claim, claim.since) for claim in claims]


@dataclass(frozen=True)
class Attention:
    """What a rule waits for: how many claims, and which."""

    needs: str
    count: int
    url: str


def attention(scope: Scope, *, at: datetime) -> list[Attention]:
    """Return what waits for somebody, without what waits for nobody. Two queries, beside that of the totals."""
    late = scope.tallies().filter(article__archived=False, article__due_at__lt=at)
    waiting = {
        "overdue": late.aggregate(n=Sum(in_any(OPEN)))["n"] or 0,
        "second_source": scope.totals["second_source"],
        "unconfirmed": scope.totals["unconfirmed"],
        "not_placed": scope.totals["not_placed"],
        "answer": scope.claims().waiting_for_answer().count(),
    }
    return [Attention(needs, n, scope.claim_list(needs=needs)) for needs, n in waiting.items() if n]
