"""How a desk is filled with a made-up archive, and when it is not."""

from random import Random

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from claims.corpus import Corpus, NotEmpty, fill, filling
from claims.corpus.article import make_up
from claims.corpus.people import Staff
from claims.derived import triggers
from claims.models import Article
from tests.conftest import NOW


def test_with_all_current_no_article_is_put_away(db):
    fill(Corpus(articles=150, claims=0, all_current=True), at=NOW)
    assert not Article.objects.filter(archived=True).exists()


def test_a_run_that_breaks_off_leaves_nothing_but_the_triggers(db, monkeypatch):
    def break_off(batch):
        raise KeyboardInterrupt

    monkeypatch.setattr(filling, "record_decisions", break_off)
    with pytest.raises(KeyboardInterrupt):
        fill(Corpus(articles=2, claims=4), at=NOW)
    assert not Article.objects.exists()
    assert triggers.missing(connection) == []


@pytest.mark.parametrize(("seed", "same"), [(3, True), (4, False)])
def test_the_same_seed_makes_the_same_words(seed, same):
    staff = Staff(*([User(first_name=f"{role} {n}") for n in range(3)] for role in ("writer", "checker", "editor")))
    first, again = (make_up(Random(chosen), staff, 20, brought_in=NOW, at=NOW) for chosen in (3, seed))
    assert (first.body == again.body, first.claims == again.claims) == (same, same)


def test_a_desk_with_articles_is_never_filled(article):
    with pytest.raises(NotEmpty):
        fill(Corpus(articles=1, claims=1), at=NOW)
    with pytest.raises(CommandError, match="holds articles already"):
        call_command("make_corpus", articles=1, claims=1)
    assert Article.objects.count() == 1


@pytest.mark.parametrize(("articles", "claims"), [(0, 5), (-1, 0), (1, -1)])
def test_a_size_that_makes_no_sense_is_refused_with_a_sentence(db, articles, claims):
    with pytest.raises(CommandError, match="at least one article"):
        call_command("make_corpus", articles=articles, claims=claims)
