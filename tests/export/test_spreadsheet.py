"""The bytes of a small export in each format, and cells that no program runs."""

import csv
import io
import zipfile
from datetime import datetime, timedelta, timezone

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.cells import guard, unguard
from claims.export.spreadsheet import cell, write_csv, write_json
from claims.export.workbook import LONGEST_CELL, write_xlsx
from claims.intake.spreadsheets import open_sheet
from claims.review.problems import Refused

COLUMNS = ("claim", "confidential", "reason", "confirmed_by", "decided_at")
AT = datetime(2026, 3, 4, 13, 30, 5, 999, tzinfo=timezone(timedelta(hours=1)))
ROWS = [
    (1, False, "Née in “1999”; says she", ("ben", "dana"), AT),
    (2, True, '=HYPERLINK("http://x","y")', (), None),
]
RUNS = ["=1+1", "+49 30 1", "-5", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1", "'=1", "''+1"]
WORDS = st.text(alphabet=st.characters(blacklist_categories=["Cs"]))
HARMLESS_OR_NOT = WORDS | st.text(alphabet="=+-@'\t\r\n ,;\"_x0041＝\u200b")


def written(writer, columns, rows, **options):
    file = io.BytesIO()
    writer(columns, rows, file, **options)
    return file.getvalue()


def test_csv_is_utf_8_with_guarded_cells():
    assert written(write_csv, COLUMNS, ROWS).decode() == (
        "claim,confidential,reason,confirmed_by,decided_at\r\n"
        '1,no,Née in “1999”; says she,"ben\ndana",2026-03-04T12:30:05Z\r\n'
        '2,yes,"\'=HYPERLINK(""http://x"",""y"")",,\r\n'
    )


def test_csv_for_spreadsheet_programs_begins_with_the_mark():
    plain = written(write_csv, COLUMNS, ROWS)
    assert written(write_csv, COLUMNS, ROWS, bom=True) == b"\xef\xbb\xbf" + plain


def test_csv_of_nothing_is_its_header():
    assert written(write_csv, COLUMNS, []) == b"claim,confidential,reason,confirmed_by,decided_at\r\n"


def test_json_holds_the_values_without_guard():
    assert written(write_json, COLUMNS, ROWS).decode() == (
        "[\n"
        '{"claim": 1, "confidential": false, "reason": "Née in “1999”; says she", "confirmed_by": ["ben", "dana"],'
        ' "decided_at": "2026-03-04T12:30:05Z"},\n'
        '{"claim": 2, "confidential": true, "reason": "=HYPERLINK(\\"http://x\\",\\"y\\")", "confirmed_by": [],'
        ' "decided_at": null}\n'
        "]\n"
    )


def test_json_of_nothing_is_an_empty_array():
    assert written(write_json, COLUMNS, []) == b"[]\n"


def test_xlsx_holds_text_cells_only():
    book = openpyxl.load_workbook(io.BytesIO(written(write_xlsx, COLUMNS, ROWS, title="claims")))
    sheet = book["claims"]
    assert list(sheet.values) == [
        COLUMNS,
        ("1", "no", "Née in “1999”; says she", "ben\ndana", "2026-03-04T12:30:05Z"),
        ("2", "yes", '\'=HYPERLINK("http://x","y")', None, None),
    ]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    assert sheet.freeze_panes == "A2"


def test_xlsx_keeps_what_looks_like_an_error_or_a_number_as_text():
    data = written(write_xlsx, ("a", "b", "c"), [("#N/A", "007", "1999-05")], title="claims")
    (row,) = open_sheet(data, "claims.xlsx")
    assert row.cells == ["#N/A", "007", "1999-05"]


@pytest.mark.parametrize("text", RUNS)
def test_no_cell_of_a_workbook_is_a_formula(text):
    data = written(write_xlsx, ("a",), [(text,)], title="claims")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"<f" not in package.read("xl/worksheets/sheet1.xml").replace(b"<family", b"")
    (row,) = open_sheet(data, "claims.xlsx")
    assert unguard(row.cells[0]) == text


@pytest.mark.parametrize("text", RUNS)
def test_a_cell_that_would_run_is_guarded(text):
    assert cell(text) == "'" + text
    assert cell((text, "more")) == "'" + text + "\nmore"


def test_a_cell_too_long_for_a_workbook_is_refused_and_never_cut():
    fitting, too_long = "x" * LONGEST_CELL, "x" * (LONGEST_CELL + 1)
    data = written(write_xlsx, ("statement", "finding"), [(fitting, "")], title="claims")
    (row,) = open_sheet(data, "claims.xlsx")
    assert row.cells[0] == fitting
    with pytest.raises(Refused) as refusal:
        written(write_xlsx, ("statement", "finding"), [("short", ""), ("short", too_long)], title="claims")
    assert str(refusal.value) == (
        "Row 3: “finding” has 32,768 characters; an XLSX cell holds 32,767."
        " Choose CSV or JSON, or leave that column out."
    )


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr("claims.export.workbook.MOST_ROWS", 3)
    assert written(write_xlsx, ("a",), [("1",), ("2",)], title="claims")
    with pytest.raises(Refused, match="These are more than 2 rows, the most that an XLSX sheet holds"):
        written(write_xlsx, ("a",), [("1",), ("2",), ("3",)], title="claims")


def test_rows_are_written_one_by_one():
    taken = []

    def rows():
        for number in range(3):
            taken.append((number, file.tell()))
            yield (number, "x" * 10_000)

    file = io.BytesIO()
    write_json(("number", "text"), rows(), file)
    assert [number for number, _ in taken] == [0, 1, 2]
    assert [size // 10_000 for _, size in taken] == [0, 1, 2]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(HARMLESS_OR_NOT, HARMLESS_OR_NOT), min_size=1, max_size=4))
def test_every_text_comes_back_from_csv(rows):
    data = written(write_csv, ("a", "b"), rows)
    header, *read = csv.reader(io.StringIO(data.decode(), newline=""))
    assert [tuple(map(unguard, row)) for row in read] == rows


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(HARMLESS_OR_NOT, HARMLESS_OR_NOT), min_size=1, max_size=4))
def test_every_text_comes_back_from_a_workbook_or_is_flagged(rows):
    data = written(write_xlsx, ("a", "b"), rows, title="claims")
    read = {row.number: row for row in open_sheet(data, "claims.xlsx")}
    for number, row in enumerate(rows, start=2):
        if number not in read:
            assert not "".join(map(guard, row)).strip()
        elif not read[number].problems:
            # Blanks around a cell mean nothing to our import, and a blank cell may come back empty.
            assert [unguard(text).strip() for text in read[number].cells] == [text.strip() for text in row]
