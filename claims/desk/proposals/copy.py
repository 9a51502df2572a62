"""The copy as HTML with every proposed passage marked, the claims that are there already, and what contradicts itself.

Built from strings, as the desk's own copy is, and for the same reason. Whatever was typed is escaped here.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from claims.anchoring.layers import Span
from claims.desk.board import Board
from claims.desk.copy import dealt, first_word
from claims.desk.segments import Paragraph, Piece, cut, paragraphs
from claims.models import Candidate
from claims.vocabulary import CandidateState, Kind

from .contradictions import Passage
from .listing import Listing

_KINDS = {kind.value: str(kind.label) for kind in Kind}

_STATES = {state.value: str(state.label).capitalize() for state in CandidateState}


def annotated(
    body: str, listing: Listing, board: Board, *, against: Sequence[Passage], headline: str, desk: str
) -> SafeString:
    """Return the copy's paragraphs. `against` are passages that contradict another; `desk` is the desk's address."""
    writer = _Writer(body, listing, board, against, desk)
    found = paragraphs(body)
    opens = bool(found) and body[found[0].start : found[0].end].split() == headline.split()
    parts = [] if opens else [f"<h2>{escape(headline)}</h2>"]
    for paragraph, inside in dealt(found, sorted(writer.spans())):
        tag = "h2" if opens and paragraph is found[0] else "h3" if paragraph.heading else "p"
        parts.append(writer.paragraph(paragraph, inside, tag=tag))
    return mark_safe("\n".join(parts))  # noqa: S308 - each part escapes what people typed


class _Writer:
    """Passages are owned by their key, claims by their number below zero."""

    def __init__(self, body: str, listing: Listing, board: Board, against: Sequence[Passage], desk: str) -> None:
        self._body, self._against, self._desk = body, against, desk
        self._ends = [passage.end for passage in against]
        self._rows = {row.pk: row for row in listing.rows if row.state != CandidateState.ACCEPTED}
        self._shown = {row.pk for row in listing.shown}
        self._repeated, self._here = listing.repeated, listing.address.row
        self._claims = {-row.number: row for row in board.rows if row.start is not None and row.end is not None}
        query = escape(listing.address.at(row=None).query)
        self._query = f"&amp;{query}" if query else ""

    def spans(self) -> Iterator[Span]:
        for row in self._rows.values():
            yield Span(row.start, row.end, row.pk)
        for owner, claim in self._claims.items():
            if claim.start is not None and claim.end is not None and claim.end <= len(self._body):
                yield Span(claim.start, claim.end, owner)

    def paragraph(self, paragraph: Paragraph, spans: list[Span], *, tag: str) -> str:
        inner = "".join(map(self._piece, cut(paragraph.start, paragraph.end, spans)))
        return f"<{tag}>{inner}</{tag}>"

    def _piece(self, piece: Piece) -> str:
        before = "".join(
            self._opening(owner, piece.start, piece.start) for owner in piece.opens if owner != piece.owner
        )
        owner = piece.owner
        if owner is None:
            return before + self._words(piece.start, piece.end)
        if owner in piece.opens:
            return before + self._opening(owner, piece.start, piece.end)
        words = self._words(piece.start, piece.end)
        return f'{before}<mark class="{self._class(owner)}"{self._data(owner)}>{words}</mark>'

    def _opening(self, owner: int, start: int, end: int) -> str:
        row = self._rows.get(owner)
        link = self._of_claim(owner) if row is None else self._of_passage(row)
        first, _ = first_word(self._body[start:end])
        upto = start + len(first)
        bare = "" if start < end else " bare"
        return (
            f'<a class="{self._class(owner)}{bare}" {link[0]}><span class="lead">{link[1]}'
            f"{self._words(start, upto)}</span>{self._words(upto, end)}</a>"
        )

    def _of_passage(self, row: Candidate) -> tuple[str, str]:
        repeats = self._repeated.get(row.pk)
        said = f"Repeats claim {repeats}" if repeats else _STATES[row.state]
        here = ' aria-current="true"' if row.pk == self._here else ""
        icon = "repeats" if repeats else row.state
        link = f'id="passage-{row.pk}" href="?at={row.pk}{self._query}"{self._data(row.pk)}{here}'
        return link, _badge(icon, "", f"{said}, {_KINDS[row.kind]}: ")

    def _of_claim(self, owner: int) -> tuple[str, str]:
        claim = self._claims[owner]
        link = f'href="{self._desk}?claim={claim.number}"'
        return link, _badge(claim.status, str(claim.number), f"Claim {claim.number}: ")

    def _class(self, owner: int) -> str:
        if owner < 0:
            return f"mark is-claim status-{self._claims[owner].status}"
        row = self._rows[owner]
        state = "repeats" if owner in self._repeated else row.state
        return f"passage is-{state}{' here' if owner == self._here else ''}{'' if owner in self._shown else ' dim'}"

    def _data(self, owner: int) -> str:
        return f' data-passage="{owner}"' if owner > 0 else ""

    def _words(self, start: int, end: int) -> str:
        """Return body[start:end] escaped, what contradicts another place marked as such."""
        parts, done = [], start
        for passage in self._against[bisect_right(self._ends, start) :]:
            left, right = max(passage.start, done), min(passage.end, end)
            if left >= end:
                break
            name = f' id="{passage.name}"' if left == passage.start else ""
            parts.append(escape(self._body[done:left]))
            parts.append(f'<span class="against"{name} tabindex="-1">{escape(self._body[left:right])}</span>')
            done = right
        return "".join([*parts, escape(self._body[done:end])])


def _badge(icon: str, text: str, said: str) -> str:
    """Return a drawing with a short text for the eye, and words for who hears the page."""
    return (
        f'<span class="badge" aria-hidden="true"><svg class="icon" focusable="false"><use href="#icon-{icon}"/></svg>'
        f'{text}</span><span class="visually-hidden">{said}</span>'
    )
