"""What an article's own dashboard shows beside the figures that every dashboard has."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from claims.models import Article, Candidate, Revision, SignOff
from claims.models.claim import ClaimQuerySet
from claims.review import signoff
from claims.review.problems import Problem
from claims.vocabulary import OPEN, Kind, Risk

from . import links
from .coverage import Coverage, coverage
from .scope import Scope

SHOWN = 12
REVISIONS = 5


@dataclass(frozen=True)
class Share:
    """How many claims are of one kind or risk, and how many of those are open."""

    value: str
    label: str
    count: int
    url: str
    open: int
    open_url: str


def kinds(scope: Scope) -> list[Share]:
    """Return the kinds that occur, most frequent first. One query."""
    return sorted(_shares(scope, "kind", Kind), key=lambda share: -share.count)


def risks(scope: Scope) -> list[Share]:
    """Return the risks that occur, high first. One query."""
    return _shares(scope, "risk", Risk)[::-1]


def _shares(scope: Scope, field: str, choices: Any) -> list[Share]:
    still_open = Count("pk", filter=Q(status__in=OPEN))
    rows = scope.claims().order_by().values_list(field).annotate(n=Count("pk"), open=still_open)
    found = {value: (n, open_) for value, n, open_ in rows}
    return [
        Share(
            value=choice.value,
            label=str(choice.label),
            count=found[choice][0],
            url=scope.claim_list(**{field: choice.value}),
            open=found[choice][1],
            open_url=scope.claim_list(**{field: choice.value}, status=OPEN),
        )
        for choice in choices
        if choice in found
    ]


def copy_covered(scope: Scope, revision: Revision) -> Coverage:
    """Return how much of the revision's copy stands in claims or was waived. Two queries."""
    rows = scope.claims().filter(revision=revision).order_by().values_list("start", "end")
    places = [(start, end) for start, end in rows if start is not None and end is not None]
    return coverage(revision.body, [*places, *Candidate.objects.filter(revision=revision).waived().places()])


def not_found(scope: Scope) -> ClaimQuerySet:
    """Return claims without a certain place in the copy, as `needs=not_placed` lists them. One query when read."""
    return scope.claims().not_placed().order_by("number")


@dataclass(frozen=True)
class Obstacle:
    """One sort of thing that keeps an article from being signed off, and the claims that it lies with."""

    sentence: str
    url: str
    claims: list[tuple[int, str]]  # numbers and pages
    more: int


def obstacles(scope: Scope, article: Article) -> list[Obstacle]:
    """Return what keeps the current revision from being signed off, gathered by sort. Seven queries."""
    sorts: dict[str, list[Problem]] = {}
    for problem in signoff.obstacles(article):
        sorts.setdefault(problem.code, []).append(problem)
    numbers = dict(article.claims.order_by().values_list("pk", "number"))
    return [_obstacle(scope, code, problems, numbers) for code, problems in sorts.items()]


def _obstacle(scope: Scope, code: str, problems: list[Problem], numbers: dict[int, int]) -> Obstacle:
    claims = [(numbers[pk], links.claim_page(pk)) for problem in problems if (pk := problem.claim)]
    if len(problems) == 1:
        return Obstacle(problems[0].message, claims[0][1] if claims else "", claims=[], more=0)
    if code == "open":
        return Obstacle(_sentence(code, len(problems)), scope.claim_list(status=OPEN), claims=[], more=0)
    return Obstacle(_sentence(code, len(problems)), "", claims[:SHOWN], more=max(0, len(claims) - SHOWN))


def _sentence(code: str, n: int) -> str:
    sentences = {
        "open": _("%(n)d claims are still open."),
        "unconfirmed": _("%(n)d high-risk verdicts wait for a second person."),
        "not_yet_made": _("%(n)d corrections are not yet made in the copy."),
        "not_placed": _("%(n)d decided claims have no certain place in the copy."),
        "open_query": _("%(n)d queries have no answer yet."),
    }
    return sentences[code] % {"n": n}


def last_revisions(article: Article) -> Iterable[Revision]:
    """Return the latest revisions, newest first, without their copy. One query when read."""
    return article.revisions.select_related("imported_by").defer("body", "original").order_by("-number")[:REVISIONS]


def last_sign_off(article: Article) -> SignOff | None:
    """Return the article's latest clearance, standing or revoked. One query."""
    newest = SignOff.objects.filter(revision__article=article).order_by("-at", "-pk")
    return newest.select_related("by", "revision").defer("revision__body", "revision__original").first()
