"""The ZIP file: everything about one article in open formats, a manifest of hashes, and the checker."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from claims import record
from claims.export.checked_copy import write_html
from claims.export.columns import COLUMNS
from claims.export.notes import Checking
from claims.export.rows import ROWS
from claims.export.spreadsheet import write_csv
from claims.models import Article, Claim
from claims.models.people import full_name
from claims.record.binding import kinds_of
from claims.vocabulary import Table

from . import reading, rows
from .lines import lines

_CHECKER = Path(__file__).with_name("check.py")
_README = """The record of “{slug}”

record.html          the record to read: who did what when
checked-copy.html    the copy with every claim marked, and a note on each
claims.csv, evidence.csv, verdicts.csv   spreadsheets, as the desk's own import reads them
revisions/           every version of the copy: the text, and the original file byte for byte
files/               files kept with the sources
events.jsonl         the record line by line, with all that its hashes are taken of
rows/                the rows that the record answers for, column by column
sources.json, people.json, article.json   whom and what the numbers in these files mean
seal.json            the desk's last seal, and how this record is part of it
manifest.json        the SHA-256 of every other file

To prove that nothing was changed, unpack this file and run:  python3 check.py
It needs Python 3.8 or newer and nothing else. Then compare the root that it prints with the desk's file of seals.
"""


def write_record(checking: Checking, file: BinaryIO, *, at: datetime, seal: dict[str, Any] | None) -> None:
    """Write the archive. `checking`: the current copy and its notes as the viewer may see them."""
    article, viewer = checking.article, checking.viewer
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        folder = _Folder(archive)
        folder.write("README.txt", [_README.format(slug=article.slug)])
        folder.write("check.py", [_CHECKER.read_text()])
        folder.write("seal.json", [record.canonical(seal)])
        _article(folder, article, viewer)
        _record(folder, article, viewer, at=at, seal=seal)
        _copy(folder, checking, at=at)
        manifest = {
            "article": article.pk, "slug": article.slug, "taken_at": at,
            "taken_by": full_name(viewer) if viewer else "",
            "columns": {kind: shape.columns for kind, shape in kinds_of(article.pk).items()}, "files": folder.hashes,
        }  # fmt: skip
        archive.writestr("manifest.json", record.canonical(manifest))


def _article(folder: "_Folder", article: Article, viewer: Any) -> None:
    fields = {field.name: getattr(article, field.attname) for field in article._meta.concrete_fields}
    folder.write("article.json", [record.canonical(fields)])
    folder.write("people.json", [record.canonical(rows.people(article))])
    folder.write("sources.json", [record.canonical(rows.sources(article, viewer=viewer))])
    claims = Claim.objects.filter(article=article)
    for table in (Table.CLAIMS, Table.EVIDENCE, Table.VERDICTS):
        sheet = io.BytesIO()
        write_csv(COLUMNS[table], ROWS[table](claims, viewer=viewer, columns=COLUMNS[table]), sheet)
        folder.write(f"{table.value}.csv", [sheet.getvalue()])
    for name, source_file in rows.files(article, viewer=viewer):
        folder.write(name, iter(lambda f=source_file: f.read(1 << 16), b""))  # type: ignore[misc]


def _record(folder: "_Folder", article: Article, viewer: Any, *, at: datetime, seal: dict[str, Any] | None) -> None:
    def told() -> Iterator[dict[str, Any]]:
        return lines(article, viewer=viewer)

    folder.write("events.jsonl", (record.canonical(line) + "\n" for line in told()))
    for kind in kinds_of(article.pk):
        found = (record.canonical(row) + "\n" for row in rows.rows(kind, article, viewer=viewer))
        folder.write(f"rows/{kind}.jsonl", found)
    by = full_name(viewer) if viewer else ""
    last = f"root {seal['root']}" if seal else "none yet"
    folder.write("record.html", reading.page(article, told(), at=at, by=by, seal=last))


def _copy(folder: "_Folder", checking: Checking, *, at: datetime) -> None:
    page = io.BytesIO()
    write_html(checking, page, at=at)
    folder.write("checked-copy.html", [page.getvalue()])
    for revision in checking.article.revisions.order_by("number").iterator(chunk_size=1):
        folder.write(f"revisions/{revision.number}.txt", [revision.body])
        ending = PurePosixPath(revision.filename).suffix
        ending = ending if ending[1:].isalnum() and len(ending) < 10 else ""
        folder.write(f"revisions/{revision.number}-original{ending}", [bytes(revision.original)])


class _Folder:
    """The archive being written, and the hash of each file in it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.hashes: dict[str, str] = {}

    def write(self, name: str, pieces: Iterable[str | bytes]) -> None:
        digest = hashlib.sha256()
        with self._archive.open(name, "w", force_zip64=True) as file:
            for piece in pieces:
                data = piece.encode() if isinstance(piece, str) else piece
                digest.update(data)
                file.write(data)
        self.hashes[name] = digest.hexdigest()
