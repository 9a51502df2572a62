"""The formula-safe prefix for spreadsheet cells, and its inverse.

A spreadsheet program runs a cell of a CSV file as a formula when it begins with = + - or @ (full-width
forms and leading blanks included), and drops a leading tab or line end. OWASP names the same characters
under "CSV Injection".
"""

import re
from collections.abc import Sequence

PREFIX = "'"

# What a program may skip before it looks for a formula; tab and line ends are dangerous themselves.
_SKIPPED = r"(?:[^\S\t\r\n]|[\x00-\x08\x0e-\x1f\u200b-\u200f\u2060\ufeff])"
# Possessive (*+), so that a cell of a million blanks or apostrophes is read once.
_WOULD_RUN = re.compile(rf"'*+{_SKIPPED}*+[\t\r\n=+\-@＝＋－＠]")


def guard(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet program could run or alter; other text is unchanged.

    Numbers are guarded too: "-5" would be harmless, but "+49 30 1234" would come back as a sum, and
    "-5.00" as "-5". Text that already is apostrophes before something dangerous gets one more, which is
    what makes the prefix reversible: unguard(guard(text)) == text for every text.
    """
    if text[:1].isalnum():
        return text
    return PREFIX + text if _WOULD_RUN.match(text) else text


_BETWEEN = "\x7f"  # between cells: no sign that is skipped, and none that stands in a text
_ONE_WOULD_RUN = re.compile(f"{_BETWEEN}{_WOULD_RUN.pattern}")


def guarded(texts: Sequence[str]) -> Sequence[str]:
    """Return [guard(text) for text in texts], the same sequence where none needs it, after one look at all."""
    if _ONE_WOULD_RUN.search(_BETWEEN + _BETWEEN.join(texts)) is None:
        return texts
    return [guard(text) for text in texts]


def unguard(text: str) -> str:
    """Take away the apostrophe that guard() put there; any other text is unchanged.

    An apostrophe goes only where guard() would have put it: before = + - @, a tab or a line end
    (after more apostrophes or blanks, too). So 'til, ’90s and 'quoted words' of a foreign file stay whole.
    A program that hides the apostrophe and saves "=x" has undone the guard itself: "=x" stays "=x".
    """
    if text[:1] != PREFIX:
        return text
    return text[1:] if _WOULD_RUN.match(text, 1) else text
