from pathlib import Path

import pytest

from claims.intake.columns import COLUMNS, DuplicateKeys, ParsedRow, parse_header, parse_row
from claims.intake.problems import FileProblem, RowProblem
from claims.intake.spreadsheets import Row, open_sheet
from claims.vocabulary import Kind, Risk, SourceKind, Stance, Table


def parsed(table, **cells):
    """One row, read with just the columns that are given."""
    columns, _, _ = parse_header(table, tuple(cells))
    return parse_row(columns, Row(2, list(cells.values())))


def sentences(table, **cells):
    problems = parsed(table, **cells)
    assert isinstance(problems, list), problems
    return [str(problem) for problem in problems]


def test_the_four_tables_have_the_columns_of_the_design():
    assert {table.value: ",".join(columns) for table, columns in COLUMNS.items()} == {
        "sources": "key,title,publisher,author,url,kind,published_on,accessed_on,archive_url,republishes,confidential",
        "claims": "article,number,section,statement,quote,kind,value,speaker,risk,sensitive,checker,note,sources",
        "evidence": "article,claim,source,stance,locator,finding",
        "verdicts": "article,claim,verdict,reason,correction",
    }


@pytest.mark.parametrize("name", ["sources", "claims", "evidence", "verdicts"])
def test_every_row_of_the_sample_files_parses(name):
    sheet = open_sheet(Path("seeds", f"{name}.csv").read_bytes(), f"{name}.csv")
    columns, notes, problems = parse_header(Table(name), sheet.header)
    rows = [parse_row(columns, row) for row in sheet]
    assert (notes, problems) == ((), ())
    assert all(isinstance(row, ParsedRow) for row in rows)
    assert len(rows) == {"sources": 131, "claims": 134, "evidence": 248, "verdicts": 90}[name]


class TestHeader:
    def test_a_column_that_nobody_knows_is_named_with_the_nearest_one(self):
        _, notes, problems = parse_header(Table.CLAIMS, ("statement", "spaeker", "colour"))
        assert notes == (
            "The column “spaeker” is not known and was not read. Did you mean “speaker”?",
            "The column “colour” is not known and was not read.",
        )
        assert problems == ()

    def test_a_status_or_verdict_in_a_claims_sheet_is_named_and_not_obeyed(self):
        columns, notes, _ = parse_header(Table.CLAIMS, ("statement", "status", "verdict"))
        assert notes == tuple(
            f"The column “{name}” is not obeyed: a file decides nothing. Record decisions at the desk."
            for name in ("status", "verdict")
        )
        row = parse_row(columns, Row(2, ["Kerr fought.", "verified", "verified"]))
        assert row == ParsedRow(2, {"statement": "Kerr fought."})

    def test_columns_that_only_exports_have_are_reported_once(self):
        header = ("number", "reason", "correction", "decided_by", "decided_at", "confirmed_by", "findings")
        _, notes, problems = parse_header(Table.CLAIMS, (*header, "revision", "record_hash"))
        assert notes == (
            "Only exports have these columns, they were not read: reason, correction, decided_by, decided_at, "
            "confirmed_by, findings, revision, record_hash.",
        )
        assert problems == ()

    @pytest.mark.parametrize(
        ("table", "header", "message"),
        [
            (Table.SOURCES, ("title",), "The sources table needs a column “key”."),
            (Table.CLAIMS, ("kind",), "The claims table needs a column “number” or “statement” or “quote”."),
            (Table.EVIDENCE, ("claim",), "The evidence table needs a column “source”."),
            (Table.EVIDENCE, ("source",), "The evidence table needs a column “claim”."),
            (Table.VERDICTS, ("claim",), "The verdicts table needs a column “verdict”."),
        ],
    )
    def test_a_column_without_which_nothing_can_be_placed_is_asked_for(self, table, header, message):
        assert parse_header(table, header)[2] == (FileProblem(message, 1),)

    def test_a_file_without_a_header_row_is_told_so(self):
        problem = parse_header(Table.VERDICTS, ("12", "verified"))[2][0]
        assert str(problem) == (
            "Row 1: The first row names no column of the verdicts table. It holds: 12, verified. "
            "Expected: article, claim, verdict, reason, correction."
        )


class TestAbsentAndEmpty:
    def test_an_absent_column_leaves_its_key_out(self):
        assert parsed(Table.CLAIMS, statement="Kerr fought.").values == {"statement": "Kerr fought."}

    def test_an_empty_cell_clears(self):
        cells = dict.fromkeys(COLUMNS[Table.CLAIMS], "") | {"statement": "Kerr fought."}
        assert parsed(Table.CLAIMS, **cells).values == {
            "article": "",
            "number": None,
            "section": "",
            "statement": "Kerr fought.",
            "quote": "",
            "kind": "other",
            "value": "",
            "speaker": "",
            "risk": "low",
            "sensitive": False,
            "checker": "",
            "note": "",
            "sources": (),
        }

    def test_an_empty_source_has_the_starting_words_too(self):
        cells = dict.fromkeys(COLUMNS[Table.SOURCES], "") | {"key": "ap", "title": "A deal"}
        values = parsed(Table.SOURCES, **cells).values
        assert (values["kind"], values["confidential"], values["url"]) == ("other", False, "")
        assert parsed(Table.EVIDENCE, claim="1", source="ap", stance="").values["stance"] == "unread"

    def test_a_required_cell_that_is_empty_is_refused(self):
        assert parsed(Table.SOURCES, key=" ", title="") == [
            RowProblem(2, "key", "This must not be empty."),
            RowProblem(2, "title", "This must not be empty."),
        ]
        assert len(sentences(Table.EVIDENCE, claim="", source="")) == 2
        assert len(sentences(Table.VERDICTS, claim="", verdict="")) == 2


class TestStatement:
    def test_an_empty_statement_falls_back_to_the_quote(self):
        assert parsed(Table.CLAIMS, statement="", quote="he fought").values == {
            "statement": "he fought",
            "quote": "he fought",
        }

    def test_without_its_column_the_statement_is_left_alone(self):
        assert parsed(Table.CLAIMS, quote="he fought").values == {"quote": "he fought"}
        assert parsed(Table.CLAIMS, number="3", risk="high").values == {"number": 3, "risk": "high"}

    @pytest.mark.parametrize(
        ("cells", "column"),
        [
            ({"number": "3", "statement": ""}, "statement"),
            ({"statement": "", "quote": "", "kind": "name"}, "statement"),
            ({"quote": "", "kind": "name"}, "quote"),
            ({"number": "", "risk": "high"}, "quote"),
        ],
    )
    def test_a_claim_without_words_is_refused(self, cells, column):
        message = "A claim needs a statement, or at least its quote from the copy."
        assert parsed(Table.CLAIMS, **cells) == [RowProblem(2, column, message)]


class TestWords:
    @pytest.mark.parametrize(
        "typed", ["primary document", "Primary Document", "PRIMARY_DOCUMENT", " primary-document "]
    )
    def test_words_of_the_desk_are_matched_without_regard_to_case(self, typed):
        assert parsed(Table.SOURCES, key="a", kind=typed).values["kind"] == "primary document"

    @pytest.mark.parametrize(
        ("table", "column", "words"),
        [
            (Table.CLAIMS, "kind", Kind.values),
            (Table.CLAIMS, "risk", Risk.values),
            (Table.SOURCES, "kind", SourceKind.values),
            (Table.EVIDENCE, "stance", Stance.values),
            (Table.VERDICTS, "verdict", ["verified", "disputed", "corrected", "cut", "stet"]),
        ],
    )
    def test_each_word_of_the_vocabulary_is_taken(self, table, column, words):
        rest = {"number": "1", "claim": "1", "source": "a", "key": "a"}
        for word in words:
            assert parsed(table, **rest, **{column: word.title()}).values[column] == word

    def test_another_word_is_refused_with_the_nearest(self):
        assert sentences(Table.CLAIMS, statement="a", risk="hihg") == [
            "Row 2, column “risk”: “hihg” is not one of low, medium, high. Did you mean “high”?"
        ]
        assert sentences(Table.VERDICTS, claim="1", verdict="unchecked")[0].startswith(
            "Row 2, column “verdict”: “unchecked” is not one of verified, disputed, corrected, cut, stet."
        )

    def test_a_long_wrong_word_is_shortened(self):
        assert len(sentences(Table.CLAIMS, statement="a", kind="z" * 100_000)[0]) < 300

    @pytest.mark.parametrize("typed", ["yes", "Y", "TRUE", "1", "x", "X"])
    def test_yes(self, typed):
        assert parsed(Table.CLAIMS, statement="a", sensitive=typed).values["sensitive"] is True

    @pytest.mark.parametrize("typed", ["no", "N", "false", "0"])
    def test_no(self, typed):
        assert parsed(Table.SOURCES, key="a", confidential=typed).values["confidential"] is False

    def test_maybe(self):
        assert sentences(Table.CLAIMS, statement="a", sensitive="maybe") == [
            "Row 2, column “sensitive”: “maybe” is neither yes nor no."
        ]


class TestNumbersAndDates:
    @pytest.mark.parametrize(("typed", "number"), [("1", 1), ("007", 7), ("999999999", 999_999_999)])
    def test_a_whole_number_from_one_on(self, typed, number):
        assert parsed(Table.CLAIMS, number=typed, statement="a").values["number"] == number

    @pytest.mark.parametrize("typed", ["0", "-1", "1.5", "1.0", "1,000", "one", "٣", "1e3", "9999999999", "9" * 5000])
    def test_what_is_no_number_is_refused(self, typed):
        assert "is not a claim's number" in sentences(Table.EVIDENCE, claim=typed, source="a")[0]

    @pytest.mark.parametrize("typed", ["2025", "2025-08", "2025-08-31", "2024-02-29", "0001"])
    def test_a_date_is_no_more_exact_than_typed(self, typed):
        assert parsed(Table.SOURCES, key="a", published_on=typed).values["published_on"] == typed

    @pytest.mark.parametrize(
        "typed",
        ["31.08.2025", "08/31/2025", "2025-13", "2025-02-30", "2025-8-1", "25", "0000", "٢٠٢٥", "2025-08-31T10:00"],
    )
    def test_what_is_no_iso_date_is_refused(self, typed):
        assert sentences(Table.SOURCES, key="a", accessed_on=typed) == [
            f"Row 2, column “accessed_on”: “{typed}” is not a date. Write 2025-08-31, 2025-08 or 2025."
        ]


class TestAddresses:
    @pytest.mark.parametrize(
        "typed",
        ["https://a.org", "HTTP://a.org/x?y=1#z", "https://bücher.de/é", "http://127.0.0.1:8000/a;b", "https://[::1]/"],
    )
    def test_http_and_https_are_taken(self, typed):
        assert parsed(Table.SOURCES, key="a", url=typed).values["url"] == typed

    @pytest.mark.parametrize(
        "typed",
        ["javascript:alert(1)", "JaVaScRiPt://a.org", "data:text/html,x", "ftp://a.org", "//a.org", "a.org", "https://",
         "https:///x", "https://.", "https://a b.org", "https://a.org/\nhttps://b.org", 'https://a.org/"onx=1', "https:\\\\a.org"],
    )  # fmt: skip
    def test_everything_else_is_refused(self, typed):
        assert "is not a web address" in sentences(Table.SOURCES, key="a", archive_url=typed)[0]

    def test_an_address_has_a_longest_length(self):
        assert parsed(Table.SOURCES, key="a", url="https://a.org/" + "x" * 1986).values["url"][-1] == "x"
        assert sentences(Table.SOURCES, key="a", url="https://a.org/" + "x" * 1987) == [
            "Row 2, column “url”: This address has 2,001 characters; 2,000 are the most."
        ]

    def test_sources_of_a_claim_are_keys_or_addresses_each_once(self):
        typed = "ap-ufc; https://a.org/1\nhttps://a.org/2\r\n;;ap-ufc "
        assert parsed(Table.CLAIMS, statement="a", sources=typed).values["sources"] == (
            "ap-ufc",
            "https://a.org/1",
            "https://a.org/2",
        )

    @pytest.mark.parametrize("typed", ["ap; javascript:alert(1)", "file:///etc/passwd", "mailto:a@b.org"])
    def test_an_address_of_another_kind_among_them_is_refused(self, typed):
        assert "is not a web address" in sentences(Table.CLAIMS, statement="a", sources=typed)[0]

    @pytest.mark.parametrize("typed", ["a;b", "a\nb", "a\u2028b", "javascript:alert(1)", "ftp://a.org", "https://a b"])
    def test_a_key_is_something_that_a_claims_sheet_can_name(self, typed):
        assert len(sentences(Table.SOURCES, key=typed)) == 1

    @pytest.mark.parametrize("key", ["www.a.org", "a.org", "https://a.org/1", "ap 1999, page 3", "Confidential letter"])
    def test_every_key_that_a_source_may_have_is_read_in_the_other_tables(self, key):
        assert parsed(Table.SOURCES, key=key).values["key"] == key
        assert parsed(Table.CLAIMS, statement="a", sources=key).values["sources"] == (key,)
        assert parsed(Table.EVIDENCE, claim="1", source=key).values["source"] == key


class TestText:
    @pytest.mark.parametrize(
        ("table", "column", "limit"),
        [
            (Table.SOURCES, "key", 200),
            (Table.SOURCES, "title", 500),
            (Table.SOURCES, "publisher", 300),
            (Table.SOURCES, "author", 300),
            (Table.SOURCES, "republishes", 200),
            (Table.CLAIMS, "section", 200),
            (Table.CLAIMS, "value", 500),
            (Table.CLAIMS, "speaker", 200),
            (Table.EVIDENCE, "locator", 500),
        ],
    )
    def test_a_text_has_a_longest_length(self, table, column, limit):
        rest = {"number": "1", "claim": "1", "source": "a", "key": "a"}
        assert parsed(table, **rest | {column: "é" * limit}).values[column] == "é" * limit
        assert sentences(table, **rest | {column: "é" * (limit + 1)}) == [
            f"Row 2, column “{column}”: This has {limit + 1} characters; {limit} are the most."
        ]

    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("  Kerr \n", "Kerr"),
            ("Cafe\u0301", "Café"),
            ("one\r\ntwo\rthree", "one\ntwo\nthree"),
            ("é\r\nè", "é\nè"),
            ("'=1+1", "=1+1"),
            ("'til dawn", "'til dawn"),
            ("=1+1", "=1+1"),
        ],
    )
    def test_text_is_stored_composed_trimmed_and_without_our_guard(self, typed, stored):
        assert parsed(Table.CLAIMS, statement=typed).values["statement"] == stored


def test_all_problems_of_a_row_are_shown_together():
    problems = sentences(
        Table.CLAIMS, number="0", statement="a", kind="rumour", risk="", sensitive="perhaps", value="x" * 501
    )
    assert [problem.split(":")[0] for problem in problems] == [
        "Row 2, column “number”",
        "Row 2, column “kind”",
        "Row 2, column “sensitive”",
        "Row 2, column “value”",
    ]


def test_a_cell_that_could_not_be_read_counts_only_in_a_column_that_is_used():
    columns, _, _ = parse_header(Table.CLAIMS, ("statement", "total"))
    formula = RowProblem(2, "total", "This cell holds a formula.")
    assert parse_row(columns, Row(2, ["a", ""], None, (formula,))) == ParsedRow(2, {"statement": "a"})
    unread = RowProblem(2, "statement", "This cell holds a formula.")
    assert parse_row(columns, Row(2, ["", ""], None, (unread,))) == [unread]


class TestDuplicateKeys:
    @pytest.mark.parametrize(
        ("table", "values", "column"),
        [
            (Table.SOURCES, {"key": "ap"}, "key"),
            (Table.CLAIMS, {"number": 1}, "number"),
            (Table.EVIDENCE, {"claim": 1, "source": "ap", "locator": "p. 3"}, "source"),
            (Table.VERDICTS, {"claim": 1}, "claim"),
        ],
    )
    def test_the_second_row_about_the_same_is_named_with_the_first(self, table, values, column):
        keys = DuplicateKeys(table)
        assert keys.check(ParsedRow(2, values)) is None
        assert keys.check(ParsedRow(5, values, 9)) == RowProblem(
            5, column, "Row 2 has the same. Keep one of the two.", 9
        )

    def test_a_source_may_stand_twice_under_a_claim_with_another_place_in_it(self):
        keys = DuplicateKeys(Table.EVIDENCE)
        for number, place in enumerate(["", "p. 3", "p. 4"], start=2):
            assert keys.check(ParsedRow(number, {"claim": 1, "source": "ap", "locator": place})) is None

    def test_claims_without_a_number_are_all_new(self):
        keys = DuplicateKeys(Table.CLAIMS)
        assert keys.check(ParsedRow(2, {"statement": "a"})) is None
        assert keys.check(ParsedRow(3, {"statement": "a", "number": None})) is None


@pytest.mark.parametrize(
    "table, header, other",
    [
        (Table.SOURCES, ("number", "section", "statement", "quote", "kind"), "claims"),
        (Table.CLAIMS, ("key", "title", "publisher", "url", "kind"), "sources"),
        (Table.CLAIMS, ("claim", "source", "stance", "locator", "finding"), "evidence"),
        (Table.EVIDENCE, ("claim", "verdict", "reason", "correction"), "verdicts"),
    ],
)
def test_a_sheet_of_another_table_is_named_and_its_columns_are_not_complained_of(table, header, other):
    _, notes, problems = parse_header(table, header)
    sentence = f"Row 1: These are columns of the {other} table: import the file as that table."
    assert (notes, [str(problem) for problem in problems]) == ((), [sentence])
