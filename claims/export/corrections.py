"""What the desk recommends to change in the copy, for the editor who makes the changes: CSV and Word."""

from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

import docx
from docx.enum.section import WD_ORIENT

from claims.review.signoff import corrections_not_made
from claims.vocabulary import Stance, Status

from .checked_copy import facts
from .checked_copy_docx import name_it
from .legible import legible
from .notes import Checking, Note
from .spreadsheet import write_csv
from .whereabouts import Whereabouts

_HEADINGS = {
    "claim": "Claim",
    "status": "Status",
    "where": "Where",
    "now_reads": "Now reads",
    "should_read": "Should read",
    "reason": "Reason",
    "sources": "Sources",
    "sentence": "In the sentence",
    "by": "By",
}


class Correction(NamedTuple):
    """One recommended change. `now_reads` and `sentence` are the copy's own words; `sources` are lines."""

    claim: int
    status: str
    where: str
    now_reads: str
    should_read: str
    reason: str
    sources: tuple[str, ...]
    sentence: str
    by: str


COLUMNS = Correction._fields


def recommended(checking: Checking) -> list[Note]:
    """Return the notes that ask for a change: a dispute that proposes a wording, a correction not yet made."""
    due = {claim.pk for claim in corrections_not_made([note.claim for note in checking.notes], checking.revision)}
    return [note for note in checking.notes if note.claim.pk in due or _proposes(note)]


def _proposes(note: Note) -> bool:
    return note.claim.status == Status.DISPUTED and bool(note.correction)


def corrections(checking: Checking) -> list[Correction]:
    """Return the recommended changes in the order of the copy; those without a certain place come last."""
    notes = recommended(checking)
    where = Whereabouts(checking.revision.body) if notes else None
    notes.sort(key=lambda note: (not checking.stands(note.claim), note.claim.start or 0, note.number))
    return [_row(note, checking, where) for note in notes if where]


def _row(note: Note, checking: Checking, where: Whereabouts) -> Correction:
    claim, now, sentence = note.claim, note.claim.words, ""
    place = f"no certain place: {claim.place_in_words}"
    if checking.stands(claim) and claim.start is not None and claim.end is not None:
        now = checking.revision.body[claim.start : claim.end]
        place, sentence = where.of(claim.start, claim.end), where.sentence(claim.start, claim.end)
    looked_at = tuple(
        line for line, piece in zip(note.sources, note.evidence, strict=True) if piece.stance != Stance.UNREAD
    )
    status = "disputed" if claim.status == Status.DISPUTED else "corrected, not yet made"
    return Correction(
        note.number,
        status,
        place,
        legible(now),
        note.correction,
        note.reason,
        looked_at,
        legible(sentence),
        note.decided,
    )


def write_csv_of(rows: list[Correction], file: BinaryIO) -> None:
    """Write the table, marked as UTF-8 for spreadsheet programs; cells that such a program could run are guarded."""
    write_csv(COLUMNS, rows, file, bom=True)


def write_docx_of(rows: list[Correction], checking: Checking, file: BinaryIO, *, at: datetime) -> None:
    """Write a landscape page with one table row per change."""
    document: Any = docx.Document()
    name_it(document, title=f"Corrections: {checking.article.headline}", line=facts(checking, at=at), at=at)
    _lay_across(document.sections[0])
    document.add_heading(legible(checking.article.headline), level=1)
    document.add_paragraph(f"Recommended changes: {len(rows)}")
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Light Grid Accent 1")
    _fill(table.rows[0], [_HEADINGS[name] for name in COLUMNS])
    for row in rows:
        _fill(table.add_row(), ["\n".join(cell) if isinstance(cell, tuple) else str(cell) for cell in row])
    document.save(file)


def _lay_across(section: Any) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def _fill(row: Any, texts: list[str]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text
