"""The page from which an article is taken along: what is on it, who may open it, what it hands out."""

import csv
import io
import json
import re
import zipfile

import docx
import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from claims.models import Article, Event
from claims.review import verdicts, wording
from tests.conftest import NOW, make_person, make_source, support

BASE = "https://weekly.example/checks"
EXPORTED = "exported confidential sources"


@pytest.fixture
def whisper(edith):
    return make_source(edith, "whisper-key", title="A clerk at the ministry", confidential=True)


@pytest.fixture
def cost(article, edith, cora, whisper):
    """Claim 1, disputed with a proposed wording; a confidential source contradicts it."""
    claim = wording.mark_claim(article, by=edith, at=NOW, statement="It cost 40 million.", quote="40 million crowns")
    support(claim, whisper, by=cora, stance="contradicts", locator="folder 7")
    verdicts.record_verdict(claim, by=cora, verdict="disputed", reason="=Sixty.", correction="60 million", at=NOW)
    return claim


@pytest.fixture
def said(article, edith, cora):
    """Claim 2, by Ida Holm: verified, and her own words have an address."""
    claim = wording.mark_claim(
        article, by=edith, at=NOW, number=2, statement="The bridge carries 9,000 cars a day.", quote="9,000 cars",
        speaker="Ida Holm",
    )  # fmt: skip
    support(claim, make_source(cora, "speech", author="Ida Holm", url="https://holm.example/"), by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    return claim


@pytest.fixture
def knowing(rita):
    """Rita, who may see confidential sources."""
    rita.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    return rita


@pytest.fixture
def address(article):
    return reverse("claims:take_away", args=[article.pk])


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def content(answer):
    assert answer.status_code == 200, answer.content.decode()
    return b"".join(answer.streaming_content)


def test_each_paper_says_what_is_in_it(cost, said, address, rita):
    text = text_of(browser(rita).get(address))
    assert "The copy with 2 claims marked and numbered" in text
    assert "1 recommended change:" in text
    assert "1 claim can be published." in text
    assert "It names no speaker: it is the article&#x27;s own. 1 claim: Claim 1" in text


def test_empty_papers_say_so(article, address, rita):
    text = text_of(browser(rita).get(address))
    assert "No claim of this copy has been marked yet: it would be the bare copy." in text
    assert "No change is recommended" in text
    assert "No claim of this article can be published as a ClaimReview." in text
    assert "Kept back" not in text


def test_without_copy_there_is_nothing(rita):
    bare = Article.objects.create(slug="bare", headline="Bare")
    page = browser(rita).get(reverse("claims:take_away", args=[bare.pk]))
    assert "There is no copy of this article yet. Bring it in first." in text_of(page)
    assert "<button" not in page.content.decode().partition('id="content-main"')[2]
    answer = browser(rita).post(reverse("claims:take_away", args=[bare.pk]), {"paper": "checked", "format": "html"})
    assert (answer.status_code, "There is no copy" in text_of(answer)) == (422, True)
    assert browser(rita).get(reverse("claims:checked_copy", args=[bare.pk])).status_code == 404


class TestFiles:
    def test_the_checked_copy_is_for_saving_only(self, cost, address, rita):
        answer = browser(rita).post(address, {"paper": "checked", "format": "html"})
        assert answer.streaming
        assert re.fullmatch(
            r'attachment; filename="bridge-checked-\d{4}-\d\d-\d\d.html"', answer["Content-Disposition"]
        )
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Type"] == "application/octet-stream"
        assert b"It cost 40 million." in content(answer)

    def test_the_word_document_opens(self, cost, address, rita):
        data = content(browser(rita).post(address, {"paper": "checked", "format": "docx"}))
        (comment,) = docx.Document(io.BytesIO(data)).comments
        assert comment.text.startswith("Claim 1, disputed: It cost 40 million.")

    def test_the_corrections_come_as_a_safe_table(self, cost, said, address, rita):
        data = content(browser(rita).post(address, {"paper": "corrections", "format": "csv"}))
        (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        assert (row["claim"], row["reason"]) == ("1", "'=Sixty.")

    def test_claim_reviews_stand_under_the_given_address(self, cost, said, address, rita):
        data = content(browser(rita).post(address, {"paper": "claimreview", "format": "json", "base": BASE}))
        (review,) = json.loads(data)
        assert review["url"] == f"{BASE}/bridge-claim-2/"


class TestBadForms:
    @pytest.mark.parametrize(
        "form, answer",
        [
            ({"paper": "claimreview", "format": "json"}, "Give the address under which the reviews will be published"),
            ({"paper": "claimreview", "format": "json", "base": "javascript:1"}, "This is no address of the web."),
            ({"paper": "checked", "format": "csv"}, "Checked copy can&#x27;t be had as “csv”. Use html or docx."),
            ({"paper": "checked", "format": "pdf"}, "be had. Choose one of the buttons below."),
            ({"paper": "x" * 5000, "format": "html"}, "be had. Choose one of the buttons below."),
            ({"paper": "claimreview", "format": "json", "base": "x" * 5000}, "at most 500 characters"),
            ({}, "be had. Choose one of the buttons below."),
        ],
    )
    def test_are_answered_with_a_sentence(self, cost, said, address, rita, form, answer):
        page = browser(rita).post(address, form)
        assert (page.status_code, answer in text_of(page)) == (422, True)

    def test_what_was_typed_is_kept(self, cost, said, address, rita):
        typed = {"paper": "claimreview", "format": "json", "base": 'https://weekly.example/?q="><script>'}
        page = browser(rita).post(address, typed).content.decode()
        assert "https://weekly.example/?q=&quot;&gt;&lt;script&gt;" in page


class TestConfidentialSources:
    def lines(self):
        return list(Event.objects.filter(action=EXPORTED).values_list("actor_name", "chain__article__slug"))

    @pytest.mark.parametrize("paper, format", [("checked", "html"), ("checked", "docx"), ("corrections", "csv")])
    def test_who_takes_their_names_is_in_the_record(self, cost, address, knowing, paper, format):
        data = content(browser(knowing).post(address, {"paper": paper, "format": format}))
        assert self.lines() == [("Rita", "bridge")]
        assert format == "docx" or b"A clerk at the ministry" in data

    def test_numbers_leave_no_line(self, cost, address, rita, whisper):
        data = content(browser(rita).post(address, {"paper": "checked", "format": "html"}))
        assert f"Confidential source {whisper.pk}".encode() in data
        assert b"A clerk" not in data and b"folder 7" not in data
        assert self.lines() == []

    def test_a_paper_without_them_leaves_no_line(self, said, cost, address, knowing):
        content(browser(knowing).post(address, {"paper": "claimreview", "format": "json", "base": BASE}))
        assert self.lines() == []

    def test_on_the_page_to_print_they_are_numbers_even_to_who_knows_them(self, cost, article, knowing, whisper):
        page = browser(knowing).get(reverse("claims:checked_copy", args=[article.pk]))
        assert f"Confidential source {whisper.pk}" in text_of(page)
        assert "A clerk" not in text_of(page)
        assert self.lines() == []


def test_the_page_to_print_holds_under_the_desks_policy(cost, article, rita):
    answer = browser(rita).get(reverse("claims:checked_copy", args=[article.pk]))
    page = answer.content.decode()
    assert "style-src 'self'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert "<style" not in page and "<script" not in page and " style=" not in page
    assert '<link rel="stylesheet" href="/static/claims/checked_copy.css">' in page


class TestPeople:
    @pytest.mark.parametrize(
        "name, status", [("rita", 200), ("cora", 200), ("edith", 200), ("wanda", 403), ("ada", 404)]
    )
    def test_who_takes_an_article_along(self, cost, article, address, request, name, status):
        client = browser(request.getfixturevalue(name))
        assert client.get(address).status_code == status
        assert client.get(reverse("claims:checked_copy", args=[article.pk])).status_code == status
        assert client.post(address, {"paper": "checked", "format": "html"}).status_code == status

    def test_a_superuser_without_the_permission_does_not(self, cost, address):
        boss = make_person("boss", is_superuser=True)
        assert browser(boss).get(address).status_code == 403

    def test_a_stranger_is_sent_to_log_in(self, address, client):
        assert "/login/" in client.get(address).url
        sent = client.post(address, {"paper": "checked", "format": "html"})
        # Whose session ended logs in on the spot: the form is shown, and no file.
        assert (sent.status_code, sent.has_header("Content-Disposition")) == (403, False)
        assert 'type="password"' in sent.content.decode()

    @pytest.mark.parametrize("name, there", [("rita", True), ("wanda", False)])
    def test_the_way_there_is_shown_to_who_may_go(self, cost, article, address, request, name, there):
        page = browser(request.getfixturevalue(name)).get(reverse("claims:article_dashboard", args=[article.pk]))
        assert (f'href="{address}"' in page.content.decode()) == there


def test_hostile_words_are_shown_as_words(article, cost, address, rita):
    Article.objects.update(headline="<script>alert(1)</script>")
    page = browser(rita).get(address).content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


def test_of_very_many_claims_under_a_reason_the_first_are_named(article, address, rita, edith):
    for number in range(1, 46):
        wording.mark_claim(article, by=edith, at=NOW, number=number, statement=f"Number {number}.")
    text = text_of(browser(rita).get(address))
    assert "45 claims:" in text and "Claim 40 and 5 more" in text


@pytest.mark.parametrize("n", [1, 3])
def test_three_claims_take_as_many_queries_as_one(article, edith, cora, address, rita, django_assert_num_queries, n):
    for quote in ["3 May 1999", "40 million crowns", "9,000 cars"][:n]:
        made = wording.mark_claim(article, by=edith, at=NOW, quote=quote)
        support(made, make_source(cora, quote), by=cora)
        verdicts.record_verdict(made, by=cora, verdict="disputed", reason="No.", correction="Yes.", at=NOW)
    client = browser(rita)
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)


def test_the_whole_record_is_handed_out_with_its_proof(cost, said, address, knowing):
    assert "The record was not sealed yet" in text_of(browser(knowing).get(address))
    answer = browser(knowing).post(address, {"paper": "record", "format": "zip"})
    assert re.search(r'filename="bridge-record-[0-9-]+-sealed-[0-9a-f]{12}\.zip"', answer["Content-Disposition"])
    with zipfile.ZipFile(io.BytesIO(content(answer))) as archive:
        assert "A clerk at the ministry" in archive.read("sources.json").decode()
        assert archive.testzip() is None
    assert Event.objects.filter(action=EXPORTED).count() == 1
    assert "Last sealed 20" in text_of(browser(knowing).get(address))
