"""Which encoding a text file is in. Every byte is looked at before the first row is read."""

import codecs
import re
from typing import BinaryIO, NamedTuple

from claims.intake.problems import refuse

CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_AGAIN = "Open it in a spreadsheet program and save it as “CSV UTF-8”."
_NOTE = (
    "The file is not in UTF-8; it was read as Windows-1252. Look at letters such as é, ñ and at quotation "
    "marks: if they are wrong, save the file as “CSV UTF-8” and import it again."
)
# A letter of UTF-8 read as Windows-1252: é becomes Ã©.
_MOJIBAKE = re.compile("[Â-ß][\x81\x8d\x8f\x90\x9d\xa0-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


class Decoding(NamedTuple):
    """codec: a name for open(). note: a sentence for the person, or ""."""

    codec: str
    note: str = ""


def detect(file: BinaryIO, head: bytes) -> Decoding:
    """The encoding of a seekable file that begins with `head`.

    A byte order mark decides; then UTF-16 without one (every other byte of an English header is zero),
    UTF-8, and at last Windows-1252, with a note. Raises UnreadableSheet where none fits.
    """
    for bom, codec in _BOMS:
        if head.startswith(bom):
            if _fits(file, codec):
                return Decoding(codec)
            name = codec.upper().removesuffix("-SIG")
            raise refuse(f"The file says that it is in {name}, but part of it is not. {_AGAIN}")
    for codec in _bare_utf16(head):
        if _fits(file, codec):
            return Decoding(codec)
    if _fits(file, "utf-8"):
        return Decoding("utf-8")
    if _fits(file, "cp1252"):
        return Decoding("cp1252", _NOTE)
    raise refuse(f"The file is neither in UTF-8 nor in Windows-1252, or not a text at all. {_AGAIN}")


def misread(text: str) -> str:
    """How a sentence goes on about a Windows-1252 reading that looks like UTF-8 read wrongly, or ""."""
    found = _MOJIBAKE.search(text)
    return f"holds “{found[0]}”, which looks like a letter of another encoding" if found else ""


def _bare_utf16(head: bytes) -> list[str]:
    sample = head[:64]
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or max(low, high) < len(sample) // 4 or min(low, high) > len(sample) // 16:
        return []
    return ["utf-16-le" if high > low else "utf-16-be"]


def _fits(file: BinaryIO, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
