"""HTML to paragraphs of plain text. The only module that knows bleach.

bleach is quadratic in nesting depth and in attributes, keeps the text of scripts when it strips their tags, and its
Cleaner can't be shared between threads. So it gets the skeleton of the page alone: block tags without attributes,
of capped length and depth; and each call makes its own Cleaner.
"""

import re
from collections.abc import Iterator
from html import escape, unescape

import bleach

from claims.intake.passages import Cleaned, Dropped, Paragraph, filled
from claims.intake.scrapes import clean_paragraphs, clean_scrape

__all__ = ["LONGEST_HTML", "DeepOrLong", "clean_html", "clean_scrape"]

LONGEST_HTML = 4_000_000  # characters of a saved page
LONGEST_SKELETON = 500_000  # of it, when only the text and the block tags are left
DEEPEST = 60

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    name: name
    for name in (
        *("p", "div", "section", "article", "main", "header", "figure", "figcaption", "blockquote", "pre"),
        *("ul", "ol", "li", "dl", "dt", "dd", "hr", "address", "details", "summary", "aside", *_HEADINGS),
    )
}
# Tables and forms have parsing rules of their own that are quadratic on broken pages: plainer blocks stand for them.
_STAND_INS = {"table": "div", "caption": "div", "center": "div", "tr": "p", "br": "br"}
_FURNITURE = "nav"
_STAND_INS |= dict.fromkeys(("nav", "footer", "form", "button", "select", "menu", "dialog"), _FURNITURE)
_KEPT_TAGS = _BLOCKS | _STAND_INS

_UNSEEN = (
    *("title", "script", "style", "template", "noscript", "svg", "math", "iframe"),
    *("object", "textarea", "audio", "video", "canvas"),
)
_TO_THE_END = ("!--", "script", "style")  # where one of these is never closed, a browser shows nothing after it
_HIDDEN = re.compile(rf"<(!--|(?:{'|'.join(_UNSEEN)})(?=[\s/>]))", re.IGNORECASE)
_MARKUP = re.compile(  # possessive throughout: one pass, whatever the page is made of
    r"<[!?][^>]*+(?:>|\Z)"
    r"|<(?P<closes>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+(?P<end>>|\Z)"
)
_CLOSED_BY_THE_NEXT = ("p", "li", "dt", "dd", "tr", "hr", "br")
_TAG = re.compile(r"<(/?)(\w+)>")
_SPACES = re.compile(r"[^\S\u00a0]+")


class DeepOrLong(ValueError):
    """HTML that is too long or too deeply nested to be an article; the message is for the person."""


def clean_html(html: str) -> Cleaned:
    """The text that a reader of the page sees, as clean paragraphs with their heading levels.

    Captions and the words of links stay; scripts, styles and comments vanish; navigation, footers, forms and,
    where the page has one `<article>` (or `<main>`), all that stands outside it are dropped and reported.
    Raises DeepOrLong before any parser sees the page.
    """
    if "<" not in html and "&" not in html:
        return clean_scrape(html)
    if len(html) > LONGEST_HTML:
        raise DeepOrLong(f"The page is longer than {LONGEST_HTML:,} characters. Save the article alone.")
    skeleton = "".join(_skeleton("".join(_seen(html))))
    if len(skeleton) > LONGEST_SKELETON:
        raise DeepOrLong(f"The page has more than {LONGEST_SKELETON:,} characters of text. Save the article alone.")
    flat = bleach.clean(skeleton, tags=set(_KEPT_TAGS.values()), attributes={}, strip=True, strip_comments=True)
    paragraphs, furniture = _paragraphs(flat)
    cleaned = clean_paragraphs(paragraphs)
    return Cleaned(cleaned.paragraphs, (*furniture, *cleaned.dropped))


def _seen(html: str) -> Iterator[str]:
    """The markup without comments and the elements whose text no reader sees."""
    done = 0
    unclosed: set[str] = set()
    for hidden in _HIDDEN.finditer(html):
        name = hidden[1].lower()
        if hidden.start() < done or name in unclosed:
            continue
        end = "-->" if name == "!--" else rf"</{name}(?=[\s/>])[^>]*>"
        close = re.compile(end, re.IGNORECASE).search(html, hidden.end())
        if close is None and name not in _TO_THE_END:
            unclosed.add(name)
            continue
        yield html[done : hidden.start()]
        done = close.end() if close else len(html)
    yield html[done:]


def _skeleton(html: str) -> Iterator[str]:
    """Block tags without attributes, and the escaped text between them."""
    done = depth = 0
    for tag in _MARKUP.finditer(html):
        yield html[done : tag.start()].replace("<", "&lt;")
        done = tag.end()
        name = (tag["name"] or "").lower()
        if name and not tag["end"]:
            yield escape(tag[0])
        elif name in ("td", "th"):
            yield " "
        elif name in _KEPT_TAGS:
            yield f"<{tag['closes']}{_KEPT_TAGS[name]}>"
            if name not in _CLOSED_BY_THE_NEXT:
                depth = max(0, depth - 1) if tag["closes"] else depth + 1
        if depth > DEEPEST:
            raise DeepOrLong(f"The page nests its parts more than {DEEPEST} deep. Paste the article as text.")
    yield html[done:].replace("<", "&lt;")


def _paragraphs(flat: str) -> tuple[tuple[Paragraph, ...], tuple[Dropped, ...]]:
    """Paragraphs of bleach's output: known tags without attributes, well nested."""
    frame = next((name for name in ("article", "main") if flat.count(f"<{name}>") == 1), None)
    kept, dropped = [], []
    open_tags: list[str] = []
    for text, tag, closes in _runs(flat):
        for paragraph in _split(text, open_tags):
            if _FURNITURE in open_tags:
                dropped.append(Dropped("page furniture", paragraph.text))
            elif frame and frame not in open_tags:
                dropped.append(Dropped("outside the article", paragraph.text))
            else:
                kept.append(paragraph)
        if closes and tag in open_tags:
            del open_tags[len(open_tags) - 1 - open_tags[::-1].index(tag) :]
        elif not closes and tag not in ("", "hr"):
            open_tags.append(tag)
    return tuple(kept), tuple(dropped)


def _runs(flat: str) -> Iterator[tuple[str, str, bool]]:
    """(text before the tag, name of a block's tag, whether it closes); line breaks stay in the text."""
    text, done = "", 0
    pieces: list[str] = []
    for tag in _TAG.finditer(flat):
        pieces.append(_SPACES.sub(" ", unescape(flat[done : tag.start()])))
        done = tag.end()
        closes, name = bool(tag[1]), tag[2]
        if name == "br":
            pieces.append("\n")
            continue
        text, pieces = "".join(pieces), []
        yield text, name, closes
    pieces.append(_SPACES.sub(" ", unescape(flat[done:])))
    yield "".join(pieces), "", True


def _split(text: str, open_tags: list[str]) -> tuple[Paragraph, ...]:
    heading = next((_HEADINGS[tag] for tag in reversed(open_tags) if tag in _HEADINGS), 0)
    lines = re.sub(r" *\n *", "\n", text)
    if heading:
        return filled([Paragraph(lines.replace("\n", " "), heading)])
    return filled(Paragraph(part.strip()) for part in re.split(r"\n{2,}", lines))
