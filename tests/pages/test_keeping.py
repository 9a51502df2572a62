"""The page on which a record is put on hold, kept longer and purged."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.models import Event
from claims.record import append
from claims.review.articles import set_archived
from tests.conftest import NOW


@pytest.fixture
def address(article):
    append(article, by=None, action="article brought in", at=NOW, details={})
    return reverse("claims:keeping", args=[article.pk])


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_a_hold_names_who_put_it_why_and_is_lifted(address, edith, rita):
    desk = browser(edith)
    assert desk.post(address, {"act": "hold", "reason": "A letter <from> court."}).status_code == 302
    shown = text_of(browser(rita).get(address))
    assert "Edith put this record on hold on" in shown
    assert "Reason: A letter &lt;from&gt; court." in shown
    assert "Lift the hold" not in shown
    assert desk.post(address, {"act": "lift", "reason": "Settled."}).status_code == 302
    assert "There is no hold on this record." in text_of(desk.get(address))


def test_what_is_wrong_is_said_and_nothing_is_written(address, edith):
    desk, before = browser(edith), Event.objects.count()
    for sent, said in [
        ({"act": "hold"}, "Give a reason."),
        ({"act": "keep", "reason": "x"}, "Choose the day until which it is kept."),
        ({"act": "keep", "reason": "x", "until": "soon"}, "Write the day as 2036-01-31."),
        ({"act": "keep", "reason": "x", "until": "2027-01-01"}, "Choose a later day."),
        ({"act": "purge", "reason": "x"}, "Archive this article first"),
        ({"act": "burn", "reason": "x"}, "Choose one of the buttons below."),
    ]:
        page = desk.post(address, sent)
        assert (page.status_code, said in text_of(page)) == (422, True), sent
    assert Event.objects.count() == before


def test_only_an_editor_changes_it(address, cora, rita, wanda):
    for person in (cora, rita, wanda):
        assert browser(person).post(address, {"act": "hold", "reason": "x"}).status_code == 403
    assert browser(wanda).get(address).status_code == 403


def test_details_are_purged_when_their_time_is_over(address, article, edith, settings, monkeypatch):
    desk = browser(edith)
    set_archived(article, archived=True, by=edith, at=NOW)
    assert "They can't be purged now." in text_of(desk.get(address))
    later = timezone.now() + timedelta(days=11 * 366)
    monkeypatch.setattr("claims.pages.keeping.timezone.now", lambda: later)
    assert "Purge the details for good" in text_of(browser(edith).get(address))
