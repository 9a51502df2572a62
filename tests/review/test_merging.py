"""Two sources that are one: nothing found is lost, and no claim gains a source by it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from claims.models import Event, Evidence, Query, Source
from claims.record import details_of
from claims.review.articles import set_archived
from claims.review.problems import Conflict, Refused
from claims.review.queries import ask
from claims.review.sources import edit_source, merge
from claims.review.verdicts import record_verdict
from tests.conftest import NOW, make_source, support

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def one(cora):
    return make_source(cora, "one")


@pytest.fixture
def two(cora):
    return make_source(cora, "two")


def standing(claim):
    rows = claim.evidence.standing().order_by("locator", "pk")
    return [(row.source.key, row.stance, row.locator, row.finding) for row in rows]


def again(source):
    return Source.objects.get(pk=source.pk)


def test_evidence_moves_to_the_source_that_stays_and_the_key_still_leads_there(claim, one, two, cora, edith):
    support(claim, two, by=cora)
    assert merge(two, into=one, by=edith, at=LATER) == 1
    assert standing(claim) == [("one", "supports", "page 1", "It says so.")]
    assert again(two).merged_into == one
    assert list(Source.objects.current()) == [one]
    events = Event.objects.filter(action__in=["evidence changed", "source merged"]).order_by("pk")
    assert [event.action for event in events] == ["evidence changed", "source merged"]


def test_what_was_merged_before_follows(one, two, edith, cora):
    three = make_source(cora, "three")
    merge(three, into=two, by=edith, at=NOW)
    merge(again(two), into=one, by=edith, at=NOW)
    assert again(three).merged_into == one


def test_a_row_that_nobody_has_read_gives_way_to_what_somebody_found(claim, one, two, cora, edith):
    support(claim, one, by=cora, stance="unread", locator="", finding="")
    support(claim, two, by=cora, locator="", finding="The register has it.")
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    merge(two, into=one, by=edith, at=LATER)
    assert standing(claim) == [("one", "supports", "", "The register has it.")]
    claim.refresh_from_db()
    assert claim.status == "verified"


def test_the_other_way_round_too(claim, one, two, cora, edith):
    support(claim, one, by=cora, locator="", finding="The register has it.")
    support(claim, two, by=cora, stance="unread", locator="", finding="")
    merge(two, into=one, by=edith, at=LATER)
    assert standing(claim) == [("one", "supports", "", "The register has it.")]


def test_two_findings_at_one_place_become_one_with_both(claim, one, two, cora, edith):
    support(claim, one, by=cora, finding="It has the day.")
    support(claim, two, by=cora, finding="It has the year.")
    merge(two, into=one, by=edith, at=LATER)
    assert standing(claim) == [("one", "supports", "page 1", "It has the day.\nIt has the year.")]
    assert Evidence.objects.filter(withdrawn_at__isnull=False).get().finding == "It has the year."


def test_the_same_finding_twice_stands_once(claim, one, two, cora, edith):
    support(claim, one, by=cora)
    support(claim, two, by=cora)
    merge(two, into=one, by=edith, at=LATER)
    assert standing(claim) == [("one", "supports", "page 1", "It says so.")]


def test_sources_that_say_opposite_things_at_one_place_are_not_merged(claim, one, two, cora, edith):
    support(claim, one, by=cora)
    support(claim, two, by=cora, stance="contradicts")
    with pytest.raises(Refused, match="Claim 1 of “The bridge that was late” has both sources at the same place"):
        merge(two, into=one, by=edith, at=LATER)
    assert [row[0] for row in standing(claim)] == ["one", "two"]


def test_other_places_stay_apart(claim, one, two, cora, edith):
    support(claim, one, by=cora)
    support(claim, two, by=cora, locator="page 9", stance="contradicts")
    assert merge(two, into=one, by=edith, at=LATER) == 1
    assert [row[:3] for row in standing(claim)] == [("one", "supports", "page 1"), ("one", "contradicts", "page 9")]


def test_a_claim_that_stood_on_both_reopens(claim, one, two, cora, edith):
    claim.risk = "high"
    claim.save(update_fields=["risk"])
    support(claim, one, by=cora)
    support(claim, two, by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    merge(two, into=one, by=edith, at=LATER)
    claim.refresh_from_db()
    assert claim.status == "unchecked"
    assert "it needs one primary document, or two" in Event.objects.get(action="reopened").detail.body


def test_copies_of_the_duplicate_copy_the_other_now(one, two, cora, edith):
    copy = make_source(cora, "copy", republishes=two)
    copy_of_copy = make_source(cora, "copy of copy", republishes=copy)
    merge(two, into=one, by=edith, at=NOW)
    assert [(again(s).republishes, again(s).origin) for s in (copy, copy_of_copy)] == [(one, one), (copy, one)]


def test_a_copy_merged_into_an_original_stays_a_copy(claim, one, two, cora, edith):
    """Else merging would make two independent sources of an agency and its copy."""
    agency = make_source(cora, "agency")
    edit_source(two, by=cora, at=NOW, republishes=agency)
    merge(again(two), into=one, by=edith, at=NOW)
    assert (again(one).republishes, again(one).origin) == (agency, agency)


@pytest.mark.parametrize("between", [0, 1, 2])
def test_merging_an_original_into_its_own_copy_makes_no_circle(one, two, cora, edith, between):
    copied = two
    for number in range(between):
        copied = make_source(cora, f"between {number}", republishes=copied)
    edit_source(one, by=cora, at=NOW, republishes=copied)
    merge(again(two), into=again(one), by=edith, at=NOW)
    assert (again(one).republishes, again(one).origin) == (None, None)
    for source in Source.objects.current().exclude(pk=one.pk):
        assert source.origin == one


@pytest.mark.parametrize("between", [0, 1, 2])
def test_merging_a_copy_into_its_own_original_makes_no_circle(one, two, cora, edith, between):
    copied = one
    for number in range(between):
        copied = make_source(cora, f"between {number}", republishes=copied)
    edit_source(two, by=cora, at=NOW, republishes=copied)
    tail = make_source(cora, "tail", republishes=again(two))
    merge(again(two), into=again(one), by=edith, at=NOW)
    assert (again(one).republishes, again(tail).republishes, again(tail).origin) == (None, one, one)


def test_queries_to_the_duplicate_are_queries_to_the_other(claim, one, two, cora, edith):
    ask(claim, by=cora, question="When?", source=two, at=NOW)
    merge(two, into=one, by=edith, at=NOW)
    assert Query.objects.get().source == one
    event = Event.objects.filter(claim=claim).order_by("-pk")[0]
    claim.refresh_from_db()
    assert (event.action, claim.last_event) == ("query sent on", event)
    assert details_of(event)["source"] == one.pk


def test_an_archived_article_is_no_obstacle(claim, one, two, cora, edith, article):
    support(claim, two, by=cora)
    article.refresh_from_db()
    set_archived(article, archived=True, by=edith, at=NOW)
    merge(two, into=one, by=edith, at=NOW)
    assert [row[0] for row in standing(claim)] == ["one"]


def test_the_editor_who_wrote_the_article_may_still_tidy_the_sources(claim, one, two, cora, edith, article):
    support(claim, two, by=cora)
    article.writer = edith
    article.save()
    merge(two, into=one, by=edith, at=NOW)
    assert [row[0] for row in standing(claim)] == ["one"]


def test_a_merged_source_is_done_with(one, two, cora, edith):
    merge(two, into=one, by=edith, at=NOW)
    two = again(two)
    for act, sentence in (
        (lambda: merge(two, into=one, by=edith, at=NOW), "was merged before"),
        (lambda: merge(one, into=two, by=edith, at=NOW), "was merged before"),
        (lambda: edit_source(two, by=cora, at=NOW, title="Again"), "merged into another"),
        (lambda: make_source(cora, "three", republishes=two), "merged"),
    ):
        with pytest.raises(Refused, match=sentence):
            act()


def test_a_source_is_not_merged_into_itself(one, edith):
    with pytest.raises(Refused, match="two different sources"):
        merge(one, into=one, by=edith, at=NOW)


def test_a_stale_source_is_a_conflict(one, two, cora, edith):
    stale = again(two)
    edit_source(two, by=cora, at=NOW, title="Newer")
    with pytest.raises(Conflict):
        merge(stale, into=one, by=edith, at=NOW)


def test_a_checker_does_not_merge(one, two, cora):
    with pytest.raises(Refused, match="Your role does not let you merge sources"):
        merge(two, into=one, by=cora, at=NOW)


def test_confidential_and_open_sources_are_not_merged(one, cora, edith):
    mole = make_source(cora, "mole", confidential=True)
    with pytest.raises(Refused, match="This source is confidential"):
        merge(mole, into=one, by=edith, at=NOW)
    edith.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    del edith._desk_permissions
    with pytest.raises(Refused, match="Make them alike first"):
        merge(mole, into=one, by=edith, at=NOW)
