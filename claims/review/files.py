"""Which files a source may carry."""

from pathlib import PurePosixPath
from typing import Any

from django.conf import settings

from .file_kinds import KINDS, wrong_with_contents
from .problems import Problem

# What a desk collects and no browser or office program runs on opening: no HTML, SVG, macros, archives.
EXTENSIONS = frozenset(KINDS)


def problems_with_file(file: Any) -> list[Problem]:
    """Return what keeps this upload from being kept with a source. No upload: nothing."""
    if not file or not hasattr(file, "size") or getattr(file, "_committed", False):
        return []
    extension = PurePosixPath(file.name).suffix.lower()
    if extension not in EXTENSIONS:
        known = ", ".join(sorted(extension[1:] for extension in EXTENSIONS))
        message = f'"{file.name}" can\'t be kept: use one of {known}. Save a web page as PDF.'
        return [Problem("file_kind", message)]
    if file.size > settings.MAX_UPLOAD_MB * 1024 * 1024:
        message = f'"{file.name}" is too big: a file may have {settings.MAX_UPLOAD_MB} MB at most.'
        return [Problem("file_size", message)]
    wrong = wrong_with_contents(file.file if hasattr(file, "file") else file, extension)
    return [Problem("file_contents", f'"{file.name}" {wrong}')] if wrong else []
