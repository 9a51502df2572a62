"""Signing off by the page: what stands in the way, who may, and what is told afterwards."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Article, Revision, SignOff
from claims.review import signoff, verdicts, wording
from claims.review.queries import ask
from tests.conftest import BODY, NOW, make_source, support


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(page):
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split()))


def page_of(article):
    return reverse("claims:sign_off", args=[article.pk])


@pytest.fixture
def verified(claim, source, cora):
    support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    return claim


def test_an_editor_signs_off_what_nothing_stands_in_the_way_of(article, verified, edith):
    client = browser(edith)
    assert "Nothing stands in the way" in text_of(client.get(page_of(article)))
    answer = client.post(page_of(article), {"revision": article.current_revision.pk}, follow=True)
    assert "Revision 1 was signed off by Edith on" in text_of(answer)
    assert SignOff.objects.get().by == edith


def test_every_obstacle_is_a_link_to_its_claim(article, claim, cora, edith):
    ask(claim, by=cora, question="When?", at=NOW)
    page = browser(edith).get(page_of(article))
    assert "2 things stand in the way" in text_of(page)
    address = f'<a href="/admin/claims/claim/{claim.pk}/change/">'
    assert f"{address}Claim 1 is still unchecked.</a>" in page.content.decode()
    assert f"{address}A query about claim 1 has no answer yet.</a>" in page.content.decode()
    assert "<button" not in page.content.decode().split('id="in-the-way"')[1].split("</section>")[0]


def test_what_is_refused_is_said_and_not_done(article, claim, edith):
    answer = browser(edith).post(page_of(article), {"revision": article.current_revision.pk})
    assert answer.status_code == 422 and "Claim 1 is still unchecked." in text_of(answer)
    assert not SignOff.objects.exists()


@pytest.mark.parametrize(
    "name, reads, signs", [("cora", 200, 403), ("rita", 200, 403), ("wanda", 403, 403), ("ada", 404, 404)]
)
def test_who_reads_the_page_and_who_signs(article, verified, request, name, reads, signs):
    client = browser(request.getfixturevalue(name))
    assert client.get(page_of(article)).status_code == reads
    assert client.post(page_of(article), {"revision": article.current_revision.pk}).status_code == signs
    assert not SignOff.objects.exists()


def test_an_editor_who_alone_has_checked_reads_why_somebody_else_signs(article, claim, source, edith):
    support(claim, source, by=edith)
    verdicts.record_verdict(claim, by=edith, verdict="verified", at=NOW)
    page = browser(edith).get(page_of(article))
    assert "Only you have checked this article: somebody else signs it off." in text_of(page)
    assert "Sign off revision" not in text_of(page)


def test_an_editor_who_wrote_it_does_not_sign_it(article, verified, edith):
    Article.objects.update(writer=edith)
    assert browser(edith).post(page_of(article), {"revision": article.current_revision.pk}).status_code == 422


@pytest.mark.parametrize("revision", ["", "0", "x", "999999"])
def test_another_revision_than_the_current_one_is_not_signed_off(article, verified, edith, revision):
    answer = browser(edith).post(page_of(article), {"revision": revision})
    assert answer.status_code == 409 and "A new revision came in" in text_of(answer)
    assert not SignOff.objects.exists()


def test_a_clearance_that_was_taken_back_stays_visible_with_its_reason(article, verified, cora, edith):
    signoff.sign_off(article, by=edith, at=NOW)
    wording.mark_claim(article, by=cora, at=NOW, quote="2001")
    said = text_of(browser(edith).get(page_of(article)))
    assert "Taken back on 4 Mar 2026, 12:00: Claim 2: marked." in said
    assert "Signed off Revision" not in said


def test_without_copy_or_claims_it_says_so(article, edith):
    assert "No claim of this article has been marked yet." in text_of(browser(edith).get(page_of(article)))
    bare = Article.objects.create(slug="bare", headline="Bare")
    assert "There is no copy of this article yet." in text_of(browser(edith).get(page_of(bare)))


def test_signing_twice_is_signing_once(article, verified, edith):
    client, data = browser(edith), {"revision": article.current_revision.pk}
    client.post(page_of(article), data)
    client.post(page_of(article), data)
    assert SignOff.objects.count() == 1


@pytest.mark.parametrize("n", [1, 3])
def test_three_claims_cost_no_more_queries_than_one(article, edith, cora, django_assert_max_num_queries, n):
    for quote in ["3 May 1999", "40 million crowns", "9,000 cars"][:n]:
        made = wording.mark_claim(article, by=edith, at=NOW, quote=quote, risk="high")
        support(made, make_source(cora, quote, kind="primary document"), by=cora)
        verdicts.record_verdict(made, by=cora, verdict="verified", at=NOW)
    client = browser(edith)
    with django_assert_max_num_queries(23):
        client.get(page_of(article))


def test_the_clearance_of_an_older_revision_is_history(article, verified, edith):
    signoff.sign_off(article, by=edith, at=NOW)
    new = {"article": article, "number": 2, "body": BODY + " More.", "original": b"", "sha256": "1" * 64}
    Revision.objects.create(**new, imported_by=edith, imported_at=NOW)
    page = browser(edith).get(page_of(article))
    assert "Revision 1, by Edith" in text_of(page) and "Signed off Revision" not in text_of(page)
