"""What the intake passes along: paragraphs kept and passages dropped."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Spaces, and letters of no width: soft hyphen, joiners, marks of direction, the byte order mark in the middle.
_NOTHING = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]*")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of plain text. `heading` is 0 for running text, 1 for the headline, 2 to 6 below it."""

    text: str
    heading: int = 0


@dataclass(frozen=True)
class Dropped:
    """A passage that did not enter the body, word for word, and what it was taken for."""

    what: str
    text: str


@dataclass(frozen=True)
class Cleaned:
    """A cleaned text: what stays, in order, and what does not."""

    paragraphs: tuple[Paragraph, ...]
    dropped: tuple[Dropped, ...] = ()

    @property
    def body(self) -> str:
        """The paragraphs with one blank line between them."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The blank-line separated paragraphs of plain text."""
    return filled(Paragraph(part) for part in _BLANK_LINES.split(text))


def filled(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs that hold a visible character, without white space at their edges."""
    trimmed = (Paragraph(paragraph.text.strip(), paragraph.heading) for paragraph in paragraphs)
    return tuple(paragraph for paragraph in trimmed if not _NOTHING.fullmatch(paragraph.text))
