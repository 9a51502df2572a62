"""Pages reached from the nearer end hold what a plain slice of the list would hold."""

import pytest
from django.contrib.auth.models import Permission
from django.core.paginator import Paginator
from django.db.models import F

from claims.admin import record
from claims.admin.paging import NearPaginator
from claims.admin.record import RecordPaginator
from claims.corpus import Corpus, fill
from claims.models import Event, Source, Verdict
from claims.review.accounts import tell_of_password
from tests.conftest import NOW, make_person, make_source

PAGE = 50


def sources(count):
    """Make so many sources with titles of which many are the same."""
    Source.objects.bulk_create(Source(key=f"k{nth}", title=f"Report {nth % 7}") for nth in range(count))
    return Source.objects.annotate(shown=F("title")).order_by("shown", "pk")


@pytest.mark.parametrize("count", [0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 5 * PAGE + 3])
def test_every_page_is_the_plain_one(db, count):
    listed = sources(count)
    for rows in (listed, listed.reverse(), listed.order_by("-shown", "pk")):
        plain, near = Paginator(rows, PAGE), NearPaginator(rows, PAGE)
        assert (near.count, near.num_pages) == (plain.count, plain.num_pages)
        for number in plain.page_range:
            expected, page = plain.page(number), near.page(number)
            assert list(page) == list(expected)
            assert [source.shown for source in page] == [source.shown for source in expected]
            assert (page.start_index(), page.end_index()) == (expected.start_index(), expected.end_index())


def test_a_page_costs_two_queries_wherever_it_lies(db, django_assert_num_queries):
    rows = sources(5 * PAGE)
    for number in (1, 3, 5):
        near = NearPaginator(rows, PAGE)
        assert near.count == 5 * PAGE
        with django_assert_num_queries(2):
            near.page(number)


@pytest.mark.parametrize("kind", ["verdict", "event", "source"])
def test_all_pages_of_a_list_together_are_the_whole_list(desk, rita, kind):
    fill(Corpus(articles=14, claims=120, seed=5), at=NOW)
    Source.objects.update(confidential=False)
    model = {"verdict": Verdict, "event": Event, "source": Source}[kind]
    order = ("title", "pk") if kind == "source" else ("-pk",)
    expected = list(model.objects.order_by(*order).values_list("pk", flat=True))
    keys, browser = [], desk(rita)
    for number in range(1, -(-len(expected) // PAGE) + 1):
        answer = browser.get(f"/admin/claims/{kind}/?p={number}")
        assert answer.context["cl"].result_count == len(expected)
        keys += [row.pk for row in answer.context["cl"].result_list]
    assert len(expected) > PAGE
    assert keys == expected


@pytest.fixture
def root(db):
    return make_person("root", is_superuser=True)


@pytest.mark.parametrize("name", ["rita", "wanda", "root"])
def test_the_kept_count_of_the_record_is_that_of_the_events_listed(request, desk, claim, cora, root, name):
    tell_of_password(cora, by=root, at=NOW)
    make_source(cora, "of-the-desk")
    reader = request.getfixturevalue(name)
    reader.user_permissions.add(Permission.objects.get(codename="view_event"))
    listed = desk(reader).get("/admin/claims/event/").context["cl"]
    told = list(listed.result_list)
    assert listed.result_count == len(told) > 0
    assert isinstance(listed.paginator, RecordPaginator)
    assert any(event.action == "password set" for event in told) == reader.has_perm("auth.change_user")
    assert any(event.action == "source added" for event in told) == (name != "wanda")


def test_a_filtered_record_is_counted_by_its_own_events(desk, claim, rita):
    listed = desk(rita).get("/admin/claims/event/?action=article+brought+in").context["cl"]
    assert listed.result_count == len(listed.result_list) == Event.objects.filter(action="article brought in").count()


@pytest.mark.parametrize("kind, word", [("event", "imported"), ("verdict", "")])
def test_a_search_looks_through_the_newest_that_are_listed_and_says_so(desk, rita, monkeypatch, kind, word):
    fill(Corpus(articles=4, claims=40, seed=5), at=NOW)
    model, browser = {"event": Event, "verdict": Verdict}[kind], desk(rita)
    word = word or Verdict.objects.order_by("-pk")[0].claim.statement.split()[-1]
    found = browser.get(f"/admin/claims/{kind}/", {"q": word})
    expected = {row.pk for row in found.context["cl"].result_list}
    assert expected
    assert "newest 10,000" in found.content.decode()
    for newest in (1, 25, model.objects.count(), model.objects.count() + 1):
        monkeypatch.setattr(record, "SEARCHED", newest)
        looked_through = set(model.objects.order_by("-pk").values_list("pk", flat=True)[:newest])
        listed = browser.get(f"/admin/claims/{kind}/", {"q": word}).context["cl"].result_list
        assert {row.pk for row in listed} == expected & looked_through
    monkeypatch.setattr(record, "SEARCHED", 1)
    assert len(browser.get(f"/admin/claims/{kind}/").context["cl"].result_list) > 1


def test_hidden_sources_come_first_by_number_and_the_others_by_title(desk, cora, rita):
    for nth, (key, confidential) in enumerate([("z", False), ("b", True), ("a", True), ("c", False), ("d", False)]):
        make_source(cora, key, confidential=confidential, title=f"Report {'abcde'[-nth % 3]}")
    open_ones = Source.objects.filter(confidential=False).order_by("title", "pk")
    expected = [*Source.objects.filter(confidential=True).order_by("pk"), *open_ones]
    browser = desk(rita)
    assert list(browser.get("/admin/claims/source/").context["cl"].result_list) == expected
    backwards = browser.get("/admin/claims/source/?o=-0").context["cl"].result_list
    assert [source.shown_title for source in backwards] == [s.title for s in open_ones.reverse()] + ["", ""]
    kept = browser.get("/admin/claims/source/?kind__exact=news+report").context["cl"].result_list
    assert list(kept) == list(open_ones)
