"""A Word document: copy in reading order, notes and comments beside it."""

import re
from collections.abc import Container, Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from claims.intake.passages import Dropped, Paragraph, filled
from claims.intake.readers.decoding import visible
from claims.intake.readers.docx_guard import refuse_hostile_package
from claims.intake.readers.draft import Read, Unreadable, note_mark

_BROKEN = "The Word document is damaged and can't be read. Open it in Word and save it again."
_HEADING_STYLE = re.compile(r"heading ?([1-6])", re.IGNORECASE)
_PART = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_REFERENCE = {qn(f"w:{kind}Reference"): kind for kind in _PART.values()}
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011"}
_LEFT_OUT = (qn("w:del"), qn("w:moveFrom"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # repeats what stands beside it
_P = qn("w:p")
_MOST_NOTES = 1_024
_DESK = "Factcheck"  # writes the comments of a checked copy, which are nobody's source


def read_docx(data: bytes) -> Read:
    """Paragraphs of body, tables, text boxes and content controls; tracked changes are read as accepted.

    Footnotes, endnotes and comments become notes; passages deleted in tracked changes are reported as dropped.
    Raises Unreadable for a file that is broken, locked, or larger unpacked than any article.
    """
    refuse_hostile_package(data)
    try:
        document: Any = docx.Document(BytesIO(data))
        notes = dict(_notes(document))
        return _read(document, notes)
    except Unreadable:
        raise
    except Exception:  # python-docx, lxml and zipfile each fail in their own ways on a broken file
        raise Unreadable(_BROKEN) from None


def _read(document: Any, notes: dict[tuple[str, str], tuple[str, str]]) -> Read:
    order: list[tuple[str, str]] = []
    paragraphs, dropped = [], []
    levels = _heading_levels(document)
    body = document.element.body
    for element in _paragraph_elements(body):
        text = "".join(_text(element, notes, order))
        paragraphs.append(Paragraph(text, levels.get(element.style, 0)))
        deleted = "".join(node.text or "" for node in element.iter(qn("w:delText")))
        if deleted.strip():
            dropped.append(Dropped("deleted in tracked changes", deleted))
    _, invisible = visible("".join(node.text or "" for node in body.iter(qn("w:t"))))
    order += [key for key in notes if key not in set(order)]
    listed = tuple((notes[key][0], visible(notes[key][1])[0]) for key in order)
    return Read(_one_title(filled(paragraphs)), dropped=(*invisible, *dropped), notes=listed)


def _paragraph_elements(root: Any) -> Iterator[Any]:
    for element in root.iter(_P):
        if not any(ancestor.tag in (_FALLBACK, *_LEFT_OUT) for ancestor in element.iterancestors()):
            yield element


def _text(element: Any, notes: Container[tuple[str, str]], order: list[tuple[str, str]]) -> Iterator[str]:
    """The paragraph's text with a mark where a note hangs; not that of paragraphs within it (text boxes)."""
    for child in element:
        if child.tag == qn("w:t"):
            yield visible(child.text or "")[0]
        elif child.tag in _SIGNS and element.tag == qn("w:r"):
            yield _SIGNS[child.tag]
        elif child.tag in _REFERENCE:
            key = (_REFERENCE[child.tag], child.get(qn("w:id"), ""))
            if key in notes and key not in order and len(order) < _MOST_NOTES:
                order.append(key)
                yield note_mark(len(order) - 1)
        elif child.tag not in (_P, _FALLBACK, *_LEFT_OUT):
            yield from _text(child, notes, order)


def _heading_levels(document: Any) -> dict[str | None, int]:
    """Heading level by style id: Title is 1, Heading 1 is 2 and so on."""
    levels: dict[str | None, int] = {}
    for style in document.styles:
        heading = _HEADING_STYLE.fullmatch(style.name or "")
        if heading or (style.name or "").lower() == "title":
            levels[style.style_id] = int(heading[1]) + 1 if heading else 1
    return levels


def _one_title(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Where no paragraph is styled Title, a Heading 1 at the top is the headline."""
    if any(paragraph.heading == 1 for paragraph in paragraphs) or not paragraphs or paragraphs[0].heading != 2:
        return paragraphs
    return (Paragraph(paragraphs[0].text, 1), *paragraphs[1:])


def _notes(document: Any) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """The notes by kind and id, each with what it is called and its text."""
    for relation in document.part.rels.values():
        kind = _PART.get(relation.reltype.rsplit("/", 1)[-1])
        if kind and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                text = "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in note.iter(_P)).strip()
                if text and note.get(qn("w:type")) is None:
                    what = "checking note" if note.get(qn("w:author")) == _DESK else kind
                    yield (kind, note.get(qn("w:id"), "")), (what, text)
