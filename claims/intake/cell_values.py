"""How the text of one cell becomes a value, or a sentence on why it can't.

Every parser takes cleaned text that is not empty and raises BadValue, whose message is that sentence.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from unicodedata import is_normalized, normalize

from claims.cells import PREFIX, unguard
from claims.review.source_keys import LOOKS_LIKE_ADDRESS, NUMBERED, SEPARATOR, wrong_with_key

Parser = Callable[[str], object]

URL_LENGTH = 2_000
KEY_LENGTH = 200

_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0"})
_NUMBER = re.compile(r"0{0,9}[1-9][0-9]{0,8}\Z")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
_URL = re.compile(r"https?://[^\s/?#\\<>\"]*[^\W_][^\s/?#\\<>\"]*(?:[/?#][^\s<>\"]*)?\Z", re.IGNORECASE)


class BadValue(ValueError):
    """The message says what is wrong with the cell and what to type instead."""


def cleaned(cell: str) -> str:
    """The cell as it is stored: without our formula guard, NFC, line ends as \\n, no blanks around it."""
    text = (unguard(cell) if cell[:1] == PREFIX else cell).strip()
    if text.isascii():
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_up_to(limit: int) -> Parser:
    """Text of at most `limit` characters."""

    def parse(text: str) -> str:
        if len(text) > limit:
            raise BadValue(f"This has {len(text):,} characters; {limit:,} are the most.")
        return text

    return parse


def text(text: str) -> str:
    """Text of any length that a cell may have."""
    return text


def one_of(words: Iterable[str]) -> Parser:
    """One of these words, in any case, with spaces, hyphens or underscores between its parts."""
    spelt = {_folded(word): str(word) for word in words}
    choices = ", ".join(spelt.values())

    def parse(text: str) -> str:
        word = spelt.get(text) or spelt.get(_folded(text[:100]))
        if word is None:
            raise BadValue(f"“{_shortened(text)}” is not one of {choices}.{did_you_mean(text, spelt.values())}")
        return word

    return parse


def yes_or_no(text: str) -> bool:
    """True for yes, true, 1 or x; False for no, false or 0."""
    word = text[:10].casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadValue(f"“{_shortened(text)}” is neither yes nor no.")


def claim_number(text: str) -> int:
    """A whole number from 1 to 999,999,999."""
    if not _NUMBER.match(text):
        raise BadValue(f"“{_shortened(text)}” is not a claim's number. Write a whole number from 1 on.")
    return int(text)


def iso_date(text: str) -> str:
    """A year, a month or a day, as ISO 8601 text: no more exact than it was typed."""
    found = _DATE.match(text)
    try:
        if not found:
            raise ValueError(text)
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        message = f"“{_shortened(text)}” is not a date. Write 2025-08-31, 2025-08 or 2025."
        raise BadValue(message) from None
    return text


def web_address(text: str) -> str:
    """An http or https address of at most 2,000 characters."""
    if len(text) > URL_LENGTH:
        raise BadValue(f"This address has {len(text):,} characters; {URL_LENGTH:,} are the most.")
    if not _URL.match(text):
        raise BadValue(f"“{_shortened(text)}” is not a web address. Write it whole: https://…, without spaces.")
    return text


def source_key(text: str) -> str:
    """The short name of a source, or the number of a confidential one."""
    if not NUMBERED.match(text) and (sentence := wrong_with_key(text)):
        raise BadValue(sentence)
    return text_up_to(KEY_LENGTH)(text)  # type: ignore[return-value]


def source_reference(text: str) -> str:
    """What names a source in another table: its key or its web address."""
    return web_address(text) if LOOKS_LIKE_ADDRESS.match(text) else source_key(text)


def source_references(text: str) -> tuple[str, ...]:
    """Keys or web addresses, separated by semicolons or line ends, each once."""
    names = dict.fromkeys(name for piece in SEPARATOR.split(text) if (name := piece.strip()))
    return tuple(map(source_reference, names))


def did_you_mean(text: str, words: Iterable[str]) -> str:
    """A question that names the nearest word, or "" when none is near."""
    near = get_close_matches(_folded(text[:40]), [_folded(word) for word in words], n=1)
    return next((f" Did you mean “{word}”?" for word in words if near and _folded(word) == near[0]), "")


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
