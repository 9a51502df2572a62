"""Where a speaker made a claim in public, read off the evidence, and whether the speaker is an outsider at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from claims.models import Article, Source
from claims.models.fields import publisher_key
from claims.models.people import full_name
from claims.vocabulary import Stance

from .notes import Note

_BETWEEN_NAMES = re.compile(r"\s*[,;&]\s*|\s+and\s+|\A\s*by\s+", re.IGNORECASE)
_SHOWS_IT = {Stance.SUPPORTS, Stance.CONTEXT}


@dataclass(frozen=True)
class Appearance:
    """An address under which the speaker's own words stand. `by`: "Person" for an author, else "Organization"."""

    url: str
    published_on: str
    by: str


def is_own_voice(speaker: str, article: Article) -> bool:
    """Tell whether the speaker is the article's writer, somebody of its byline, or one of its own publishers."""
    key = publisher_key(speaker)
    writer = article.writer
    names = [*_BETWEEN_NAMES.split(article.byline), *((full_name(writer), writer.get_username()) if writer else ())]
    return article.publishes(key) or key in {publisher_key(name) for name in names}


def appearances(note: Note, article: Article, *, own_host: str) -> list[Appearance]:
    """Return where the speaker said it, earliest first.

    Only a source whose author or publisher is the speaker shows that: what others report of somebody is no
    original. It has to be looked at and not deny the claim; be neither confidential nor the article's own; and
    have an address on the web that is not on `own_host`. The address of the article itself is never one: there
    the article speaks.
    """
    found = list(_appearances(note, article, own_host))
    return sorted(dict.fromkeys(found), key=lambda one: (not one.published_on, one.published_on))


def _appearances(note: Note, article: Article, own_host: str) -> Iterator[Appearance]:
    speaker = publisher_key(note.claim.speaker)
    for piece in note.evidence:
        source = piece.source
        by = _said_by(speaker, source)
        own = article.publishes(source.publisher_key) or source.url == article.source_url
        if (
            by
            and piece.stance in _SHOWS_IT
            and not source.confidential
            and not own
            and _is_abroad(source.url, own_host)
        ):
            yield Appearance(source.url, source.published_on, by)


def _said_by(speaker: str, source: Source) -> str:
    if speaker == publisher_key(source.author):
        return "Person"
    return "Organization" if speaker == source.publisher_key else ""


def _is_abroad(url: str, own_host: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.hostname != own_host
    except ValueError:
        return False
