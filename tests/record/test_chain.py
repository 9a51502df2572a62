"""The chain of events: what each line is bound to, and that two writers never fork it."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import transaction

from claims.models import Article, Chain, Event, EventDetail
from claims.record import append, canonical, hold
from tests.conftest import NOW, make_person, support
from tests.together import at_once

NOTHING = "0" * 64


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def expected_hash(event, article_id):
    """The hash as the record's readers have to compute it, written apart from the code under test."""
    at = event.at.astimezone(UTC)
    microseconds = f".{at.microsecond:06d}" if at.microsecond else ""
    facts = [
        ("action", event.action),
        ("actor", [event.actor_id, event.actor_name, event.actor_role]),
        ("article", article_id),
        ("at", f"{at:%Y-%m-%dT%H:%M:%S}{microseconds}+00:00"),
        ("claim", event.claim_id),
        ("digest", event.digest),
        ("previous", event.previous),
        ("sequence", event.sequence),
        ("status", event.status),
    ]
    values = ",".join(f"{json.dumps(k)}:{json.dumps(v, ensure_ascii=False, separators=(',', ':'))}" for k, v in facts)
    return sha256("{" + values + "}")


def assert_whole(chain):
    """Every line is numbered, hashed, bound to its details and to the line before, and the head is the last."""
    previous = NOTHING
    events = list(chain.events.order_by("sequence"))
    for number, event in enumerate(events, 1):
        assert (event.sequence, event.previous) == (number, previous)
        assert event.digest == sha256(event.detail.salt + event.detail.body)
        assert event.hash == expected_hash(event, chain.article_id)
        previous = event.hash
    assert (chain.length, chain.head) == (len(events), previous)


def test_every_line_of_a_days_work_can_be_recomputed_from_the_database(claim, source, cora, ben, article):
    from claims.review.verdicts import confirm, record_verdict, reopen

    support(claim, source, by=cora, finding="„Přesně“ so: 3. května\n1999", at=NOW + timedelta(microseconds=7))
    verdict = record_verdict(claim, by=cora, verdict="verified", at=NOW + timedelta(minutes=1))
    confirm(verdict, by=ben, at=NOW + timedelta(minutes=2))
    reopen(claim, by=ben, reason="A reader wrote in.", at=NOW + timedelta(minutes=3))
    chain = Chain.objects.get(article=article)
    assert_whole(chain)
    assert list(chain.events.values_list("action", flat=True)) == [
        "marked", "evidence added", "marked verified", "confirmed", "reopened",
    ]  # fmt: skip
    assert_whole(Chain.objects.get(article=None))


def test_a_line_copies_who_acted_so_that_it_stays_true(article, cora):
    event = append(article, by=cora, action="tried", at=NOW, details={})
    assert (event.actor_id, event.actor_name, event.actor_role) == (cora.pk, "Cora", "checker")
    cora.first_name = "Corinna"
    cora.save()
    event.refresh_from_db()
    assert event.actor_name == "Cora"


def test_what_nobody_did_is_the_desks_own_doing(article):
    event = append(article, by=None, action="tried", at=NOW, details={})
    assert (event.actor_id, event.actor_name, event.actor_role) == (None, "Factcheck", "")


def test_time_never_runs_backwards_in_a_chain(article, cora):
    first = append(article, by=cora, action="tried", at=NOW, details={})
    early = append(article, by=cora, action="tried", at=NOW - timedelta(days=1), details={})
    later = append(article, by=cora, action="tried", at=NOW + timedelta(seconds=1), details={})
    assert [first.at, early.at, later.at] == [NOW, NOW, NOW + timedelta(seconds=1)]
    assert_whole(Chain.objects.get(article=article))


def test_a_time_of_another_zone_is_the_same_time(article, cora):
    prague = datetime(2026, 3, 4, 13, 0, 0, 5, tzinfo=timezone(timedelta(hours=1)))
    append(article, by=cora, action="tried", at=prague, details={"due": prague})
    event = Event.objects.get()
    assert event.at == NOW + timedelta(microseconds=5)
    assert event.detail.body == '{"due":"2026-03-04T12:00:00.000005+00:00"}'
    assert_whole(Chain.objects.get(article=article))


def test_each_article_has_its_chain_and_the_desk_one(article, cora):
    other = Article.objects.create(slug="ferry", headline="The ferry")
    for where in (article, None, other, None, article):
        append(where, by=cora, action="tried", at=NOW, details={})
    assert {chain.article: chain.length for chain in Chain.objects.all()} == {article: 2, other: 1, None: 2}
    assert Event.objects.filter(sequence=1, previous=NOTHING).count() == 3


def test_equal_details_have_different_digests(article, cora):
    one, other = (append(article, by=cora, action="tried", at=NOW, details={"n": 1}) for _ in range(2))
    assert one.digest != other.digest


def test_emptied_details_leave_the_chain_whole(article, cora):
    append(article, by=cora, action="tried", at=NOW, details={"reason": "secret"})
    append(article, by=cora, action="tried", at=NOW, details={})
    EventDetail.objects.filter(event__sequence=1).update(body="")
    events = list(Event.objects.order_by("sequence"))
    assert [event.hash for event in events] == [expected_hash(event, article.pk) for event in events]
    assert events[1].previous == events[0].hash


def test_an_event_goes_with_the_change_that_it_tells_of(article, cora):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        append(article, by=cora, action="tried", at=NOW, details={})
        raise ZeroDivisionError
    assert not Event.objects.exists()


def test_appending_costs_the_same_however_long_the_chain(article, cora, django_assert_num_queries):
    append(article, by=cora, action="tried", at=NOW, details={})
    for _ in range(3):
        with django_assert_num_queries(6):  # savepoint, chain, event, detail, chain, release
            append(article, by=cora, action="tried", at=NOW, details={})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [None, True, "é"]}, '{"a":[null,true,"é"],"b":1}'),
        ({"at": datetime(2026, 1, 2, tzinfo=UTC)}, '{"at":"2026-01-02T00:00:00+00:00"}'),
        ('quote " and \n', '"quote \\" and \\n"'),
    ],
)
def test_equal_values_have_one_text(value, text):
    assert canonical(value) == text


def test_two_writers_of_one_article_never_fork_its_chain(own_database):
    cora, article = make_person("cora", "checker"), Article.objects.create(slug="bridge", headline="The bridge")

    def write(number):
        for _ in range(15):
            append(article, by=cora, action=f"tried {number}", at=NOW, details={})
            append(None, by=cora, action=f"tried {number}", at=NOW, details={})

    assert at_once(lambda: write(0), lambda: write(1)) == [None, None]
    for chain in Chain.objects.all():
        assert_whole(chain)
    assert list(Chain.objects.values_list("length", flat=True)) == [30, 30]


def test_two_who_take_several_turns_in_other_orders_do_not_wait_for_each_other_for_ever(own_database):
    cora = make_person("cora", "checker")
    articles = [Article.objects.create(slug=f"a{n}", headline="An article") for n in range(3)]

    def write(number):
        turns = [None, *(article.pk for article in articles)]
        for _ in range(10):
            with transaction.atomic():
                hold(*(turns if number else reversed(turns)))
                for article in articles[:: 1 if number else -1]:
                    append(article, by=cora, action="tried", at=NOW, details={})

    assert at_once(lambda: write(0), lambda: write(1)) == [None, None]
    assert list(Chain.objects.filter(article__isnull=False).values_list("length", flat=True)) == [20, 20, 20]
