"""One file that leaves the desk."""

import io
import threading
from datetime import date

import pytest
from django.db import connection

from claims.export.columns import COLUMNS
from claims.export.files import Export, Format, filename, write
from claims.models import Article, Claim, Event, Source
from claims.record.moment import one_moment
from claims.review.problems import Refused
from claims.vocabulary import Table
from tests.conftest import NOW


def claims_export(queryset, by=None, **options):
    return Export(Table.CLAIMS, queryset, by, COLUMNS[Table.CLAIMS], **options)


def test_a_small_export_byte_for_byte(opened, exported):
    opened.refresh_from_db()
    assert exported("claims").decode() == (
        "article,number,section,statement,quote,kind,value,speaker,risk,status,reason,correction,checker,"
        "decided_by,decided_at,confirmed_by,sources,findings,revision,record_hash\r\n"
        "bridge,1,,The Alma bridge opened on 3 May 1999.,3 May 1999,date,,,low,verified,The gazette saw it.,,,"
        f"cora,2026-03-04T12:00:00Z,,gazette,gazette: page 2: It opened on 3 May.,1,{opened.last_event.hash}\r\n"
    )


def test_how_many_rows_were_written_is_told(desk):
    assert write(claims_export(desk), io.BytesIO(), at=NOW) == 3
    assert write(claims_export(desk.none()), io.BytesIO(), at=NOW) == 0


def test_who_may_not_export_gets_nothing(desk, wanda):
    file = io.BytesIO()
    with pytest.raises(Refused) as refusal:
        write(claims_export(desk, wanda), file, at=NOW)
    assert str(refusal.value) == "Your role does not let you export claims, sources and evidence. Ask an editor."
    assert file.getvalue() == b""


def test_an_ordinary_export_writes_nothing_into_the_record(desk, rita):
    before = Event.objects.count()
    write(claims_export(desk, rita), io.BytesIO(), at=NOW)
    assert Event.objects.count() == before


class TestName:
    DAY = date(2026, 3, 4)

    def test_has_the_article_the_table_and_the_day(self, desk):
        assert filename(claims_export(desk), on=self.DAY) == "bridge-claims-2026-03-04.csv"
        assert filename(claims_export(desk, format=Format.XLSX), on=self.DAY) == "bridge-claims-2026-03-04.xlsx"

    def test_of_several_articles_is_the_desks(self, desk):
        other = Article.objects.create(slug="tunnel", headline="The tunnel")
        Claim.objects.create(article=other, number=1, statement="It is long.")
        assert filename(claims_export(desk), on=self.DAY) == "desk-claims-2026-03-04.csv"
        assert filename(claims_export(desk.none()), on=self.DAY) == "desk-claims-2026-03-04.csv"

    def test_of_sources_is_the_desks(self, whisper):
        export = Export(Table.SOURCES, Source.objects.all(), None, ("key",), Format.JSON)
        assert filename(export, on=self.DAY) == "desk-sources-2026-03-04.json"


def test_nobody_changes_what_is_read_in_one_moment(own_database):
    article = Article.objects.create(slug="bridge", headline="The bridge")

    def mark():
        try:
            Claim.objects.create(article=article, number=1, statement="It is long.")
        finally:
            connection.close()

    with one_moment():
        assert Claim.objects.count() == 0
        writer = threading.Thread(target=mark)
        writer.start()
        writer.join(timeout=1)
        assert Claim.objects.count() == 0
    writer.join()
    assert Claim.objects.count() == 1


def test_a_moment_ends_where_reading_fails(own_database):
    with pytest.raises(ZeroDivisionError), one_moment():
        assert list(Claim.objects.all()) == []
        raise ZeroDivisionError
    Article.objects.create(slug="bridge", headline="The bridge")
    assert Article.objects.count() == 1


class TestOutsideATransaction:
    """As a web process and a command run: here the export holds its own moment."""

    @pytest.fixture
    def claims(self, own_database):
        article = Article.objects.create(slug="bridge", headline="The bridge")
        rows = (Claim(article=article, number=number, statement="It is long.") for number in range(1, 4501))
        Claim.objects.bulk_create(rows, batch_size=500)
        return Claim.objects.all()

    def test_an_export_is_written_and_the_desk_goes_on(self, claims):
        assert write(claims_export(claims), io.BytesIO(), at=NOW) == 4500
        assert Article.objects.update(headline="The long bridge") == 1

    def test_a_refused_export_leaves_the_desk_usable(self, claims):
        claims.filter(number=4400).update(statement="x" * 40_000)
        with pytest.raises(Refused, match="Row 4401: “statement” has 40,000 characters"):
            write(claims_export(claims, format=Format.XLSX), io.BytesIO(), at=NOW)
        assert Article.objects.update(headline="The long bridge") == 1
