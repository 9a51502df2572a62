"""Office files are zip packages: read from the directory alone whether opening one would do harm."""

import struct
import zlib
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_ENTRIES = 5_000
LARGEST_UNPACKED = 500_000_000  # bytes
STEEPEST = 200  # unpacked to packed
DAMAGED = "is damaged or not what its name says. Open it in the program it is of and save it again."
BOMB = "unpacks to far more than its size, as a file made to do harm does."
LOCKED = "is locked with a password. Save it unlocked, or nobody can check it later."
MACROS = "holds macros. Save it without them."

_MAIN = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".pptx": "ppt/presentation.xml",
    ".odt": "content.xml",
}
_END = b"PK\x05\x06"


def wrong_with_package(file: BinaryIO, extension: str, tail: bytes, size: int) -> str | None:
    """Return what is wrong with the package, to be said after its name, or None. Nothing is unpacked."""
    if not 0 < _entries(tail) <= MOST_ENTRIES:
        return DAMAGED
    try:
        with ZipFile(file) as package:
            entries = package.infolist()
            start = min(entry.header_offset for entry in entries)
    except (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError):
        return DAMAGED
    if start != 0 or _MAIN[extension] not in {entry.filename for entry in entries}:
        return DAMAGED
    return _wrong_with(entries, size)


def _entries(tail: bytes) -> int:
    """Return how many entries the end of the directory tells of; 0 without one, or where it says no number."""
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return 0
    count: int = struct.unpack_from("<H", tail, at + 10)[0]
    return 0 if count == 0xFFFF else count


def _wrong_with(entries: list[ZipInfo], size: int) -> str | None:
    names = [entry.filename for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        return LOCKED
    if unpacked > LARGEST_UNPACKED or (unpacked > 5_000_000 and unpacked > STEEPEST * size):
        return BOMB
    if any("vbaproject" in name.casefold() or name.casefold().startswith("basic/") for name in names):
        return MACROS
    odd = any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries)
    if odd or len({name.casefold() for name in names}) < len(names) or any(map(_leaves_its_place, names)):
        return DAMAGED
    return None


def _leaves_its_place(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
