"""Reading a file as one of the tables, and giving its refused rows back."""

import hashlib
import io

import pytest

from claims.intake.columns import COLUMNS
from claims.intake.spreadsheets import open_sheet
from claims.intake.tables import empty_sheet, read_table, refused_rows
from claims.vocabulary import Table

SHEET = "number,statement,kind\n1,One.,date\nx,=SUM(1),gossip\n3,Three.,date\n"


@pytest.mark.parametrize("as_file", [False, True])
def test_rows_problems_and_the_files_digest(as_file):
    data = SHEET.encode()
    reading = read_table(Table.CLAIMS, io.BytesIO(data) if as_file else data, "claims.csv")
    assert [row.values["statement"] for row in reading.rows] == ["One.", "Three."]
    assert [(problem.row, problem.column) for problem in reading.problems] == [(3, "number"), (3, "kind")]
    assert reading.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"PK\x03\x04broken", b"<html><table>", b"\xff\xfe"])
def test_what_is_no_table_is_a_sentence_and_nothing_is_raised(data):
    reading = read_table(Table.CLAIMS, data, "claims.csv")
    assert list(reading.rows) == []
    assert len(reading.problems) == 1


def test_a_header_alone_says_so():
    reading = read_table(Table.CLAIMS, b"number,statement\n", "claims.csv")
    assert [str(problem) for problem in reading.problems] == ["The file has column names and no rows below them."]


def test_a_missing_column_is_told_once_and_not_for_every_row():
    reading = read_table(Table.EVIDENCE, b"claim,stance\n1,supports\n2,supports\n", "e.csv")
    assert [str(problem) for problem in reading.problems] == ["Row 1: The evidence table needs a column “source”."]


def test_refused_rows_come_back_with_their_problems_and_safe_cells():
    data = SHEET.encode()
    text = refused_rows(data, "claims.csv", read_table(Table.CLAIMS, data, "claims.csv").problems)
    header, row = list(open_sheet(text.encode(), "r.csv").header), next(iter(open_sheet(text.encode(), "r.csv")))
    assert header == ["row", "column", "problem", "number", "statement", "kind"]
    assert list(row.cells[:2]) == ["3", "number, kind"]
    assert list(row.cells[3:]) == ["x", "'=SUM(1)", "gossip"]


def test_mended_refused_rows_are_read_as_they_stand():
    data = SHEET.encode()
    text = refused_rows(data, "claims.csv", read_table(Table.CLAIMS, data, "claims.csv").problems)
    mended = text.replace("gossip", "date").replace("\r\n3,", "\r\n2,").replace(",x,", ",2,")
    reading = read_table(Table.CLAIMS, mended.encode(), "mended.csv")
    assert reading.problems == []
    assert next(iter(reading.rows)).values["statement"] == "=SUM(1)"


@pytest.mark.parametrize("table", Table)
def test_the_empty_sheet_has_every_column_that_is_read(table):
    names = open_sheet(empty_sheet(table).encode() + b"x\n", "t.csv").header
    assert set(names) == set(COLUMNS[table]) - {"article"}
