"""One claims sheet for many articles: its column "article" says whose each row is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.intake import kept_rows
from claims.models import Article, Claim, Event, Evidence, Import, Revision, SignOff, Source
from tests.conftest import NOW
from tests.intake.bringing import bring, look, sentences


@pytest.fixture
def tunnel(article, edith):
    """A second article, with copy of its own."""
    tunnel = Article.objects.create(slug="tunnel", headline="The tunnel")
    body = "The tunnel opened on 4 June 2001."
    Revision.objects.create(
        article=tunnel, number=1, body=body, original=b"", sha256="0" * 64, imported_by=edith, imported_at=NOW
    )
    return tunnel


BOTH = """article,number,statement,quote,sources
bridge,1,It opened on 3 May 1999.,3 May 1999,https://courier.example/a
tunnel,1,It opened in June.,4 June 2001,https://courier.example/a
bridge,2,It cost 40 million crowns.,40 million crowns,
tunnel,2,It is long.,very long,
"""


def test_each_row_goes_to_its_article_with_one_line_in_each_record(article, tunnel, edith):
    filed = bring("claims", BOTH, by=edith)
    assert (filed.counts, filed.problems) == ((4, 0, 0, 0), [])
    placed = Claim.objects.values_list("article__slug", "number", "occurrences", "revision__article__slug")
    assert list(placed.order_by("article__slug", "number")) == [
        ("bridge", 1, 1, "bridge"), ("bridge", 2, 1, "bridge"), ("tunnel", 1, 1, "tunnel"), ("tunnel", 2, 0, "tunnel"),
    ]  # fmt: skip
    told = Event.objects.filter(action="imported claims").values_list("chain__article__slug", flat=True)
    assert sorted(told) == ["bridge", "tunnel"]
    assert (Import.objects.count(), Import.objects.get().article) == (1, None)
    assert "tunnel: 1 claim was not found in the copy: 2." in filed.notes


def test_an_address_in_two_articles_rows_becomes_one_source(article, tunnel, edith):
    bring("claims", BOTH, by=edith)
    assert Source.objects.count() == 1
    assert Evidence.objects.filter(source=Source.objects.get()).count() == 2


def test_what_was_previewed_is_what_is_filed(article, tunnel, edith):
    seen = look("claims", BOTH, by=edith).fingerprint
    assert bring("claims", BOTH, by=edith, seen=seen).counts == (4, 0, 0, 0)


def test_one_bad_row_keeps_every_article_as_it_was(article, tunnel, edith):
    filed = bring("claims", BOTH.replace("4 June 2001,", "4 June 2001,no-such-key;"), by=edith)
    assert sentences(filed) == [
        "Row 3, column “sources”: No source has the key “no-such-key”. Import the sources first, or write its web address."
    ]
    assert filed.refused
    assert not Claim.objects.exists() and not Import.objects.exists() and not Source.objects.exists()


def test_the_good_rows_of_all_articles_go_in_when_asked_for(article, tunnel, edith):
    text = BOTH + "nowhere,1,It is not here.,,\n,3,Whose is this?,,\n"
    filed = bring("claims", text, by=edith, good_rows=True)
    assert filed.counts == (4, 0, 0, 2)
    assert sentences(filed) == [
        "Row 6, column “article”: There is no article “nowhere”. Write the slug as in the article's address.",
        "Row 7, column “article”: This row names no article. Fill in its slug, or choose the article for the whole file.",
    ]


def test_an_archived_article_in_the_file_keeps_the_whole_file_out(article, tunnel, edith):
    Article.objects.filter(pk=tunnel.pk).update(archived=True)
    filed = bring("claims", BOTH, by=edith, good_rows=True)
    assert filed.refused and not Claim.objects.exists()


def test_the_same_file_again_writes_nothing(article, tunnel, edith):
    bring("claims", BOTH, by=edith)
    events = Event.objects.count()
    with CaptureQueriesContext(connection) as queries:
        again = bring("claims", BOTH, by=edith)
    assert (again.counts, Event.objects.count()) == ((0, 0, 4, 0), events)
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE", "COPY"))]
    # Of the pause of the word index nothing stays: the transaction is rolled back.
    assert [sql for sql in written if "claims_words" not in sql] == []
    assert queries.captured_queries[-2]["sql"].startswith("ROLLBACK TO SAVEPOINT")


def test_each_articles_clearance_ends_with_its_rows(article, tunnel, edith):
    signed = SignOff.objects.create(revision=tunnel.current_revision, by=edith, at=NOW)
    bring(
        "claims",
        BOTH.replace("tunnel", "bridge")
        .replace("bridge,1,It opened in", "bridge,3,It opened in")
        .replace("bridge,2,It is", "bridge,4,It is"),
        by=edith,
    )
    signed.refresh_from_db()
    assert signed.revoked_at is None
    bring("claims", BOTH, by=edith, good_rows=True)
    signed.refresh_from_db()
    assert signed.revoked_because == "2 claims were imported."


def test_a_file_longer_than_memory_holds_is_gone_through_by_article_in_its_order(article, tunnel, edith, monkeypatch):
    monkeypatch.setattr(kept_rows, "IN_MEMORY", 3)
    rows = [f"{slug},{n},Claim {n}." for n in range(1, 8) for slug in ("bridge", "tunnel")]
    filed = bring("claims", "article,number,statement\n" + "\n".join(rows) + "\n", by=edith)
    assert filed.counts == (14, 0, 0, 0)
    assert list(tunnel.claims.order_by("pk").values_list("number", flat=True)) == list(range(1, 8))


def test_queries_grow_with_the_articles_and_not_with_their_rows(article, tunnel, edith):
    def queries_for(first, last):
        rows = "".join(f"{slug},{n},Claim {n}.\n" for slug in ("bridge", "tunnel") for n in range(first, last))
        with CaptureQueriesContext(connection) as queries:
            bring("claims", "article,number,statement\n" + rows, by=edith)
        return len(queries)

    queries_for(1, 2)
    assert queries_for(2, 3) == queries_for(3, 9)
