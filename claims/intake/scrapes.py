"""Paragraphs again where a scrape glued them; shortcodes, teasers and page furniture taken out and reported.

The rules are those that worked on a real scraped feature: a teaser ("Read more: ...") runs to the first
capital glued to a word; a second such seam within 90 characters ends a section heading.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claims.intake.glue import camel_cuts, sentence_cuts
from claims.intake.passages import Cleaned, Dropped, Paragraph, filled, paragraphs_of

_LONGEST_TEASER = 200
_LONGEST_HEADING = 90

_TEASER = re.compile(
    r"(?:Read (?:more|next|also|on|the full story)|Also read|See also|Must[- ]read|Recommended reading"
    r"|Related (?:articles?|stories|story|content)|More from [A-Z]\w+|Watch (?:more|next)|Don[’']t miss)\s*:\s*"
)
_FURNITURE = re.compile(
    r"Wait \d+ sec(?:onds?)?\.?|Loading\W*|Advertisements?|Skip (?:ad|advertisement|to (?:main )?content)"
    r"|(?:Story|Article) continues (?:below|after)(?: (?:the|this))?(?: (?:ad|advertisement))?\W*"
    r"|Scroll (?:down )?to continue\W*|\d+[- ]min(?:ute)?s?[- ]read|Back to top|Copy link|Share this (?:article|story)"
    r"|(?:Subscribe|Sign up)(?: now| today)?\W*|(?:Log|Sign) in",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\[(?P<inside>[^\[\]\n]{1,500})\]")
_QUOTES = "\"“”'‘’"
_OPENS_CODE = re.compile(
    rf"[A-Za-z][\w-]*(?:\s+[\w-]+\s*=\s*(?:[{_QUOTES}][^{_QUOTES}]*[{_QUOTES}]|[^\s{_QUOTES}]+))+\s*/?"
)
_CLOSES_CODE = re.compile(r"/(?P<name>[A-Za-z][\w-]*)")
_SENTENCE_END = tuple('.!?…”’")')


@dataclass(frozen=True)
class _Piece:
    text: str
    after_seam: bool = False
    after_teaser: bool = False


def clean_scrape(text: str) -> Cleaned:
    """Clean plain text, its paragraphs separated by blank lines. Linear in its length."""
    return clean_paragraphs(paragraphs_of(text))


def clean_paragraphs(paragraphs: Iterable[Paragraph]) -> Cleaned:
    """Clean paragraphs one by one; headings are left as they are. Nothing but what is reported is lost.

    Shortcodes are `[word attribute=...]` and their closing `[/word]`; an editor's bracket, such as
    `[producer]`, stays. Text comes back in NFC.
    """
    kept: list[Paragraph] = []
    dropped: list[Dropped] = []
    for number, paragraph in enumerate(paragraphs):
        text = unicodedata.normalize("NFC", paragraph.text)
        if paragraph.heading:
            kept.append(Paragraph(text, paragraph.heading))
        elif number and len(text) < 80 and _FURNITURE.fullmatch(text.strip()):
            dropped.append(Dropped("page furniture", text))
        else:
            for part in _parts(text):
                (dropped if isinstance(part, Dropped) else kept).append(part)  # type: ignore[arg-type]
    return Cleaned(filled(kept), tuple(dropped))


def _parts(text: str) -> Iterator[Paragraph | Dropped]:
    text, shortcodes = _without_shortcodes(text)
    yield from shortcodes
    for paragraph in paragraphs_of(text):
        for piece in _teasers_apart(paragraph.text):
            if isinstance(piece, Dropped):
                yield piece
            else:
                yield from _seams_open(piece)


def _without_shortcodes(text: str) -> tuple[str, list[Dropped]]:
    if "[" not in text:
        return text, []
    closed = {name["name"] for name in map(_CLOSES_CODE.fullmatch, _BRACKET.findall(text)) if name}
    dropped = []
    pieces = []
    done = 0
    for bracket in _BRACKET.finditer(text):
        inside = bracket["inside"].strip()
        if inside in closed or _CLOSES_CODE.fullmatch(inside) or _OPENS_CODE.fullmatch(inside):
            dropped.append(Dropped("shortcode", bracket[0]))
            before = text[done : bracket.start()].rstrip()
            pieces += [before, "\n\n" if before.endswith(_SENTENCE_END) else " "]
            done = bracket.end()
    return "".join(pieces) + (text[done:].lstrip(" ") if done else text), dropped


def _teasers_apart(text: str) -> Iterator[_Piece | Dropped]:
    done, after_teaser = 0, False
    for label in _TEASER.finditer(text):
        start = label.start()
        before = text[max(done, start - 20) : start].rstrip()
        if start < done or (before and not before.endswith(_SENTENCE_END)):
            continue
        end = _teaser_end(text, label.end())
        if end is None:
            continue
        yield _Piece(text[done:start], after_seam=after_teaser, after_teaser=after_teaser)
        yield Dropped("teaser", text[start:end])
        done, after_teaser = end, True
    yield _Piece(text[done:], after_seam=after_teaser, after_teaser=after_teaser)


def _teaser_end(text: str, start: int) -> int | None:
    line_end = text.find("\n", start, start + _LONGEST_TEASER)
    end = line_end if line_end >= 0 else min(len(text), start + _LONGEST_TEASER)
    seam = next(camel_cuts(text, start + 1, end), None)
    if seam is None and (line_end >= 0 or end == len(text)):
        return end
    return seam


def _seams_open(piece: _Piece) -> Iterator[Paragraph]:
    start, after_seam = 0, piece.after_seam
    for cut in (*sentence_cuts(piece.text), len(piece.text)):
        text = piece.text[start:cut]
        yield from _heading_apart(text, piece.after_teaser and not start) if after_seam else [Paragraph(text)]
        start, after_seam = cut, True


def _heading_apart(text: str, after_teaser: bool) -> Iterator[Paragraph]:
    """The heading that a page runs into its section's first sentence, and that section.

    Away from a teaser only a seam after a lower-case word counts: "on PayPal" may be a name.
    """
    for cut in camel_cuts(text, 1, min(len(text), _LONGEST_HEADING)):
        heading = text[:cut]
        word = re.split(r"\s", heading)[-1]
        if " " in heading.strip() and not re.search(r"[.!?…]\s", heading) and (after_teaser or _plain(word)):
            yield Paragraph(heading, heading=2)
            yield Paragraph(text[cut:])
            return
    yield Paragraph(text)


def _plain(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word.islower()
