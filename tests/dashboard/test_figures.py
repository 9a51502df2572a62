"""The start page's figures: exact, within what the person may read, and equal to the lists they link to."""

from datetime import timedelta

import pytest

from claims.corpus import Corpus, fill
from claims.dashboard import figures
from claims.dashboard.scope import Scope
from claims.models import Claim
from claims.review import verdicts
from tests.conftest import NOW


def listed(client, url):
    """Return how many claims the list at this address holds."""
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.headers.get("Location"))
    return answer.context["cl"].result_count


def counts(tiles):
    return {tile.status: tile.count for tile in tiles if tile.count}


SCOPES = [
    {},
    {"desk": "City"},
    {"desk": "Sport"},
    {"nobodys": True},
    {"checker": "cora"},
    {"article": "desk"},
    {"prints_by": "today"},
    {"article": "desk", "archived_too": True},
]


@pytest.fixture(params=SCOPES, ids=lambda chosen: ", ".join(chosen) or "everything")
def scope(request, desk, cora, rita, at):
    meant = {"cora": cora.pk, "desk": desk.pk, "today": at.date()}
    return Scope(user=rita, **{name: meant.get(value, value) for name, value in request.param.items()})


def test_every_figure_is_as_long_as_the_list_it_links_to(scope, client, rita, at):
    client.force_login(rita)
    lines = figures.articles_by_due_date(scope, at=at)
    load = figures.load_per_checker(scope)
    days = figures.decided_per_day(scope, at=at)
    linked = [
        *((tile.count, tile.url) for tile in figures.tiles(scope)),
        *((line.open, line.open_url) for line in lines),
        *((part.count, part.url) for line in lines for part in line.segments),
        *((one.open, one.open_url) for one in load),
        *((one.disputed, one.disputed_url) for one in load),
        *((day.total, day.url) for day in days),
        *((line.count, line.url) for line in figures.attention(scope, at=at) if line.needs != "overdue"),
    ]
    assert {url: listed(client, url) for _, url in linked} == {url: count for count, url in linked}


def test_overdue_is_as_long_as_its_list_at_the_time_of_asking(desk, client, rita):
    from django.utils import timezone

    client.force_login(rita)
    (overdue,) = [line for line in figures.attention(Scope(user=rita), at=timezone.now()) if line.needs == "overdue"]
    assert overdue.count == listed(client, overdue.url)


def test_tiles_count_current_articles_only(desk, rita):
    found = counts(figures.tiles(Scope(user=rita)))
    assert found == {"unchecked": 2, "in_progress": 1, "verified": 2, "disputed": 1}


def test_a_writer_counts_own_articles_only(desk, wanda):
    found = counts(figures.tiles(Scope(user=wanda)))
    assert found == {"unchecked": 1, "in_progress": 1, "verified": 2, "disputed": 1}


def test_a_person_without_a_role_counts_nothing(desk, db):
    from tests.conftest import make_person

    assert counts(figures.tiles(Scope(user=make_person("nora")))) == {}


def test_articles_stand_by_due_date_with_what_is_open_in_words(desk, rita, at):
    late, due = figures.articles_by_due_date(Scope(user=rita), at=at)
    assert (late.headline, late.open, late.total, late.prints, late.late) == (
        "The late one", 1, 1, "was due 1 day ago", True,
    )  # fmt: skip
    assert (due.headline, due.open, due.total, due.prints, due.late) == (
        "The bridge that was late", 3, 5, "prints in 2 days", False,
    )  # fmt: skip
    assert [(part.status, part.count, part.width) for part in due.segments] == [
        ("unchecked", 1, 20),
        ("in_progress", 1, 20),
        ("verified", 2, 40),
        ("disputed", 1, 20),
    ]


def test_load_names_each_checker_and_nobody_last(desk, rita):
    load = figures.load_per_checker(Scope(user=rita))
    assert [(one.name, one.open, one.disputed) for one in load] == [("Ben", 1, 0), ("Cora", 1, 1), ("", 2, 0)]


def test_decisions_are_counted_on_their_day_and_quiet_days_stay(desk, rita, at):
    days = figures.decided_per_day(Scope(user=rita), at=at + timedelta(days=1))
    assert len(days) == 14
    assert [(day.day.isoformat(), day.counts) for day in days[-2:]] == [
        ("2026-03-04", {"verified": 2, "disputed": 1}),
        ("2026-03-05", {}),
    ]


def test_a_decision_at_night_belongs_to_the_desks_own_day(desk, rita, settings, at):
    settings.TIME_ZONE = "Pacific/Auckland"
    days = figures.decided_per_day(Scope(user=rita), at=at)
    assert (days[-1].day.isoformat(), days[-1].total) == ("2026-03-05", 3)


def test_the_oldest_open_claim_comes_first_with_the_time_it_was_marked(desk, rita, at):
    oldest = figures.oldest_open(Scope(user=rita))
    assert [(claim.article.slug, claim.number, since) for claim, since in oldest] == [
        ("bridge", 1, at),
        ("bridge", 2, at),
        ("bridge", 4, at),
        ("late", 1, at),
    ]


def test_disputed_claims_stand_by_the_print_date_of_their_article(desk, rita):
    assert [(claim.article.slug, claim.number) for claim in figures.disputed(Scope(user=rita))] == [("bridge", 4)]


def test_of_many_disputed_claims_those_are_shown_that_print_first(db, rita):
    fill(Corpus(articles=30, claims=600, seed=3, all_current=True), at=NOW)
    every = Claim.objects.filter(status="disputed").order_by("article__due_at", "article", "number")
    assert every.count() > 2 * figures.ROWS
    assert list(figures.disputed(Scope(user=rita))) == list(every[: figures.ROWS])
    checker = every[0].checker
    theirs = every.filter(checker=checker)
    assert list(figures.disputed(Scope(user=rita, checker=checker.pk))) == list(theirs[: figures.ROWS])


def test_what_waits_for_somebody_is_named_and_what_waits_for_nobody_is_not(desk, by_number, ben, rita, at):
    scope = Scope(user=rita)
    assert {line.needs: line.count for line in figures.attention(scope, at=at)} == {
        "overdue": 1,
        "second_source": 1,
        "unconfirmed": 2,
        "not_placed": 6,
    }
    for number in (4, 5):
        verdicts.confirm(by_number[number].verdict, by=ben, at=at)
    assert "unconfirmed" not in {line.needs for line in figures.attention(Scope(user=rita), at=at)}
