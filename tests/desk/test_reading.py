"""The desk as a page: who may read it, what it shows, and that more claims ask no more of the database."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.desk import presence
from claims.models import Article, Candidate, Query, Revision
from claims.review import articles, evidence, verdicts, wording
from tests.conftest import BODY, NOW, make_person, make_source, support

from .conftest import Browser


def mark(article, by, quote, **fields):
    return wording.mark_claim(article, by=by, at=NOW, **{"statement": f"{quote}.", "quote": quote} | fields)


@pytest.mark.parametrize("name", ["wanda", "cora", "edith", "rita"])
def test_who_may_read_the_article_may_read_its_desk(request, at_desk, claim, name):
    browser = at_desk(request.getfixturevalue(name))
    assert browser.open().status_code == 200
    assert "The Alma bridge opened on 3 May 1999." in browser.text


@pytest.mark.parametrize("role", ["admin", "writer", None])
def test_who_may_not_read_the_article_finds_no_desk(at_desk, article, role):
    stranger = make_person("stranger", *([role] if role else []))
    assert at_desk(stranger).open().status_code == 404


def test_nobody_in_particular_is_asked_to_log_in(client, article):
    answer = client.get(f"/admin/claims/article/{article.pk}/desk/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/admin/login/")


def test_there_is_no_desk_without_an_article(at_desk, article, cora):
    browser = at_desk(cora)
    assert browser.client.get("/admin/claims/article/999/desk/").status_code == 404
    assert browser.client.get(f"/admin/claims/article/{10**40}/desk/").status_code == 404


def test_the_copy_stands_there_letter_by_letter(at_desk, article, claim, cora):
    mark(article, cora, "opened on 3 May")
    mark(article, cora, "It cost 40 million crowns, says engineer Ida Holm.\n\nHolm left")
    browser = at_desk(cora)
    browser.open()
    copy = browser.page.split('<article class="copy"')[1].split("</article>")[0]
    blocks = re.findall(r'<(h2|h3|p) data-start="(\d+)">(.*?)</\1>', copy, re.DOTALL)
    assert [tag for tag, _start, _inner in blocks] == ["h2", "p", "p"]
    for _tag, start, inner in blocks:
        shown = re.sub(r"<span class=\"(badge|visually-hidden)\".*?</span>", "", inner)
        words = re.sub(r"<[^>]*>", "", shown)
        assert words == BODY[int(start) : int(start) + len(words)]


def test_each_claim_is_a_numbered_link_that_says_where_it_stands(at_desk, claim, cora):
    browser = at_desk(cora)
    browser.open()
    assert 'id="claim-1"' in browser.page
    assert '<span class="visually-hidden" data-aside>Claim 1, unchecked: </span>' in browser.page


def test_a_claim_hidden_under_another_of_the_same_words_has_its_badge_all_the_same(at_desk, article, claim, cora):
    mark(article, cora, "3 May 1999", statement="It was in May.")
    browser = at_desk(cora)
    browser.open()
    assert browser.page.count('id="claim-1"') == browser.page.count('id="claim-2"') == 1


def test_what_is_not_in_the_text_is_listed_with_why(at_desk, article, cora):
    mark(article, cora, "a copper dome")
    mark(article, cora, "bridge", statement="It is a bridge.")
    browser = at_desk(cora)
    browser.open()
    assert "Claims not found in the text (2)" in browser.text
    assert "its words stand in 3 places" in browser.text


def test_the_first_open_claim_is_selected_where_the_address_names_none(at_desk, article, claim, source, cora):
    support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    mark(article, cora, "40 million crowns")
    browser = at_desk(cora)
    browser.open()
    assert 'data-number="2"' in browser.page


def test_the_address_names_claim_and_filter_and_the_steps_follow_it(at_desk, article, claim, source, cora):
    for quote in ("40 million crowns", "2001", "9,000 cars"):
        mark(article, cora, quote)
    support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="disputed", reason="No.", at=NOW)
    verdicts.record_verdict(article.claims.get(number=3), by=cora, verdict="disputed", reason="No.", at=NOW)
    browser = at_desk(cora)
    browser.open(claim=1, status="disputed")
    assert f'href="{browser.url}?claim=3&amp;status=disputed" data-go data-key="j"' in browser.page
    browser.open(claim=2, status="disputed")
    assert re.search(r'claim=1&amp;status=disputed" data-go data-key="k"', browser.page)
    assert re.search(r'claim=3&amp;status=disputed" data-go data-key="j"', browser.page)


def test_claims_are_found_by_number_and_by_words(at_desk, article, claim, cora):
    mark(article, cora, "40 million crowns")
    browser = at_desk(cora)
    browser.open(q="CROWNS")
    assert "1 claim holds “CROWNS”." in browser.text
    assert 'data-number="2"' in browser.page
    browser.open(q="1")
    assert 'data-number="1"' in browser.page


@pytest.mark.parametrize("parameters", [
    {"claim": "x"}, {"claim": "0"}, {"claim": "-1"}, {"claim": "9" * 30}, {"claim": "٣"}, {"status": "done"},
    {"q": "\0"}, {"q": "<script>" * 90}, {"fragment": "nonsense"}, {"fragment": "copy"}, {"fragment": "top"},
])  # fmt: skip
def test_a_damaged_address_opens_the_desk(at_desk, claim, cora, parameters):
    browser = at_desk(cora)
    assert browser.open(**parameters).status_code == 200
    assert "<script>" not in browser.page.split("extrahead")[-1].split("desk-top")[-1]


def test_a_claim_that_is_not_there_is_said_to_be_so(at_desk, claim, cora):
    browser = at_desk(cora)
    browser.open(claim=77)
    assert "This article has no claim 77." in browser.text


def test_a_fragment_is_the_panel_alone(at_desk, claim, cora):
    browser = at_desk(cora)
    answer = browser.open(claim=1, fragment=1)
    assert answer["X-Desk"] == "1"
    assert "<html" not in browser.page
    assert "The Alma bridge opened on 3 May 1999." in browser.text


def test_an_article_without_copy_or_claims_says_what_to_do(at_desk, article, cora):
    browser = at_desk(cora)
    browser.open()
    assert "No claims in this article yet. Select words in the copy to mark the first." in browser.text
    bare = Article.objects.create(slug="bare", headline="No copy yet")
    browser = Browser(cora, bare)
    browser.open()
    assert "There is no copy of this article yet." in browser.text


def test_the_share_of_words_covered_counts_claims_and_waived_passages(at_desk, article, claim, cora):
    browser = at_desk(cora)
    browser.open()
    assert "8 % of the words covered" in browser.text  # 3 of 36
    start = BODY.index("Holm left")
    Candidate.objects.create(
        revision=article.current_revision, start=start, end=start + 17, quote="Holm left the cit", score=0.6,
        state="waived", waiver="opinion",
    )  # fmt: skip
    browser.open()
    assert "19 % of the words covered" in browser.text  # 7 of 36
    assert '<span class="gap">Holm left' not in browser.page


HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>&lt;'


def test_hostile_text_is_shown_as_text(at_desk, article, claim, source, cora):
    body = f"{BODY}\n\n{HOSTILE} is said."
    Revision.objects.create(
        article=article, number=2, body=body, original=b"", sha256="0" * 64, imported_by=cora, imported_at=NOW
    )
    mark(article, cora, HOSTILE, statement=HOSTILE, section=HOSTILE[:200], note=HOSTILE, value=HOSTILE)
    there = make_source(cora, "k", title=HOSTILE, publisher=HOSTILE)
    row = article.claims.get(number=2)
    support(row, there, by=cora, locator=HOSTILE, finding=HOSTILE)
    verdicts.record_verdict(row, by=cora, verdict="disputed", reason=HOSTILE, correction=HOSTILE, at=NOW)
    Query.objects.create(claim=row, question=HOSTILE, asked_by=cora, asked_at=NOW)
    browser = at_desk(cora)
    for parameters in ({"claim": 2}, {"claim": 2, "fragment": 1}, {"q": HOSTILE}, {"fragment": "copy"}):
        browser.open(**parameters)
        assert "<img" not in browser.page
        assert "<script>" not in browser.page


@pytest.fixture
def informant(edith):
    return make_source(
        edith, "informant", title="The engineer who left", publisher="Nobody's", confidential=True, kind="interview",
        url="https://informant.example.org/",
    )  # fmt: skip


def test_a_confidential_source_is_a_number_to_who_may_not_see_it(at_desk, claim, informant, edith, cora, rita, wanda):
    support(claim, informant, by=edith, locator="at his home", finding="He says it was June.")
    Query.objects.create(claim=claim, source=informant, question="Was it your home?", asked_by=edith, asked_at=NOW)
    secrets = ("engineer who left", "Nobody", "informant", "his home", "was June", "your home")
    for person in (cora, rita, wanda):
        browser = at_desk(person)
        for parameters in ({}, {"claim": 1, "fragment": 1}, {"fragment": "copy"}):
            browser.open(**parameters)
            assert not [secret for secret in secrets if secret in browser.page]
        browser.open()
        assert f"Confidential source {informant.pk}" in browser.text
        browser.open("sources/", find="engineer")
        assert not [secret for secret in secrets if secret in browser.page]


def test_who_may_see_confidential_sources_sees_them_here(at_desk, claim, informant, edith, cora):
    support(claim, informant, by=edith, locator="at his home", finding="He says it was June.")
    cora.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    browser = at_desk(type(cora).objects.get(pk=cora.pk))
    browser.open()
    assert "The engineer who left" in browser.text
    assert "He says it was June." in browser.text


def queries_of(browser, **parameters):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.open(**parameters).status_code == 200
    return len(queries)


def test_thirty_claims_ask_as_much_of_the_database_as_one(at_desk, article, claim, source, cora, ben, monkeypatch):
    monkeypatch.setattr(presence, "REWRITTEN_AFTER", timedelta(days=1))  # However slow the machine is today.

    def work_on(row):
        support(row, source, by=cora)
        verdicts.record_verdict(row, by=cora, verdict="disputed", reason="No.", at=NOW)
        verdicts.confirm(row.verdict, by=ben, at=NOW)

    work_on(claim)
    browser = at_desk(cora)
    browser.open()
    for parameters in ({}, {"fragment": 1}, {"fragment": "copy"}, {"status": "disputed", "q": "bridge"}):
        asked = []
        for number in (1, 3, 30):
            for more in range(article.claims.count(), number):
                work_on(mark(article, cora, f"made-up words {more}", statement="The bridge."))
            asked.append(queries_of(browser, claim=1, **parameters))
        assert len(set(asked)) == 1, parameters
        assert asked[0] <= 40


def test_the_printed_record_holds_every_claim_with_its_decision_and_sources(
    at_desk, article, claim, source, cora, edith
):
    support(claim, source, by=cora, stance="contradicts", locator="page 7", finding="It says April.")
    verdicts.record_verdict(claim, by=cora, verdict="disputed", reason="It was April.", correction="3 April", at=NOW)
    browser = at_desk(cora)
    browser.open()
    record = browser.text.split("Checking record")[1]
    assert (
        "The Alma bridge opened on 3 May 1999. disputed Cora 4 Mar 2026 It was April. Corrected wording: 3 April"
        in record
    )
    assert "Contradicts Report courier-1999, page 7: It says April." in record


def test_the_history_tells_who_reopened_it_and_why(at_desk, article, claim, source, cora):
    row = support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", reason="Seen.", at=NOW)
    evidence.withdraw(row, by=cora, at=NOW)
    browser = at_desk(cora)
    browser.open()
    assert "Cora reopened" in browser.text
    assert "Evidence was withdrawn." in browser.text
    assert "verified Cora" in browser.text


def test_an_archived_article_is_read_and_not_changed(at_desk, article, claim, cora, edith):
    articles.set_archived(article, archived=True, by=edith, at=NOW)
    browser = at_desk(cora)
    browser.open()
    assert "archived: nothing can be changed" in browser.text
    assert [path for path in ("claim/", "mark/") if browser.offers(path)] == []
