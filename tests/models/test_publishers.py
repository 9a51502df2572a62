"""Publishers as they are compared, and whose they are."""

import pytest

from claims.models import Article, Source
from claims.models.fields import publisher_key
from tests.growth import LINEAR, eighth, growth


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The New York Times", "the new york times"),
        ("The New York Times (copy at am1.news)", "the new york times"),
        ("  The  New\tYork\nTimes  ( copy ) (again)  ", "the new york times"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Re\u0301gistre", "r\u00e9gistre"),
        ("Cou\u200brier\ufeff", "courier"),
        ("The (New) Times", "the (new) times"),
        ("Times (a (b) c)", "times"),
        ("Times)", "times)"),
        ("Times (", "times ("),
        ("", ""),
        ("   ", ""),
        ("(all of it)", ""),
        ("Original publisher not shown", ""),
        ("original  publisher not shown (copy at am1.news)", ""),
    ],
)
def test_names_are_compared_without_case_space_and_asides(name, key):
    assert publisher_key(name) == key
    assert publisher_key(key) == key


@pytest.mark.parametrize("name", ["(" * 200_000, ")" * 200_000, "()" * 100_000, "(a" * 100_000, " (a)" * 60_000 + "x"])
def test_a_hostile_name_costs_no_more_than_its_length(name):
    assert growth(publisher_key, eighth(name), name) < LINEAR


def test_an_articles_own_publishers_are_its_publication_and_one_per_line(db):
    article = Article.objects.create(
        slug="a",
        headline="A",
        publication="The Weekly (print)",
        own_publishers=" Ferry News \r\n\nTHE WEEKLY\nBlank\u2028Line",
    )
    assert article.own_publisher_keys == "\nblank\nferry news\nline\nthe weekly\n"
    assert article.publishes("ferry news")
    assert not article.publishes("ferry")
    assert not article.publishes("")


def test_an_article_without_publishers_publishes_nothing(db):
    article = Article.objects.create(slug="a", headline="A")
    assert (article.own_publisher_keys, article.publishes("")) == ("\n", False)


def saved(publisher, by):
    return Source.objects.create(key="k", title="T", publisher=publisher)


def bulk_created(publisher, by):
    return Source.objects.bulk_create([Source(key="k", title="T", publisher=publisher)])[0]


def updated(publisher, by):
    source = Source.objects.create(key="k", title="T", publisher="Other")
    Source.objects.filter(pk=source.pk).update(publisher=publisher)
    return source


def saved_in_part(publisher, by):
    source = Source.objects.create(key="k", title="T", publisher="Other")
    source.publisher = publisher
    source.save(update_fields=["publisher"])
    return source


@pytest.mark.parametrize("way", [saved, bulk_created, updated, saved_in_part])
def test_however_a_source_is_written_its_publisher_can_be_compared(db, way):
    source = way("The Times (web)", None)
    source.refresh_from_db()
    assert (source.publisher, source.publisher_key) == ("The Times (web)", "the times")


def test_articles_written_in_bulk_know_their_publishers_too(db):
    Article.objects.bulk_create([Article(slug="a", headline="A", publication="The Weekly")])
    assert Article.objects.get().own_publisher_keys == "\nthe weekly\n"
