"""Files between preview and confirm: kept per person, under a random name, for a day at most.

A file is found only in the folder of the person who brought it and only by its whole name, so no form can
name another one. What was chosen for it lies beside it, not in the form.
"""

import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

DAY = 24 * 60 * 60
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}\Z")


@dataclass(frozen=True)
class Waiting:
    """One person's upload. choices: what was ticked and chosen for it, with the file's name and SHA-256."""

    token: str
    folder: Path
    choices: dict[str, Any]

    @property
    def path(self) -> Path:
        return self.folder / "file"

    def is_whole(self) -> bool:
        """Tell whether the bytes are those that were checked."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self.choices["sha256"]

    def choose(self, **choices: Any) -> None:
        """Write down choices beside the file."""
        self.choices.update(choices)
        _write(self.folder / "choices.json", [json.dumps(self.choices).encode()])

    def discard(self) -> None:
        """Take the file away; done twice it does no harm."""
        shutil.rmtree(self.folder, ignore_errors=True)


def keep(pieces: Iterator[bytes], *, by: Any, **choices: Any) -> Waiting:
    """Keep an upload for this person. What lies here for more than a day, anybody's, is cleared away first."""
    sweep()
    token = secrets.token_urlsafe(24)
    folder = _folder(by) / token
    folder.mkdir(mode=0o700, parents=True)
    digest = hashlib.sha256()

    def hashed() -> Iterator[bytes]:
        for piece in pieces:
            digest.update(piece)
            yield piece

    _write(folder / "file", hashed())
    waiting = Waiting(token, folder, choices)
    waiting.choose(sha256=digest.hexdigest())
    return waiting


def find(token: str, *, by: Any) -> Waiting | None:
    """Return this person's upload of that name, if it still waits and is what was checked."""
    if not _TOKEN.match(token):
        return None
    folder = _folder(by) / token
    try:
        waiting = Waiting(token, folder, json.loads((folder / "choices.json").read_bytes()))
        return waiting if not _is_old(folder) and waiting.is_whole() else None
    except (OSError, ValueError):
        return None


def keep_refused(text: str, name: str, *, by: Any) -> None:
    """Keep a list of refused rows for this person to download."""
    folder = _folder(by) / f"refused-{name}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / "file", [text.encode("utf-8-sig")])


def refused(name: str, *, by: Any) -> bytes | None:
    """Return a kept list of refused rows, None where there is none of this person's."""
    if not (_TOKEN.match(name) or name.isdecimal()):
        return None
    try:
        return (_folder(by) / f"refused-{name}" / "file").read_bytes()
    except OSError:
        return None


def sweep() -> None:
    """Clear away what has waited for more than a day."""
    for folder in _root().glob("*/*"):
        if _is_old(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "waiting"


def _folder(by: Any) -> Path:
    return _root() / str(int(by.pk))


def _is_old(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > DAY
    except OSError:
        return False  # Somebody else clears it away at this moment.


def _write(path: Path, pieces: Any) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for piece in pieces:
            file.write(piece)
