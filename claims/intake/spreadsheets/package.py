"""A zip package from a stranger, looked at before anything in it is unpacked."""

import os
import struct
import zlib
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from claims.intake.problems import UnreadableSheet, refuse
from claims.intake.spreadsheets.sheet import MEGABYTE, Limits

DAMAGED = "The workbook is damaged or not a real one. Open it in a spreadsheet program and save it again."
TOO_LARGE = "The workbook unpacks to far more than its size, as a file made to do harm does. It was not opened."
# What zipfile and its decompressor raise for broken bytes.
DAMAGE = (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OSError, ValueError, struct.error)

_END = b"PK\x05\x06"
_END_SIZE = 22
_COMMENT = 65_535
_END64_SIZE, _LOCATOR64, _LOCATOR64_SIZE = 56, b"PK\x06\x07", 20
_BYTES_PER_ENTRY = 1_000


def open_package(file: BinaryIO, size: int, limits: Limits) -> ZipFile:
    """The zip in a seekable file of `size` bytes, once its directory says that unpacking it is safe.

    zipfile never unpacks more of an entry than the directory declares, so declared sizes can be relied on.
    Raises UnreadableSheet.
    """
    if size > limits.package_bytes:
        most = limits.package_bytes // MEGABYTE
        raise refuse(f"The workbook is larger than {most} MB. Save the table as CSV and import that.")
    if _directory_size(file, size) > limits.package_entries * _BYTES_PER_ENTRY:
        raise refuse(TOO_LARGE)
    try:
        package = ZipFile(file)
    except DAMAGE as error:
        raise refuse(DAMAGED) from error
    if refusal := _refusal(package.infolist(), size, limits):
        raise refusal
    return package


def _directory_size(file: BinaryIO, size: int) -> int:
    """Bytes of the central directory, in which zipfile would believe: it is read whole when a zip is opened."""
    start = max(0, size - _COMMENT - _END_SIZE - _LOCATOR64_SIZE - _END64_SIZE)
    file.seek(start, os.SEEK_SET)
    tail = file.read(size - start)
    end = tail.rfind(_END)
    if end < 0 or end + _END_SIZE > len(tail):
        raise refuse(DAMAGED)
    directory: int = struct.unpack_from("<L", tail, end + 12)[0]
    locator = end - _LOCATOR64_SIZE
    if tail[max(0, locator) : end].startswith(_LOCATOR64) and locator >= _END64_SIZE:
        directory = struct.unpack_from("<Q", tail, locator - _END64_SIZE + 40)[0]
    return directory


def _refusal(entries: list[ZipInfo], size: int, limits: Limits) -> UnreadableSheet | None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.package_entries or unpacked > limits.unpacked:
        return refuse(TOO_LARGE)
    if unpacked > limits.ratio_from and unpacked > limits.ratio * size:
        return refuse(TOO_LARGE)
    if any(entry.flag_bits & 0x1 for entry in entries):
        return refuse("The workbook is locked with a password. Save it without one.")
    names = {entry.filename for entry in entries}
    if len(names) != len(entries) or any(map(_leads_outside, names)):
        return refuse(DAMAGED)
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        return refuse(DAMAGED)
    return None


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts
