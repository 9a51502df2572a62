"""The ways to decide on a claim. The matrix walks each of them, so a new front door adds one function here:

    @path("bulk action", verdicts={"verified", "disputed"})
    def by_bulk_action(attempt):
        page = Client()...
        return codes_in(page.content.decode(), attempt)

A path makes the attempt for real, as this person would, and returns the codes of the problems that the person was
told, or None where the door itself stayed shut (403, 404, a choice that is not offered). What was written is not
the path's business: the matrix looks into the database.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from django.contrib.auth.models import User

from claims.models import Claim
from claims.review.problems import Refused
from claims.review.verdicts import problems_with, record_verdict
from claims.vocabulary import DECIDED

Codes = frozenset[str] | None


@dataclass(frozen=True)
class Attempt:
    """One person tries to record one verdict on one claim."""

    claim_pk: int
    by: User
    verdict: str
    reason: str
    correction: str
    at: datetime

    @property
    def claim(self) -> Claim:
        """The claim as a front door would fetch it."""
        return Claim.objects.select_related("article").get(pk=self.claim_pk)

    @property
    def words(self) -> dict[str, str]:
        return {"verdict": self.verdict, "reason": self.reason, "correction": self.correction}


@dataclass(frozen=True)
class Path:
    name: str
    verdicts: frozenset[str]
    attempt: Callable[[Attempt], Codes]
    thorough: bool


PATHS: list[Path] = []


def path(
    name: str, *, verdicts: Iterable[str] = DECIDED, thorough: bool = False
) -> Callable[[Callable[[Attempt], Codes]], None]:
    """Add a path that can record these verdicts. `thorough`: it costs little enough for every shade of words."""

    def add(attempt: Callable[[Attempt], Codes]) -> None:
        PATHS.append(Path(name, frozenset(str(verdict) for verdict in verdicts), attempt, thorough))

    return add


def codes_in(text: str, attempt: Attempt) -> Codes:
    """Return the codes of those problems whose sentences stand in what the person was shown."""
    shown = unescape(text)
    problems = problems_with(attempt.claim, by=attempt.by, **attempt.words)
    return frozenset(problem.code for problem in problems if problem.message in shown)


@path("asking first", thorough=True)
def by_asking(attempt: Attempt) -> Codes:
    """What a page shows beforehand is what the act then says."""
    codes = frozenset(problem.code for problem in problems_with(attempt.claim, by=attempt.by, **attempt.words))
    if not codes:
        record_verdict(attempt.claim, by=attempt.by, at=attempt.at, **attempt.words)
    return codes


@path("review", thorough=True)
def by_review(attempt: Attempt) -> Codes:
    try:
        record_verdict(attempt.claim, by=attempt.by, at=attempt.at, **attempt.words)
    except Refused as refused:
        return frozenset(problem.code for problem in refused.problems)
    return frozenset()
