"""The list of corrections: what the desk recommends to change, and nothing else."""

import csv
import io

import docx
import pytest
from docx.shared import Cm

from claims.cells import unguard
from claims.export.corrections import COLUMNS
from claims.export.taking import Paper, Taking, take
from claims.export.whereabouts import Whereabouts
from claims.models import Claim, Revision
from claims.review import verdicts, wording
from tests.conftest import BODY, NOW, make_person, make_source, support


@pytest.fixture
def taken(article):
    def taken(format="csv", *, by=None):
        file = io.BytesIO()
        done = take(Taking(article, Paper.CORRECTIONS, format, by), file, at=NOW)
        return done, file.getvalue()

    return taken


@pytest.fixture
def rows(taken):
    def rows(*, by=None):
        done, data = taken(by=by)
        found = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert len(found) == done.claims
        return found

    return rows


@pytest.fixture
def corrected(article, cora, edith):
    """Claim 1, marked corrected: 9,000 cars should read 8,000."""
    claim = wording.mark_claim(article, by=edith, at=NOW, statement="It carries 9,000 cars.", quote="9,000 cars a day")
    support(claim, make_source(cora, "census"), by=cora, stance="contradicts", finding="8,000.")
    verdicts.record_verdict(claim, by=cora, verdict="disputed", reason="The census.", at=NOW)
    claim.refresh_from_db()
    verdicts.record_verdict(
        claim, by=edith, verdict="corrected", reason="The census has it.", correction="8,000 cars a day", at=NOW
    )
    return claim


def test_a_dispute_with_a_proposed_wording_is_listed(desk, rows, whisper):
    (row,) = rows()
    assert tuple(row) == COLUMNS
    assert row == {
        "claim": "2",
        "status": "disputed",
        "where": "paragraph 1, sentence 2",
        "now_reads": "40 million crowns",
        "should_read": "'+60",
        "reason": '\'=60 million, says a clerk; "not 40"',
        "sources": f"Contradicts: Confidential source {whisper.pk}\n"
        "Gives context: Gazette of 4 May, gazette press, 1999-05, page 3 <https://gazette.example/1>",
        "sentence": "It cost 40 million crowns, says engineer Ida Holm.",
        "by": "Cora, 4 Mar 2026, 12:00",
    }


def test_a_correction_that_is_not_yet_made_is_listed(corrected, rows):
    (row,) = rows()
    assert (row["status"], row["now_reads"], row["should_read"], row["where"]) == (
        "corrected, not yet made",
        "9,000 cars a day",
        "8,000 cars a day",
        "paragraph 2, sentence 2",
    )


def test_a_correction_that_stands_in_the_copy_is_not(article, corrected, edith, rows):
    Revision.objects.create(
        article=article, number=2, body=BODY.replace("9,000", "8,000"), original=b"", sha256="0" * 64,
        imported_by=edith, imported_at=NOW,
    )  # fmt: skip
    assert rows() == []


def test_a_dispute_without_a_wording_is_no_recommendation(article, claim, cora, rows):
    verdicts.record_verdict(claim, by=cora, verdict="disputed", reason="I doubt it.", at=NOW)
    assert rows() == []


def test_they_come_in_the_order_of_the_copy_and_lost_ones_last(article, corrected, edith, cora, rows):
    for number, quote in ((2, "in 2001"), (3, "nowhere")):
        made = wording.mark_claim(article, by=edith, at=NOW, number=number, statement="S.", quote=quote)
        verdicts.record_verdict(made, by=cora, verdict="disputed", reason="No.", correction="Better.", at=NOW)
    assert [(row["claim"], row["where"]) for row in rows()] == [
        ("2", "paragraph 2, sentence 1"),
        ("1", "paragraph 2, sentence 2"),
        ("3", "no certain place: not found"),
    ]


def test_who_may_see_a_confidential_source_reads_it(cost, phila, rows):
    (row,) = rows(by=phila)
    assert row["sources"].startswith("Contradicts: A clerk at the ministry, whisper-key press, folder 7: It was 60.")


def test_our_own_inverse_takes_the_guard_off_again(cost, taken):
    _, row = csv.reader(io.StringIO(taken()[1].decode("utf-8-sig"), newline=""))
    assert [unguard(cell) for cell in row[4:6]] == ["+60", '=60 million, says a clerk; "not 40"']


@pytest.mark.parametrize("typed", ["=1+1", "@SUM(A1)", "-2", "\u202e=1", "<script>alert(1)</script>"])
def test_hostile_text_is_a_text_in_both_formats(article, claim, cora, taken, typed):
    verdicts.record_verdict(claim, by=cora, verdict="disputed", reason=typed, correction=typed, at=NOW)
    shown = typed.removeprefix("\u202e")  # The desk keeps no such character.
    (row,) = csv.reader(io.StringIO(taken()[1].decode("utf-8-sig").split("\n", 1)[1], newline=""))
    assert row[4] in {shown, f"'{shown}"}
    assert row[4][0] not in "=+-@"
    (table,) = docx.Document(io.BytesIO(taken("docx")[1])).tables
    assert table.rows[1].cells[2].text == shown


def test_the_document_has_a_row_for_each_change(desk, corrected, taken):
    done, data = taken("docx")
    document = docx.Document(io.BytesIO(data))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Claim", "Now reads", "Should read", "Why"]
    claims = [row.cells[0].text.splitlines() for row in table.rows[1:]]
    assert claims == [
        ["2", "disputed", "paragraph 1, sentence 2"],
        ["4", "corrected, not yet made", "paragraph 2, sentence 2"],
    ]
    assert [row.cells[1].text.splitlines() for row in table.rows[1:]] == [
        ["40 million crowns", "In: It cost 40 million crowns, says engineer Ida Holm."],
        ["9,000 cars a day", "In: The bridge carries 9,000 cars a day."],
    ]
    widths, section = [cell.width for cell in table.rows[1].cells], document.sections[0]
    assert min(widths) >= Cm(3) and sum(widths) <= section.page_width - section.left_margin - section.right_margin
    assert document.paragraphs[1].text == "Recommended changes: 2"
    assert done.claims == 2


def test_nothing_to_change_is_a_table_of_headings(article, claim, taken):
    done, data = taken()
    assert (done.claims, data.decode("utf-8-sig")) == (0, ",".join(COLUMNS) + "\r\n")
    assert docx.Document(io.BytesIO(taken("docx")[1])).paragraphs[1].text == "Recommended changes: 0"


class TestWhereabouts:
    @pytest.mark.parametrize(
        "words, said",
        [
            ("bridge that", "headline"),
            ("The Alma", "paragraph 1, sentence 1"),
            ("1999.", "paragraph 1, sentence 1"),
            ("It cost", "paragraph 1, sentence 2"),
            ("1999. It", "paragraph 1, sentence 1 to paragraph 1, sentence 2"),
            ("Holm.\n\nHolm", "paragraph 1, sentence 2 to paragraph 2, sentence 1"),
            ("a day.", "paragraph 2, sentence 2"),
        ],
    )
    def test_are_said_by_paragraph_and_sentence(self, words, said):
        start = BODY.index(words)
        assert Whereabouts(BODY).of(start, start + len(words)) == said

    def test_a_sentence_comes_whole(self):
        where = Whereabouts(BODY)
        start = BODY.index("million")
        assert where.sentence(start, start + 7) == "It cost 40 million crowns, says engineer Ida Holm."
        assert where.sentence(0, 3) == "The bridge that was late"

    def test_a_place_at_the_very_edges_is_one(self):
        body = "Head\n\n“A.” B"
        assert Whereabouts(body).of(0, len(body)).startswith("headline to paragraph 1")
        assert Whereabouts(body).sentence(0, len(body)) == body


@pytest.mark.parametrize("n", [1, 3])
def test_three_corrections_take_as_many_queries_as_one(article, edith, cora, taken, django_assert_num_queries, n):
    reader = make_person("lena", "reader")
    for quote in ["3 May 1999", "40 million crowns", "9,000 cars"][:n]:
        made = wording.mark_claim(article, by=edith, at=NOW, quote=quote)
        support(made, make_source(cora, quote), by=cora, stance="contradicts")
        verdicts.record_verdict(made, by=cora, verdict="disputed", reason="No.", correction="Yes.", at=NOW)
    assert Claim.objects.count() == n
    with django_assert_num_queries(5):  # the reader's permissions, then as for the checked copy
        taken(by=reader)
