"""Bytes to text: which encoding, and which invisible characters do not belong in copy."""

import codecs
import re
from collections.abc import Sequence

from claims.intake.passages import Dropped, Paragraph, filled
from claims.intake.readers.draft import Unreadable

LONGEST_TEXT = 2_000_000  # characters

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word document or another zipped file"),
    (b"\xd0\xcf\x11\xe0", "an old or password-protected Office file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls show nothing; bidi overrides make a line show other words than those that are checked. Marks that
# right-to-left scripts need (U+200E, U+200F) stay. Planes 15 and 16 are private: no meaning travels with them.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\udfff\U000f0000-\U0010ffff]"
)


def decode(data: bytes) -> str:
    """Text in UTF-8, UTF-16 or Windows-1252. Raises Unreadable for what is no text."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(f"This is {what}, not text. Save it as .docx, .md or .txt and try again.")
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None) or _guess(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(
            "Its characters are in no encoding that can be read here. Save it as UTF-8 and try again."
        ) from None


def visible(text: str) -> tuple[str, tuple[Dropped, ...]]:
    """Text with plain line ends and without control characters and bidi overrides, which are reported by code."""
    if len(text) > LONGEST_TEXT:
        raise Unreadable(f"It has {len(text):,} characters; at most {LONGEST_TEXT:,} can be read. Split it.")
    text = _LINE_ENDS.sub("\n", text)
    found = dict.fromkeys(_FORBIDDEN.findall(text))
    dropped = tuple(
        Dropped("invisible character", f"U+{ord(sign):04X} ({text.count(sign)}×)") for sign in list(found)[:20]
    )
    return (_FORBIDDEN.sub("", text) if found else text), dropped


def visible_ones(paragraphs: Sequence[Paragraph]) -> tuple[tuple[Paragraph, ...], tuple[Dropped, ...]]:
    """Paragraphs without what `visible` leaves out: what was written as &#8238; is a character only now."""
    _, invisible = visible("\n\n".join(part.text for part in paragraphs))
    return filled(Paragraph(visible(part.text)[0], part.heading) for part in paragraphs), invisible


def _guess(data: bytes) -> str:
    if b"\x00" in data:
        return _utf16(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _utf16(data: bytes) -> str:
    """Which UTF-16 it is, when every other byte is nothing; else the file is no text."""
    if len(data) % 2 == 0 and data[:1] != b"\x00" and data[1::2].count(0) > len(data) // 4 and not data[::2].count(0):
        return "utf-16-le"
    if len(data) % 2 == 0 and data[::2].count(0) > len(data) // 4 and not data[1::2].count(0):
        return "utf-16-be"
    raise Unreadable("It is not a text file, whatever its name says. Save it as .docx, .md or .txt and try again.")
