"""The start page and an article's dashboard: who sees what, in how many queries, and what an empty desk says."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from claims.models import Article, Claim, Revision
from claims.record import append
from claims.review import evidence, signoff, verdicts, wording
from tests.conftest import make_person, make_source


def page_for(client, person, address="/admin/"):
    client.force_login(person)
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def dashboard_of(article):
    return f"/admin/claims/article/{article.pk}/dashboard/"


@pytest.fixture
def verified(claim, source, cora, at):
    evidence.add_evidence(claim, source, by=cora, at=at, stance="supports", locator="page 1")
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=at)
    return claim


def test_nobody_reads_a_dashboard_without_logging_in(client, article):
    for address in ("/admin/", dashboard_of(article)):
        assert client.get(address).headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("role", ["rita", "cora", "edith", "wanda"])
def test_everybody_of_the_desk_starts_on_the_dashboard(client, request, claim, role):
    status, text = page_for(client, request.getfixturevalue(role))
    assert (status, "The bridge that was late" in text, "1 of 1 still open" in text) == (200, True, True)


def test_a_writer_sees_no_other_article_anywhere_on_the_page(client, claim, edith, at):
    other = Article.objects.create(slug="secret", headline="The other one", desk="Scoops")
    wording.mark_claim(other, by=edith, at=at, statement="Somebody took money.", risk="high")
    walt = make_person("walt", "writer")
    Article.objects.filter(pk=claim.article_id).update(writer=walt)
    _, text = page_for(client, walt)
    assert [word for word in ("The other one", "Somebody took money", "Scoops") if word in text] == []
    assert page_for(client, walt, dashboard_of(other))[0] == 404


@pytest.mark.parametrize("pk", ["0", "999", "9" * 30])
def test_an_article_that_is_not_there_is_a_page_that_says_so(client, rita, db, pk):
    status, text = page_for(client, rita, f"/admin/claims/article/{pk}/dashboard/")
    assert (status, "There is no such page" in text) == (404, True)


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("edith", "Bring in an article"),
        ("rita", "An editor brings in the copy"),
        ("wanda", "Nothing of yours is being checked yet"),
        ("ada", "Make the people of your desk first"),
    ],
)
def test_an_empty_desk_says_what_to_do_next(client, request, role, said):
    assert said in page_for(client, request.getfixturevalue(role))[1]


def test_the_first_account_of_a_desk_is_led_to_its_people(client, db):
    boss = User.objects.create_superuser("boss")
    _, text = page_for(client, boss)
    assert "Nobody here is an editor yet" in text
    assert 'href="/admin/auth/user/add/"' in text


def test_where_there_is_an_editor_the_admin_is_not_told_to_make_one(client, ada, edith):
    assert "You look after the people of this desk" in page_for(client, ada)[1]


def test_a_person_without_a_role_is_told_whom_to_ask(client, article):
    _, text = page_for(client, make_person("nora"))
    assert "You have no role at this desk yet" in text
    assert "The bridge" not in text


@pytest.mark.parametrize(
    "query",
    ["article=x", "article=999", "checker=abc", "checker=-1", "desk=Nowhere", "prints_by=soon", "prints_by=9999-99-99"],
)
def test_a_choice_that_is_none_is_said_and_left_out_of_the_count(client, claim, rita, query):
    status, text = page_for(client, rita, f"/admin/?{query}")
    assert (status, "It was left out of the count." in text, "1 of 1 still open" in text) == (200, True, True)


def test_a_choice_narrows_the_page_and_the_lists_behind_it(client, claim, rita):
    _, text = page_for(client, rita, "/admin/?checker=none&prints_by=2026-03-05")
    assert (
        "/admin/claims/claim/?status__exact=unchecked&amp;article__archived__exact=0&amp;checker__id__exact=none"
        in text
    )
    assert "No article fits this choice." in text


def test_an_archived_article_keeps_its_own_dashboard_and_leaves_the_desks(client, claim, rita):
    Article.objects.filter(pk=claim.article_id).update(archived=True)
    assert "The bridge that was late" not in page_for(client, rita)[1]
    _, text = page_for(client, rita, dashboard_of(claim.article))
    assert "· archived" in text
    assert "1 of 1 still open" in text


def test_an_article_says_what_keeps_it_from_being_signed_off(client, claim, rita):
    _, text = page_for(client, rita, dashboard_of(claim.article))
    assert f'<a href="/admin/claims/claim/{claim.pk}/change/">Claim 1 is still unchecked.</a>' in text


def test_an_article_says_when_it_is_ready_and_who_signed_it_off(client, verified, edith, rita, at):
    assert "an editor can sign off this revision" in page_for(client, rita, dashboard_of(verified.article))[1]
    signoff.sign_off(verified.article, by=edith, at=at)
    _, text = page_for(client, rita, dashboard_of(verified.article))
    assert "Revision 1 was signed off by Edith on 4 Mar 2026, 12:00." in text


def test_a_sign_off_that_no_longer_stands_says_why(client, verified, edith, cora, rita, at):
    signoff.sign_off(verified.article, by=edith, at=at)
    verdicts.reopen(Claim.objects.get(pk=verified.pk), by=cora, reason="The source was taken back.", at=at)
    _, text = page_for(client, rita, dashboard_of(verified.article))
    assert "that no longer stands. Claim 1: reopened." in text.replace("\n", " ")


def test_what_cleaning_dropped_is_shown_escaped(client, article, rita, at):
    dropped = [{"what": "teaser", "text": "Read <script>alert(1)</script> more"}]
    Revision.objects.create(
        article=article, number=2, body="Copy.", sha256="0" * 64, dropped=dropped, imported_by=rita, imported_at=at
    )
    _, text = page_for(client, rita, dashboard_of(article))
    assert "teaser: <q>Read &lt;script&gt;alert(1)&lt;/script&gt; more</q>" in text


@pytest.mark.parametrize("address", ["/admin/", None])
def test_pages_draw_without_inline_styles_or_scripts(client, verified, rita, address):
    _, text = page_for(client, rita, address or dashboard_of(verified.article))
    assert re.findall(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)", text) == []


@pytest.mark.parametrize("address", ["/admin/", None])
def test_drawings_keep_their_numbers_in_a_language_with_commas(client, verified, rita, settings, address):
    settings.LANGUAGE_CODE = "de"
    _, text = page_for(client, rita, address or dashboard_of(verified.article))
    assert re.findall(r'\s(?:x|y|width|height|x1|y1)="[^"]*,[^"]*"', text) == []


def grow(people, source, now, number):
    """Add an article with a claim of each sort that the pages list."""
    article = Article.objects.create(
        slug=f"article-{number}", headline=f"Article {number}", desk=f"Desk {number}", due_at=now + timedelta(days=1)
    )
    for status in ("unchecked", "verified", "disputed"):
        add_claim(article, people, source, now, status)


def add_claim(article, people, source, now, status):
    checker = people[Claim.objects.count() % len(people)]
    risk = "low" if status == "unchecked" else "high"
    claim = wording.mark_claim(article, by=people[2], at=now, statement="A fact.", risk=risk, checker=checker)
    if status == "verified":
        evidence.add_evidence(claim, source, by=people[0], at=now, stance="supports", locator="page 1")
    if status != "unchecked":
        verdicts.record_verdict(claim, by=people[0], verdict=status, reason="Because.", at=now)


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


@pytest.fixture
def people(cora, ben, edith):
    return [cora, ben, edith]


@pytest.fixture
def memo(edith):
    return make_source(edith, "memo", kind="primary document")


def test_the_start_page_asks_no_more_for_three_articles_than_for_one(client, people, memo, rita):
    now = timezone.now()
    client.force_login(rita)
    client.get("/admin/")  # The first page after the log-in saves the session too.
    grow(people, memo, now, 1)
    one = queries_of(client, "/admin/")
    grow(people, memo, now, 2)
    grow(people, memo, now, 3)
    assert (len(queries_of(client, "/admin/")), len(one) <= 25) == (len(one), True)


def test_an_article_asks_no_more_for_nine_claims_than_for_three(client, people, memo, article, rita):
    now = timezone.now()
    client.force_login(rita)
    client.get("/admin/")  # The first page after the log-in saves the session too.
    statuses = ("unchecked", "verified", "disputed")
    for status in statuses:
        add_claim(article, people, memo, now, status)
    one = queries_of(client, dashboard_of(article))
    for status in statuses * 2:
        add_claim(article, people, memo, now, status)
    assert (len(queries_of(client, dashboard_of(article))), len(one) <= 35) == (len(one), True)


def test_a_clock_that_was_set_back_is_told_and_nothing_is_dated_before_it(client, article, edith):
    now = timezone.now()
    append(article, by=edith, action="tried", at=now + timedelta(seconds=30), details={})
    assert "The clock of this machine" not in page_for(client, edith)[1]
    ahead = append(article, by=edith, action="tried", at=now + timedelta(hours=3), details={})
    text = page_for(client, edith)[1]
    assert f"the record was last written at {date_format(timezone.localtime(ahead.at), 'j F Y, H:i')}." in text
    assert append(article, by=edith, action="tried", at=now, details={}).at == ahead.at
