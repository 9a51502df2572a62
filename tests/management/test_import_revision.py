"""manage.py import_revision: what it says, what it writes, and what it leaves to people."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from claims.models import Article, Revision
from claims.review import verdicts, wording
from tests.conftest import BODY, NOW, make_source, support

COST = "It cost 40 million crowns, says engineer Ida Holm."


@pytest.fixture
def cost(article, cora, edith):
    """A verified claim: 40 million crowns."""
    claim = wording.mark_claim(article, by=edith, at=NOW, quote="40 million crowns")
    support(claim, make_source(cora, "registry"), by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    return claim


@pytest.fixture
def run(tmp_path, article):
    """Write the copy into a file and give it to the command; return what it says."""

    def command(copy, *options, name="second.txt"):
        file, said = tmp_path / name, StringIO()
        file.write_bytes(copy if isinstance(copy, bytes) else copy.encode())
        call_command("import_revision", str(file), "--article", "bridge", *options, stdout=said)
        return said.getvalue()

    return command


def test_a_dry_run_tells_and_writes_nothing(run, claim, cost):
    assert run(BODY.replace("40 million", "42 million"), "--dry-run") == (
        "Compared with revision 1: 1 of 2 claims as before.\nClaim 2 (verified): its sentence changed. Open again.\n"
    )
    assert Revision.objects.count() == 1


def test_yes_brings_it_in(run, article, claim, cost, edith):
    said = run(BODY.replace("40 million", "42 million"), "--yes", "--by", "edith")
    revision = article.current_revision
    assert f"Revision 2 is in, SHA-256 {revision.sha256}." in said
    cost.refresh_from_db()
    assert (cost.status, revision.imported_by, revision.filename) == ("unchecked", edith, "second.txt")


def test_nobody_cuts_or_chooses_for_a_person(run, article, claim, cost):
    said = run(BODY + "\n\nAnd again. " + COST, "--yes")
    assert "nobody is here to choose one. Open again." in said
    run(BODY.replace(f" {COST}", ""), "--yes")
    cost.refresh_from_db()
    assert (cost.status, cost.revision.number) == ("unchecked", 3)


@pytest.mark.parametrize("typed, revisions", [("y", 2), ("Yes ", 2), ("n", 1), ("", 1)])
def test_it_asks_first(run, monkeypatch, typed, revisions):
    monkeypatch.setattr("builtins.input", lambda question: typed)
    run(BODY + "\n\nMore.")
    assert Revision.objects.count() == revisions


def test_where_nobody_can_be_asked_it_says_what_to_add(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO(""))
    with pytest.raises(CommandError, match="add --yes"):
        run(BODY + "\n\nMore.")
    assert Revision.objects.count() == 1


def test_the_same_file_again_changes_nothing(run, article):
    run(BODY + "\n\nMore.", "--yes")
    assert run(BODY + "\n\nMore.", "--yes") == "Unchanged: revision 2 is this copy, word for word.\n"
    assert Revision.objects.count() == 2


@pytest.mark.parametrize(
    "copy, name, said", [(b"", "a.txt", "empty"), (b"%PDF", "a.pdf", "A PDF can"), (b"PK\x03\x04", "a.docx", "Word")]
)
def test_a_file_without_copy_is_refused_with_a_sentence(run, copy, name, said):
    with pytest.raises(CommandError, match=f"{said}.* Nothing was written."):
        run(copy, "--yes", name=name)
    assert Revision.objects.count() == 1


def test_a_file_that_is_not_there_an_article_that_is_not_and_a_person_who_is_not(run, tmp_path, article):
    with pytest.raises(CommandError, match="can't be read: No such file"):
        call_command("import_revision", str(tmp_path / "none.txt"), "--article", "bridge")
    Article.objects.update(slug="other")
    with pytest.raises(CommandError, match='There is no article "bridge"'):
        run(BODY)
    Article.objects.update(slug="bridge")
    with pytest.raises(CommandError, match='no active account "otto"'):
        run(BODY, "--by", "otto")


def test_who_may_bring_in_no_copy_may_not_here_either(run, cora):
    with pytest.raises(CommandError, match="does not let you bring in articles"):
        run(BODY + "\n\nMore.", "--yes", "--by", "cora")
