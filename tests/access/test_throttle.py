"""Guessing has to wait, whatever is guessed at, from wherever, however many at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory

from claims.access import throttle
from claims.models import LogInAttempt
from claims.review.problems import Refused
from tests.conftest import NOW

HERE = "192.0.2.7"


def tries(name="cora", address=HERE, at=NOW):
    try:
        throttle.begin(name, address, at=at)
    except Refused as refused:
        assert [problem.code for problem in refused.problems] == ["throttled"]
        return False
    return True


def test_the_sixth_guess_at_one_name_from_one_place_waits_a_quarter_of_an_hour(db):
    assert [tries() for _ in range(7)] == [True] * 5 + [False] * 2
    assert tries(at=NOW + timedelta(minutes=14)) is False
    assert tries(at=NOW + timedelta(minutes=16)) is True
    assert LogInAttempt.objects.count() == 1  # the old ones are gone


def test_other_people_and_other_places_are_not_kept_out_with_it(db):
    assert [tries() for _ in range(6)][-1] is False
    assert tries("ben")
    assert tries(address="192.0.2.8")


@pytest.mark.parametrize("name", ["Cora", " cora ", "ｃｏｒａ"])
def test_another_way_of_writing_the_name_is_the_same_name(db, name):
    assert [tries() for _ in range(5)] == [True] * 5
    assert tries(name) is False


def test_one_place_that_tries_many_names_waits(db):
    assert [tries(f"person{n}") for n in range(31)] == [True] * 30 + [False]


def test_many_places_that_try_one_name_wait(db):
    assert [tries(address=f"198.51.{n // 250}.{n % 250}") for n in range(101)] == [True] * 100 + [False]


def test_ipv6_counts_by_the_network_that_one_household_has(db):
    assert [tries(address=f"2001:db8::{n:x}") for n in range(6)][-1] is False
    assert tries(address="2001:db8:0:1::1")
    assert [tries("ben", f"::ffff:192.0.2.{n}") for n in range(6)][-1] is True  # IPv4 in IPv6's clothes: six machines


def test_success_forgets_own_slips_only(db):
    assert [tries() for _ in range(5)] == [True] * 5
    assert tries("ben")
    throttle.succeed("cora", HERE)
    assert tries()
    assert LogInAttempt.objects.count() == 2


def test_a_new_password_from_an_admin_opens_the_door_again(db):
    assert [tries() for _ in range(6)][-1] is False
    throttle.forget("cora")
    assert tries()


def test_no_name_and_no_address_is_kept_readable(db):
    tries("cora", HERE)
    kept = LogInAttempt.objects.values_list("who", "where").get()
    assert all(len(text) == 64 and "cora" not in text and HERE not in text for text in kept)


def test_of_many_guesses_at_once_no_more_than_the_limit_are_looked_at(own_database):
    looked_at, start = [], threading.Barrier(8)

    def guess():
        start.wait()
        looked_at.extend(tries() for _ in range(3))
        connection.close()

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(looked_at), sum(looked_at) <= 5) == (24, True)


def test_only_behind_a_proxy_does_a_header_say_where_a_request_comes_from(settings):
    asks = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.7"})
    settings.BEHIND_PROXY = False
    assert throttle.address_of(asks) == "10.0.0.1"
    settings.BEHIND_PROXY = True
    assert throttle.address_of(asks) == "192.0.2.7"  # what our proxy added, not what the visitor claims
    assert throttle.address_of(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")) == "10.0.0.1"
