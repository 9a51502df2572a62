"""Seals: what the records' heads were at a moment, kept where whoever owns the database can't reach.

A chain alone does not show a cut tail, nor a record that was written anew from some line on. A seal does: one root
over the heads of all records, signed with a key that lies outside the database and appended to a file outside it.
Each line of the file holds what changed since the line before, whose signature it takes in.
"""

import fcntl
import hmac
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from claims.models import Chain

from .hashing import canonical
from .merkle import Tree

_TAIL = 1 << 16  # bytes of a file's end in which its last line is looked for first

Head = tuple[int, str]  # how many lines a record has, and the hash of the last


class BadSeals(Exception):
    """Raised where a file of seals is not as it was written. Its text is a sentence."""


@dataclass(frozen=True)
class Seal:
    """One line of the file. `root` is over the heads of `records` records."""

    at: datetime
    root: str
    records: int
    mac: str

    @property
    def short(self) -> str:
        """The beginning of the root: on a file's name enough to find the seal by."""
        return self.root[:12]

    def __str__(self) -> str:
        return f"sealed {self.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC, root {self.root}"


@dataclass
class Sealed:
    """What a file of seals says: by article (0 is the desk) the hash of each line that some seal took in."""

    heads: dict[int, dict[int, str]] = field(default_factory=dict)
    now: dict[int, Head] = field(default_factory=dict)
    made: list[Seal] = field(default_factory=list)
    _tree: Tree = field(default_factory=Tree)
    _places: dict[int, int] = field(default_factory=dict)

    @property
    def last(self) -> Seal | None:
        return self.made[-1] if self.made else None

    def under(self, root: str) -> list[Seal]:
        """Return the seals whose root begins so."""
        return [seal for seal in self.made if seal.root.startswith(root)]

    def proof(self, article: int) -> dict[str, Any] | None:
        """Return how the last seal takes in this record: its head then, and the way from it to the root."""
        if self.last is None or article not in self.now:
            return None
        length, head = self.now[article]
        path = self._tree.path(self._places[article])
        return {"at": self.last.at, "root": self.last.root, "length": length, "head": head, "path": path}

    def take(self, changed: dict[int, Head]) -> str:
        """Take in the heads that changed; return the new root."""
        for article, (length, head) in sorted(changed.items()):
            place = self._places.setdefault(article, len(self._places))
            self._tree.put(place, canonical([article, length, head]))
            self.now[article] = (length, head)
            self.heads.setdefault(article, {})[length] = head
        return self._tree.root


def seal(*, at: datetime) -> Seal:
    """Seal the records as they stand; where nothing changed since the last seal, return that one.

    Call it after the commit of what it is to take in. Raise BadSeals where the file can't be followed, OSError where
    it can't be written.
    """
    with _locked(Path(settings.SEALS_FILE)) as file:
        sealed = read(file, key=None)
        heads = {article or 0: (n, head) for article, n, head in Chain.objects.values_list("article", "length", "head")}
        changed = {article: head for article, head in heads.items() if sealed.now.get(article) != head}
        if sealed.last is not None and not changed:
            return sealed.last
        line = _line(sealed, changed, at=at)
        file.write(canonical(line) + "\n")
        file.flush()
        os.fsync(file.fileno())
        return _seal_of(line)


def _line(sealed: Sealed, changed: dict[int, Head], *, at: datetime) -> dict[str, Any]:
    """Return the next line of the file. Its time is never before the last one's."""
    root = sealed.take(changed)
    line = {
        "at": max(at, sealed.last.at) if sealed.last else at,
        "heads": [[article, *head] for article, head in sorted(changed.items())],
        "previous": sealed.last.mac if sealed.last else "",
        "records": len(sealed.now),
        "root": root,
    }
    plain: dict[str, Any] = json.loads(canonical(line))
    return plain | {"mac": _mac(plain, settings.SEAL_KEY)}


def _mac(line: dict[str, Any], key: str) -> str:
    unsigned = {name: value for name, value in line.items() if name != "mac"}
    return hmac.digest(key.encode(), canonical(unsigned).encode(), "sha256").hex()


def _seal_of(line: dict[str, Any]) -> Seal:
    return Seal(datetime.fromisoformat(line["at"]), line["root"], line["records"], line["mac"])


@contextmanager
def _locked(path: Path) -> Iterator[IO[str]]:
    """Open the file of seals, made where it is not there, for this process alone. A torn last line is cut off."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", newline="\n") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = os.fstat(file.fileno()).st_size
        if size and os.pread(file.fileno(), 1, size - 1) != b"\n":
            # A crash in mid-writing: nobody was told of this seal.
            data = os.pread(file.fileno(), size, 0)
            os.ftruncate(file.fileno(), data.rfind(b"\n") + 1)
        yield file


def read(lines: Iterable[str], *, key: str | None) -> Sealed:
    """Read a file of seals. `key`: check each signature with it; None leaves that out.

    Raise BadSeals at the first line that is not as it was written.
    """
    sealed = Sealed()
    for number, text in enumerate(lines, 1):
        try:
            line = json.loads(text)
            found, heads = _seal_of(line), {int(a): (int(n), str(head)) for a, n, head in line["heads"]}
            previous = line["previous"]
        except (ValueError, KeyError, TypeError) as error:
            raise BadSeals(f"Seal {number} can't be read.") from error
        if previous != (sealed.last.mac if sealed.last else ""):
            raise BadSeals(f"Seal {number} does not follow the one before it.")
        if key is not None and not hmac.compare_digest(_mac(line, key), found.mac):
            raise BadSeals(f"Seal {number} does not carry this desk's signature.")
        if sealed.take(heads) != found.root or len(sealed.now) != found.records:
            raise BadSeals(f"The root of seal {number} is not that of its records.")
        sealed.made.append(found)
    return sealed


def proof_of(article: int) -> dict[str, Any] | None:
    """Return the proof that the last seal took in this article's record; None where there is none.

    Raise BadSeals or OSError where the file can't be read.
    """
    with Path(settings.SEALS_FILE).open() as file:
        return read(file, key=None).proof(article)


def last_seal() -> Seal | None:
    """Return the last seal there is, unchecked: what is printed on an export. None where there is none yet."""
    try:
        with Path(settings.SEALS_FILE).open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            for back in (min(size, _TAIL), size):
                file.seek(size - back)
                whole = file.read().rpartition(b"\n")[0]
                if b"\n" in whole or back == size:
                    break
        return _seal_of(json.loads(whole.rpartition(b"\n")[2]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
