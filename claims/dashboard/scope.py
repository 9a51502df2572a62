"""Which claims a dashboard counts."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.contrib.auth.models import User
from django.db.models import BigIntegerField, ExpressionWrapper, F

from claims.models import Article, Claim, Tally
from claims.models.article import ArticleQuerySet
from claims.models.claim import ClaimQuerySet
from claims.models.tally import TallyQuerySet

from . import links


@dataclass(frozen=True)
class Scope:
    """What this person may read, narrowed by what they chose. The same choice filters the list behind a figure.

    `checker` is an account's primary key; `nobodys` asks for the claims that nobody was given. Archived articles
    count only with `archived_too`.
    """

    user: User
    desk: str = ""
    article: int | None = None
    checker: int | None = None
    nobodys: bool = False
    prints_by: date | None = None
    archived_too: bool = False

    def articles(self) -> ArticleQuerySet:
        """Return the articles in scope. A chosen checker narrows their claims, not the articles."""
        return Article.objects.visible_to(self.user).filter(**self._conditions(""))

    def claims(self) -> ClaimQuerySet:
        """Return the claims in scope."""
        return self._checkers(Claim.objects.visible_to(self.user).filter(**self._conditions("article__")))

    def claims_decided(self, since: datetime) -> ClaimQuerySet:
        """Return the claims in scope whose decision was made since then, read by the index of decisions.

        Asked for the claims of its articles first, SQLite read all 12,700 claims of 127 articles one by one.
        """
        decided = self.claims() if self.article else self._checkers(Claim.objects.visible_to(self.user))
        if not self.article and self._conditions(""):
            of = ExpressionWrapper(F("article_id") + 0, BigIntegerField())  # No column, which an index would be for.
            decided = decided.alias(of=of).filter(of__in=self.articles().values("pk"))
        return decided.filter(decided_at__gte=since)

    def _checkers(self, claims: ClaimQuerySet) -> ClaimQuerySet:
        if self.nobodys:
            return claims.filter(checker__isnull=True)
        return claims.filter(checker=self.checker) if self.checker else claims

    def tallies(self) -> TallyQuerySet:
        """Return the counts of the claims in scope."""
        tallies = Tally.objects.visible_to(self.user).filter(**self._conditions("article__"))
        if self.nobodys:
            return tallies.filter(checker=0)
        return tallies.filter(checker=self.checker) if self.checker else tallies

    @cached_property
    def totals(self) -> dict[str, int]:
        """How many claims in scope stand at each status, and how many lack a place or a confirmation. One query."""
        return self.tallies().totals()

    def claim_list(self, **filters: Any) -> str:
        """Return the address of the claim list for this scope, narrowed further by `filters`."""
        scope = {
            "desk": self.desk,
            "article": self.article,
            "checker": links.NOBODY if self.nobodys else self.checker,
            "prints_by": self.prints_by.isoformat() if self.prints_by else "",
            "archived_too": self.archived_too,
        }
        return links.claim_list(**scope | filters)

    def _conditions(self, prefix: str) -> dict[str, Any]:
        conditions: dict[str, Any] = {} if self.archived_too else {"archived": False}
        if self.desk:
            conditions["desk"] = self.desk
        if self.article:
            conditions["pk"] = self.article
        if self.prints_by:
            conditions["due_at__date__lte"] = self.prints_by
        return {prefix + name: value for name, value in conditions.items()}
