"""`manage.py import_table`: the same filing, said in a terminal."""

import io

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim, Import, Source, Verdict
from tests.conftest import support
from tests.hostile import bombs
from tests.hostile.test_spreadsheet_files import CASES
from tests.intake.test_filing_claims import THREE


@pytest.fixture
def run(tmp_path):
    """Run the command on typed text or bytes; return what it wrote, errors and all."""

    def run(table, text, *arguments, name="claims.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        out = io.StringIO()
        call_command("import_table", table, str(path), *arguments, stdout=out, stderr=out)
        return out.getvalue()

    return run


def test_it_imports_and_says_how_much(run, article, edith):
    out = run("claims", THREE, "--article", "bridge")
    assert out == "Imported claims.csv: 3 new, 0 changed, 0 unchanged, 0 refused.\n"
    assert (Claim.objects.count(), Import.objects.get().by) == (3, edith)
    again = run("claims", THREE, "--article", "bridge")
    assert "Nothing changed: everything in claims.csv is here already" in again


def test_a_dry_run_writes_nothing(run, article, edith):
    out = run("claims", THREE, "--article", "bridge", "--dry-run")
    assert "claims.csv would bring: 3 new, 0 changed, 0 unchanged, 0 refused. Nothing was written." in out
    assert not Claim.objects.exists()


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_a_refused_file_ends_with_an_error_and_every_problem(run, article, edith, dry):
    with pytest.raises(CommandError):
        run("claims", THREE.replace("date,low", "gossip,low"), "--article", "bridge", *dry)
    assert not Claim.objects.exists()


def test_the_first_fifty_problems_are_listed_and_the_rest_counted(tmp_path, article, edith):
    path = tmp_path / "claims.csv"
    path.write_text("number,statement\n" + "x,One.\n" * 60)
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"Nothing of claims\.csv was imported"):
        call_command("import_table", "claims", str(path), "--article", "bridge", stdout=out, stderr=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "Row 2, column “number”: “x” is not a claim's number. Write a whole number from 1 on."
    assert (len(lines), lines[-1]) == (51, "and 10 more problems")


def test_good_rows_go_in_when_asked(run, article, edith):
    out = run("claims", THREE.replace("money", "gossip"), "--article", "bridge", "--good-rows")
    assert "2 new, 0 changed, 0 unchanged, 1 refused" in out
    assert "Row 3, column “kind”" in out
    assert Claim.objects.count() == 2


def test_a_file_as_a_whole_wrong_brings_no_good_rows(run, article, edith):
    with pytest.raises(CommandError):
        run("claims", "number,number,statement\n1,1,One.\n", "--article", "bridge", "--good-rows")
    assert not Claim.objects.exists()


def test_verdicts_need_somebody_who_decided(run, article, claim, source, cora):
    support(claim, source, by=cora)
    text = "claim,verdict\n1,verified\n"
    with pytest.raises(CommandError, match="Say who decided: --by USERNAME"):
        run("verdicts", text, "--article", "bridge")
    run("verdicts", text, "--article", "bridge", "--by", "cora")
    assert Verdict.objects.get().by == cora


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--article", "nowhere"), 'There is no article "nowhere"'),
        (("--article", "bridge", "--by", "nobody"), 'There is no active account "nobody"'),
        (("--article", "bridge", "--by", "rita"), "Nothing of claims.csv was imported"),
        ((), "Nothing of claims.csv was imported"),
    ],
)
def test_wrong_choices_are_sentences(run, article, edith, rita, arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        run("claims", THREE, *arguments)
    assert not Claim.objects.exists()


@pytest.mark.parametrize("name", ["a\nb.csv", "caf\udce9.csv", "\u202egpj.csv", "x" * 240 + ".csv"])
def test_odd_file_names_are_stored_as_what_can_be_shown(run, article, edith, name):
    assert "3 new" in run("claims", THREE, "--article", "bridge", name=name)
    assert Import.objects.get().filename.isprintable()


def test_a_file_that_is_not_there_is_a_sentence(tmp_path, article, edith):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(CommandError, match="can't be read"):
            call_command("import_table", "claims", str(path), "--article", "bridge")


@pytest.mark.parametrize("table", ["sources", "claims"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_hostile_file_is_imported_right_or_refused_whole(run, article, edith, case, table):
    try:
        run(table, case.data, "--article", "bridge", name=case.filename)
    except CommandError as refusal:
        assert str(refusal).startswith("Nothing of")
        assert (Claim.objects.count(), Source.objects.count(), Import.objects.count()) == (0, 0, 0)
    else:
        assert Import.objects.count() == 1


@pytest.mark.parametrize("bomb", bombs.REFUSED, ids=lambda bomb: bomb.__name__)
def test_a_bomb_is_refused(run, article, edith, bomb):
    with pytest.raises(CommandError, match="Nothing of"):
        run("claims", bomb(), "--article", "bridge")
