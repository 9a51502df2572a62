"""manage.py import_article: from a file to an article with its first revision."""

import hashlib

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from claims.models import Article, Event, Revision
from tests.conftest import REAL_ARTICLE, SEEDS


def bring(capsys, path, **options):
    call_command("import_article", str(path), **options)
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def copy(tmp_path):
    path = tmp_path / "bridge.md"
    path.write_text(
        '---\ntitle: "The bridge"\nsource_publisher: Courier\nmood: grim\n---\n\nIt opened in 1999.\n\nIt cost 40 million.\n'
    )
    return path


def test_an_article_is_filed_with_its_original_byte_for_byte(capsys, copy, edith):
    said = bring(capsys, copy)
    revision = Revision.objects.get()
    assert said[0] == "New: “The bridge” (the-bridge), 51 characters of copy."
    assert said[-1] == "Not used from the front matter: mood."
    assert revision.body == "The bridge\n\nIt opened in 1999.\n\nIt cost 40 million."
    assert bytes(revision.original) == copy.read_bytes()
    assert revision.sha256 == hashlib.sha256(copy.read_bytes()).hexdigest()
    assert (revision.imported_by, revision.article.own_publisher_keys) == (edith, "\ncourier\n")
    assert list(Event.objects.values_list("action", "actor_name")) == [("article brought in", "Edith")]


def test_the_same_file_again_changes_nothing_and_says_so(capsys, copy, edith):
    bring(capsys, copy)
    assert bring(capsys, copy)[0].startswith("Unchanged: this very file is in already")
    assert (Article.objects.count(), Event.objects.count()) == (1, 1)


def test_what_is_given_wins_over_what_the_file_says(capsys, copy, edith, wanda):
    bring(capsys, copy, headline="Late", slug="late", publication="The Weekly", writer="wanda", due="2026-03-06T18:00")
    article = Article.objects.get()
    assert (article.headline, article.slug, article.publication, article.writer) == (
        "Late",
        "late",
        "The Weekly",
        wanda,
    )
    assert article.due_at.isoformat() == "2026-03-06T18:00:00+00:00"


def test_without_an_editor_the_command_line_acts_under_a_name_nobody_can_log_in_with(capsys, copy, db):
    bring(capsys, copy)
    account = Revision.objects.get().imported_by
    assert (account.username, account.is_staff, account.has_usable_password()) == ("command-line", False, False)


@pytest.mark.parametrize(
    ("name", "content", "options", "sentence"),
    [
        ("x.pdf", b"%PDF-1.4", {}, "x.pdf: A PDF can't be read"),
        ("x.txt", b"", {}, "x.txt: The file is empty. Nothing was written."),
        ("x.txt", b"Title\n\nText.", {"slug": "a b"}, "Slug: Enter a valid"),
        ("x.txt", b"Title\n\nText.", {"due": "tomorrow"}, '--due "tomorrow" is no date.'),
        ("x.txt", b"Title\n\nText.", {"due": "2026-02-31"}, '--due "2026-02-31" is no date.'),
        ("x.txt", b"Title\n\nText.", {"writer": "nobody"}, 'There is no active account "nobody".'),
        ("x.txt", b"Title\n\nText.", {"by": "nobody"}, 'There is no active account "nobody".'),
        ("x.txt", b"Title\n\nText.", {"by": "rita"}, "Your role does not let you bring in articles."),
        ("x.txt", b"Title\n\nText.", {"byline": "x" * 400}, "Byline: Ensure this value has at most 300 characters"),
    ],
)
def test_what_can_not_be_filed_is_refused_with_a_sentence_and_nothing_is_written(
    tmp_path, edith, rita, name, content, options, sentence
):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        call_command("import_article", str(tmp_path / name), **options)
    assert sentence in str(refusal.value)
    assert not Article.objects.exists()
    assert not Event.objects.exists()


def test_a_taken_slug_is_refused_and_says_what_to_do(copy, article, edith):
    with pytest.raises(CommandError, match='There is an article with the slug "bridge" already'):
        call_command("import_article", str(copy), slug="bridge")


def test_a_missing_file_is_a_sentence(db):
    with pytest.raises(CommandError, match="/no/such.txt can't be read: No such file or directory"):
        call_command("import_article", "/no/such.txt")


def test_the_sample_article_is_filed_whole(capsys, edith):
    said = bring(capsys, SEEDS / "article.md")
    assert [line for line in said if line.startswith("Not in the copy")] == []
    article = Article.objects.get()
    assert article.own_publisher_keys == "\nsample desk\ntime\n"


@pytest.mark.skipif(not REAL_ARTICLE.exists(), reason="the real article is not part of the project")
def test_the_real_article_is_filed_and_what_was_dropped_is_told(capsys, edith):
    said = bring(capsys, REAL_ARTICLE)
    assert [line.split(":")[0] for line in said if line.startswith("Not in the copy")] == [
        "Not in the copy (page furniture)",
        "Not in the copy (shortcode)",
        "Not in the copy (teaser)",
        "Not in the copy (teaser)",
        "Not in the copy (teaser)",
    ]
    assert len(Revision.objects.get().dropped) == 5
