"""What every reader hands over: an article's copy and what the file says about it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.text import slugify

from claims.intake.passages import Cleaned, Dropped, Paragraph
from claims.intake.scrapes import clean_paragraphs

_LONGEST_HEADLINE = 200
_LONGEST_SLUG = 80
_BLOCK_MARKS = re.compile(r"[\U000F0000-\U000F03FF]")


class Unreadable(ValueError):
    """No article can be read from the file; the message is a sentence for the person who brought it."""


@dataclass(frozen=True)
class Section:
    """A heading inside the body and the character offset at which it stands."""

    heading: str
    start: int


@dataclass(frozen=True)
class Note:
    """A writer's footnote, endnote or comment; `offset` is where it hangs in the body, None if that was dropped."""

    kind: str
    text: str
    offset: int | None


@dataclass(frozen=True)
class Read:
    """What a format's reader found: paragraphs, what the file says of itself, what is not copy.

    A note's mark in the text is one private-use character, `note_mark(its index)`.
    """

    paragraphs: tuple[Paragraph, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    publishers: tuple[str, ...] = ()
    unknown_keys: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    cleaned: bool = False


@dataclass(frozen=True)
class ArticleDraft:
    """An article as read from a file. `body` holds the headline first, then paragraphs with blank lines between.

    published_on is ISO text (year, month or day) or empty. unknown_keys are front matter that has no field here;
    dropped is every passage of the file that is not in the body.
    """

    headline: str
    body: str
    slug: str
    byline: str = ""
    publication: str = ""
    published_on: str = ""
    source_publishers: tuple[str, ...] = ()
    source_url: str = ""
    source_title: str = ""
    unknown_keys: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()


def note_mark(index: int) -> str:
    """The private-use character that stands in the text where note `index` (below 1,024) hangs."""
    return chr(0xF0000 + index)


def draft(read: Read, *, headline: str = "", slug: str = "") -> ArticleDraft:
    """Put a draft together; a headline or slug given by the person wins over the file's.

    Raises Unreadable where there is no headline or no text under it.
    """
    cleaned = Cleaned(read.paragraphs) if read.cleaned else clean_paragraphs(read.paragraphs)
    title, paragraphs = _headed(cleaned.paragraphs, headline or read.facts.get("headline", ""))
    if not any(not paragraph.heading for paragraph in paragraphs):
        raise Unreadable(f"There is a headline, “{title}”, but no text under it. Add the text and try again.")
    marked = Cleaned((Paragraph(title, heading=1), *paragraphs)).body
    body = _BLOCK_MARKS.sub("", marked)
    return ArticleDraft(
        headline=_BLOCK_MARKS.sub("", title),
        body=body,
        slug=slug or read.facts.get("slug", "") or _slug(title),
        byline=read.facts.get("byline", ""),
        publication=read.facts.get("publication", ""),
        published_on=read.facts.get("published_on", ""),
        source_publishers=read.publishers,
        source_url=read.facts.get("source_url", ""),
        source_title=read.facts.get("source_title", ""),
        unknown_keys=read.unknown_keys,
        dropped=(*read.dropped, *(Dropped(one.what, _BLOCK_MARKS.sub("", one.text)) for one in cleaned.dropped)),
        sections=_sections(paragraphs, title),
        notes=_notes(marked, read.notes),
    )


def _headed(paragraphs: tuple[Paragraph, ...], given: str) -> tuple[str, tuple[Paragraph, ...]]:
    """The headline on one line, and the paragraphs without it."""
    if not paragraphs:
        raise Unreadable("There is no text in it." if not given else f"There is no text under “{given}”.")
    first = " ".join(paragraphs[0].text.split())
    if given:
        given = " ".join(unicodedata.normalize("NFC", given).split())
        return given, paragraphs[1:] if _BLOCK_MARKS.sub("", first) == given else paragraphs
    at = next((at for at, paragraph in enumerate(paragraphs[:8]) if paragraph.heading == 1), None)
    if at is not None:
        return " ".join(paragraphs[at].text.split()), (*paragraphs[:at], *paragraphs[at + 1 :])
    if not _looks_like_headline(paragraphs[0].text):
        raise Unreadable(
            "It has no headline: its first paragraph is too long for one or ends like a sentence. "
            "Put the headline on a line of its own above the text, or give one."
        )
    return first, paragraphs[1:]


def _looks_like_headline(text: str) -> bool:
    """Short, and no plain sentence; "…", "?" and "!" end headlines too, and so does "U.S."."""
    sentence = re.search(r"[^\W\d_]{2}[.:;,][”’\"']*$", text)
    return len(text) <= _LONGEST_HEADLINE and text.count("\n") < 3 and not sentence


def _slug(headline: str) -> str:
    slug = slugify(_BLOCK_MARKS.sub("", headline)) or "article"
    return slug if len(slug) <= _LONGEST_SLUG else slug[: _LONGEST_SLUG + 1].rsplit("-", 1)[0][:_LONGEST_SLUG]


def _sections(paragraphs: Iterable[Paragraph], headline: str) -> tuple[Section, ...]:
    sections = []
    at = len(_BLOCK_MARKS.sub("", headline)) + 2
    for paragraph in paragraphs:
        text = _BLOCK_MARKS.sub("", paragraph.text)
        if paragraph.heading:
            sections.append(Section(text, at))
        at += len(text) + 2
    return tuple(sections)


def _notes(marked: str, notes: tuple[tuple[str, str], ...]) -> tuple[Note, ...]:
    places = {mark[0]: mark.start() - passed for passed, mark in enumerate(_BLOCK_MARKS.finditer(marked))}
    return tuple(Note(kind, text, places.get(note_mark(at))) for at, (kind, text) in enumerate(notes))
