import tracemalloc

import pytest

from claims.intake.problems import FileProblem, UnreadableSheet
from claims.intake.spreadsheets import Row, open_sheet
from tests.growth import cpu
from tests.hostile import bombs
from tests.hostile.delimited_cases import DELIMITED
from tests.hostile.workbook_cases import WORKBOOKS

CASES = DELIMITED + WORKBOOKS


def outcome(data, filename="claims.csv"):
    """(header and rows without a problem, every problem as shown, notes)"""
    try:
        sheet = open_sheet(data, filename)
    except UnreadableSheet as refusal:
        return (), [str(problem) for problem in refusal.problems], ""
    rows, problems = [sheet.header], []
    for item in sheet:
        if isinstance(item, Row):
            problems += map(str, item.problems)
            if not item.problems:
                rows.append(tuple(item.cells))
        else:
            problems.append(str(item))
    return tuple(rows), problems, " ".join(sheet.notes)


def test_there_are_more_than_a_hundred_hostile_files_each_with_a_name_of_its_own():
    assert len({case.name for case in DELIMITED}) == len(DELIMITED)
    assert len({case.name for case in WORKBOOKS}) == len(WORKBOOKS)
    assert len(CASES) > 100


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_hostile_file_gets_a_sentence_or_a_right_reading(case):
    rows, problems, notes = outcome(case.data, case.filename)
    if case.says:
        assert problems
        assert case.says in problems[0]
        assert all(problem.endswith((".", "?")) for problem in problems)
    else:
        assert problems == []
        assert rows == case.reads
    assert case.notes in notes
    assert bool(case.notes) == bool(notes) or case.says


@pytest.fixture(scope="module")
def honest():
    """CPU seconds that a table takes of which nobody would complain: what a bomb takes is held against it."""
    return cpu(outcome, b"key,title\n" + b"a,one of many\n" * 300_000)


@pytest.mark.parametrize("bomb", bombs.REFUSED, ids=lambda bomb: bomb.__name__)
def test_a_bomb_is_refused_at_once(bomb, honest):
    found = []
    assert cpu(lambda data: found.append(outcome(data)), bomb(), tries=2) < honest
    assert [len(problems) for _, problems, _ in found] == [1, 1]


@pytest.mark.parametrize("bomb", bombs.READ, ids=lambda bomb: bomb.__name__)
def test_an_odd_file_is_read_at_once(bomb, honest):
    found = []
    assert cpu(lambda data: found.append(outcome(data)), bomb()) < 8 * honest  # 900,000 empty cells take twice as long
    ((rows, problems, _),) = found
    assert problems == [] or problems == ["The workbook is empty: no sheet holds anything."]
    assert len(rows) < 3


@pytest.mark.parametrize("bomb", bombs.REFUSED + bombs.READ, ids=lambda bomb: bomb.__name__)
def test_a_bomb_takes_little_memory(bomb):
    data = bomb()
    tracemalloc.start()
    outcome(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000


def test_a_long_csv_is_not_held_in_memory():
    data = b"key,title\n" + b"a,one of many\n" * 200_000
    tracemalloc.start()
    count = sum(1 for _ in open_sheet(data, "claims.csv"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200_000
    assert peak < 5_000_000


@pytest.mark.parametrize("case", [case for case in CASES if len(case.data) < 20_000], ids=str)
def test_a_file_cut_anywhere_raises_nothing_but_the_documented(case):
    for length in range(0, len(case.data), max(1, len(case.data) // 25)):
        outcome(case.data[:length], case.filename)


def test_a_problem_of_the_file_is_the_last_thing_that_reading_gives():
    items = list(open_sheet(b'key,title\na,one\nb,"two\nc,three\n', "claims.csv"))
    assert [type(item) for item in items] == [Row, FileProblem]
