"""The checked copy as a Word document: the copy letter by letter, and a real comment on the words of each claim.

The text holds nothing but the copy, so that an editor can work on it and bring it back; what the desk has to say
stands in the comments and in the page header.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO

import docx
from docx.text.run import Run

from claims.anchoring.layers import paragraphs

from .checked_copy import facts, spans_of
from .legible import legible
from .notes import Checking, Note
from .stretches import Stretch, stretches

# Whoever reads a document back knows the desk's comments from the writer's by this name.
AUTHOR = "Factcheck"


def write_docx(checking: Checking, file: BinaryIO, *, at: datetime) -> None:
    """Write the document. A claim without a certain place has its comment at the headline."""
    document: Any = docx.Document()
    name_it(document, title=checking.article.headline, line=f"Checked copy. {facts(checking, at=at)}", at=at)
    ends = _copy(document, checking)
    first = document.paragraphs[0].runs[0]
    for note in checking.notes:
        here = ends.get(note.number)
        comment = document.add_comment(
            here or first, text=comment_text(note, stands=here is not None), author=AUTHOR, initials=str(note.number)
        )
        comment._comment_elm.date = at  # The library writes the time of its own clock.
    document.save(file)


def name_it(document: Any, *, title: str, line: str, at: datetime) -> None:
    """Write the title and the times into the document's properties, and the line on top of every page."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = legible(title)[:255], AUTHOR, ""
    properties.created = properties.modified = at
    document.sections[0].header.paragraphs[0].text = line


def _copy(document: Any, checking: Checking) -> dict[int, list[Run]]:
    """Write the copy, a run for each stretch; return the first and the last run of each claim."""
    ends: dict[int, list[Run]] = {}
    body = checking.revision.body
    for at, cut in enumerate(stretches(paragraphs(body), spans_of(checking))):
        paragraph = document.add_paragraph(style="Normal" if at else "Title")
        for stretch in cut:
            _run(paragraph.add_run(legible(body[stretch.start : stretch.end])), stretch, ends)
    return ends


def _run(run: Run, stretch: Stretch, ends: dict[int, list[Run]]) -> None:
    for number in stretch.opens:
        ends[number] = [run]
    for number in stretch.closes:
        ends[number].append(run)


def comment_text(note: Note, *, stands: bool) -> str:
    """Return the note as lines of plain text."""
    return "\n".join(_lines(note, stands))


def _lines(note: Note, stands: bool) -> Iterator[str]:
    yield f"Claim {note.number}, {note.status}: {note.statement}"
    if not stands:
        yield f"No certain place in this copy: {note.claim.place_in_words}."
    if note.correction:
        yield f"Should read: {note.correction}"
    if note.reason:
        yield f"Reason: {note.reason}"
    yield from note.sources or ("No source.",)
    if note.decided:
        confirmed = f"; confirmed by {', '.join(note.confirmed_by)}" if note.confirmed_by else ""
        yield note.decided + confirmed
