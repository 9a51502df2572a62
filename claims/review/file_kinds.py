"""What a file is by its bytes, whatever its name says, and whether it is one thing only.

The signatures are those of each format's own specification (PDF ISO 32000, PNG, GIF89a, JFIF, TIFF 6, RIFF, ISO base
media, ID3v2, Ogg RFC 3533, FLAC RFC 9639, ZIP APPNOTE). Nothing is decoded: a decoder would be the larger danger.
"""

import re
from collections.abc import Callable
from typing import BinaryIO

from .file_packages import wrong_with_package

HEAD, TAIL = 4096, 65_557  # bytes; a zip's end lies within the last 65,557
MOST_PIXELS = 250_000_000  # what a viewer would unpack into a gigabyte
OTHER = (
    "is not what its name says: its contents are of another kind, or damaged. Save it again from the program it is of."
)
TWO = "is two kinds of file in one, as a file made to do harm is. Save it again from the program that made it."
HUGE = "holds a picture of far more points than a scan has. Save it smaller."

_TEXT = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PAGE = re.compile(rb"<\s*(!doctype|html|script|svg|iframe|body|\?php)", re.IGNORECASE)
_ZIP_END = b"PK\x05\x06"


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[:4] == b"RIFF" and head[8:12] == form


def _boxes(head: bytes) -> bool:
    return head[4:8] in {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}


def _mpeg_audio(head: bytes) -> bool:
    """Tell whether it is MP3: an ID3 tag, or a frame of layer III with a possible bit rate."""
    frame = head[:1] == b"\xff" and head[1:2] in {b"\xfb", b"\xfa", b"\xf3", b"\xf2", b"\xe3", b"\xe2"}
    return head.startswith(b"ID3") or (frame and len(head) > 3 and head[2] >> 4 not in {0, 15})


def _text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return len(head) % 2 == 0 and b"\0\0\0\0" not in head
    return b"\0" not in head and not _TEXT.search(head) and not head.startswith((b"MZ", b"#!", b"%PDF", b"{\\rtf"))


_JPEG, _TIFF = _starts(b"\xff\xd8\xff"), _starts(b"II*\0", b"MM\0*")
_OGG, _PACKAGE = _starts(b"OggS"), _starts(b"PK\x03\x04")
KINDS: dict[str, Callable[[bytes], bool]] = {
    ".csv": _text, ".eml": _text, ".txt": _text,
    ".docx": _PACKAGE, ".odt": _PACKAGE, ".pptx": _PACKAGE, ".xlsx": _PACKAGE,
    ".gif": _starts(b"GIF87a", b"GIF89a"), ".jpeg": _JPEG, ".jpg": _JPEG, ".pdf": _starts(b"%PDF-1.", b"%PDF-2."),
    ".png": _starts(b"\x89PNG\r\n\x1a\n"), ".tif": _TIFF, ".tiff": _TIFF, ".webp": _riff(b"WEBP"),
    ".flac": _starts(b"fLaC"), ".m4a": _boxes, ".mov": _boxes, ".mp3": _mpeg_audio, ".mp4": _boxes, ".ogg": _OGG,
    ".opus": _OGG, ".wav": _riff(b"WAVE"),
}  # fmt: skip


def wrong_with_contents(file: BinaryIO, extension: str) -> str | None:
    """Return what is wrong, to be said after the file's name, or None. `file` is left at its start.

    Reads 70 kB of a file at most, of a package its directory and its XML parts' first bytes.
    """
    file.seek(0)
    head = file.read(HEAD)
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    tail = file.read()
    try:
        return _wrong(file, extension, head, tail, size)
    finally:
        file.seek(0)


def _wrong(file: BinaryIO, extension: str, head: bytes, tail: bytes, size: int) -> str | None:
    kind = KINDS[extension]
    if not head or not kind(head) or (kind is _text and size > HEAD and not _is_text_throughout(file, head)):
        return OTHER
    if kind is _PACKAGE:
        return wrong_with_package(file, extension, tail, size)
    if kind is not _text and (_ZIP_END in tail or _PAGE.search(head) or b"%PDF-" in head[1:1024]):
        return TWO
    return HUGE if _points(extension, head) > MOST_PIXELS else None


def _is_text_throughout(file: BinaryIO, head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    file.seek(0)
    return not any(b"\0" in part for part in iter(lambda: file.read(1 << 16), b""))


def _points(extension: str, head: bytes) -> int:
    """Return how many points a PNG or GIF says it has; 0 where it is neither."""
    if extension == ".png":
        return int.from_bytes(head[16:20], "big") * int.from_bytes(head[20:24], "big")
    if extension == ".gif":
        return int.from_bytes(head[6:8], "little") * int.from_bytes(head[8:10], "little")
    return 0
