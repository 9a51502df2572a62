"""Cut the copy into pieces, so that claims that overlap or lie inside one another can all be shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.anchoring import layers
from claims.anchoring.layers import Span, innermost

_ENDS_LIKE_A_SENTENCE = tuple(".!?…,;:”\"'’»)")
_LONGEST_HEADING = 90


@dataclass(frozen=True)
class Piece:
    """body[start:end] and whose it is (None: nothing covers it). `opens`: the claims whose badge stands before it."""

    start: int
    end: int
    owner: int | None
    opens: tuple[int, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """body[start:end] without the blank lines round it. `heading`: a line that reads as one."""

    start: int
    end: int
    heading: bool


def paragraphs(body: str) -> list[Paragraph]:
    """Return the paragraphs of the body in order. Linear in its length.

    A heading is one short line that does not end like a sentence and is followed by another paragraph.
    """
    spans = layers.paragraphs(body)
    last = len(spans) - 1
    return [Paragraph(*span, heading=at < last and _heads(body[slice(*span)])) for at, span in enumerate(spans)]


def _heads(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and "\n" not in text and not text.rstrip().endswith(_ENDS_LIKE_A_SENTENCE)


def cut(start: int, end: int, spans: Sequence[Span]) -> Iterator[Piece]:
    """Yield body[start:end] as pieces. `spans` are those that reach into it, sorted by their start.

    A claim opens at its first character; where others lie on all of its words, at the piece that stands there.
    """
    opens: dict[int, tuple[int, ...]] = {}
    for span in spans:
        if span.owner and span.start >= start:
            opens[span.start] = (*opens.get(span.start, ()), span.owner)
    piece: Piece | None = None
    for left, right, owner in innermost(start, end, spans):
        if piece is not None and piece.owner == owner and left not in opens:
            piece = Piece(piece.start, right, owner, piece.opens)
            continue
        if piece is not None:
            yield piece
        piece = Piece(left, right, owner, opens.get(left, ()))
    if piece is not None:
        yield piece
