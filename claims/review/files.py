"""Which files a source may carry."""

from pathlib import PurePosixPath
from typing import Any

from django.conf import settings

from .problems import Problem

# What a desk collects and no browser or office program runs on opening: no HTML, SVG, macros, archives.
EXTENSIONS = frozenset(
    {".csv", ".docx", ".eml", ".gif", ".jpeg", ".jpg", ".m4a", ".mov", ".mp3", ".mp4", ".odt", ".pdf", ".png"}
    | {".pptx", ".tif", ".tiff", ".txt", ".wav", ".webp", ".xlsx"}
)


def problems_with_file(file: Any) -> list[Problem]:
    """Return what keeps this upload from being kept with a source. No upload: nothing."""
    if not file or not hasattr(file, "size") or getattr(file, "_committed", False):
        return []
    problems = []
    if PurePosixPath(file.name).suffix.lower() not in EXTENSIONS:
        known = ", ".join(sorted(extension[1:] for extension in EXTENSIONS))
        problems.append(
            Problem("file_kind", f'"{file.name}" can\'t be kept: use one of {known}. Save a web page as PDF.')
        )
    if file.size > settings.MAX_UPLOAD_MB * 1024 * 1024:
        message = f'"{file.name}" is too big: a file may have {settings.MAX_UPLOAD_MB} MB at most.'
        problems.append(Problem("file_size", message))
    return problems
