"""What may be purged when, what holds it, and that a purged record can still be verified."""

from datetime import date, timedelta

import pytest

from claims.models import Event, EventDetail
from claims.record.verifying import verify
from claims.review import retention
from claims.review.articles import set_archived
from claims.review.evidence import withdraw
from claims.review.problems import Refused
from claims.review.verdicts import reopen
from tests.conftest import NOW
from tests.record.days_work import a_days_work

ELEVEN_YEARS_ON = NOW + timedelta(days=11 * 366)


@pytest.fixture
def article(wanda, cora, ben, edith):
    """An article of long ago, archived since."""
    article = a_days_work(wanda=wanda, cora=cora, ben=ben, edith=edith)
    set_archived(article, archived=True, by=edith, at=NOW + timedelta(days=2))
    article.refresh_from_db()
    return article


def codes(article, by, at=ELEVEN_YEARS_ON):
    return [problem.code for problem in retention.problems_with_purging(article, by=by, at=at)]


def purge(article, by, at=ELEVEN_YEARS_ON, reason="Kept long enough."):
    return retention.purge(article, by=by, at=at, reason=reason)


def test_a_purge_empties_the_details_leaves_a_tombstone_and_the_record_whole(article, edith, cora):
    before = list(Event.objects.filter(chain__article=article).order_by("pk").values_list("hash", flat=True))
    assert purge(article, edith) == len(before)
    tombstone = Event.objects.get(chain__article=article, action="details purged")
    assert (tombstone.sequence, tombstone.actor_name) == (len(before) + 1, "Edith")
    emptied = EventDetail.objects.filter(event__chain__article=article).exclude(event=tombstone)
    assert set(emptied.values_list("body", flat=True)) == {""}
    assert '"reason":"Kept long enough."' in tombstone.detail.body
    assert (
        list(Event.objects.filter(chain__article=article).order_by("pk").values_list("hash", flat=True))[:-1] == before
    )
    assert verify().broken == ""
    set_archived(article, archived=False, by=edith, at=ELEVEN_YEARS_ON)
    claim = article.claims.select_related("article", "verdict").get(number=7)
    reopen(claim, by=cora, reason="Asked again.", at=ELEVEN_YEARS_ON)
    withdraw(claim.evidence.standing().first(), by=cora, at=ELEVEN_YEARS_ON)
    assert verify().broken == ""


def test_details_that_vanish_without_a_tombstone_or_after_it_are_found(article, edith):
    purge(article, edith)
    set_archived(article, archived=False, by=edith, at=ELEVEN_YEARS_ON)
    last = Event.objects.filter(chain__article=article).latest("sequence")
    EventDetail.objects.filter(pk=last.pk).update(body="")
    assert (
        verify(article).broken
        == f"The record of “alma”, line {last.sequence}: its details are not as they were written."
    )
    tombstone = Event.objects.get(action="details purged")
    EventDetail.objects.filter(pk=tombstone.pk).update(body="")
    assert f"line {tombstone.sequence}:" in verify(article).broken


def test_nothing_is_purged_before_its_time_under_a_hold_or_while_somebody_works_on_it(article, edith, wanda, rita):
    assert codes(article, edith) == []
    assert codes(article, edith, at=NOW + timedelta(days=9 * 365)) == ["too_early"]
    retention.put_on_hold(article, by=edith, at=NOW, reason="The minister's lawyer wrote.")
    retention.put_on_hold(article, by=edith, at=NOW, reason="Once more.")
    (problem,) = retention.problems_with_purging(article, by=edith, at=ELEVEN_YEARS_ON)
    assert (
        problem.message == "Edith put a hold on this record: The minister's lawyer wrote. Nothing of it may be purged."
    )
    with pytest.raises(Refused):
        purge(article, edith)
    retention.lift_hold(article, by=edith, at=NOW, reason="Settled.")
    retention.lift_hold(article, by=edith, at=NOW, reason="Settled.")
    assert Event.objects.filter(action__in=(retention.HELD, retention.LIFTED)).count() == 2
    assert codes(article, rita) == ["not_permitted"]
    assert codes(article, wanda) == ["not_permitted", "own_copy"]
    set_archived(article, archived=False, by=edith, at=NOW + timedelta(days=2))
    assert codes(article, edith) == ["not_archived"]


def test_a_record_can_be_kept_longer_and_never_shorter(article, edith):
    assert retention.kept_until(article).year == 2036
    retention.keep_longer(article, by=edith, at=NOW, until=date(2040, 5, 1), reason="The case goes on.")
    assert retention.kept_until(article).date() == date(2040, 5, 1)
    with pytest.raises(Refused, match="kept until 1 May 2040 already. Choose a later day."):
        retention.keep_longer(article, by=edith, at=NOW, until=date(2039, 5, 1), reason="x")
    assert codes(article, edith) == ["too_early"]


def test_a_broken_record_and_a_purge_without_a_reason_are_refused(article, edith):
    with pytest.raises(Refused, match="Give a reason"):
        purge(article, edith, reason=" ")
    EventDetail.objects.filter(event__sequence=2, event__chain__article=article).update(body="")
    with pytest.raises(Refused, match="so nothing is purged. The record of “alma”, line 2: its details are not as"):
        purge(article, edith)
    assert not Event.objects.filter(action="details purged").exists()
