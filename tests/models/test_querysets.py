"""The questions that lists and dashboards ask, each answered by exactly the rows it names."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from claims.models import Article, Claim, SignOff, Source
from claims.models.people import full_name, may, permissions_of, role_names
from claims.models.source import sees_confidential
from claims.review.evidence import withdraw
from claims.review.sources import merge
from claims.review.verdicts import confirm, record_verdict, reopen, set_in_progress
from claims.review.wording import edit_claim, mark_claim
from tests.conftest import NOW, make_person, make_source, support

HOUR = timedelta(hours=1)


@pytest.fixture
def ferry(edith):
    """Another article, by nobody of the desk."""
    return Article.objects.create(slug="ferry", headline="A ferry", desk="City")


def mark(article, by, **fields):
    return mark_claim(article, by=by, at=NOW, **{"statement": "It is so."} | fields)


def decide(claim, by, verdict, **words):
    record_verdict(claim, by=by, verdict=verdict, **{"reason": "So be it.", "at": NOW} | words)
    return claim


@pytest.mark.parametrize(
    ("role", "sees"), [("reader", "all"), ("checker", "all"), ("editor", "all"), ("writer", "own"), ("admin", "none")]
)
def test_who_reads_which_articles_and_claims(article, ferry, cora, wanda, role, sees):
    own, other = mark(article, cora), mark(ferry, cora)
    person = wanda if role == "writer" else make_person("olga", role)
    expected = {"all": [{article, ferry}, {own, other}], "own": [{article}, {own}], "none": [set(), set()]}[sees]
    assert [set(Article.objects.visible_to(person)), set(Claim.objects.visible_to(person))] == expected


def test_a_writer_reads_sources_of_own_articles_and_own_ones(article, ferry, cora, wanda):
    used, withdrawn, elsewhere, unused = (
        make_source(cora, key) for key in ("used", "withdrawn", "elsewhere", "unused")
    )
    added = make_source(wanda, "added")
    claim = mark(article, cora)
    support(claim, used, by=cora)
    withdraw(support(claim, withdrawn, by=cora), by=cora, at=NOW)
    support(mark(ferry, cora), elsewhere, by=cora)
    assert set(Source.objects.visible_to(wanda)) == {used, added}
    assert set(Source.objects.visible_to(cora)) == {used, withdrawn, elsewhere, unused, added}


def test_sources_that_may_be_searched_leave_out_what_is_hidden(cora, ben):
    cora.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    mole, open_one = make_source(cora, "mole", confidential=True), make_source(cora, "open")
    root = make_person("root", "checker", is_superuser=True)
    assert set(Source.objects.open_to(cora)) == {mole, open_one}
    assert set(Source.objects.open_to(ben)) == {open_one}
    assert set(Source.objects.open_to(root)) == {open_one}
    assert [sees_confidential(person) for person in (cora, ben, root, AnonymousUser())] == [True, False, False, False]
    assert [mole.name_for(person) for person in (cora, ben, None)] == [
        mole.title,
        *[f"Confidential source {mole.pk}"] * 2,
    ]


def test_merged_sources_are_not_current(cora, edith):
    one, two = make_source(cora, "one"), make_source(cora, "two")
    merge(two, into=one, by=edith, at=NOW)
    assert list(Source.objects.current()) == [one]


def test_articles_by_due_date_and_not_put_away(article, ferry):
    late = Article.objects.create(slug="late", headline="Late", due_at=NOW - HOUR)
    soon = Article.objects.create(slug="soon", headline="Soon", due_at=NOW + HOUR)
    Article.objects.create(slug="old", headline="Old", archived=True, due_at=NOW)
    assert list(Article.objects.current().by_due_date()) == [late, soon, ferry, article]


@pytest.fixture
def one_of_each(article, cora, edith):
    """Seven claims of one article, one per status, by status."""
    claims = {}
    for status in ("unchecked", "in_progress", "verified", "disputed", "corrected", "cut", "stet"):
        claim = claims[status] = mark(article, edith, statement=f"It is {status}.")
        support(claim, make_source(cora, f"for {status}"), by=cora)
        support(claim, make_source(cora, f"against {status}"), by=cora, stance="contradicts")
        if status == "in_progress":
            set_in_progress(claim, by=cora, at=NOW)
        if status in {"disputed", "corrected", "stet"}:
            decide(claim, cora, "disputed")
        if status in {"verified", "corrected", "cut", "stet"}:
            decide(claim, edith, status, correction="It was." if status == "corrected" else "")
    return claims


def test_open_claims_are_those_that_somebody_still_has_to_look_at(one_of_each):
    assert set(Claim.objects.open()) == {one_of_each[s] for s in ("unchecked", "in_progress", "disputed")}
    assert {claim for claim in Claim.objects.all() if claim.is_open} == set(Claim.objects.open())


def test_every_status_is_counted_and_those_that_are_not_there_as_none(one_of_each, ferry, cora):
    assert Claim.objects.counted_by_status() == dict.fromkeys(one_of_each, 1)
    mark(ferry, cora)
    assert ferry.claims.counted_by_status() == dict.fromkeys(one_of_each, 0) | {"unchecked": 1}
    assert list(Claim.objects.none().counted_by_status().items())[:2] == [("unchecked", 0), ("in_progress", 0)]


def test_overdue_are_open_claims_past_their_articles_due_date(one_of_each, article, ferry, cora):
    mark(ferry, cora)
    assert not Claim.objects.overdue(at=NOW).exists()
    Article.objects.filter(pk=article.pk).update(due_at=NOW)
    assert not Claim.objects.overdue(at=NOW).exists()
    assert set(Claim.objects.overdue(at=NOW + HOUR)) == set(Claim.objects.open().filter(article=article))
    Article.objects.filter(pk=article.pk).update(archived=True)
    assert not Claim.objects.overdue(at=NOW + HOUR).exists()
    assert set(Claim.objects.of_current_articles()) == set(ferry.claims.all())


def test_unconfirmed_are_high_risk_verdicts_that_one_person_stands_for(one_of_each, article, cora, ben, edith):
    for claim in one_of_each.values():
        claim.refresh_from_db()
        if claim.status in {"unchecked", "in_progress", "disputed", "cut", "stet"}:
            edit_claim(claim, by=edith, at=NOW, risk="high")
    assert set(Claim.objects.unconfirmed()) == {one_of_each["disputed"], one_of_each["stet"]}
    confirm(one_of_each["stet"].verdict, by=ben, at=NOW)
    confirm(one_of_each["stet"].verdict, by=cora, at=NOW)
    assert list(Claim.objects.unconfirmed()) == [one_of_each["disputed"]]
    decide(one_of_each["stet"], edith, "stet", reason="Another reason.")
    assert set(Claim.objects.unconfirmed()) == {one_of_each["disputed"], one_of_each["stet"]}
    reopen(one_of_each["stet"], by=edith, reason="Look again.", at=NOW)
    assert list(Claim.objects.unconfirmed()) == [one_of_each["disputed"]]


def test_not_placed_are_claims_without_a_certain_place_unless_cut(article, cora, edith):
    placed = mark(article, cora, quote="3 May 1999")
    missing, doubled, cut = (mark(article, cora, quote=quote) for quote in ("nowhere", "The bridge", "nowhere"))
    decide(cut, edith, "cut")
    assert set(Claim.objects.not_placed()) == {missing, doubled}
    assert placed.start is not None


def test_a_second_source_is_needed_by_open_high_risk_claims_only(one_of_each, edith):
    for claim in one_of_each.values():
        claim.refresh_from_db()
        Claim.objects.filter(pk=claim.pk).update(risk="high")
    needing = {one_of_each[status] for status in ("unchecked", "in_progress", "disputed")}
    assert set(Claim.objects.needs_second_source()) == needing


def test_a_list_of_claims_costs_one_query(one_of_each, cora, django_assert_num_queries):
    Claim.objects.update(checker=cora)
    with django_assert_num_queries(1):
        assert (
            len([(str(claim), claim.article.headline, claim.checker.username) for claim in Claim.objects.for_list()])
            == 7
        )


def test_standing_clearances_are_those_that_nothing_ended(article, edith):
    revision = article.current_revision
    SignOff.objects.create(revision=revision, by=edith, at=NOW, revoked_at=NOW, revoked_because="A claim changed.")
    standing = SignOff.objects.create(revision=revision, by=edith, at=NOW)
    assert list(SignOff.objects.standing()) == [standing]


def test_roles_and_permissions_are_what_was_given_and_nothing_more(ada):
    both = make_person("olga", "editor", "checker")
    both.first_name = ""
    root = make_person("root", is_superuser=True)
    gone = make_person("gone", "editor", is_active=False)
    assert (role_names(both), role_names(root), role_names(ada)) == ("checker, editor", "", "admin")
    assert full_name(both) == "olga"
    assert [may(person, "settle_claim") for person in (both, root, gone, ada, AnonymousUser())] == [True, *[False] * 4]
    assert permissions_of(root) == permissions_of(gone) == permissions_of(AnonymousUser()) == frozenset()
    root.user_permissions.add(Permission.objects.get(codename="settle_claim"))
    assert permissions_of(type(root).objects.get(pk=root.pk)) == {"settle_claim"}


def test_permissions_cost_one_query_per_person(cora, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert may(cora, "record_verdict")
        assert not may(cora, "settle_claim")
