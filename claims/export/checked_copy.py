"""The checked copy as one HTML page: every claim marked and numbered in the copy, a note on each below it."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any, BinaryIO

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from claims import record
from claims.anchoring.layers import Span, paragraphs
from claims.models.people import full_name
from claims.vocabulary import Status

from .legible import legible
from .notes import Checking, Note, moment
from .stretches import Stretch, entangled, stretches

_STYLE = Path(__file__).resolve().parent.parent / "static" / "claims" / "checked_copy.css"


def write_html(checking: Checking, file: BinaryIO, *, at: datetime) -> None:
    """Write the page with its style in it. It runs no script, fetches nothing, and says so to the browser."""
    style = _STYLE.read_text()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    file.write(page(checking, at=at, style=style, style_digest=digest).encode())


def page(checking: Checking, *, at: datetime, **more: Any) -> str:
    """Return the page; without a `style` of its own it asks the desk for its stylesheet."""
    context = {
        "article": checking.article,
        "headline": legible(checking.article.headline),
        "revision": checking.revision,
        "facts": facts(checking, at=at),
        "counts": counts(checking),
        "copy": marked(checking),
        "notes": [(note, checking.stands(note.claim)) for note in checking.notes],
    }
    return render_to_string("claims/checked_copy.html", context | {"style": mark_safe(more.pop("style", "")), **more})  # noqa: S308 - our own file


def facts(checking: Checking, *, at: datetime) -> str:
    """Return in a line which copy this is, who took it along when, and the record's last seal, if there is one."""
    by = f" by {legible(full_name(checking.viewer))}" if checking.viewer is not None else ""
    sealed = f" · record {seal}" if (seal := record.last_seal()) else ""
    return f"Revision {checking.revision.number}, taken from the desk{by} on {moment(at)}{sealed}"


def counts(checking: Checking) -> list[tuple[str, str, int]]:
    """Return status, its word and how many claims stand so, for those that any claim has."""
    statuses = [note.claim.status for note in checking.notes]
    return [(s.value, str(s.label), statuses.count(s.value)) for s in Status if s.value in statuses]


def spans_of(checking: Checking) -> list[Span]:
    """Return where the claims stand that have a certain place in the copy."""
    placed = (note.claim for note in checking.notes if checking.stands(note.claim))
    return [Span(claim.start or 0, claim.end or 0, claim.number) for claim in placed]


def marked(checking: Checking) -> SafeString:
    """Return the copy's paragraphs. The number of a claim follows its last word.

    Before the first word of a claim that shares words with another stands its number with a bracket, so that
    paper shows how far each reaches.
    """
    body, spans = checking.revision.body, spans_of(checking)
    writer = _Writer(body, {note.number: note for note in checking.notes}, entangled(spans))
    found = paragraphs(body)
    return mark_safe("\n".join(writer.paragraphs(found, spans)))  # noqa: S308 - each piece is escaped


class _Writer:
    def __init__(self, body: str, notes: dict[int, Note], bracketed: set[int]) -> None:
        self._body, self._notes, self._bracketed = body, notes, bracketed

    def paragraphs(self, found: list[tuple[int, int]], spans: list[Span]) -> Iterator[str]:
        for at, cut in enumerate(stretches(found, spans)):
            tag = "p" if at else "h1"
            yield f"<{tag}>{''.join(map(self._stretch, cut))}</{tag}>"

    def _stretch(self, stretch: Stretch) -> str:
        words = escape(legible(self._body[stretch.start : stretch.end]))
        if stretch.number is not None:
            words = f'<span class="claim status-{self._notes[stretch.number].claim.status}">{words}</span>'
        before = "".join(f'<sup class="from">{n}[</sup>' for n in stretch.opens if n in self._bracketed)
        return before + words + "".join(map(self._reference, stretch.closes))

    def _reference(self, number: int) -> str:
        bracket = "]" if number in self._bracketed else ""
        label = f"Claim {number}, {self._notes[number].status}"
        link = f'<a href="#note-{number}" id="claim-{number}" aria-label="{label}">{number}</a>'
        return f'<sup class="to">{bracket}{link}</sup>'
