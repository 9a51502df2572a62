"""Two people at one desk see where the other is and what the other did."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.desk import presence
from claims.models import Presence
from claims.review import verdicts, wording
from tests.conftest import NOW, support


def news(browser, since=0, on=""):
    answer = browser.client.get(f"{browser.url}news/", {"since": since, "on": on})
    assert answer.status_code == 200
    return answer.json()


def test_each_sees_on_which_claim_the_other_is(at_desk, article, claim, cora, ben):
    one, other = at_desk(cora), at_desk(ben)
    news(one, on=1)
    assert news(other)["people"] == [{"name": "Cora", "claim": 1}]
    assert news(one)["people"] == [{"name": "Ben", "claim": None}]
    other.open()
    assert "Cora, claim" not in other.text
    news(one, on=1)
    other.open(claim=1)
    assert 'data-with="Cora"' in other.page


def test_opening_the_desk_is_being_seen(at_desk, claim, cora, ben):
    at_desk(cora).open(claim=1)
    assert news(at_desk(ben))["people"] == [{"name": "Cora", "claim": 1}]


def test_who_left_is_gone_soon(article, claim, cora, ben):
    presence.be_seen(article, cora, 1, at=NOW)
    assert presence.colleagues(article, ben, at=NOW + timedelta(seconds=19)) == [presence.Colleague("Cora", 1)]
    assert presence.colleagues(article, ben, at=NOW + timedelta(seconds=21)) == []


def test_staying_writes_seldom_and_moving_at_once(article, claim, cora, django_assert_num_queries):
    presence.be_seen(article, cora, 1, at=NOW)
    with django_assert_num_queries(2):
        presence.be_seen(article, cora, 1, at=NOW + timedelta(seconds=4))
    assert Presence.objects.get().seen_at == NOW
    presence.be_seen(article, cora, None, at=NOW + timedelta(seconds=5))
    assert Presence.objects.get().claim is None
    presence.be_seen(article, cora, None, at=NOW + timedelta(seconds=20))
    assert Presence.objects.get().seen_at == NOW + timedelta(seconds=20)


def test_what_others_did_after_the_marker_is_told_once(at_desk, article, claim, source, cora, ben):
    browser = at_desk(ben)
    since = news(browser)["marker"]
    support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    told = news(browser, since=since)
    assert told["told"] == [
        {"claim": 1, "words": "Cora: claim 1, evidence added."},
        {"claim": 1, "words": "Cora: claim 1, verified."},
    ]
    assert told["claims"] == [{"number": 1, "status": "verified", "label": "verified"}]
    assert told["recut"] is False
    assert news(browser, since=told["marker"])["told"] == []


def test_what_one_did_oneself_changes_the_marks_and_is_not_told(at_desk, article, claim, cora):
    browser = at_desk(cora)
    since = news(browser)["marker"]
    verdicts.set_in_progress(claim, by=cora, at=NOW)
    told = news(browser, since=since)
    assert (told["told"], told["claims"][0]["status"]) == ([], "in_progress")


def test_a_newly_marked_claim_asks_for_the_copy_anew(at_desk, article, claim, cora, ben):
    browser = at_desk(ben)
    since = news(browser)["marker"]
    wording.mark_claim(article, by=cora, at=NOW, statement="40 million.", quote="40 million crowns")
    assert news(browser, since=since)["recut"] is True


def test_more_than_is_told_asks_for_the_copy_anew(at_desk, article, claim, cora, ben):
    browser = at_desk(ben)
    since = news(browser)["marker"]
    for turn in range(presence.MOST_TOLD):
        claim.refresh_from_db()
        verdicts.set_in_progress(claim, by=cora, at=NOW, started=turn % 2 == 0)
    told = news(browser, since=since)
    assert (len(told["told"]), told["recut"]) == (presence.MOST_TOLD, True)


def test_asking_does_not_put_off_the_log_out(at_desk, claim, cora, settings):
    browser = at_desk(cora)
    before = browser.client.session.get_expiry_date()
    stored = list(browser.client.session.model.objects.values("session_key", "session_data", "expire_date"))
    news(browser, on=1)
    assert list(browser.client.session.model.objects.values("session_key", "session_data", "expire_date")) == stored
    assert before <= browser.client.session.get_expiry_date()


@pytest.mark.parametrize(
    "parameters", [{"since": "x"}, {"since": "-1"}, {"since": "9" * 40}, {"on": "x"}, {"on": "77"}]
)
def test_damaged_questions_are_answered(at_desk, claim, cora, parameters):
    assert (
        at_desk(cora).client.get(f"/admin/claims/article/{claim.article_id}/desk/news/", parameters).status_code == 200
    )


def test_news_is_not_for_who_may_not_read(at_desk, claim, ada):
    assert at_desk(ada).open("news/").status_code == 404


def test_a_quiet_poll_asks_few_queries(at_desk, claim, cora, django_assert_max_num_queries):
    browser = at_desk(cora)
    since = news(browser, on=1)["marker"]
    assert timezone.now() > NOW
    with django_assert_max_num_queries(9):
        news(browser, since=since, on=1)
