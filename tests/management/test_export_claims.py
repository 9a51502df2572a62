"""manage.py export_claims, as somebody at a terminal uses it."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.core.management.base import CommandError

from claims.models import Claim, Event
from claims.review import verdicts, wording
from tests.conftest import NOW, make_source, support


@pytest.fixture
def desk(article, claim, edith, cora):
    """Claim 1 verified with an open and a confidential source, claim 2 disputed, claim 3 unchecked."""
    support(claim, make_source(edith, "gazette"), by=cora)
    support(claim, make_source(edith, "whisper-key", confidential=True), by=cora, finding="Said a clerk.")
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    second = wording.mark_claim(article, by=edith, at=NOW, statement="It cost 40 million crowns.")
    verdicts.record_verdict(second, by=cora, verdict="disputed", reason="=60 million.", at=NOW)
    wording.mark_claim(article, by=edith, at=NOW, statement="Holm left the city in 2001.")
    make_source(edith, "unused")
    return article


@pytest.fixture
def run(capsysbinary):
    """Run the command; return what it printed."""

    def run(*arguments):
        call_command("export_claims", *map(str, arguments))
        return capsysbinary.readouterr().out

    return run


def rows_in(data):
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def numbers_in(data, column="number"):
    return [row[column] for row in rows_in(data)]


def test_verified_claims_are_printed_as_csv_unless_something_else_is_asked_for(desk, run):
    (row,) = rows_in(run())
    assert (row["article"], row["number"], row["status"], row["decided_by"]) == ("bridge", "1", "verified", "cora")


@pytest.mark.parametrize(
    ("status", "numbers"),
    [("disputed", ["2"]), ("verified,disputed", ["1", "2"]), ("all", ["1", "2", "3"]), ("cut", [])],
)
def test_any_status_can_be_asked_for(desk, run, status, numbers):
    assert numbers_in(run("--status", status)) == numbers


def test_an_article_can_be_asked_for(desk, run, edith):
    assert numbers_in(run("--article", "bridge")) == ["1"]


def test_nothing_to_export_is_said_beside_the_empty_table(desk, capsysbinary):
    call_command("export_claims", "--status", "cut")
    printed = capsysbinary.readouterr()
    assert printed.out.startswith(b"article,number,")
    assert printed.err == b"Nothing fits: the table is empty.\n"


def test_json_and_columns(desk, run):
    printed = run("--format", "JSON", "--columns", "status,number", "--status", "all")
    assert json.loads(printed) == [
        {"status": "verified", "number": 1},
        {"status": "disputed", "number": 2},
        {"status": "unchecked", "number": 3},
    ]


def test_a_workbook_goes_to_a_file(desk, run, tmp_path):
    path = tmp_path / "claims.xlsx"
    assert run("--format", "xlsx", "--output", path) == f"Wrote 1 row to {path}.\n".encode()
    assert openpyxl.load_workbook(path).active["B2"].value == "1"


def test_csv_for_spreadsheet_programs(desk, run, tmp_path):
    path = tmp_path / "claims.csv"
    assert run("--bom", "--status", "all", "--output", path) == f"Wrote 3 rows to {path}.\n".encode()
    assert path.read_bytes().startswith(b"\xef\xbb\xbfarticle,number,")
    assert b"'=60 million." in path.read_bytes()


class TestOtherTables:
    def test_are_whole_unless_a_status_is_asked_for(self, desk, run):
        assert numbers_in(run("--table", "verdicts"), "claim") == ["1", "2"]
        assert numbers_in(run("--table", "verdicts", "--status", "disputed"), "claim") == ["2"]
        assert numbers_in(run("--table", "evidence"), "claim") == ["1", "1"]

    def test_of_sources_hold_unused_ones_only_where_all_are_asked_for(self, desk, run):
        assert [key for key in numbers_in(run("--table", "sources"), "key") if "Conf" not in key] == [
            "gazette",
            "unused",
        ]
        assert "unused" not in numbers_in(run("--table", "sources", "--article", "bridge"), "key")
        assert numbers_in(run("--table", "sources", "--status", "disputed"), "key") == []


class TestConfidentialSources:
    def test_are_named_to_nobody_in_particular(self, desk, run):
        for table in ("claims", "sources", "evidence"):
            printed = run("--table", table)
            assert b"Confidential source" in printed
            assert b"whisper-key" not in printed
            assert b"Said a clerk." not in printed

    def test_are_named_as_a_person_who_may_know_them_and_the_record_tells(self, desk, run, rita):
        rita.user_permissions.add(Permission.objects.get(codename="see_confidential"))
        assert b"whisper-key" in run("--as", "rita")
        event = Event.objects.latest("pk")
        assert (event.chain.article, event.actor_name) == (desk, "Rita")
        assert event.action == "exported confidential sources"

    def test_are_hidden_from_a_person_who_may_not_know_them(self, desk, run, rita):
        assert b"whisper-key" not in run("--as", "rita")


class TestBadInput:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["--article", "no-such"], "There is no article with the slug “no-such”."),
            (["--status", "done"], "“done” is no status. Use unchecked, in_progress,"),
            (["--format", "pdf"], "“pdf” is no format. Use csv, xlsx, json."),
            (["--table", "people"], "“people” is no table. Use sources, claims, evidence, verdicts."),
            (["--columns", "number,verdict"], "The claims table has no column “verdict”. It has: article, number,"),
            (["--as", "nobody"], 'There is no active account "nobody".'),
            (["--as", "wanda"], "Your role does not let you export claims, sources and evidence."),
        ],
    )
    def test_gets_a_sentence_and_writes_nothing(self, desk, tmp_path, arguments, said):
        path = tmp_path / "claims.csv"
        with pytest.raises(CommandError) as error:
            call_command("export_claims", *arguments, "--output", str(path))
        assert str(error.value).startswith(said)
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_that_is_not_there_gets_a_sentence(self, desk, tmp_path):
        path = tmp_path / "missing" / "claims.csv"
        with pytest.raises(CommandError) as error:
            call_command("export_claims", output=path)
        assert str(error.value) == f"{path} can't be written: No such file or directory. Nothing was exported."

    def test_a_folder_is_no_file(self, desk, tmp_path):
        with pytest.raises(CommandError, match="is no file. Name a file to write to."):
            call_command("export_claims", output=tmp_path)

    def test_a_device_is_left_as_it_is(self, desk):
        with pytest.raises(CommandError, match="/dev/null is no file"):
            call_command("export_claims", "--output", "/dev/null")
        assert Path("/dev/null").is_char_device()

    def test_a_failed_export_leaves_the_old_file_whole(self, desk, tmp_path):
        Claim.objects.filter(number=1).update(note="x" * 40_000)
        path = tmp_path / "claims.xlsx"
        path.write_text("old")
        with pytest.raises(CommandError, match="an XLSX cell holds 32,767"):
            call_command("export_claims", "--format", "xlsx", "--columns", "number,note", "--output", str(path))
        assert path.read_text() == "old"
        assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(desk, run, tmp_path):
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    run("--output", tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes().startswith(b"article,")
