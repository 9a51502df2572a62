"""Articles: the list with counts, the page with revisions and record, the archive."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from claims.intake.articles import file_article
from claims.models import Article, Event, Revision
from claims.review import verdicts
from claims.review.assignment import assign
from claims.review.wording import mark_claim
from tests.admin.conftest import posted
from tests.conftest import BODY, NOW, support

LIST = "/admin/claims/article/"


@pytest.fixture
def page(article):
    return reverse("admin:claims_article_change", args=[article.pk])


def test_an_editor_changes_particulars_and_the_record_tells(desk, page, article, edith):
    form = posted(desk(edith).get(page)) | {"due_at_0": "2026-03-09", "due_at_1": "12:00:00", "desk": "City"}
    assert desk(edith).post(page, form).status_code == 302
    article.refresh_from_db()
    assert (article.desk, article.due_at.day, article.version) == ("City", 9, 2)
    text = desk(edith).get(page).text
    assert "article changed" in text
    assert "City" in text


def test_a_rule_against_it_is_said_in_the_form(desk, page, article, claim, source, cora, edith):
    support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    cora.groups.add(*edith.groups.all())
    answer = desk(edith).post(page, posted(desk(edith).get(page)) | {"writer": cora.pk})
    assert answer.status_code == 422
    assert "Cora checks or has checked claims of this article" in answer.text


def test_the_list_counts_claims_by_status_with_one_query_for_all_articles(desk, article, claim, source, cora):
    support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    browser = desk(cora)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as one:
        text = browser.get(LIST).text
    assert "0 of 1 open" in text
    assert "no claims yet" not in text
    for n in (2, 3):
        made = Article.objects.create(slug=f"a{n}", headline=f"Article {n}", writer=article.writer)
        mark_claim(made, by=cora, at=NOW, statement="x")
    with CaptureQueriesContext(connection) as three:
        text = browser.get(LIST).text
    assert text.count("1 of 1 open") == 2
    assert len(three) == len(one)


def test_an_article_is_put_away_and_brought_back(desk, page, article, edith):
    browser = desk(edith)
    assert 'value="archive"' in browser.get(page).text
    browser.post(LIST, {"action": "archive", "index": "0", "_selected_action": article.pk})
    article.refresh_from_db()
    assert article.archived
    assert article.headline not in browser.get(LIST).text.partition("<tbody")[2]
    assert article.headline in browser.get(f"{LIST}?archived__exact=1").text.partition("<tbody")[2]
    shown = browser.get(page)
    assert "This article is archived." in shown.text
    assert 'name="_save"' not in shown.text
    assert browser.post(page, {"headline": "x"}).status_code == 403
    browser.post(f"{LIST}?archived__exact=all", {"action": "bring_back", "index": "0", "_selected_action": article.pk})
    article.refresh_from_db()
    assert not article.archived
    assert [e.action for e in Event.objects.order_by("pk")] == ["article archived", "article brought back"]


def test_claims_of_an_archived_article_can_be_read_and_not_changed(desk, article, claim, cora):
    Article.objects.filter(pk=article.pk).update(archived=True)
    address = claim.get_absolute_url()
    shown = desk(cora).get(address)
    assert shown.status_code == 200
    assert "_save" not in shown.text
    assert desk(cora).post(address, {"statement": "x"}).status_code == 403


def test_the_original_is_handed_out_byte_for_byte_as_an_attachment(desk, page, article, wanda):
    revision = article.revisions.get()
    download = reverse("admin:claims_revision_original", args=[revision.pk])
    assert download in desk(wanda).get(page).text
    answer = desk(wanda).get(download)
    assert b"".join(answer.streaming_content) == BODY.encode()
    assert answer["Content-Disposition"] == 'attachment; filename="bridge.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def second_revision(article, edith):
    return Revision.objects.create(
        article=article,
        number=2,
        body=BODY,
        original=b"Read more: other",
        filename='a"\r\nSet-Cookie: x=1;.txt',
        sha256="1" * 64,
        imported_by=edith,
        imported_at=NOW,
        dropped=[{"what": "teaser", "text": "Read more: other"}],
    )


def test_a_file_name_can_not_break_the_header(desk, second_revision, rita):
    answer = desk(rita).get(reverse("admin:claims_revision_original", args=[second_revision.pk]))
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer["Content-Disposition"]


def test_a_revision_is_shown_with_its_copy_and_what_was_left_out(desk, second_revision, rita):
    text = desk(rita).get(reverse("admin:claims_revision_change", args=[second_revision.pk])).text
    assert "The Alma bridge opened on 3 May 1999." in text
    assert "teaser: Read more: other" in text


def test_another_writers_article_and_its_original_are_out_of_reach(desk, page, article, wanda):
    Article.objects.update(writer=None)
    browser = desk(wanda)
    assert browser.get(page).status_code == 302
    assert browser.get(reverse("admin:claims_article_history", args=[article.pk])).status_code == 302
    assert browser.get(reverse("admin:claims_revision_original", args=[article.revisions.get().pk])).status_code == 404
    assert browser.get(reverse("admin:claims_revision_change", args=[article.revisions.get().pk])).status_code == 302


def test_the_record_is_shown_in_pages(desk, page, article, edith):
    for n in range(30):
        mark_claim(article, by=edith, at=NOW, statement=f"Claim number {n}")
    browser = desk(edith)
    assert len(browser.get(page).context["lines"]) == 25
    assert len(browser.get(f"{page}?record=2").context["lines"]) == 5
    assert len(browser.get(f"{page}?record=abc").context["lines"]) == 25
    assert len(browser.get(f"{page}?record=99").context["lines"]) == 5


def test_an_article_is_not_typed_in(desk, edith):
    assert desk(edith).get(f"{LIST}add/").status_code == 403
    assert "addlink" not in desk(edith).get(LIST).text or "import/" in desk(edith).get(LIST).text


def test_the_history_of_an_article_names_the_claim_of_each_line(desk, article, claim, edith, cora):
    assign(claim, to=cora, by=edith, at=NOW)
    text = " ".join(
        strip_tags(desk(edith).get(reverse("admin:claims_article_history", args=[article.pk])).text).split()
    )
    assert f"Edith (editor) assigned, claim {claim.number} to: Cora" in text


def test_the_record_of_an_arrival_reads_as_words(desk, edith):
    article = file_article(
        b"Ferries\n\nRead more: Trams\n\nTen sank.\n\nWait 5 sec.", "a.txt", by=edith, at=NOW
    ).article
    text = " ".join(strip_tags(desk(edith).get(reverse("admin:claims_article_change", args=[article.pk])).text).split())
    assert "fields: headline: Ferries, slug: ferriesfile: a.txt" in text
    assert "text: Read more: Trams, what: teaser; text: Wait 5 sec., what: page furniture" in text


def test_the_date_of_print_has_one_name_where_it_is_given_and_where_it_is_changed(desk, page, edith):
    for address in (page, f"{LIST}import/"):
        assert "Goes to print:" in desk(edith).get(address).text
