"""Where an exporting command writes to: a file or standard output, whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO, TypeVar

from django.core.management.base import CommandError

Result = TypeVar("Result")


def to_standard_output(write: Callable[[BinaryIO], Result]) -> Result:
    """Print what `write` writes, once the whole is there: what goes wrong prints nothing. Return its result."""
    with tempfile.TemporaryFile() as file:
        result = write(file)
        file.seek(0)
        try:
            copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # The reader, such as head, has enough. Python would complain of it again at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return result


def to_file(path: Path, write: Callable[[BinaryIO], Result]) -> Result:
    """Write a new file that takes the place of an old one once it is whole. Return what `write` returns.

    Raise CommandError with a sentence where the place can't be written to.
    """
    try:
        with _replacing(path) as file:
            return write(file)
    except OSError as error:
        raise CommandError(f"{path} can't be written: {error.strerror or error}. Nothing was exported.") from error


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        raise CommandError(f"{path} is no file. Name a file to write to.")
    file = tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115
    try:
        with file:
            yield file  # type: ignore[misc]
        Path(file.name).replace(path)
    except BaseException:
        Path(file.name).unlink(missing_ok=True)
        raise
