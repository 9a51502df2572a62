"""What the desk exports comes back as it left: nothing changes but the cells that a person edited."""

import io

import pytest
from django.contrib.auth.models import User
from openpyxl import load_workbook

from claims.export.columns import choices
from claims.export.files import Export, Format, write
from claims.intake.filing import file_table, plan
from claims.models import Article, Claim, Evidence, Source
from claims.vocabulary import Table
from tests.conftest import NOW, SEEDS, make_article, make_person, make_source, support
from tests.intake.bringing import LATER, bring
from tests.intake.test_filing_seeds import EXPECTED
from tests.intake.test_filing_sources import give


@pytest.fixture(scope="module")
def filed(module_database):
    """The sample tables, and rows that a spreadsheet program could spoil."""
    edith = make_person("edith", "editor")
    article = make_article(make_person("wanda", "writer"), edith)
    for table in EXPECTED:
        text = (SEEDS / f"{table}.csv").read_text(encoding="utf-8")
        bring(table, text, article=article, by=edith, decide=table == "verdicts")
    hidden = make_source(edith, "whistle", confidential=True, title="Deep Throat")
    open_copy = make_source(edith, "copy", republishes=hidden, title="=SUM(A1)", author="@home", publisher="'til")
    claim = article.claims.get(number=1)
    support(claim, hidden, by=edith, locator="his office")
    support(claim, hidden, by=edith, locator="-5 floors down", finding="+1\n\ttwo")
    support(claim, open_copy, by=edith, locator="", finding="0012")


@pytest.fixture
def edith(filed, db):
    return User.objects.get(username="edith")


@pytest.fixture
def sample(filed, db):
    return Article.objects.get()


def exported(table, by, format=Format.CSV):
    rows = Source.objects.all() if table is Table.SOURCES else Claim.objects.all()
    out = io.BytesIO()
    write(Export(table, rows, by, choices(table), format, bom=True), out, at=NOW)
    return out.getvalue()


@pytest.mark.parametrize("sees", [True, False], ids=["sees all", "sees numbers"])
@pytest.mark.parametrize("format", [Format.CSV, Format.XLSX])
@pytest.mark.parametrize("table", Table)
def test_an_export_imported_as_it_is_changes_nothing(sample, edith, table, format, sees):
    if sees:
        give(edith, "see_confidential")
    data = exported(table, edith, format)
    for article in (sample, None) if table is not Table.SOURCES else (None,):
        found = plan(table, data, f"t.{format}", article=article, by=edith, decide=True)
        assert (found.problems, found.counts[:2]) == ([], (0, 0))
        assert found.counts.unchanged > 0


def test_one_cell_edited_in_a_workbook_changes_that_cell_alone(sample, edith):
    book = load_workbook(io.BytesIO(exported(Table.CLAIMS, edith, Format.XLSX)))
    sheet = book.active
    header = [cell.value for cell in sheet[1]]
    sheet.cell(row=8, column=header.index("note") + 1).value = "Call again."
    edited = io.BytesIO()
    book.save(edited)
    before = dict(Claim.objects.values_list("pk", "version"))
    filed = file_table(Table.CLAIMS, edited.getvalue(), "edited.xlsx", article=sample, by=edith, at=LATER)
    assert (filed.problems, filed.counts) == ([], (0, 1, 133, 0))
    changed = Claim.objects.exclude(note="").get(note="Call again.")
    assert changed.number == 7
    assert {pk for pk, version in Claim.objects.values_list("pk", "version") if version != before[pk]} == {changed.pk}


def test_the_desk_holds_the_same_after_an_undone_edit_comes_back(sample, edith):
    tables = {model: list(model.objects.order_by("pk").values()) for model in (Source, Evidence)}
    for table in (Table.SOURCES, Table.EVIDENCE):
        bring(table, exported(table, edith).decode("utf-8-sig"), article=sample, by=edith, at=LATER)
    assert {model: list(model.objects.order_by("pk").values()) for model in (Source, Evidence)} == tables
