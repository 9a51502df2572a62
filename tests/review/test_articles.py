"""Changing an article's particulars, putting it away, bringing it back."""

import pytest

from claims.models import Article, Event
from claims.record import details_of
from claims.review.articles import edit_article, set_archived
from claims.review.problems import Conflict, Refused
from claims.review.verdicts import record_verdict
from tests.conftest import NOW, make_source, support


def test_an_editor_changes_the_desk_and_the_record_tells_both_values(article, edith):
    assert edit_article(article, by=edith, at=NOW, desk="City", byline="") == ["desk"]
    article.refresh_from_db()
    assert (article.desk, article.version) == ("City", 2)
    event = Event.objects.order_by("-pk")[0]
    assert (event.action, event.chain.article) == ("article changed", article)
    told = details_of(event)
    assert (told["before"], told["after"], list(told["bound"])) == ({"desk": ""}, {"desk": "City"}, ["article"])


def test_the_same_values_again_change_nothing(article, edith):
    assert edit_article(article, by=edith, at=NOW, headline=article.headline) == []
    assert not Event.objects.exists()


def test_a_checker_may_not_change_an_article(article, cora):
    with pytest.raises(Refused, match="change articles"):
        edit_article(article, by=cora, at=NOW, desk="City")


@pytest.mark.parametrize(
    ("fields", "sentence"), [({"headline": " "}, "a headline"), ({"slug": ""}, "a slug"), ({"slug": "ferry"}, "ferry")]
)
def test_an_article_without_a_name_of_its_own_is_refused(article, edith, fields, sentence):
    Article.objects.create(slug="ferry", headline="The ferry")
    with pytest.raises(Refused, match=sentence):
        edit_article(article, by=edith, at=NOW, **fields)


def test_a_stale_article_is_a_conflict(article, edith):
    stale = Article.objects.get(pk=article.pk)
    edit_article(article, by=edith, at=NOW, desk="City")
    with pytest.raises(Conflict):
        edit_article(stale, by=edith, at=NOW, desk="Sport")
    assert Event.objects.count() == 1


def test_who_has_checked_an_article_does_not_become_its_writer(article, claim, source, cora, edith):
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    with pytest.raises(Refused, match="Cora checks or has checked"):
        edit_article(article, by=edith, at=NOW, writer=cora)


def test_a_writer_who_also_edits_does_not_write_itself_out_of_the_article(article, edith):
    Article.objects.filter(pk=article.pk).update(writer=edith)
    article.refresh_from_db()
    with pytest.raises(Refused, match="somebody else has to change who its writer is"):
        edit_article(article, by=edith, at=NOW, writer=None)


def test_a_publisher_that_becomes_the_articles_own_supports_nothing_any_more(article, claim, cora, edith):
    support(claim, make_source(cora, "courier", publisher="Courier"), by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    edit_article(article, by=edith, at=NOW, own_publishers="Courier")
    claim.refresh_from_db()
    assert claim.status == "unchecked"
    assert "The article was changed." in Event.objects.get(action="reopened").detail.body


def test_an_archived_article_is_brought_back_and_changes_only_then(article, edith):
    assert set_archived(article, archived=True, by=edith, at=NOW)
    assert not set_archived(article, archived=True, by=edith, at=NOW)
    with pytest.raises(Refused, match="archived"):
        edit_article(article, by=edith, at=NOW, desk="City")
    assert set_archived(article, archived=False, by=edith, at=NOW)
    article.refresh_from_db()
    assert not article.archived
    assert list(Event.objects.order_by("pk").values_list("action", flat=True)) == [
        "article archived",
        "article brought back",
    ]


def test_a_checker_archives_nothing(article, cora):
    with pytest.raises(Refused):
        set_archived(article, archived=True, by=cora, at=NOW)
