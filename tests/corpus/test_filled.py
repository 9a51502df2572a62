"""A made-up archive keeps every rule that a real one keeps, though its rows are inserted many at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from claims.corpus import Corpus, fill
from claims.derived import triggers
from claims.derived.rebuilding import wrong_tallies
from claims.models import Article, Claim, Confirmation, Revision, Source, WordsIndex
from claims.record.verifying import verify
from claims.review.support import problems_with_support
from claims.vocabulary import UNDECIDED, Status
from tests.conftest import NOW

SIZE = Corpus(articles=150, claims=450, seed=7)


@pytest.fixture(scope="module")
def filled(module_database):
    fill(SIZE, at=NOW)


@pytest.fixture
def corpus(filled, db):
    """The archive is made once for this module."""


def test_it_is_as_large_as_asked_for_and_has_every_status(corpus):
    assert (Article.objects.count(), Claim.objects.count()) == (150, 450)
    counts = Claim.objects.all().counted_by_status()
    assert [status for status, n in counts.items() if not n] == []
    assert Source.objects.filter(confidential=True).exists()


def test_articles_are_put_away_some_days_after_print(corpus):
    put_away = Article.objects.filter(archived=True)
    assert 0 < put_away.count() < 150
    assert not put_away.filter(due_at__gt=NOW - timedelta(days=11)).exists()


def test_every_quote_stands_where_its_claim_says(corpus):
    bodies = dict(Revision.objects.values_list("pk", "body"))
    placed = Claim.objects.filter(start__isnull=False)
    assert placed.count() > 400
    assert [c.pk for c in placed if bodies[c.revision_id][c.start : c.end] != c.quote] == []


def test_every_decision_meets_the_source_rule(corpus):
    decided = list(Claim.objects.exclude(status__in=UNDECIDED).select_related("article", "verdict"))
    lacking = [p for c in decided for p in problems_with_support(c, verdict=c.status, reason=c.verdict.reason)]
    assert lacking == []
    assert {claim.status for claim in decided} == {status for status in Status if status not in UNDECIDED}


def test_nobody_confirms_an_own_verdict_and_no_writer_decides(corpus):
    assert Confirmation.objects.exists()
    assert not Confirmation.objects.filter(by=F("verdict__by")).exists()
    assert not Claim.objects.filter(verdict__by=F("article__writer")).exists()


def test_every_record_is_whole_and_answers_for_every_row(corpus):
    found = verify()
    assert (found.broken, found.records) == ("", 151)
    assert not Claim.objects.exclude(last_event__claim=F("pk")).exclude(last_event__action="imported claims").exists()


def test_what_is_derived_is_made_once_at_the_end_and_its_triggers_stand_again(corpus):
    assert (triggers.missing(connection), wrong_tallies(connection)) == ([], [])
    assert set(WordsIndex.objects.values_list("pk", flat=True)) == set(Claim.objects.values_list("pk", flat=True))
