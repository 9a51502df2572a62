"""Bringing in an article on its page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.models import Article, Event, Revision

PAGE = "admin:claims_article_import"
COPY = "The ferry\n\nThe ferry sank in 1911, says a plaque.\n\nNobody drowned."


@pytest.fixture
def bring(client):
    def post(by, **fields):
        client.force_login(by)
        return client.post(reverse(PAGE), fields)

    return post


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_an_editor_brings_in_a_file_and_lands_on_its_article(bring, client, edith, wanda):
    file = SimpleUploadedFile("ferry.txt", COPY.encode())
    answer = bring(edith, file=file, slug="sunk", due_at_0="2026-03-06", due_at_1="18:00:00", writer=wanda.pk)
    article = Article.objects.get()
    assert (answer.status_code, answer.url) == (302, article.get_absolute_url())
    assert (article.slug, article.headline, article.writer) == ("sunk", "The ferry", wanda)
    revision = article.revisions.get()
    assert (revision.body, bytes(revision.original), revision.filename) == (COPY, COPY.encode(), "ferry.txt")


def test_pasted_text_is_kept_as_the_original(bring, edith):
    bring(edith, pasted=COPY)
    assert bytes(Revision.objects.get().original) == COPY.encode()


def test_what_is_not_in_the_copy_is_told(bring, client, edith):
    answer = bring(edith, pasted=COPY + "\n\nRead more: Ten other ferries")
    page = client.get(answer.url)
    assert messages_of(page)[0].startswith("The article is in. Next:")
    assert messages_of(page)[1:] == ["Not in the copy (teaser): Read more: Ten other ferries"]


def test_the_same_file_again_changes_nothing_and_leads_to_its_article(bring, client, edith):
    bring(edith, pasted=COPY)
    answer = bring(edith, pasted=COPY)
    assert messages_of(client.get(answer.url))[-1].startswith("Nothing was written: this very file is in already.")
    assert (Article.objects.count(), Event.objects.count()) == (1, 1)


def test_a_writer_brings_in_own_copy_only(bring, wanda, edith):
    bring(wanda, pasted=COPY, writer=edith.pk)
    assert Article.objects.get().writer == wanda


@pytest.mark.parametrize("name", ["cora", "rita", "ada"])
def test_who_may_not_bring_in_articles_meets_no_page(request, client, name):
    client.force_login(request.getfixturevalue(name))
    assert client.get(reverse(PAGE)).status_code == 403
    assert client.post(reverse(PAGE), {"pasted": COPY}).status_code == 403
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose a file or paste the copy: one of the two."),
        ({"pasted": "  \n "}, "Choose a file or paste the copy: one of the two."),
        (
            {"pasted": COPY, "file": SimpleUploadedFile("a.txt", b"x")},
            "Choose a file or paste the copy: one of the two.",
        ),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF")}, "A PDF can&#x27;t be read"),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04nonsense")}, "Word"),
        ({"file": SimpleUploadedFile("a.txt", b"\x00\x01\x02" * 50)}, "It is not a text file, whatever its name says."),
        ({"pasted": COPY, "slug": "a b"}, "Enter a valid “slug”"),
        ({"pasted": COPY, "due_at_0": "soon"}, "Enter a valid date"),
        ({"pasted": COPY, "writer": "999999"}, "Select a valid choice"),
        ({"pasted": "A\x00B"}, "Null characters are not allowed."),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_written(bring, edith, fields, sentence):
    answer = bring(edith, **fields)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'class="errorlist' in answer.content.decode()
    assert not Article.objects.exists()


def test_what_was_typed_is_kept_when_it_is_refused(bring, article, edith):
    page = bring(edith, pasted=COPY, slug="bridge", desk="City").content.decode()
    assert "There is an article with the slug &quot;bridge&quot; already." in page
    assert "Nobody drowned." in page
    assert 'value="City"' in page
