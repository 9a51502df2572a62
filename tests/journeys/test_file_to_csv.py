"""From files to a CSV of verified claims, by the commands alone, as a newsroom without a browser would."""

import csv
import hashlib
import io

import openpyxl
import pytest
from django.core.management import call_command

from claims.models import Article, Claim, Event, Evidence, Import, Source, Verdict
from tests.conftest import REAL_ARTICLE, SEEDS


def run(capsys, *words, **options):
    call_command(*words, **options)
    return capsys.readouterr().out


def import_sample(capsys, article, *, cora):
    for table in ("sources", "claims", "evidence"):
        run(capsys, "import_table", table, str(SEEDS / f"{table}.csv"), article=article)
    return run(capsys, "import_table", "verdicts", str(SEEDS / "verdicts.csv"), article=article, by=cora.username)


@pytest.fixture
def sample(capsys, edith, cora):
    run(capsys, "import_article", str(SEEDS / "article.md"), slug="sample")
    import_sample(capsys, "sample", cora=cora)
    return Article.objects.get()


def exported(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_files_become_verified_claims_in_a_csv(sample, capsys, tmp_path):
    out = tmp_path / "verified.csv"
    assert run(capsys, "export_claims", article="sample", output=out) == f"Wrote 75 rows to {out}.\n"
    rows = exported(out)
    assert {row["status"] for row in rows} == {"verified"}
    assert {row["decided_by"] for row in rows} == {"cora"}
    given = {row["number"]: row["statement"] for row in csv.DictReader((SEEDS / "claims.csv").open(encoding="utf-8"))}
    assert {row["number"]: row["statement"] for row in rows} == {row["number"]: given[row["number"]] for row in rows}
    assert all(row["sources"] and row["record_hash"] for row in rows)


def rows_there_are():
    return [model.objects.count() for model in (Claim, Source, Evidence, Verdict, Event, Import)]


def test_every_file_again_changes_nothing_and_says_so(sample, capsys):
    before = rows_there_are()
    for table in ("sources", "claims", "evidence", "verdicts"):
        said = run(capsys, "import_table", table, str(SEEDS / f"{table}.csv"), article="sample", by="edith")
        assert "0 new" in said
        assert "0 changed" in said
    assert rows_there_are() == before


def test_a_workbook_edited_in_one_cell_changes_that_cell_alone(sample, capsys, tmp_path):
    out = tmp_path / "all.xlsx"
    run(capsys, "export_claims", article="sample", status="all", format="xlsx", output=out)
    book = openpyxl.load_workbook(out)
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in sheet.iter_rows(min_row=2) if row[columns["number"] - 1].value == "7")
    row[columns["section"] - 1].value = "First things"
    book.save(out)
    before = {claim.pk: claim for claim in Claim.objects.all()}
    said = run(capsys, "import_table", "claims", str(out), article="sample", by="edith")
    assert "1 changed" in said
    for claim in Claim.objects.all():
        old = before[claim.pk]
        changed = {
            field.name for field in claim._meta.fields if getattr(claim, field.attname) != getattr(old, field.attname)
        }
        assert changed == ({"section", "version", "last_event"} if claim.number == 7 else set())
    assert Claim.objects.get(number=7).status == "verified"


def test_a_file_that_changes_decided_words_reopens_that_claim_alone(sample, capsys, tmp_path):
    path = tmp_path / "late.csv"
    path.write_text("number,value\n7,57\n10,changed\n")
    assert Claim.objects.get(number=7).status == "verified"
    said = run(capsys, "import_table", "claims", str(path), article="sample", by="edith", dry_run=True)
    assert "7" in said
    assert Claim.objects.get(number=7).status == "verified"
    run(capsys, "import_table", "claims", str(path), article="sample", by="edith")
    assert Claim.objects.get(number=7).status == "unchecked"
    assert Claim.objects.counted_by_status()["verified"] == 73


@pytest.mark.skipif(not REAL_ARTICLE.exists(), reason="the real article is not part of the project")
def test_the_real_article_holds_131_of_the_claims_and_the_others_are_named(capsys, edith):
    run(capsys, "import_article", str(REAL_ARTICLE), slug="real")
    said = run(capsys, "import_table", "claims", str(SEEDS / "claims.csv"), article="real")
    places = dict(Claim.objects.values_list("number", "occurrences"))
    assert sorted(places.values()) == [0] * 3 + [1] * 131
    lost = [number for number, times in sorted(places.items()) if times == 0]
    assert ", ".join(map(str, lost)) in said
    revision = Article.objects.get().revisions.get()
    assert hashlib.sha256(bytes(revision.original)).hexdigest() == revision.sha256
    assert bytes(revision.original) == REAL_ARTICLE.read_bytes()
