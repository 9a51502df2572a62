"""Find what stands between quotation marks, curly or straight, also where one is missing."""

import re
from typing import NamedTuple

# Single curly marks count only where they open before a capital and close after punctuation: the rest are apostrophes.
MARK = re.compile(r"[“”\"]|\n[ \t]*\n|(?<![\w”.,!?])‘(?=[A-Z])|(?<=[,.!?])’(?!\w)")
FEWEST_WORDS = 4
TITLE_WORDS = 8
GLANCE = 400


class Quotation(NamedTuple):
    """A passage in quotation marks, its marks included; ``direct`` if somebody speaks in it."""

    start: int
    end: int
    direct: bool


def find(text: str) -> list[Quotation]:
    """Return the outermost quotations in order. One that is never closed ends with its paragraph."""
    scan = _Scan(text)
    for mark in MARK.finditer(text):
        scan.meet(mark.group()[0], mark.start())
    scan.meet("\n", len(text))
    return scan.found


class _Scan:
    """One pass over the marks of a text: where a quotation is open, and how deep others stand in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Quotation] = []
        self.opened, self.depth, self.single = -1, 0, False

    def meet(self, sign: str, place: int) -> None:
        if sign == "\n":
            self._end_paragraph(place)
        elif sign in "‘’":
            self._single(sign, place)
        elif self._opens(sign, place):
            self._open(place)
        elif self.opened >= 0 and not self.single:
            self.depth -= 1
            if self.depth == 0:
                self._close(place + 1)

    def _end_paragraph(self, place: int) -> None:
        if self.opened >= 0 and not self.single:
            self._close(place)
        self.opened, self.depth, self.single = -1, 0, False

    def _single(self, sign: str, place: int) -> None:
        """Single marks count only outside double ones: within them they are a quotation in the quotation."""
        if sign == "‘" and self.opened < 0:
            self.opened, self.depth, self.single = place, 1, True
        elif sign == "’" and self.single:
            self._close(place + 1)

    def _opens(self, sign: str, place: int) -> bool:
        if sign == "“" or self.opened < 0:
            return sign != "”"
        spaced = place > 0 and self.text[place - 1].isspace() and not self.text[place + 1 : place + 2].isspace()
        return sign == '"' and spaced

    def _open(self, place: int) -> None:
        """Open a quotation; glued to the one before, it shows that the closing mark of that one was lost."""
        if self.opened >= 0 and not self.single:
            if self.text[place] == "“" and self.text[place - 1].isspace():
                self.depth += 1
                return
            self._close(place)
        self.opened, self.depth, self.single = place, 1, False

    def _close(self, end: int) -> None:
        self.found.append(Quotation(self.opened, end, _is_direct(self.text[self.opened + 1 : end])))
        self.opened, self.depth, self.single = -1, 0, False


def _is_direct(quoted: str) -> bool:
    """Is this somebody's speech, not a title of a work or words picked out of it?"""
    inner = quoted.rstrip('”"’ \n')
    first = inner[:GLANCE].split()
    names = sum(word[:1].isupper() for word in first)
    title = len(first) <= TITLE_WORDS and names * 2 > len(first) and inner[-1:] not in ",.?!…"
    speech = inner[:1].isupper() or inner[:1] in "‘'[…" or (len(first) >= FEWEST_WORDS and inner[-1:] == ",")
    return bool(first) and speech and not title
