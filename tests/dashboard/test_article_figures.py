"""An article's own figures: kinds, risks, coverage, the way to sign-off, the burn-down."""

from datetime import date, timedelta

import pytest

from claims.dashboard import article_figures
from claims.dashboard.burn_down import LONGEST, open_by_day
from claims.dashboard.scope import Scope
from claims.models import Import
from claims.review import verdicts, wording
from tests.dashboard.test_figures import listed


@pytest.fixture
def scope(desk, rita):
    return Scope(user=rita, article=desk.pk, archived_too=True)


def test_kinds_and_risks_are_as_long_as_their_lists(scope, client, rita):
    client.force_login(rita)
    shares = [*article_figures.kinds(scope), *article_figures.risks(scope)]
    assert [(share.value, share.count, share.open) for share in shares] == [
        ("date", 3, 2),
        ("money", 2, 1),
        ("high", 2, 1),
        ("low", 3, 2),
    ]
    for share in shares:
        assert (listed(client, share.url), listed(client, share.open_url)) == (share.count, share.open)


def test_coverage_counts_the_copys_words_in_claims(desk, scope, edith, at):
    assert article_figures.copy_covered(scope, desk.current_revision).covered == 0
    wording.mark_claim(desk, by=edith, at=at, statement="It opened in May.", quote="3 May 1999")
    found = article_figures.copy_covered(scope, desk.current_revision)
    assert (found.covered, found.words) == (3, 36)


def test_obstacles_are_gathered_by_sort_and_lead_to_their_claims(desk, scope, by_number, client, rita):
    client.force_login(rita)
    still_open, unconfirmed, lost = article_figures.obstacles(scope, desk)
    assert still_open.sentence == "3 claims are still open."
    assert listed(client, still_open.url) == 3
    assert unconfirmed.sentence == "2 high-risk verdicts wait for a second person."
    assert [number for number, _ in unconfirmed.claims] == [4, 5]
    assert lost.sentence == "3 decided claims have no certain place in the copy."
    assert lost.claims[0] == (3, by_number[3].get_absolute_url())


def test_a_single_obstacle_is_said_in_its_own_words(desk, scope, by_number, ben, at):
    verdicts.confirm(by_number[4].verdict, by=ben, at=at)
    (one,) = [o for o in article_figures.obstacles(scope, desk) if "second person" in o.sentence]
    assert (one.sentence, one.url) == (
        "Claim 5 is high risk: a second person has to confirm its verdict.",
        by_number[5].get_absolute_url(),
    )


def test_many_obstacles_are_cut_short(desk, scope):
    problems = [article_figures.Problem("open_query", "A query.", claim.pk) for claim in desk.claims.all()] * 4
    numbers = dict(desk.claims.values_list("pk", "number"))
    found = article_figures._obstacle(scope, "open_query", problems, numbers)
    assert (found.sentence, len(found.claims), found.more) == ("20 queries have no answer yet.", 12, 8)


def test_the_burn_down_follows_the_record_through_decisions_and_reopenings(desk, by_number, cora, at):
    verdicts.reopen(by_number[3], by=cora, reason="The source was withdrawn.", at=at + timedelta(days=1))
    days = open_by_day(desk, at=at + timedelta(days=1))
    assert days == [(date(2026, 3, 4), 3), (date(2026, 3, 5), 4), (date(2026, 3, 6), None)]


def test_claims_from_a_file_count_from_the_day_of_the_file(desk, edith, at):
    came = Import.objects.create(table="claims", filename="c.csv", sha256="0" * 64, by=edith, at=at - timedelta(days=2))
    desk.claims.filter(number=1).update(imported_in=came)
    assert open_by_day(desk, at=at)[:3] == [(date(2026, 3, 2), 1), (date(2026, 3, 3), 1), (date(2026, 3, 4), 3)]


def test_a_burn_down_of_years_shows_its_last_weeks(desk, at):
    days = open_by_day(desk, at=at + timedelta(days=900))
    assert len(days) == LONGEST
    assert {n for _, n in days} == {3}


def test_an_article_due_in_years_shows_today(desk, at):
    desk.due_at = at + timedelta(days=900)
    days = open_by_day(desk, at=at)
    assert days[0] == (date(2026, 3, 4), 3)
    assert len(days) <= LONGEST


def test_an_article_without_claims_has_nothing_to_burn_down(article, at):
    assert open_by_day(article, at=at) == []
