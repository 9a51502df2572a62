"""Bringing a new revision by the page: hand over, look, confirm; what each person may do; what goes wrong."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.intake import waiting
from claims.models import Article, Event, Revision
from claims.review import signoff, verdicts, wording
from tests.conftest import BODY, NOW, make_person, make_source, support

COST = "It cost 40 million crowns, says engineer Ida Holm."


@pytest.fixture
def cost(article, edith, cora):
    """A verified claim: 40 million crowns."""
    claim = wording.mark_claim(article, by=edith, at=NOW, statement="It cost 40 million.", quote="40 million crowns")
    support(claim, make_source(cora, "registry"), by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    return claim


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def hand_over(client, article, body):
    return client.post(reverse("claims:revise", args=[article.pk]), {"pasted": body})


def looked_at(client, article, body):
    """Hand over the copy and open its preview; return the page and what its hidden fields send."""
    answer = hand_over(client, article, body)
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer.url)
    return answer.url, page, hidden(page)


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(seen|since)" value="([^"]*)">', page.content.decode()))


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_an_editor_sees_the_differences_and_confirms(article, claim, cost, edith):
    client = browser(edith)
    url, page, fields = looked_at(client, article, BODY.replace("40 million", "42 million"))
    assert "It cost removed: 40 end of removal, added: 42 end of addition, million crowns" in text_of(page)
    assert "Claim 2 verified open again" in text_of(page)
    assert Revision.objects.count() == 1
    answer = client.post(url, fields, follow=True)
    assert answer.redirect_chain == [(reverse("claims:article_dashboard", args=[article.pk]), 302)]
    assert "Revision 2 is in. One claim is open again." in text_of(answer)
    revision = article.current_revision
    assert (revision.number, revision.filename, revision.imported_by) == (2, "pasted.txt", edith)
    cost.refresh_from_db()
    assert (cost.status, cost.revision) == ("unchecked", revision)
    assert waiting.find(url.rstrip("/").rsplit("/", 1)[1], by=edith) is None


def test_a_file_is_kept_byte_for_byte(article, edith):
    client = browser(edith)
    data = (BODY + "\n\nMore.\n").replace("\n", "\r\n").encode("utf-8-sig")
    answer = client.post(reverse("claims:revise", args=[article.pk]), {"file": SimpleUploadedFile("second.txt", data)})
    client.post(answer.url, hidden(client.get(answer.url)))
    revision = article.current_revision
    assert (bytes(revision.original), revision.filename, revision.body) == (data, "second.txt", BODY + "\n\nMore.")


def test_copy_without_a_headline_keeps_the_articles(article, edith):
    client = browser(edith)
    text = BODY.split("\n\n", 1)[1].replace("a day", "a week") + "\n\n" + "It is long. " * 30
    _, page, _ = looked_at(client, article, text)
    assert "The bridge that was late" in text_of(page) and "The copy is headed" not in text_of(page)


def test_a_new_headline_is_said_and_does_not_rename_the_article(article, edith):
    url, page, fields = looked_at(browser(edith), article, BODY.replace("late", "early"))
    assert "The copy is headed “The bridge that was early” now." in text_of(page)
    browser(edith).post(url, fields)
    article.refresh_from_db()
    assert (article.headline, article.current_revision.number) == ("The bridge that was late", 2)


def test_cancel_writes_nothing_and_puts_the_copy_aside(article, cost, edith):
    client = browser(edith)
    url, _, fields = looked_at(client, article, BODY + "\n\nMore.")
    before = Event.objects.count()
    assert "Nothing was brought in" in text_of(client.post(url, fields | {"cancel": "1"}, follow=True))
    assert (Revision.objects.count(), Event.objects.count()) == (1, before)
    assert client.get(url).status_code == 302


def test_the_same_copy_is_said_to_change_nothing(article, cost, edith):
    url, page, fields = looked_at(browser(edith), article, BODY)
    assert "This changes nothing" in text_of(page) and 'name="seen"' not in page.content.decode()
    browser(edith).post(url, fields)
    assert Revision.objects.count() == 1


def test_a_gone_claim_is_cut_by_its_tick(article, cost, edith):
    client = browser(edith)
    url, page, fields = looked_at(client, article, BODY.replace(f" {COST}", ""))
    assert f'name="cut" value="{cost.pk}">' in page.content.decode()
    client.post(url, fields | {"cut": str(cost.pk)})
    cost.refresh_from_db()
    assert cost.status == "cut"


class TestAmbiguous:
    body = BODY + "\n\nAnd again. " + COST

    def test_without_a_choice_the_page_comes_back_and_says_which(self, article, cost, edith):
        client = browser(edith)
        url, _, fields = looked_at(client, article, self.body)
        answer = client.post(url, fields)
        assert answer.status_code == 422
        assert f'<a href="#claim-{cost.pk}">Claim 1 stands in several places now.' in answer.content.decode()
        assert Revision.objects.count() == 1

    def test_the_chosen_place_is_taken(self, article, cost, edith):
        client = browser(edith)
        url, page, fields = looked_at(client, article, self.body)
        second = re.findall(rf'name="place-{cost.pk}" value="(\d+-\d+)"', page.content.decode())[1]
        client.post(url, fields | {f"place-{cost.pk}": second})
        cost.refresh_from_db()
        assert (cost.status, f"{cost.start}-{cost.end}") == ("verified", second)

    @pytest.mark.parametrize("value", ["0-5", "x", "-1--1", "", "9" * 40 + "-1", "none\0"])
    def test_a_place_that_nobody_offered_is_no_choice(self, article, cost, edith, value):
        client = browser(edith)
        url, _, fields = looked_at(client, article, self.body)
        assert client.post(url, fields | {f"place-{cost.pk}": value}).status_code == 422
        assert Revision.objects.count() == 1


class TestOvertaken:
    body = BODY.replace(f" {COST}", "")

    def test_a_verdict_meanwhile_shows_the_plan_again_with_who_did_what(self, article, claim, cost, cora, edith):
        client = browser(edith)
        url, _, fields = looked_at(client, article, self.body)
        verdicts.record_verdict(claim, by=cora, verdict="disputed", reason="No.", at=NOW)
        answer = client.post(url, fields | {"cut": str(cost.pk)})
        assert answer.status_code == 409
        assert "Cora: marked disputed, claim 1" in text_of(answer)
        assert f'name="cut" value="{cost.pk}" checked>' in answer.content.decode()
        assert Revision.objects.count() == 1
        assert client.post(url, hidden(answer) | {"cut": str(cost.pk)}).status_code == 302
        assert article.current_revision.body == self.body

    def test_a_revision_meanwhile_is_compared_with(self, article, cost, edith):
        client = browser(edith)
        url, _, fields = looked_at(client, article, self.body)
        other, _, theirs = looked_at(browser(edith), article, BODY + "\n\nMore.")
        browser(edith).post(other, theirs)
        answer = client.post(url, fields)
        assert answer.status_code == 409
        assert "Edith: revision brought in" in text_of(answer) and "compared with revision 2" in text_of(answer)

    @pytest.mark.parametrize("damaged", [{"seen": ""}, {"seen": "x" * 5000}, {"since": "٣", "seen": "\0"}])
    def test_a_damaged_form_is_a_stale_one(self, article, cost, edith, damaged):
        client = browser(edith)
        url, _, fields = looked_at(client, article, self.body)
        assert client.post(url, fields | damaged).status_code == 409
        assert Revision.objects.count() == 1


def test_a_standing_sign_off_is_named_before_it_is_taken_back(article, cost, edith):
    signoff.sign_off(article, by=edith, at=NOW)
    url, page, fields = looked_at(browser(edith), article, BODY + "\n\nMore.")
    assert "Edith has signed off revision 1. Bringing in this copy takes the sign-off back." in text_of(page)
    browser(edith).post(url, fields)
    assert not signoff.SignOff.objects.standing().exists()


class TestPeople:
    @pytest.mark.parametrize(
        "name, status", [("edith", 200), ("wanda", 200), ("cora", 403), ("rita", 403), ("ada", 404)]
    )
    def test_who_opens_the_page(self, article, request, name, status):
        client = browser(request.getfixturevalue(name))
        assert client.get(reverse("claims:revise", args=[article.pk])).status_code == status
        assert hand_over(client, article, BODY + "\n\nMore.").status_code == (302 if status == 200 else status)

    def test_a_writer_does_not_see_an_article_by_somebody_else(self, article):
        other = make_person("otto", "writer")
        assert browser(other).get(reverse("claims:revise", args=[article.pk])).status_code == 404

    def test_a_writer_hands_in_copy_and_cuts_nothing(self, article, cost, wanda):
        client = browser(wanda)
        url, page, fields = looked_at(client, article, BODY.replace(f" {COST}", ""))
        assert 'name="cut"' not in page.content.decode()
        assert client.post(url, fields | {"cut": str(cost.pk)}).status_code == 422
        client.post(url, fields)
        cost.refresh_from_db()
        assert (cost.status, cost.revision.number) == ("unchecked", 2)

    def test_nobody_opens_what_waits_for_somebody_else(self, article, edith, wanda):
        url, _, fields = looked_at(browser(wanda), article, BODY + "\n\nMore.")
        assert browser(edith).get(url).status_code == 302
        assert browser(edith).post(url, fields).status_code == 302
        assert Revision.objects.count() == 1

    def test_copy_that_waits_for_one_article_is_not_brought_into_another(self, article, edith):
        other = Article.objects.create(slug="other", headline="Another")
        url, _, fields = looked_at(browser(edith), article, BODY + "\n\nMore.")
        wrong = url.replace(f"/{article.pk}/", f"/{other.pk}/")
        assert browser(edith).post(wrong, fields).status_code == 302
        assert Revision.objects.count() == 1

    def test_a_stranger_is_sent_to_log_in(self, article, client):
        assert "/login/" in client.get(reverse("claims:revise", args=[article.pk])).url

    def test_an_archived_article_says_so(self, article, edith):
        Article.objects.update(archived=True)
        page = browser(edith).get(reverse("claims:revise", args=[article.pk]))
        assert page.status_code == 403 and "This article is archived." in text_of(page)


class TestBadCopy:
    @pytest.mark.parametrize(
        "data, said",
        [
            ({}, "Choose a file or paste the copy"),
            ({"pasted": "  \n "}, "Choose a file or paste the copy"),
            ({"pasted": "The bridge that was late"}, "no text under it"),
            ({"file": SimpleUploadedFile("copy.pdf", b"%PDF-1.4")}, "A PDF can"),
            ({"file": SimpleUploadedFile("copy.docx", b"PK\x03\x04broken")}, "Word"),
            ({"file": SimpleUploadedFile("copy.txt", b"")}, "empty"),
        ],
    )  # fmt: skip
    def test_is_refused_with_a_sentence_and_nothing_waits(self, article, edith, data, said, settings):
        answer = browser(edith).post(reverse("claims:revise", args=[article.pk]), data)
        assert answer.status_code == 422 and said in text_of(answer)
        assert not list(waiting._root().glob("*/*"))

    def test_both_a_file_and_pasted_text_are_one_too_many(self, article, edith):
        both = {"file": SimpleUploadedFile("a.txt", BODY.encode()), "pasted": BODY}
        assert browser(edith).post(reverse("claims:revise", args=[article.pk]), both).status_code == 422

    @pytest.mark.parametrize("token", ["x", "..", "A" * 32, "%00", "refused-" + "1" * 24])
    def test_a_made_up_name_finds_nothing(self, article, edith, token):
        answer = browser(edith).get(f"/admin/claims/article/{article.pk}/revision/{token}/")
        assert answer.status_code in {301, 302, 404}

    def test_text_that_looks_like_html_is_shown_as_text(self, article, cost, edith):
        hostile = BODY.replace("40 million", '<script>alert(1)</script> "><img src=x onerror=alert(1)>')
        _, page, _ = looked_at(browser(edith), article, hostile)
        shown = page.content.decode()
        assert "<script>alert(1)" not in shown and "&lt;img" in shown and "<img src=x" not in shown


@pytest.mark.parametrize("n", [1, 3])
def test_the_preview_takes_as_many_queries_for_three_claims_as_for_one(
    article, edith, cora, django_assert_max_num_queries, n
):
    for quote in ["3 May 1999", "40 million crowns", "9,000 cars"][:n]:
        made = wording.mark_claim(article, by=edith, at=NOW, quote=quote)
        support(made, make_source(cora, quote), by=cora)
        verdicts.record_verdict(made, by=cora, verdict="verified", at=NOW)
    client = browser(edith)
    url, _, _ = looked_at(client, article, BODY.replace("40", "41").replace("1999", "1998").replace("9,000", "8,000"))
    with django_assert_max_num_queries(15):
        client.get(url)


def test_what_was_left_out_of_the_copy_stands_folded_below_what_happens_to_the_claims(article, claim, edith):
    noise = "\n\nRead more: one\n\nRead more: two\n\nRead more: three"
    _, page, _ = looked_at(browser(edith), article, BODY.replace("40 million", "42 million") + noise)
    text = text_of(page)
    assert text.index("What happens to the claims") < text.index("3 notes on how the copy was read")
    assert "Not in the copy (teaser): Read more: three" in text
    assert '<details class="as-table"><summary>3 notes' in page.content.decode()
