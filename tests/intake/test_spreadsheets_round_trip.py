"""Whatever csv or openpyxl write is read back cell for cell, or flagged: never silently different."""

import csv
import io
import re
from datetime import date

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from claims.cells import guard, unguard
from claims.intake.problems import UnreadableSheet
from claims.intake.spreadsheets import Row, open_sheet

WIDTH = 3
HEADER = ["key", "title", "note"]
SPICE = st.text(alphabet="abé“”,;\t\"' \n\r=+\u200b\u202e\x00\x85\u2028👩\ufeff")
TABLES = st.lists(st.lists(st.text() | SPICE, min_size=WIDTH, max_size=WIDTH), max_size=8)
CODECS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])


def readings(data):
    """Row number to cells, or to None where a problem is shown; the numbers of blank rows are missing."""
    items = list(open_sheet(data, "table.csv"))
    return {item.number if isinstance(item, Row) else item.row: _cells(item) for item in items}


def _cells(item):
    return list(item.cells) if isinstance(item, Row) and not item.problems else None


def assert_equal_or_flagged(written, read):
    for number, cells in enumerate(written, start=2):
        if number not in read:
            assert not "".join(cells).strip()
        elif read[number] is not None:
            assert read[number] == cells


@settings(max_examples=300)
@given(
    TABLES,
    CODECS,
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_a_table_written_by_csv_comes_back(rows, codec, delimiter, line_end, quoting):
    if "\r" not in line_end and quoting == csv.QUOTE_MINIMAL:
        # Such a writer leaves a bare \r unquoted: a line end, to us as to every spreadsheet program.
        rows = [[cell.replace("\r", "") for cell in row] for row in rows]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows([HEADER, *rows])
    try:
        data = file.getvalue().encode(codec)
    except UnicodeEncodeError:
        assume(False)
    assert_equal_or_flagged(rows, readings(data))


@settings(max_examples=100)
@given(TABLES)
def test_guarded_tables_come_back(rows):
    file = io.StringIO(newline="")
    csv.writer(file).writerows([HEADER, *([guard(cell) for cell in row] for row in rows)])
    read = {number: cells and list(map(unguard, cells)) for number, cells in readings(file.getvalue().encode()).items()}
    assert_equal_or_flagged(rows, read)


VALUES = st.text() | SPICE | st.integers(-(10**14), 10**14) | st.booleans() | st.none()
VALUES |= st.dates(min_value=date(1900, 3, 1))


def as_seen(value):
    """The text that a spreadsheet program shows of a value that openpyxl wrote."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, str):
        return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), value)
    return str(value)


def trimmed(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=WIDTH, max_size=WIDTH), max_size=6))
def test_a_table_written_by_openpyxl_comes_back(rows):
    assume(not any(isinstance(cell, str) and ILLEGAL_CHARACTERS_RE.search(cell) for row in rows for cell in row))
    book = openpyxl.Workbook()
    for row in [HEADER, *rows]:
        book.active.append(row)
    file = io.BytesIO()
    try:
        book.save(file)
    except (ValueError, UnicodeEncodeError):
        assume(False)
    read = readings(file.getvalue())
    for number, row in enumerate(rows, start=2):
        cells = read.get(number, [""] * WIDTH)
        if cells is not None:
            # XML has one line end; whether a lone \r survives depends on the writer's library.
            assert list(map(trimmed, cells)) == [trimmed(as_seen(cell)) for cell in row]


@settings(max_examples=300)
@given(st.binary(max_size=300) | st.text(alphabet='ab,;"\n\r\t').map(str.encode))
def test_no_bytes_raise_anything_but_the_documented(data):
    try:
        readings(data)
    except UnreadableSheet as refusal:
        assert refusal.problems


@pytest.mark.parametrize("number", [2019.0, 0.1 + 0.2, 1e20, -5.5, 1 / 3])
def test_a_fraction_has_the_fifteen_digits_that_a_program_shows(number):
    book = openpyxl.Workbook()
    book.active.append(["key"])
    book.active.append([number])
    file = io.BytesIO()
    book.save(file)
    assert readings(file.getvalue()) == {2: [f"{number:.15g}".upper()]}
