"""What leaves the desk comes back: unchanged, with one cell changed, or to an empty desk."""

import csv
import io
import json

import openpyxl
import pytest
from django.db import transaction

from claims.intake.filing import Counts, file_table, plan
from claims.models import Claim, Evidence, Source
from claims.review import wording
from claims.vocabulary import Table
from tests.conftest import NOW, make_source, support

HOSTILE = ["=1+1", "'=1", "@who", "+49 30 1", "-", "  lead", "“quoted”; \"twice\", and\nbroken", "_x0041_", "#N/A", "007", "1999-05"]  # fmt: skip
FORMATS = ["csv", "xlsx"]


@pytest.fixture
def full_desk(desk, article, gazette, edith, cora):
    """The bridge's three claims, and one for each hostile text in every field that takes text."""
    for number, text in enumerate(HOSTILE, start=4):
        claim = wording.mark_claim(
            article, by=edith, at=NOW, statement=f"{text}!", quote=text, value=text, speaker=text, section=text, note=text
        )  # fmt: skip
        assert claim.number == number
        source = make_source(edith, f"k{number}", title=text, publisher=text, author=text, republishes=gazette)
        support(claim, source, by=cora, locator=text, finding=text)
    Claim.objects.filter(number=3).update(checker=cora)
    return article


def import_(table, data, format, by, article=None):
    decide = table == "verdicts"
    article = None if table == "sources" else article
    return file_table(table, data, f"{table}.{format}", article=article, by=by, at=NOW, decide=decide)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("table", ["sources", "claims", "evidence", "verdicts"])
class TestImportedAgain:
    def test_a_table_changes_nothing(self, full_desk, phila, exported, table, format):
        data = exported(table, by=phila, columns=["all"], format=format)
        looked_at = plan(table, data, f"{table}.{format}", article=None, by=phila, decide=table == "verdicts")
        rows = len(looked_at.reading.rows)
        assert rows >= 2
        assert (looked_at.problems, looked_at.counts) == ([], Counts(unchanged=rows))

    def test_a_table_with_hidden_sources_changes_nothing(self, full_desk, edith, exported, table, format):
        data = exported(table, by=edith, columns=["all"], format=format)
        looked_at = plan(table, data, f"{table}.{format}", article=None, by=edith, decide=table == "verdicts")
        rows = len(looked_at.reading.rows)
        assert (looked_at.problems, looked_at.counts) == ([], Counts(unchanged=rows))


def with_cell(data, row, column, text):
    """The CSV as a spreadsheet program would save it, with one cell typed over."""
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    rows[row - 1][header.index(column)] = text
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([header, *rows])
    return out.getvalue().encode("utf-8-sig")


def state():
    """Everything that the import could have changed, claim by claim."""
    return {claim["number"]: claim for claim in Claim.objects.values()}, list(Evidence.objects.order_by("pk").values())


@pytest.mark.parametrize(("row", "column"), [(1, "section"), (2, "value"), (3, "speaker"), (8, "note"), (9, "quote")])
def test_one_edited_cell_changes_that_cell_alone(full_desk, edith, exported, row, column):
    data = exported("claims", by=edith, columns=["all"], bom=True)
    claims_before, evidence_before = state()
    filed = import_("claims", with_cell(data, row, column, "edited by hand"), "csv", edith, full_desk)
    claims_after, evidence_after = state()
    assert (filed.problems, filed.counts.changed, filed.counts.unchanged) == ([], 1, len(claims_before) - 1)
    assert evidence_after == evidence_before
    changed = {n: {k for k in claims_after[n] if claims_after[n][k] != claims_before[n][k]} for n in claims_after}
    moving = {"version", "last_event_id"} | ({"status", "verdict_id", "decided_at"} if column == "value" else set())
    moving |= {"start", "end", "occurrences"} if column == "quote" else set()
    assert column in changed.pop(row)
    assert {n: fields for n, fields in changed.items() if fields} == {}
    assert {k for k in claims_after[row] if claims_after[row][k] != claims_before[row][k]} <= moving | {column}


def test_a_cell_edited_in_a_workbook_changes_that_cell_alone(full_desk, edith, exported):
    book = openpyxl.load_workbook(io.BytesIO(exported("claims", by=edith, columns=["all"], format="xlsx")))
    header = [cell.value for cell in book.active[1]]
    book.active.cell(4, header.index("speaker") + 1).value = "Somebody"
    saved = io.BytesIO()
    book.save(saved)
    looked_at = plan("claims", saved.getvalue(), "claims.xlsx", article=full_desk, by=edith)
    (changed,) = [step for step in looked_at.rows if step.outcome == "changed"]
    assert [tuple(cell) for cell in changed.cells] == [("speaker", "", "Somebody")]
    assert looked_at.problems == []


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_desk_is_filled_again_from_the_four_tables(request, article, phila, cora, exported, format):
    with transaction.atomic():
        request.getfixturevalue("full_desk")
        tables = {table: exported(table, by=phila, columns=["all"], format=format) for table in Table}
        before = {table: _kept(exported(table, by=phila, columns=["all"], format="json")) for table in Table}
        transaction.set_rollback(True)
    assert not Claim.objects.exists()
    assert not Source.objects.exists()
    for table in (Table.SOURCES, Table.CLAIMS, Table.EVIDENCE, Table.VERDICTS):
        by = cora if table is Table.VERDICTS else phila
        if table is Table.VERDICTS:
            cora.groups.add(*phila.groups.all())
        filed = import_(table.value, tables[table], format, by, article)
        assert filed.problems == []
    after = {table: _kept(exported(table, by=phila, columns=["all"], format="json")) for table in Table}
    assert after == before


def _kept(data):
    """The rows in any order, without what is new at every import: times, people and hashes of the decisions."""
    new = {"decided_by", "decided_at", "confirmed_by", "record_hash", "findings"}
    rows = [{name: value for name, value in row.items() if name not in new} for row in json.loads(data)]
    return sorted(rows, key=json.dumps)
