"""The copy as HTML, every claim marked where it stands.

Built from strings and not by templates: a template costs a hundred times as much for each of 500 claims.
Whatever was typed is escaped here.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from claims.anchoring.layers import Span
from claims.vocabulary import Status

from .board import Board, Row
from .segments import Paragraph, Piece, cut, paragraphs

_WORD = re.compile(r"\w")
_UP_TO_SPACE = re.compile(r"\S{1,24}(?=\s|\Z)")
_LABELS = {status.value: str(status.label) for status in Status}


def annotated(
    body: str, board: Board, *, waived: Sequence[tuple[int, int]], headline: str, with_whom: Mapping[int, str]
) -> SafeString:
    """Return the copy's paragraphs. `waived` are passages that need no claim; `with_whom` names who is on a claim."""
    writer = _Writer(body, board, with_whom)
    spans = sorted([*writer.spans(), *(Span(start, end, 0) for start, end in waived)])
    found = paragraphs(body)
    opens = bool(found) and body[found[0].start : found[0].end].split() == headline.split()
    parts = [] if opens else [f"<h2>{escape(headline)}</h2>"]
    for paragraph, inside in dealt(found, spans):
        tag = "h2" if opens and paragraph is found[0] else "h3" if paragraph.heading else "p"
        parts.append(writer.paragraph(paragraph, inside, tag=tag))
    return mark_safe("\n".join(parts))  # noqa: S308 - each part escapes what people typed


def dealt(found: list[Paragraph], spans: list[Span]) -> Iterator[tuple[Paragraph, list[Span]]]:
    """Yield each paragraph with the spans that reach into it."""
    starts = [span.start for span in spans]
    reaching: list[Span] = []
    done = 0
    for paragraph in found:
        upto = bisect_left(starts, paragraph.end)
        reaching = [span for span in [*reaching, *spans[done:upto]] if span.end > paragraph.start]
        done = upto
        yield paragraph, reaching


class _Writer:
    def __init__(self, body: str, board: Board, with_whom: Mapping[int, str]) -> None:
        self._body, self._with_whom = body, with_whom
        self._rows = {row.number: row for row in board.rows}
        self._shown = {row.number for row in board.shown} if board.address.words else self._rows.keys()
        self._here = board.address.claim
        self._link = escape(board.address.at(claim=0).query)

    def spans(self) -> list[Span]:
        return [
            Span(row.start, row.end, row.number)
            for row in self._rows.values()
            if row.start is not None and row.end is not None and row.end <= len(self._body)
        ]

    def paragraph(self, paragraph: Paragraph, spans: list[Span], *, tag: str) -> str:
        inner = "".join(map(self._piece, cut(paragraph.start, paragraph.end, spans)))
        return f'<{tag} data-start="{paragraph.start}">{inner}</{tag}>'

    def _piece(self, piece: Piece) -> str:
        own = self._rows.get(piece.owner or 0)
        # A claim whose every word lies in others has no piece of its own: its badge alone is its link.
        before = "".join(self._opening(self._rows[number], "") for number in piece.opens if number != piece.owner)
        words = self._body[piece.start : piece.end]
        if own is None:
            covered = piece.owner == 0 or not _WORD.search(words)
            return before + (escape(words) if covered else f'<span class="gap">{escape(words)}</span>')
        if own.number in piece.opens:
            return before + self._opening(own, words)
        return f'{before}<mark class="{self._class(own)}" data-claim="{own.number}">{escape(words)}</mark>'

    def _opening(self, row: Row, words: str) -> str:
        number, status = row.number, row.status
        here = ' aria-current="true"' if number == self._here else ""
        whom = self._with_whom.get(number)
        whom = f' data-with="{escape(whom)}"' if whom else ""
        link = f"?claim={number}&amp;{self._link}" if self._link else f"?claim={number}"
        first, rest = first_word(words)
        return (
            f'<a class="{self._class(row)}{"" if words else " bare"}" id="claim-{number}" data-claim="{number}"'
            f' href="{link}"{here}{whom}><span class="lead"><span class="badge" aria-hidden="true" data-aside>'
            f'<svg class="icon" focusable="false"><use href="#icon-{status}"/></svg>{number}</span>'
            f'<span class="visually-hidden" data-aside>Claim {number}, {_LABELS[status]}: </span>'
            f"{escape(first)}</span>{escape(rest)}</a>"
        )

    def _class(self, row: Row) -> str:
        here = " here" if row.number == self._here else ""
        dim = "" if row.number in self._shown else " dim"
        return f"mark status-{row.status}{here}{dim}"


def first_word(words: str) -> tuple[str, str]:
    """Return the word that stays on the badge's line, and the rest; a very long word may break as it must."""
    first = _UP_TO_SPACE.match(words)
    return (words[: first.end()], words[first.end() :]) if first else ("", words)
