"""Typographic folding: the form in which two printings of the same words are equal.

What a typesetter, a word processor or a web page changes without changing a word is levelled: curly and
straight quotation marks, dashes, the ellipsis, no-break spaces, runs of white space and line breaks, soft
hyphens and zero-width characters, composed and decomposed accents. Letters, digits, case and punctuation stay.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

PARAGRAPH = "\n"  # what a blank line folds to; any other white space folds to one space

_SINGLE = dict.fromkeys(map(ord, "‘’‚‛`´′ʼ"), "'")
_DOUBLE = dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘－"), "-")
_LETTERLIKE = {0x2126: "Ω", 0x212A: "K", 0x212B: "Å"}  # the only ones common in copy that NFC replaces alone
_SAME_LENGTH = _SINGLE | _DOUBLE | _DASHES | _LETTERLIKE

INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069"
COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\u1160-\u11ff\ufe20-\ufe2f"

_ODDITY = re.compile(
    rf"[\s{INVISIBLE}]{{2,}}|[{INVISIBLE}]|[^\S ]"
    r"|\.{3}|-{2,}"
    rf"|[^\s{INVISIBLE}{COMBINING}][{COMBINING}]+"
)


@dataclass(frozen=True)
class Folded:
    """Folded text; character i comes from `source[starts[i]:ends[i]]`."""

    text: str
    starts: "array[int]"
    ends: "array[int]"


def fold(source: str) -> Folded:
    """Fold `source`, remembering where each character came from. Linear in its length."""
    level = source.translate(_SAME_LENGTH)
    pieces: list[str] = []
    starts, ends = array("L"), array("L")

    def copy(start: int, end: int) -> None:
        pieces.append(level[start:end])
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))

    done = 0
    for oddity in _ODDITY.finditer(level):
        copy(done, oddity.start())
        replacement = _levelled(oddity[0])
        pieces.append(replacement)
        _repeat(starts, oddity.start(), len(replacement))
        _repeat(ends, oddity.end(), len(replacement))
        done = oddity.end()
    copy(done, len(level))
    return Folded("".join(pieces), starts, ends)


def _levelled(oddity: str) -> str:
    if oddity.startswith("."):
        return "…"
    if oddity.startswith("-"):
        return "-"
    visible = re.sub(f"[{INVISIBLE}]", "", oddity)
    if visible.isspace():
        return PARAGRAPH if visible.count("\n") > 1 else " "
    return unicodedata.normalize("NFC", visible)


def _repeat(offsets: "array[int]", offset: int, times: int) -> None:
    same: Iterable[int] = (offset for _ in range(times))
    offsets.extend(same)
