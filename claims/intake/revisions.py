"""Read a new version of an article's copy."""

from claims.intake.articles import read_draft
from claims.intake.readers import ArticleDraft, Unreadable
from claims.models import Article


def read_revision(article: Article, original: bytes, filename: str) -> ArticleDraft:
    """Read a file, or pasted text under the name `articles.PASTED`; copy without a headline keeps the article's.

    Raise Unreadable with a sentence where no copy is in it.
    """
    try:
        return read_draft(original, filename)
    except Unreadable:
        return read_draft(original, filename, headline=article.headline)
