"""One made-up article: its copy, the claims in it, what was brought to them and decided. Plain values, no database."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.models import User

from claims.vocabulary import UNDECIDED, Risk, SourceKind, Status

from . import course, facts
from .course import Brought, Decision
from .facts import Fact
from .people import Staff

DESKS = ("Culture", "City", "Health", "Money", "Science", "Sport")
SECTIONS = ("Opening", "Background", "The case", "What is known", "Ending")
PRIMARY, OTHERS = 3, 5  # sources of an article
UNPLACED, CONFIDENTIAL, NOBODYS, CONFIRMED = 0.04, 0.03, 0.3, 0.9
TO_PRINT, TO_ARCHIVE = timedelta(days=10), timedelta(days=11)


@dataclass(slots=True)
class MadeUpSource:
    title: str
    publisher: str
    kind: str
    confidential: bool


@dataclass(slots=True)
class MadeUpClaim:
    """A claim with its way. `place` is null where the quote has no certain place in the copy."""

    number: int
    fact: Fact
    place: tuple[int, int] | None
    status: Status
    checker: User | None
    evidence: list[tuple[Brought, int]]  # with the source's place among the article's
    decisions: list[tuple[Decision, User, datetime]]
    confirmed: tuple[User, datetime] | None


@dataclass(slots=True)
class MadeUpArticle:
    headline: str
    writer: User
    editor: User
    desk: str
    brought_in: datetime
    archived: bool
    sources: list[MadeUpSource]
    body: str = ""
    claims: list[MadeUpClaim] = field(default_factory=list)

    @property
    def due(self) -> datetime:
        return self.brought_in + TO_PRINT


def make_up(random: Random, staff: Staff, claims: int, *, brought_in: datetime, at: datetime) -> MadeUpArticle:
    """Return an article with so many claims, as far as it would have come by `at`: printed ones are put away."""
    article = MadeUpArticle(
        headline=facts.headline(random),
        writer=random.choice(staff.writers),
        editor=random.choice(staff.editors),
        desk=random.choice(DESKS),
        brought_in=brought_in,
        archived=brought_in + TO_PRINT + TO_ARCHIVE < at,
        sources=[_source(random, primary=nth < PRIMARY) for nth in range(PRIMARY + OTHERS)],
    )
    stated = [facts.fact(random) for _ in range(claims)]
    article.body, starts = _copy(article.headline, stated)
    pair = random.sample(staff.checkers, 2)
    for number, (fact, start) in enumerate(zip(stated, starts, strict=True), start=1):
        article.claims.append(_claim(random, article, number, fact, start=start, pair=pair, at=at))
    return article


def _source(random: Random, *, primary: bool) -> MadeUpSource:
    others = [kind.value for kind in SourceKind if kind != SourceKind.PRIMARY]
    publisher = facts.office(random)
    title = f"{publisher}: {'yearly report' if primary else 'what it says of the year'} {random.randint(1950, 2025)}"
    kind = SourceKind.PRIMARY.value if primary else random.choice(others)
    return MadeUpSource(title, publisher, kind, random.random() < CONFIDENTIAL)


def _copy(headline: str, stated: list[Fact]) -> tuple[str, list[int]]:
    """Return the text, headline first, four sentences to the paragraph, and where each sentence starts."""
    parts, starts, length = [headline], [], len(headline)
    for nth, fact in enumerate(stated):
        between = " " if nth % 4 else "\n\n"
        parts += [between, fact.sentence]
        starts.append(length + len(between))
        length = starts[-1] + len(fact.sentence)
    return "".join(parts), starts


def _claim(
    random: Random, article: MadeUpArticle, number: int, fact: Fact, *, start: int, pair: list[User], at: datetime
) -> MadeUpClaim:
    status = course.status_of(random, put_away=article.archived)
    start += fact.sentence.index(fact.quote)
    placed = random.random() >= UNPLACED
    nobodys = status in UNDECIDED and random.random() < NOBODYS
    # The first of the pair checks; the second is there to confirm.
    first, second = pair if number % 2 else pair[::-1]
    decided = _decided(random, article, status, first, at)
    confirmed = None
    if fact.risk == Risk.HIGH and decided and random.random() < CONFIRMED:
        confirmed = second, min(decided[-1][2] + timedelta(hours=1), at)
    brought = [(one, _nth(random, primary=one.primary)) for one in course.evidence(random, status, fact.risk)]
    place = (start, start + len(fact.quote)) if placed else None
    return MadeUpClaim(number, fact, place, status, None if nobodys else first, brought, decided, confirmed)


def _decided(
    random: Random, article: MadeUpArticle, status: Status, checker: User, at: datetime
) -> list[tuple[Decision, User, datetime]]:
    """Return the decisions with who made them when: between the copy's arrival and the print date, or now."""
    span = min(article.due, at) - article.brought_in
    moment = article.brought_in + span * random.random()
    decided = course.decisions(status)
    return [
        (one, article.editor if one.by_editor else checker, min(moment + timedelta(hours=nth), at))
        for nth, one in enumerate(decided)
    ]


def _nth(random: Random, *, primary: bool) -> int:
    return random.randrange(PRIMARY) if primary else random.randrange(PRIMARY, PRIMARY + OTHERS)
