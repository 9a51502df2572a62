"""The claim list: columns, filters, search, and a number of queries that does not grow."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.models import Article, Claim
from claims.review import articles, assignment, verdicts
from claims.review.queries import answer_query, ask
from claims.review.wording import edit_claim, mark_claim
from tests.conftest import NOW, make_source, support

LIST = "/admin/claims/claim/"


def numbers(answer):
    assert answer.status_code == 200, answer.status_code
    return [claim.number for claim in answer.context["cl"].result_list]


@pytest.fixture
def six(article, claim, source, cora, ben, edith):
    """Six claims: 1 verified, 2 disputed, 3 started by ben, 4 high risk, 5 not in the copy, 6 cut."""
    made = [claim] + [
        mark_claim(article, by=edith, at=NOW, statement=words, section="Bridge")
        for words in (
            "It cost 40 million crowns",
            "engineer Ida Holm",
            "Holm left the city in 2001",
            "It is painted green",
            "The bridge carries 9,000 cars a day",
        )
    ]
    support(made[0], source, by=cora)
    verdicts.record_verdict(made[0], by=cora, verdict="verified", at=NOW)
    verdicts.record_verdict(made[1], by=cora, verdict="disputed", reason="It was 41.", at=NOW + timedelta(days=1))
    verdicts.set_in_progress(made[2], by=ben, at=NOW)
    edit_claim(made[3], by=edith, at=NOW, risk="high", kind="biography")
    verdicts.record_verdict(made[5], by=edith, verdict="cut", reason="Gone.", at=NOW)
    return made


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [1, 2, 3, 4, 5, 6]),
        ("status__exact=verified", [1]),
        ("status__in=unchecked,in_progress,disputed", [2, 3, 4, 5]),
        ("risk__exact=high", [4]),
        ("kind__exact=date", [1]),
        ("checker__id__exact={ben}", [3]),
        ("checker__id__exact=none", [1, 2, 4, 5, 6]),
        ("article__id__exact={article}", [1, 2, 3, 4, 5, 6]),
        ("article__id__exact=999", []),
        ("article__archived__exact=0", [1, 2, 3, 4, 5, 6]),
        ("article__archived__exact=1", []),
        ("article__archived__exact=all", [1, 2, 3, 4, 5, 6]),
        ("article__desk__exact=City", []),
        ("needs=second_source", [4]),
        ("needs=overdue", []),
        ("needs=unconfirmed", []),
        ("needs=not_placed", [5]),
        ("decided_on=2026-03-04", [1, 6]),
        ("decided_on=2026-03-05", [2]),
        ("prints_by=2026-03-05", []),
        ("status__exact=disputed&decided_on=2026-03-05&article__archived__exact=0", [2]),
        ("q=bridge", [1, 2, 3, 4, 5, 6]),
        ("q=holm 2001", [4]),
        ("q=says+so", [1]),
        ("q=report+courier", [1]),
        ("q=nothing-of-the-kind", []),
    ],
)
def test_filters_and_search_find_just_these(desk, six, article, rita, ben, query, found):
    listed = numbers(desk(rita).get(f"{LIST}?{query.format(ben=ben.pk, article=article.pk)}"))
    assert (sorted(listed) if query.startswith("q=") else listed) == found


def test_an_overdue_article_shows_its_open_claims(desk, six, article, rita):
    Article.objects.filter(pk=article.pk).update(due_at=timezone.now() - timedelta(hours=1))
    assert numbers(desk(rita).get(f"{LIST}?needs=overdue")) == [2, 3, 4, 5]
    today = timezone.localdate().isoformat()
    assert numbers(desk(rita).get(f"{LIST}?prints_by={today}")) == [1, 2, 3, 4, 5, 6]


def test_a_high_risk_verdict_waits_for_confirmation(desk, six, rita, cora, ben):
    support(six[3], make_source(cora, "registry", kind="primary document"), by=cora)
    verdict = verdicts.record_verdict(six[3], by=cora, verdict="verified", at=NOW)
    assert numbers(desk(rita).get(f"{LIST}?needs=unconfirmed")) == [4]
    verdicts.confirm(verdict, by=ben, at=NOW)
    assert numbers(desk(rita).get(f"{LIST}?needs=unconfirmed")) == []


def test_a_day_of_decisions_is_a_day_where_the_desk_is(desk, six, rita, settings):
    late = datetime(2026, 3, 4, 23, 30, tzinfo=ZoneInfo("UTC"))
    verdicts.record_verdict(six[1], by=six[1].verdict.by, verdict="disputed", reason="Or 42.", at=late)
    with timezone.override("Asia/Tokyo"):
        settings.TIME_ZONE = "Asia/Tokyo"
        assert 2 in numbers(desk(rita).get(f"{LIST}?decided_on=2026-03-05"))


def test_claims_of_archived_articles_are_shown_only_when_asked_for(desk, six, article, edith, rita):
    articles.set_archived(article, archived=True, by=edith, at=NOW)
    assert numbers(desk(rita).get(LIST)) == []
    assert numbers(desk(rita).get(f"{LIST}?article__id__exact={article.pk}")) == []
    assert numbers(desk(rita).get(f"{LIST}?article__archived__exact=1")) == [1, 2, 3, 4, 5, 6]


def test_a_row_shows_statement_quote_chip_checker_and_a_place_that_is_missing(desk, six, rita):
    text = desk(rita).get(LIST).text
    assert '<q class="quote">3 May 1999</q>' in text
    assert '<span class="chip status-disputed">' in text
    assert text.count("not found") == 1
    assert '<td class="field-checked_by">Ben</td>' in text
    assert '<td class="field-checked_by">nobody</td>' in text


def test_the_list_asks_the_database_no_more_for_three_rows_than_for_one(desk, article, claim, edith, cora, ben):
    reader = desk(cora)
    assignment.assign(claim, to=cora, by=edith, at=NOW)
    reader.get(LIST)
    with CaptureQueriesContext(connection) as one:
        reader.get(LIST)
    for person in (cora, ben):
        made = mark_claim(article, by=edith, at=NOW, statement="9,000 cars a day")
        assignment.assign(made, to=person, by=edith, at=NOW)
    with CaptureQueriesContext(connection) as three:
        assert numbers(reader.get(LIST)) == [1, 2, 3]
    assert len(three) == len(one)


def test_fifty_claims_stand_on_a_page(desk, article, edith, rita):
    Claim.objects.bulk_create(Claim(article=article, number=n, statement=f"Claim {n}") for n in range(1, 61))
    assert len(numbers(desk(rita).get(LIST))) == 50
    assert len(numbers(desk(rita).get(f"{LIST}?p=2"))) == 10


def test_a_writer_sees_the_claims_of_own_articles_only(desk, six, wanda):
    other = Article.objects.create(slug="ferry", headline="The ferry")
    hidden = Claim.objects.create(article=other, number=1, statement="The ferry sank")
    assert numbers(desk(wanda).get(LIST)) == [1, 2, 3, 4, 5, 6]
    text = desk(wanda).get(LIST).text
    assert "The ferry" not in text
    answer = desk(wanda).get(reverse("admin:claims_claim_change", args=[hidden.pk]))
    assert (answer.status_code, answer.url) == (302, "/admin/")


def test_the_list_shows_which_claims_wait_for_an_answer(desk, claim, article, cora, edith, wanda):
    mark_claim(article, by=edith, at=NOW, statement="It cost 40 million crowns.")
    query = ask(claim, by=cora, question="Who says so?", at=NOW)
    url = f"{LIST}?needs=answer"
    assert numbers(desk(cora).get(url)) == [1]
    answer_query(query, by=wanda, answer="The plaque.", at=NOW)
    assert numbers(desk(cora).get(url)) == []


@pytest.mark.parametrize(
    ("query", "said"),
    [("q=zebra", "No claims here have these words."), ("status__exact=stet", "No claims fit these filters.")],
)
def test_where_nothing_is_found_a_sentence_says_so_and_leads_back(desk, six, rita, query, said):
    text = desk(rita).get(f"{LIST}?{query}").text
    assert said in text
    assert '<a href="?">Show all claims</a>' in text
    assert "Action:" not in text


def test_a_list_that_holds_nothing_yet_says_so(desk, rita):
    text = desk(rita).get(LIST).text
    assert "There are no claims here yet." in text
    assert "Show all claims" not in text
