"""Backing up: seals first, then the database, then the files, so that each is at least as new as the one before.

A seal older than the database proves it; a file that no row names yet does no harm. The other way round, the
restored desk would look cut short, or miss files.
"""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection

from claims import record

from .databases import copy_to, name_in_archive

SEALS = "seals.jsonl"
MANIFEST = "manifest.json"
FILES = "files/"
_PIECE = 1 << 20


def back_up(file: BinaryIO, *, at: datetime) -> int:
    """Write the whole desk to an archive; return how many uploaded files are in it.

    Keys are left out: who steals a backup can sign nothing with it. Raise NoProgram, OSError or sqlite3.Error.
    """
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        seals = Path(settings.SEALS_FILE)
        if seals.exists():
            _put(archive, SEALS, seals, hashes)
        with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
            copy = Path(folder) / name_in_archive()
            copy_to(copy)
            _put(archive, name_in_archive(), copy, hashes)
        found = 0
        for path, name in _uploaded():
            _put(archive, name, path, hashes)
            found += 1
        manifest = {"taken_at": at, "database": connection.vendor, "files": hashes}
        archive.writestr(MANIFEST, record.canonical(manifest))
    return found


def _uploaded() -> Iterator[tuple[Path, str]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path, FILES + path.relative_to(root).as_posix()


def _put(archive: zipfile.ZipFile, name: str, path: Path, hashes: dict[str, str]) -> None:
    digest = hashlib.sha256()
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while piece := source.read(_PIECE):
            digest.update(piece)
            target.write(piece)
    hashes[name] = digest.hexdigest()
