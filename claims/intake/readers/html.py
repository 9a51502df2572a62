"""A saved web page."""

import re
from html import unescape

from claims.intake.cleaning import DeepOrLong, clean_html
from claims.intake.passages import Paragraph
from claims.intake.readers.decoding import visible, visible_ones
from claims.intake.readers.draft import Read, Unreadable
from claims.intake.readers.frontmatter import iso_date

_HEAD = 300_000  # characters within which a page says what it is
_META = re.compile(r"<meta\s[^<>]{1,3000}>", re.IGNORECASE)
_LINK = re.compile(r"<link\s[^<>]{1,3000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-zA-Z:-]{1,40})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,1000})</title", re.IGNORECASE)

_META_FACTS = {
    "author": "byline",
    "article:author": "byline",
    "og:site_name": "source_publisher",
    "og:title": "source_title",
    "og:url": "source_url",
    "article:published_time": "published_on",
    "date": "published_on",
}


def read_html(text: str) -> Read:
    """The page's article; byline, date and where it was published from its meta tags, headline from its h1 or title."""
    try:
        cleaned = clean_html(text)
    except DeepOrLong as problem:
        raise Unreadable(str(problem)) from None
    facts = {name: visible(fact)[0] for name, fact in _facts(text[:_HEAD]).items()}
    publisher = facts.pop("source_publisher", "")
    if not any(paragraph.heading == 1 for paragraph in cleaned.paragraphs):
        facts["headline"] = facts.get("source_title") or visible(_title(text[:_HEAD]))[0]
    publishers = (publisher,) if publisher else ()
    paragraphs, invisible = visible_ones(cleaned.paragraphs)
    return Read(_one_headline(paragraphs), facts, publishers, dropped=(*invisible, *cleaned.dropped), cleaned=True)


def _facts(head: str) -> dict[str, str]:
    facts: dict[str, str] = {}
    for tag in _META.findall(head):
        attributes = _attributes(tag)
        name = _META_FACTS.get((attributes.get("property") or attributes.get("name", "")).lower())
        value = " ".join(attributes.get("content", "").split())
        if name == "published_on":
            value = iso_date(value)
        if name and value and not (name == "byline" and "://" in value):
            facts.setdefault(name, value)
    for tag in _LINK.findall(head):
        attributes = _attributes(tag)
        if attributes.get("rel", "").lower() == "canonical" and attributes.get("href", "").startswith("http"):
            facts.setdefault("source_url", attributes["href"])
    return facts


def _attributes(tag: str) -> dict[str, str]:
    return {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}


def _title(head: str) -> str:
    title = _TITLE.search(head)
    return " ".join(unescape(title[1]).split()) if title else ""


def _one_headline(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """The first h1 is the headline; later ones are section headings."""
    first = next((at for at, paragraph in enumerate(paragraphs) if paragraph.heading == 1), None)
    return tuple(
        Paragraph(paragraph.text, 2) if paragraph.heading == 1 and at != first else paragraph
        for at, paragraph in enumerate(paragraphs)
    )
