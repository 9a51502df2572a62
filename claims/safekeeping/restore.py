"""Restoring: nothing is touched before every byte of the archive was found to be the one that was backed up."""

import hashlib
import json
import shutil
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.db import connection

from .backup import FILES, MANIFEST, SEALS
from .databases import name_in_archive, put_back

_PIECE = 1 << 20


class Unusable(Exception):
    """Raised where an archive can't be restored here. Its text is a sentence, and nothing was changed."""


def restore(path: Path) -> datetime:
    """Make the desk what the archive holds; return when that was backed up.

    Uploaded files that are there already stay. So does a file of seals: it lies outside the desk as the witness
    of what was, and may know more than the backup. Raise Unusable, NoProgram, OSError or sqlite3.Error.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _checked(archive)
            _restore(archive, list(manifest["files"]))
    except (zipfile.BadZipFile, EOFError, KeyError, ValueError) as error:
        raise Unusable("It is no backup of a desk, or a damaged one.") from error
    return datetime.fromisoformat(manifest["taken_at"])


def _checked(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    if manifest["database"] != connection.vendor:
        raise Unusable(f"It is of a desk on {manifest['database']}, and this one runs on {connection.vendor}.")
    for name, digest in manifest["files"].items():
        found = hashlib.sha256()
        with archive.open(name) as file:
            while piece := file.read(_PIECE):
                found.update(piece)
        if found.hexdigest() != digest:
            raise Unusable(f"It is damaged: {name} is not as it was backed up.")
        if name.startswith(FILES) and ".." in PurePosixPath(name).parts:
            raise Unusable(f"It names a file outside the desk's folder: {name}.")
    return manifest


def _restore(archive: zipfile.ZipFile, names: list[str]) -> None:
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        copy = Path(folder) / name_in_archive()
        _take_out(archive, name_in_archive(), copy)
        put_back(copy)
    for name in names:
        if name.startswith(FILES):
            _take_out(archive, name, Path(settings.MEDIA_ROOT) / name.removeprefix(FILES))
    if SEALS in names:
        _take_out(archive, SEALS, Path(settings.SEALS_FILE))


def _take_out(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with archive.open(name) as source, path.open("xb") as target:
        path.chmod(0o600)
        shutil.copyfileobj(source, target, _PIECE)
