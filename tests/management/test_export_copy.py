"""manage.py export_copy, as somebody at a terminal uses it."""

import io
import json

import docx
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from claims.review import verdicts, wording
from tests.conftest import NOW, make_source, support

BASE = "https://weekly.example/checks/"


@pytest.fixture
def desk(article, claim, edith, cora):
    """Claim 1 open; claim 2 disputed with a wording, on a confidential source; claim 3 an outsider's, verified."""
    second = wording.mark_claim(article, by=edith, at=NOW, statement="It cost 40 million.", quote="40 million crowns")
    support(second, make_source(edith, "whisper", confidential=True), by=cora, stance="contradicts", finding="Sixty.")
    verdicts.record_verdict(second, by=cora, verdict="disputed", reason="No.", correction="60 million", at=NOW)
    third = wording.mark_claim(article, by=edith, at=NOW, statement="It carries 9,000 cars.", speaker="Ida Holm")
    support(third, make_source(cora, "speech", author="Ida Holm", url="https://holm.example/"), by=cora)
    verdicts.record_verdict(third, by=cora, verdict="verified", at=NOW)
    return article


@pytest.fixture
def run(capsysbinary):
    """Run the command; return what it printed, and what it said beside that."""

    def run(*arguments):
        call_command("export_copy", "--article", "bridge", *map(str, arguments))
        printed = capsysbinary.readouterr()
        return printed.out, printed.err.decode()

    return run


def test_the_checked_copy_is_printed_as_a_page(desk, run):
    out, said = run()
    assert out.startswith(b"<!doctype html>")
    assert b"Confidential source" in out and b"Sixty" not in out
    assert said == ""


def test_a_word_document_goes_into_a_file(desk, run, tmp_path):
    path = tmp_path / "copy.docx"
    out, _ = run("--format", "docx", "--output", path)
    assert out.decode() == f"Wrote 3 claims to {path}.\n"
    assert len(list(docx.Document(io.BytesIO(path.read_bytes())).comments)) == 3


def test_corrections_come_as_csv_first(desk, run, tmp_path):
    path = tmp_path / "corrections.csv"
    out, _ = run("--kind", "corrections", "--output", path)
    assert out.decode() == f"Wrote 1 claim to {path}.\n"
    assert b"60 million" in path.read_bytes()


def test_claim_reviews_are_printed_and_the_others_reasons_told_beside(desk, run):
    out, said = run("--kind", "claimreview", "--base", BASE)
    assert [review["url"] for review in json.loads(out)] == [f"{BASE}bridge-claim-3/"]
    own = "It names no speaker: it is the article's own."
    assert said.splitlines() == [f"Claim 1: {own}", f"Claim 2: {own}"]


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--kind", "claimreview"], "Give the address under which the reviews will be published"),
        (["--kind", "poem"], "“poem” is no kind. Use checked, corrections, claimreview, record."),
        (["--format", "pdf"], "Checked copy can't be had as “pdf”. Use html or docx."),
        (["--article", "nowhere"], "There is no article with the slug “nowhere”."),
        (["--as", "nobody"], 'There is no active account "nobody".'),
        (["--as", "ada"], "There is no article with the slug “bridge”."),
        (["--as", "wanda"], "Your role does not let you export"),
    ],
)
def test_what_makes_no_sense_is_refused_and_writes_nothing(desk, ada, run, tmp_path, arguments, said):
    path = tmp_path / "out"
    with pytest.raises(CommandError) as refusal:
        run(*arguments, "--output", path)
    assert said in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_there_stays_when_nothing_can_be_exported(desk, run, tmp_path):
    path = tmp_path / "old.json"
    path.write_text("old")
    with pytest.raises(CommandError):
        run("--kind", "claimreview", "--base", "nowhere", "--output", path)
    assert (path.read_text(), len(list(tmp_path.iterdir()))) == ("old", 1)


def test_a_folder_is_no_file(desk, run, tmp_path):
    with pytest.raises(CommandError, match="is no file"):
        run("--output", tmp_path)
