"""What the rows hold, for whom, and at what cost."""

import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.export import rows
from claims.export.columns import COLUMNS, chosen
from claims.models import Claim, Evidence, Source
from claims.review import evidence, verdicts
from claims.vocabulary import Table
from tests.conftest import NOW, make_source, support


def of(row, table=Table.CLAIMS):
    return dict(zip(COLUMNS[table], row, strict=True))


def test_a_verified_claim_comes_with_its_verdict_and_what_its_sources_say(opened):
    opened.refresh_from_db()
    (row,) = rows.claims(Claim.objects.all(), viewer=None)
    assert of(row) == {
        "article": "bridge",
        "number": 1,
        "section": "",
        "statement": "The Alma bridge opened on 3 May 1999.",
        "quote": "3 May 1999",
        "kind": "date",
        "value": "",
        "speaker": "",
        "risk": "low",
        "status": "verified",
        "reason": "The gazette saw it.",
        "correction": "",
        "checker": None,
        "decided_by": "cora",
        "decided_at": "2026-03-04T12:00:00Z",
        "confirmed_by": (),
        "sources": ("gazette",),
        "findings": ("gazette: page 2: It opened on 3 May.",),
        "revision": 1,
        "record_hash": opened.last_event.hash,
    }


def test_claims_come_by_number_each_with_its_own_sources(desk):
    reversed_list = desk.order_by("-number")
    found = rows.claims(reversed_list, viewer=None, columns=("number", "sources", "confirmed_by"))
    whisper = Source.objects.get(key="whisper-key")
    assert list(found) == [
        (1, ("gazette",), ()),
        (2, (f"Confidential source {whisper.pk}", "gazette"), ("ben",)),
        (3, (), ()),
    ]


def test_a_claim_that_is_left_out_takes_its_sources_with_it(desk):
    found = rows.claims(desk.filter(number__gt=1), viewer=None, columns=("number", "findings"))
    assert list(found) == [(2, ("gazette (context): page 3",)), (3, ())]


def test_withdrawn_evidence_is_no_source(opened, cora):
    piece = opened.evidence.get()
    evidence.withdraw(piece, by=cora, at=NOW)
    assert list(rows.claims(Claim.objects.all(), viewer=None, columns=["sources"])) == [((),)]
    assert list(rows.evidence(Claim.objects.all(), viewer=None)) == []


def test_confirmations_of_an_earlier_verdict_do_not_count_for_the_present_one(cost, cora, ben):
    cost.refresh_from_db()
    verdicts.record_verdict(cost, by=cora, verdict="disputed", reason="Another reason.", at=NOW)
    assert list(rows.claims(Claim.objects.all(), viewer=None, columns=["confirmed_by"])) == [((),)]


def test_only_the_verdict_that_stands_is_exported(cost, moved, cora):
    cost.refresh_from_db()
    verdicts.record_verdict(cost, by=cora, verdict="disputed", reason="Another reason.", at=NOW)
    assert list(rows.verdicts(Claim.objects.all(), viewer=None)) == [("bridge", 1, "disputed", "Another reason.", "")]


def test_notes_are_exported_on_request(cost):
    assert "note" not in COLUMNS[Table.CLAIMS]
    columns = chosen(Table.CLAIMS, ["note", "sensitive"])
    assert list(rows.claims(Claim.objects.all(), viewer=None, columns=columns)) == [("Ask her again.", True)]


class TestConfidentialSources:
    @pytest.fixture
    def name(self, whisper):
        return f"Confidential source {whisper.pk}"

    def test_are_hidden_from_who_may_not_know_them(self, cost, cora, name):
        (row,) = rows.claims(Claim.objects.all(), viewer=cora, columns=("sources", "findings"))
        assert row == ((name, "gazette"), ("gazette (context): page 3",))

    def test_are_named_to_who_may_know_them(self, cost, phila):
        (row,) = rows.claims(Claim.objects.all(), viewer=phila, columns=("sources", "findings"))
        assert row == (
            ("whisper-key", "gazette"),
            ("whisper-key (contradicts): folder 7: It was 60.", "gazette (context): page 3"),
        )

    def test_a_superuser_without_the_permission_sees_none(self, cost, edith, name):
        edith.is_superuser = True
        edith.save()
        (row,) = rows.claims(Claim.objects.all(), viewer=edith, columns=["sources"])
        assert row == ((name, "gazette"),)

    def test_leave_only_a_number_in_the_sources_table(self, whisper, cora, name):
        (row,) = rows.sources(Source.objects.all(), viewer=cora)
        assert row == (name, name, "", "", "", "", "", "", "", "", True)

    def test_are_hidden_where_another_source_copies_them(self, whisper, edith, phila, cora, name):
        make_source(edith, "copy", republishes=whisper)
        copies = Source.objects.filter(key="copy")
        assert list(rows.sources(copies, viewer=cora, columns=["republishes"])) == [(name,)]
        assert list(rows.sources(copies, viewer=phila, columns=["republishes"])) == [("whisper-key",)]

    def test_do_not_tell_by_their_place_in_the_list(self, whisper, edith, name):
        make_source(edith, "zebra")
        make_source(edith, "aardvark")
        listed = rows.sources(Source.objects.order_by("key"), viewer=None, columns=["key"])
        assert list(listed) == [(name,), ("zebra",), ("aardvark",)]

    def test_say_nothing_in_the_evidence_table(self, cost, cora, phila, name):
        hidden, *_ = rows.evidence(Claim.objects.all(), viewer=cora)
        known, *_ = rows.evidence(Claim.objects.all(), viewer=phila)
        assert hidden == ("bridge", 1, name, "contradicts", "", "")
        assert known == ("bridge", 1, "whisper-key", "contradicts", "folder 7", "It was 60.")


def queries_for(table, queryset):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(rows.ROWS[table](queryset, viewer=None))
    return len(queries)


@pytest.mark.parametrize(("table", "most"), [("claims", 4), ("evidence", 2), ("verdicts", 2)])
def test_queries_do_not_grow_with_claims(desk, table, most):
    assert queries_for(Table(table), desk.filter(number=1)) == queries_for(Table(table), desk) == most


def test_queries_do_not_grow_with_sources(desk):
    one = Source.objects.filter(key="gazette")
    assert queries_for(Table.SOURCES, one) == queries_for(Table.SOURCES, Source.objects.all()) == 1


def test_columns_that_nobody_asked_for_are_not_looked_up(desk):
    with CaptureQueriesContext(connection) as queries:
        list(rows.claims(desk, viewer=None, columns=("number", "statement")))
    articles, query = queries
    assert "claims_verdict" not in query["sql"]
    assert "claims_evidence" not in query["sql"]


def many_claims(article, edith, source, *, number):
    made = Claim.objects.bulk_create(
        (Claim(article=article, number=n, statement=f"Statement {n} " + "x" * 1000) for n in range(1, number + 1)),
        batch_size=500,
    )
    Evidence.objects.bulk_create(
        (
            Evidence(claim=claim, source=source, locator="page 1", finding="y" * 1000, added_by=edith, added_at=NOW)
            for claim in made
        ),
        batch_size=500,
    )


def peak_of(queryset):
    tracemalloc.start()
    try:
        count = sum(1 for _ in rows.claims(queryset, viewer=None))
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_claims(article, edith, source):
    many_claims(article, edith, source, number=12_000)
    few, little = peak_of(Claim.objects.filter(number__lte=4_000))
    many, much = peak_of(Claim.objects.all())
    assert (few, many) == (4_000, 12_000)
    assert much < little * 1.2


def test_claims_without_a_copy_or_an_event_are_exported(article):
    Claim.objects.create(article=article, number=7, statement="Nothing is known of this.")
    (row,) = rows.claims(Claim.objects.all(), viewer=None, columns=("number", "revision", "record_hash"))
    assert row == (7, None, None)


def test_a_finding_over_several_lines_is_one_line(opened, gazette, cora):
    support(opened, gazette, by=cora, locator="page 9", finding="One.\nTwo.")
    (row,) = rows.claims(Claim.objects.all(), viewer=None, columns=["findings"])
    assert row == (("gazette: page 2: It opened on 3 May.", "gazette: page 9: One. Two."),)
