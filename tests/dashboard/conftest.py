"""A small desk to count: one article due, one overdue, one archived, and claims of several statuses."""

from datetime import timedelta

import pytest

from claims.models import Article, Claim
from claims.review import verdicts, wording
from tests.conftest import make_source, support


def mark(article, by, at, number, *, risk="low", kind="date", checker=None):
    statement = f"Fact {number}."
    return wording.mark_claim(
        article, by=by, at=at, number=number, statement=statement, risk=risk, kind=kind, checker=checker
    )


@pytest.fixture
def desk(article, edith, cora, ben, at):
    """The article has claims 1 to 5: unchecked, started, verified, disputed, verified at high risk."""
    article.desk, article.due_at = "City", at + timedelta(days=2)
    article.save()
    claims = {
        1: mark(article, edith, at, 1),
        2: mark(article, edith, at, 2, checker=ben),
        3: mark(article, edith, at, 3, checker=cora),
        4: mark(article, edith, at, 4, risk="high", kind="money", checker=cora),
        5: mark(article, edith, at, 5, risk="high", kind="money", checker=cora),
    }
    memo = make_source(edith, "memo", kind="primary document")
    verdicts.set_in_progress(claims[2], by=ben, at=at)
    for number in (3, 5):
        support(claims[number], memo, by=cora)
        verdicts.record_verdict(claims[number], by=cora, verdict="verified", at=at)
    verdicts.record_verdict(claims[4], by=cora, verdict="disputed", reason="Not so.", at=at)
    late = Article.objects.create(slug="late", headline="The late one", desk="Sport", due_at=at - timedelta(days=1))
    mark(late, edith, at, 1)
    old = Article.objects.create(slug="old", headline="The old one", desk="City")
    mark(old, edith, at, 1)
    Article.objects.filter(pk=old.pk).update(archived=True)
    return article


@pytest.fixture
def by_number(desk):
    """The claims of the due article by their numbers."""
    return {claim.number: claim for claim in Claim.objects.filter(article=desk)}
