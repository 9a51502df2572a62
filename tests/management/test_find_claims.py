"""Printing candidates from the command line."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

TEXT = "The Alma bridge opened on 3 May 1999. How lovely it looked. “It cost me $3 million,” said Vera Holm."


def run(*arguments, **options) -> str:
    out = io.StringIO()
    call_command("find_claims", *arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "copy.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_a_file_is_read_without_any_database(file):
    rows = list(csv.DictReader(io.StringIO(run(file))))
    assert list(rows[0]) == (
        [
            "start",
            "end",
            "quote",
            "sentence",
            "kind",
            "value",
            "unit",
            "speaker",
            "risk",
            "sensitive",
            "score",
            "reason",
        ]
    )
    assert [(row["quote"], row["kind"], row["value"]) for row in rows] == [
        ("The Alma bridge opened on 3 May 1999", "date", "1999-05-03"),
        ("“It cost me $3 million,”", "quotation", "USD 3000000"),
    ]
    assert all(TEXT[int(row["start"]) : int(row["end"])] == row["quote"] for row in rows)


def test_json_holds_the_same(file):
    rows = json.loads(run(file, format="json"))
    assert [row["speaker"] for row in rows] == ["", "Vera Holm"]
    assert rows[0]["sensitive"] is False


def test_a_minimum_score_leaves_the_sure_ones(file):
    scores = [row["score"] for row in json.loads(run(file, format="json"))]
    assert len(json.loads(run(file, format="json", min_score=max(scores)))) == 1


def test_places_count_characters_of_the_decoded_text_in_any_encoding(tmp_path):
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes("Café Alma opened in 1999.".encode(encoding))
        (row,) = json.loads(run(str(path), format="json"))
        assert (row["start"], row["end"], row["quote"]) == (0, 24, "Café Alma opened in 1999")


def test_the_date_of_the_copy_completes_its_months(tmp_path):
    path = tmp_path / "copy.txt"
    path.write_text("The mill closed in August.", encoding="utf-8")
    assert json.loads(run(str(path), format="json"))[0]["value"] == "--08"
    assert json.loads(run(str(path), format="json", published_on="2024-09"))[0]["value"] == "2024-08"


def test_cells_that_a_spreadsheet_would_run_are_guarded(tmp_path):
    path = tmp_path / "copy.txt"
    path.write_text("The mill closed in August.", encoding="utf-8")
    assert next(csv.DictReader(io.StringIO(run(str(path)))))["value"] == "'--08"


def test_an_article_of_the_desk_is_read_in_its_newest_revision(article):
    rows = json.loads(run(article=article.slug, format="json"))
    body = article.current_revision.body
    assert rows and all(body[row["start"] : row["end"]] == row["quote"] for row in rows)


@pytest.mark.django_db
def test_an_unknown_article_is_named():
    with pytest.raises(CommandError, match='There is no article "nope"'):
        run(article="nope")


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"%PDF-1.7", "This is a PDF, not text"), (b"\x00\x01\x02", "It is not a text file")]
)
def test_what_is_no_text_is_refused_in_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "copy.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        run(str(path))


def test_a_missing_file_a_missing_choice_and_a_wrong_score_are_explained(tmp_path, file):
    with pytest.raises(CommandError, match=r"can't be read: No such file"):
        run(str(tmp_path / "none.txt"))
    with pytest.raises(CommandError, match="Give a file, or --article and its slug"):
        run()
    with pytest.raises(CommandError, match="3 is no score"):
        run(file, "--min-score", "3")


def test_an_empty_file_has_no_candidates(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_text("", encoding="utf-8")
    assert json.loads(run(str(path), format="json")) == []


def test_the_proposals_of_an_article_are_filed_under_a_name_and_once(article, cora, edith):
    from claims.models import Candidate, Event

    def propose(**options):
        errors = io.StringIO()
        rows = json.loads(run(article=article.slug, format="json", propose=True, stderr=errors, **options))
        return len(rows), errors.getvalue()

    found, said = propose(by="cora", min_score=0.6)
    assert said == f"{found} proposed, 0 proposed before, 0 contradictions in the copy.\n"
    assert Candidate.objects.count() == found
    assert propose(by="cora", min_score=0.6)[1].startswith(f"0 proposed, {found} proposed before")
    assert list(Event.objects.values_list("action", "actor_name")) == [("claims proposed", "Cora")]


def test_who_may_not_mark_claims_files_none_and_a_file_has_no_proposals(article, rita, file):
    with pytest.raises(CommandError, match="Your role does not let you mark claims"):
        run(article=article.slug, propose=True, by="rita")
    with pytest.raises(CommandError, match='no active account "nobody"'):
        run(article=article.slug, propose=True, by="nobody")
    with pytest.raises(CommandError, match="Only an article's copy has proposals"):
        run(file, propose=True)
