import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from claims.intake.problems import FileProblem, RowProblem, UnreadableSheet
from claims.intake.spreadsheets import Limits, Row, open_sheet
from claims.intake.spreadsheets.sheet import column_letter
from tests.hostile.packages import second_row, text, workbook

CSV = b"Key;Title\na;one\n\nb;two\n"
ROWS = [Row(2, ["a", "one"], 2), Row(4, ["b", "two"], 4)]


def test_a_sheet_gives_its_header_and_numbered_rows():
    sheet = open_sheet(CSV, "sources.csv")
    assert (sheet.header, sheet.notes) == (("key", "title"), ())
    assert list(sheet) == ROWS


def test_a_sheet_can_be_read_again():
    sheet = open_sheet(CSV, "sources.csv")
    assert list(sheet) == list(sheet)
    book = open_sheet(workbook(second_row(text("B2", "one"))), "sources.xlsx")
    assert list(book) == list(book) == [Row(2, ["a", "one"])]


def test_the_file_stays_open_after_reading_even_halfway(tmp_path):
    path = tmp_path / "sources.csv"
    path.write_bytes(CSV)
    with path.open("rb") as file:
        next(iter(open_sheet(file, path.name)))
        assert list(open_sheet(file, path.name)) == ROWS


@pytest.mark.parametrize("data", [CSV, workbook(second_row(text("B2", "one")))], ids=["csv", "xlsx"])
def test_uploads_are_read_like_bytes(data):
    small = SimpleUploadedFile("a.csv", data)
    large = TemporaryUploadedFile("a.csv", "text/csv", len(data), None)
    large.write(data)
    for upload in (small, large, io.BytesIO(data)):
        assert list(open_sheet(upload, "a.csv")) == list(open_sheet(data, "a.csv"))


def test_a_row_knows_its_number_in_the_program_and_its_line_in_the_file():
    items = list(open_sheet(b'key,title\n"a\nb\nc",one\nd\n', "sources.csv"))
    assert items == [
        Row(2, ["a\nb\nc", "one"], 2),
        RowProblem(3, "title", "This row has 1 cell, the header has 2 cells. A cell is missing.", 5),
    ]
    assert str(items[1]) == (
        "Row 3 (line 5 of the file), column “title”: This row has 1 cell, the header has 2 cells. A cell is missing."
    )


def test_problems_of_cells_come_with_their_row_all_of_them():
    (row,) = open_sheet("key,title\na\x00,b\u202e\n".encode(), "sources.csv")
    assert [(problem.row, problem.column) for problem in row.problems] == [(2, "key"), (2, "title")]


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(file_bytes=20), "The file is larger than 0 MB. Split it into several."),
        (Limits(columns=1), "Row 1: The table has 2 columns; 1 are the most."),
    ],
)
def test_limits_refuse_at_once(limits, message):
    with pytest.raises(UnreadableSheet, match=message):
        open_sheet(CSV, "sources.csv", limits=limits)


def test_rows_over_the_limit_end_the_reading():
    problem = FileProblem("The file has more than 1 rows. Split it into several files.")
    assert list(open_sheet(b"key\na\nb\nc\n", "a.csv", limits=Limits(rows=1))) == [Row(2, ["a"], 2), problem]
    book = workbook(second_row("").replace("</sheetData>", f'<row r="3">{text("A3", "b")}</row></sheetData>'))
    assert list(open_sheet(book, "a.xlsx", limits=Limits(rows=1))) == [Row(2, ["a", ""]), problem]


def test_every_refusal_is_told_at_once():
    with pytest.raises(UnreadableSheet) as refusal:
        open_sheet(b"key,,title,KEY\n", "sources.csv")
    assert [str(problem) for problem in refusal.value.problems] == [
        "Row 1: Column B has no name in the first row. Name it or remove it.",
        "Row 1, column “key”: stands 2 times in the first row (columns A, D). Keep one.",
    ]


@pytest.mark.parametrize("name", ["claims", "sources", "evidence", "verdicts"])
def test_the_sample_files_are_read_without_a_problem(name):
    sheet = open_sheet(Path("seeds", f"{name}.csv").read_bytes(), f"{name}.csv")
    assert all(isinstance(item, Row) and not item.problems for item in sheet)


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_are_called_as_in_a_spreadsheet_program(index, letter):
    assert column_letter(index) == letter
