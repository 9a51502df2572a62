"""What the desk recommends to change in the copy, for the editor who makes the changes: CSV and Word."""

from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from claims.review.passages import corrections_not_made
from claims.vocabulary import Stance, Status

from .checked_copy import facts
from .checked_copy_docx import name_it
from .legible import legible
from .notes import Checking, Note
from .spreadsheet import write_csv
from .whereabouts import Whereabouts

# What the document's columns hold and how wide they are, in centimetres of a landscape page.
_WIDTHS = {"Claim": 3.0, "Now reads": 6.0, "Should read": 5.5, "Why": 10.0}
_SMALL = Pt(8)


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
    """Write a landscape page with one table row per change: where, what it says, what it should say, and why."""
    document: Any = docx.Document()
    name_it(document, title=f"Corrections: {checking.article.headline}", line=facts(checking, at=at), at=at)
    _lay_across(document.sections[0])
    document.add_heading(legible(checking.article.headline), level=1)
    document.add_paragraph(f"Recommended changes: {len(rows)}")
    table = document.add_table(rows=1, cols=len(_WIDTHS), style="Table Grid")
    table.autofit = False
    _head(table.rows[0])
    for row in rows:
        _fill(table.add_row(), row)
    _set_widths(table)
    document.save(file)


def _lay_across(section: Any) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Cm(1.6)
    section.top_margin = section.bottom_margin = Cm(1.8)


def _set_widths(table: Any) -> None:
    """Word goes by the cells' widths, LibreOffice by the columns'."""
    for column, width in zip(table.columns, _WIDTHS.values(), strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, _WIDTHS.values(), strict=True):
            cell.width = Cm(width)


def _head(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # Again on top of every page.
    for cell, text in zip(row.cells, _WIDTHS, strict=True):
        cell.paragraphs[0].add_run(text).bold = True


def _fill(row: Any, change: Correction) -> None:
    claim, now, should, why = row.cells
    claim.paragraphs[0].add_run(str(change.claim)).bold = True
    _small(claim, change.status, change.where)
    now.text = change.now_reads
    if change.sentence != change.now_reads:
        _small(now, change.sentence and f"In: {change.sentence}")
    should.paragraphs[0].add_run(change.should_read).bold = True
    why.text = change.reason
    _small(why, *change.sources, change.by)


def _small(cell: Any, *lines: str) -> None:
    for line in filter(None, lines):
        paragraph = cell.add_paragraph()
        paragraph.add_run(line).font.size = _SMALL
        paragraph.paragraph_format.space_before = Pt(2)
