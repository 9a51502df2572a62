"""The article that a command was told of."""

from typing import Any

from django.core.management.base import CommandError

from claims.models import Article


def article_of(slug: str, *, viewer: Any = None) -> Article:
    """Return the article, of those that `viewer` may read; raise CommandError where there is none of this slug."""
    articles = Article.objects.all() if viewer is None else Article.objects.visible_to(viewer)
    article = articles.select_related("writer").filter(slug=slug).first()
    if article is None:
        raise CommandError(f"There is no article with the slug “{slug[:60]}”.")
    return article
