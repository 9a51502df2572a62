"""Pages of the claim list: found by counts, by a capped count or by rank, they hold what a plain slice would hold."""

import pytest

from claims.admin import claim_pages
from claims.admin.claims import ClaimAdmin
from claims.corpus import Corpus, fill
from claims.derived.searching import matching
from claims.models import Claim
from tests.conftest import NOW

LIST = "/admin/claims/claim/"
PAGE = 5


@pytest.fixture(scope="module")
def filled(module_database):
    fill(Corpus(articles=140, claims=290, seed=11), at=NOW)


@pytest.fixture
def archive(filled, db, monkeypatch):
    monkeypatch.setattr(ClaimAdmin, "list_per_page", PAGE)


def pages(browser, query):
    """Return the keys of every page in turn, and the last answer."""
    keys, number, answer = [], 0, None
    while answer is None or answer.context["cl"].result_count > PAGE * number:
        number += 1
        answer = browser.get(f"{LIST}?{query}&p={number}")
        assert answer.status_code == 200
        keys.append([claim.pk for claim in answer.context["cl"].result_list])
    return keys, answer


@pytest.mark.parametrize(
    ("query", "plain"),
    [
        ("article__archived__exact=0", {"article__archived": False}),
        ("article__archived__exact=all&status__exact=corrected", {"status": "corrected"}),
        ("status__in=unchecked,disputed", {"article__archived": False, "status__in": ["unchecked", "disputed"]}),
        ("checker__id__exact=none", {"article__archived": False, "checker": None}),
        (
            "article__archived__exact=1&article__desk__exact=Sport",
            {"article__archived": True, "article__desk": "Sport"},
        ),
        ("article__archived__exact=all&risk__exact=high", {"risk": "high"}),
        ("article__archived__exact=all&needs=second_source", "needs_second_source"),
        ("article__archived__exact=all&needs=not_placed", "not_placed"),
    ],
)
def test_all_pages_together_are_the_whole_list_in_its_order(archive, desk, rita, query, plain):
    keys, answer = pages(desk(rita), query)
    claims = getattr(Claim.objects, plain)() if isinstance(plain, str) else Claim.objects.filter(**plain)
    expected = list(claims.order_by("-article_id", "number").values_list("pk", flat=True))
    assert len(expected) > PAGE
    assert [key for page in keys for key in page] == expected
    assert answer.context["cl"].result_count == len(expected)


def test_the_few_that_need_confirmation_are_counted_and_found(archive, desk, rita):
    keys, answer = pages(desk(rita), "article__archived__exact=all&needs=unconfirmed")
    expected = Claim.objects.unconfirmed().order_by("-article_id", "number").values_list("pk", flat=True)
    assert [key for page in keys for key in page] == list(expected)
    assert answer.context["cl"].result_count == len(expected) > 0


def test_a_count_that_nobody_needs_stops_and_says_so(archive, desk, rita, monkeypatch):
    monkeypatch.setattr(claim_pages.CappedPaginator, "most", 20)
    answer = desk(rita).get(f"{LIST}?article__archived__exact=all&risk__exact=low")
    assert answer.context["cl"].result_count == 20
    assert "These are the first 20. There are more: add a filter." in answer.text


def test_a_search_ranks_the_newest_it_finds_and_says_that_there_are_more(archive, desk, rita, monkeypatch):
    monkeypatch.setattr(claim_pages.RankedPaginator, "most", 10)
    keys, answer = pages(desk(rita), "article__archived__exact=all&q=the")
    newest = matching(Claim.objects.all(), "the", rita).order_by("-pk").values_list("pk", flat=True)[:10]
    assert {key for page in keys for key in page} == set(newest)
    assert "These are the 10 newest claims found" in answer.text


def test_all_pages_of_a_search_together_are_what_it_finds_in_the_order_of_their_ranks(archive, desk, rita):
    keys, _answer = pages(desk(rita), "article__archived__exact=all&q=the")
    found = matching(Claim.objects.all(), "the", rita).order_by("rank", "-pk").values_list("pk", flat=True)
    assert [key for page in keys for key in page] == list(found)
    assert len(keys) > 2


@pytest.mark.parametrize("page", ["0", "00", "x", "999999999999999999", "9" * 30])
def test_a_page_that_is_none_makes_no_other_count(archive, desk, rita, page):
    answer = desk(rita).get(f"{LIST}?p={page}", follow=True)
    assert answer.context["cl"].result_count == Claim.objects.filter(article__archived=False).count()


@pytest.mark.parametrize(
    "query", ["p=99", "p=0", "p=x", "status__exact=none", "status__in=,", "checker__id__exact=none&p=3"]
)
def test_an_address_that_makes_no_sense_is_no_error(archive, desk, rita, query):
    assert desk(rita).get(f"{LIST}?{query}").status_code in {200, 302}
