"""Fill an empty desk with a made-up archive.

What it saves: through the rules, one claim at a time, a million would take hours. Here the rows are made to fit the
rules and inserted many at once. The record's guards stand all the while, and hold every row; the word index and the
figures are made once at the end. All of it is one transaction: a killed run leaves nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import connection, transaction

from claims.derived import triggers
from claims.models import Article

from . import people
from .article import MadeUpArticle, make_up
from .decided import record_decisions
from .rows import insert_articles, insert_claims, insert_evidence, insert_sources, keys_for

BATCH = 50  # articles whose rows are inserted together
APART = timedelta(hours=4)  # between two articles: six a day
_EASED = {
    # Twelve indexes of claims alone are written to: in the usual 2 MB they would push each other out.
    "sqlite": "PRAGMA cache_size = -400000",
    # Row by row: put off to the end, millions of checks would lie in memory.
    "postgresql": "SET CONSTRAINTS ALL IMMEDIATE",
}


class NotEmpty(Exception):
    """Raised where the desk holds articles already: made-up ones must never stand among real ones."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """How large an archive, and from which seed: the same seed makes the same words on every machine."""

    articles: int
    claims: int
    seed: int = 1
    all_current: bool = False

    def share(self, nth: int) -> int:
        """Return how many claims the nth article has: they are dealt out evenly."""
        return self.claims // self.articles + (nth < self.claims % self.articles)


def fill(corpus: Corpus, *, at: datetime, progress: Callable[[int], None] = lambda done: None) -> None:
    """Make the archive, the last article brought in at `at`. Raise NotEmpty where the desk holds articles.

    `progress` is told how many articles are in.
    """
    if Article.objects.exists():
        raise NotEmpty
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_EASED[connection.vendor])
        triggers.remove(connection)
        staff = people.hire(Random(corpus.seed))  # noqa: S311 (made-up words, no secret)
        for first in range(0, corpus.articles, BATCH):
            last = min(first + BATCH, corpus.articles)
            _file([_made(corpus, nth, staff, at) for nth in range(first, last)], first + 1)
            if connection.vendor == "postgresql" and (last // BATCH).bit_count() < 2:
                # Whenever the archive has doubled: else PostgreSQL holds it for empty, and walks through all of it for
                # each article. A million claims never came to an end.
                _tell_planner(cursor)
            progress(last)
        triggers.restore(connection)
    with connection.cursor() as cursor:
        _tell_planner(cursor)


def _tell_planner(cursor: Any) -> None:
    """Let the database look how large the archive is.

    Table by table, since what a bare ANALYZE reads beside them, PostgreSQL's databases share: another one's waits until
    this transaction ends.
    """
    for table in connection.introspection.table_names(cursor):
        cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def _made(corpus: Corpus, nth: int, staff: people.Staff, at: datetime) -> MadeUpArticle:
    random = Random(f"{corpus.seed}/{nth}")  # noqa: S311 (made-up words, no secret)
    brought_in = at - APART * (corpus.articles - 1 - nth)
    article = make_up(random, staff, corpus.share(nth), brought_in=brought_in, at=at)
    article.archived &= not corpus.all_current
    return article


def _file(articles: list[MadeUpArticle], first: int) -> None:
    batch = keys_for(articles)
    insert_articles(batch, first)
    insert_sources(batch)
    insert_claims(batch)
    insert_evidence(batch)
    record_decisions(batch)
