"""Whatever a sheet holds, filing it at any table is a sentence or a right import: all of it or nothing, and recorded."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.intake.columns import COLUMNS, NEEDED
from claims.intake.filing import file_table
from claims.models import Claim, Event, Evidence, Import, Source, Verdict
from claims.record.verifying import verify
from claims.review.wording import mark_claim
from claims.vocabulary import Table
from tests.conftest import NOW, make_source, support
from tests.hostile.test_spreadsheet_files import CASES
from tests.record.days_work import arrive

ROWS = (Source, Claim, Evidence, Verdict, Import, Event)

RIGHT = {
    "article": ["alma", ""], "number": ["1", "2", "7"], "claim": ["1"], "source": ["deed"], "key": ["fresh", "deed", "new"],
    "title": ["A title"], "statement": ["It cost 40 million crowns."], "quote": ["40 million crowns", "9,000 cars a day"],
    "kind": ["other"], "risk": ["high", "low"], "stance": ["supports"], "verdict": ["verified", "disputed"],
    "confidential": ["yes", "no"], "sensitive": ["yes", ""], "republishes": ["", "deed"], "checker": ["cora", ""],
    "sources": ["deed", "https://city.example/"], "published_on": ["1999"], "accessed_on": ["1999-05"],
    "url": ["https://holm.example/"], "archive_url": [""],
}  # fmt: skip
# Right values of some column, values that only look right, and what no column takes.
CELLS = st.sampled_from([
    "", " ", "1", "2", "99", "-1", "1.0", "1e3", "9" * 30, "٣", "yes", "maybe", "high", "supports", "verified", "stet",
    "interview", "number", "alma", "ferry", "deed", "DEED ", "deed;leaflet", "https://city.example/", "javascript:alert(1)",
    "https://[::1", "1999-05-21", "1999-13-45", "It opened on 3 May 1999.", "3 May 1999", "9,000 cars a day",
    "=HYPERLINK(1)", "'=1", "@SUM", "\u202eevil", "\u200b", "é", "e\u0301", "\U0001f409" * 50, "x" * 600, "line\nbreak", 'a "quote"',
    "edith", "cora", "<script>alert(1)</script>", "NULL", "None", "\ud7ff", "\ufeff",
])  # fmt: skip


@st.composite
def sheets(draw):
    """A table, and a sheet that may be its: columns of it, of others and of none, and rows of any cells."""
    table = draw(st.sampled_from(list(Table)))
    needed = [group[0] for group in NEEDED[table]] + ["title"] * (table == Table.SOURCES)
    header = [*dict.fromkeys([*needed, *draw(st.lists(st.sampled_from([*COLUMNS[table]]), max_size=5))])]
    header += draw(st.lists(st.sampled_from(["status", "record_hash", "colour", "", " Number ", "KEY"]), max_size=1))
    right = st.tuples(*(st.sampled_from(RIGHT.get(name, ["words"])) for name in header))
    wrong = st.lists(CELLS, min_size=len(header) - 1, max_size=len(header))
    one_wrong = st.builds(lambda row, at, cell: [*row[:at], cell, *row[at + 1 :]], right, st.integers(0, 9), CELLS)
    rows = draw(st.lists(st.one_of(right, right, one_wrong, wrong), min_size=1, max_size=3))
    lines = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [header, *rows])
    return table, "\n".join(lines).encode()


@pytest.fixture
def desk(wanda, cora, edith):
    article = arrive(wanda, edith)
    claim = mark_claim(article, by=edith, at=NOW, statement="It opened on 3 May 1999.", quote="3 May 1999")
    support(claim, make_source(cora, "deed"), by=cora)
    make_source(edith, "leaflet", confidential=True)
    return article, edith


def counts():
    return [model.objects.count() for model in ROWS]


def held(desk, table, data, filename, **choices):
    """File it, hold what must be true of any file, and put the desk back as it was."""
    article, by = desk
    before = counts()
    with transaction.atomic():
        filed = file_table(table, data, filename, article=article, by=by, at=NOW, **choices)
        said = [str(problem) for problem in filed.problems]
        assert all(sentence.rstrip().endswith((".", "?")) for sentence in said), said
        if filed.import_ is None:
            assert counts() == before
        else:
            assert not said or choices.get("good_rows")
            assert filed.import_.made_claims.count() == (filed.import_.new if table == Table.CLAIMS else 0)
            assert verify().broken == ""
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", Table)
def test_every_hostile_file_at_every_table_is_refused_in_sentences_or_filed_whole(desk, table):
    for case in CASES:
        held(desk, table, case.data, case.filename)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets(), st.booleans(), st.booleans())
def test_any_cells_under_any_columns_are_refused_in_sentences_or_filed_whole(desk, sheet, good_rows, decide):
    table, data = sheet
    held(desk, table, data, "sheet.csv", good_rows=good_rows, decide=decide)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(CASES), st.sampled_from(list(Table)), st.integers(0, 10**6), st.binary(min_size=1, max_size=4))
def test_a_sheet_with_a_few_bytes_changed_is_refused_in_sentences_or_filed_whole(desk, case, table, at, noise):
    data = case.data[:20_000]
    place = at % (len(data) + 1)
    held(desk, table, data[:place] + noise + data[place + len(noise) :], case.filename)
