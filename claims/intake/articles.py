"""Bring in an article: read the file, and file what was read beside the original."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from claims.intake.readers import ArticleDraft, Note, read_article, read_pasted
from claims.models import Article, Revision
from claims.review.arrival import bring_in_article

PASTED = "pasted.txt"


@dataclass(frozen=True)
class FiledArticle:
    """The article as it is now; `new` is False where just this file is in already and nothing was written."""

    article: Article
    new: bool
    draft: ArticleDraft | None = None


def file_article(
    original: bytes, filename: str, *, by: Any, at: datetime, headline: str = "", slug: str = "", **given: Any
) -> FiledArticle:
    """Bring in an article from the bytes of a file; PASTED as the name tells pasted text.

    `given` are columns of the article that win over what the file says, where they are not empty. Raise
    Unreadable with a sentence where no article is in the file, Refused with the problems of filing it.
    """
    if (there := already_in(original, by=by, slug=slug)) is not None:
        return FiledArticle(there, new=False)
    draft = read_draft(original, filename, headline=headline, slug=slug)
    columns = columns_of(draft) | {name: value for name, value in given.items() if value}
    article = bring_in_article(
        by=by, at=at, body=draft.body, original=original, filename=filename, dropped=not_in_copy(draft), **columns
    )
    return FiledArticle(article, new=True, draft=draft)


def read_draft(original: bytes, filename: str, *, headline: str = "", slug: str = "") -> ArticleDraft:
    """Read without writing. Raise Unreadable."""
    if filename == PASTED:
        return read_pasted(original.decode(), headline=headline, slug=slug)
    return read_article(original, filename, headline=headline, slug=slug)


def already_in(original: bytes, *, by: Any, slug: str = "") -> Article | None:
    """Return the article that was made from just these bytes, of those that this person may read."""
    made = Revision.objects.filter(sha256=hashlib.sha256(original).hexdigest(), number=1).values("article")
    articles = Article.objects.visible_to(by).filter(pk__in=made, **{"slug": slug} if slug else {})
    return articles.order_by("pk").first()


def columns_of(draft: ArticleDraft) -> dict[str, Any]:
    """Return the article's columns that the file itself tells."""
    return {
        "slug": draft.slug,
        "headline": draft.headline,
        "byline": draft.byline,
        "publication": draft.publication,
        "published_on": draft.published_on,
        "source_url": draft.source_url,
        "own_publishers": "\n".join(draft.source_publishers),
    }


def not_in_copy(draft: ArticleDraft) -> list[dict[str, Any]]:
    """Return every passage of the file that is not in the copy, as [{"what": ..., "text": ...}, ...].

    A note that hangs in the copy has an "offset" too: how many characters of the body stand before it.
    """
    dropped = [asdict(passage) for passage in draft.dropped]
    return dropped + [_as_kept(note) for note in draft.notes]


def _as_kept(note: Note) -> dict[str, Any]:
    kept = {"what": note.kind, "text": note.text}
    return kept if note.offset is None else kept | {"offset": note.offset}


def what_was_read(draft: ArticleDraft) -> list[str]:
    """Return sentences on what of the file is not in the copy, for whoever brought it."""
    said = [f"Not in the copy ({passage['what']}): {_shortened(passage['text'])}" for passage in not_in_copy(draft)]
    if draft.unknown_keys:
        said.append(f"Not used from the front matter: {', '.join(draft.unknown_keys)}.")
    return said


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 100 else f"{text[:99]}…"
