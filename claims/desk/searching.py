"""Finding a source to bring to a claim: the article's own first, any other by its words."""

from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Max, Q

from claims.models import Article, Source

SHOWN = 8
WORDS, LETTERS = 8, 100


def sources_of(article: Article, user: Any) -> list[Source]:
    """Return the sources last brought to this article's claims that the person may read. One query."""
    brought = Q(evidence__claim__article=article, evidence__withdrawn_at__isnull=True)
    used = Source.objects.open_to(user).current().annotate(last=Max("evidence", filter=brought))
    return list(used.filter(last__isnull=False).order_by("-last")[:SHOWN])


def sources_with(words: str, user: Any) -> list[Source]:
    """Return sources that the person may read and that hold every one of the words. One query."""
    wanted = [word[:LETTERS] for word in words.replace("\0", " ").split()[:WORDS]]
    if not wanted:
        return []
    tests = [
        Q(title__icontains=w) | Q(publisher__icontains=w) | Q(url__icontains=w) | Q(key__icontains=w) for w in wanted
    ]
    found = Source.objects.open_to(user).current().filter(reduce(and_, tests))
    return list(found.order_by("title", "pk")[:SHOWN])
