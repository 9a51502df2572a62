"""An export that is handed on while it is written."""

import io
import threading

import pytest

from claims.export import streaming
from claims.export.columns import COLUMNS
from claims.export.files import Export, Format, write
from claims.export.streaming import Growing, ReaderLeft, stream
from claims.models import Article, Claim
from claims.review.problems import Refused
from claims.vocabulary import Table
from tests.conftest import NOW, make_person


@pytest.fixture
def export(own_database):
    """All claims of two articles, outside a transaction as in life."""
    for slug in ("bridge", "tunnel"):
        article = Article.objects.create(slug=slug, headline=slug)
        rows = (Claim(article=article, number=number, statement="It is long.") for number in range(1, 301))
        Claim.objects.bulk_create(rows, batch_size=100)
    return Export(Table.CLAIMS, Claim.objects.all(), None, COLUMNS[Table.CLAIMS])


def whole(export):
    file = io.BytesIO()
    write(export, file, at=NOW)
    return file.getvalue()


@pytest.mark.parametrize("form", [Format.CSV, Format.JSON, Format.XLSX])
def test_what_is_streamed_is_what_is_written(export, form):
    export = Export(export.table, export.queryset, None, ("article", "number"), form)
    streamed = stream(export, at=NOW, patience=0).read()
    assert streamed == whole(export) if form is not Format.XLSX else streamed.startswith(b"PK")


def test_the_first_bytes_come_before_the_last_rows_are_read_and_a_reader_who_waits_keeps_nobody(export, monkeypatch):
    go_on, read = threading.Event(), streaming.write

    def slow(export, file, *, at):
        file.write(b"first")
        go_on.wait(timeout=30)
        return read(export, file, at=at)

    monkeypatch.setattr(streaming, "write", slow)
    file = stream(export, at=NOW, patience=0)
    assert file.read(5) == b"first"
    go_on.set()
    assert file.is_whole(within=30)
    assert Article.objects.update(headline="Changed while nobody reads on") == 2
    assert file.read() == whole(export)


def test_what_goes_wrong_soon_is_a_sentence_and_later_breaks_the_download_off(export, monkeypatch):
    wanda = make_person("wanda", "writer")
    with pytest.raises(Refused):
        stream(Export(export.table, export.queryset, wanda, export.columns), at=NOW)

    def breaks(export, file, *, at):
        file.write(b"first")
        raise OSError("the disk is full")

    monkeypatch.setattr(streaming, "write", breaks)
    with pytest.raises(OSError, match="the disk is full"):
        stream(export, at=NOW, patience=30)


def test_who_leaves_ends_the_writing():
    file = Growing()
    file.write(b"first")
    file.close()
    with pytest.raises(ReaderLeft):
        file.write(b"more")
    file.end()
