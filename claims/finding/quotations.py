"""Find what stands between quotation marks, curly or straight, also where one is missing."""

import re
from typing import NamedTuple

MARK = re.compile(r"[“”\"]|\n[ \t]*\n|(?<![\w”.,!?])‘(?=[A-Z])|(?<=[,.!?])’(?!\w)")
FEWEST_WORDS = 4
TITLE_WORDS = 8


class Quotation(NamedTuple):
    """A passage in quotation marks, its marks included; ``direct`` if somebody speaks in it."""

    start: int
    end: int
    direct: bool


def find(text: str) -> list[Quotation]:
    """Return the outermost quotations in order. One that is never closed ends with its paragraph."""
    found: list[Quotation] = []
    opened, depth, single = -1, 0, False
    for mark in [*MARK.finditer(text), None]:
        place = mark.start() if mark else len(text)
        sign = mark.group()[0] if mark else "\n"
        if sign == "\n":
            if opened >= 0 and not single:
                found.append(_quotation(text, opened, place))
            opened, depth, single = -1, 0, False
        elif sign in "‘’":
            opened, depth, single = _single(text, found, opened, depth, single, sign, place)
        elif _opens(text, sign, place, opened):
            opened, depth, single = _open(text, found, opened, depth, single, place)
        elif opened >= 0 and not single:
            depth -= 1
            if depth == 0:
                found.append(_quotation(text, opened, place + 1))
                opened = -1
    return found


def _opens(text: str, sign: str, place: int, opened: int) -> bool:
    if sign == '"':
        return opened < 0 or (place > 0 and text[place - 1].isspace() and not text[place + 1 : place + 2].isspace())
    return sign == "“"


def _open(
    text: str, found: list[Quotation], opened: int, depth: int, single: bool, place: int
) -> tuple[int, int, bool]:
    """Open a quotation; glued to the one before, it shows that the closing mark of that one was lost."""
    if opened >= 0 and not single:
        if text[place] == "“" and text[place - 1].isspace():
            return opened, depth + 1, False
        found.append(_quotation(text, opened, place))
    return place, 1, False


def _single(
    text: str, found: list[Quotation], opened: int, depth: int, single: bool, sign: str, place: int
) -> tuple[int, int, bool]:
    """Single marks count only outside double ones: within them they are a quotation in the quotation."""
    if sign == "‘" and opened < 0:
        return place, 1, True
    if sign == "’" and single:
        found.append(_quotation(text, opened, place + 1))
        return -1, 0, False
    return opened, depth, single


def _quotation(text: str, start: int, end: int) -> Quotation:
    inner = text[start + 1 : end].rstrip('”"’ \n')
    few = inner[:400].split()
    names = sum(word[:1].isupper() for word in few)
    title = len(few) <= TITLE_WORDS and names * 2 > len(few) and inner[-1:] not in ",.?!…"
    spoken = inner[:1].isupper() or inner[:1] in "‘'[…I" or (len(few) >= FEWEST_WORDS and inner[-1] == ",")
    return Quotation(start, end, bool(few) and spoken and not title)
