"""Whose rows an export holds."""

import pytest

from claims.export.selection import claims_of, sources_of, statuses_in
from claims.models import Article, Claim, Source
from claims.review import evidence, sources
from claims.review.problems import Refused
from claims.vocabulary import Status
from tests.conftest import NOW, make_source, support


def test_statuses_are_read_as_people_write_them():
    assert statuses_in("verified") == ("verified",)
    assert statuses_in(" Verified, in progress ") == ("verified", "in_progress")
    assert statuses_in("all") == tuple(Status.values)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("verfied", "“verfied” is no status."),
        ("verified,all", "“all” is no status."),
        ("", "No status is named."),
        (",", "No status is named."),
    ],
)
def test_other_words_are_refused_with_the_statuses(text, said):
    with pytest.raises(Refused) as refusal:
        statuses_in(text)
    assert str(refusal.value) == (
        f"{said} Use unchecked, in_progress, verified, disputed, corrected, cut, stet, or all."
    )


def numbers(claims):
    return sorted(claims.values_list("article__slug", "number"))


@pytest.fixture
def tunnel(desk):
    article = Article.objects.create(slug="tunnel", headline="The tunnel")
    return Claim.objects.create(article=article, number=1, statement="It is long.")


def test_claims_are_chosen_by_article_and_status(tunnel):
    assert numbers(claims_of("", statuses=["unchecked"], viewer=None)) == [("bridge", 3), ("tunnel", 1)]
    assert numbers(claims_of("bridge", statuses=["unchecked", "verified"], viewer=None)) == [
        ("bridge", 1),
        ("bridge", 3),
    ]


def test_nobody_exports_claims_that_they_may_not_read(tunnel, wanda, rita):
    everything = tuple(Status.values)
    assert len(numbers(claims_of("", statuses=everything, viewer=rita))) == 4
    assert numbers(claims_of("", statuses=["unchecked"], viewer=wanda)) == [("bridge", 3)]


@pytest.mark.parametrize("slug", ["no-such", "tunnel"])
def test_an_article_that_is_not_there_for_the_viewer_is_refused(tunnel, wanda, slug):
    with pytest.raises(Refused, match=f"There is no article with the slug “{slug}”."):
        claims_of(slug, statuses=["verified"], viewer=wanda)


def test_sources_come_with_the_whole_line_that_they_were_copied_from(claim, edith, cora):
    first = make_source(edith, "first")
    second = make_source(edith, "second", republishes=first)
    third = make_source(edith, "third", republishes=second)
    make_source(edith, "sibling", republishes=first)
    make_source(edith, "stranger")
    support(claim, third, by=cora)
    assert set(sources_of(Claim.objects.all()).values_list("key", flat=True)) == {"first", "second", "third"}


def test_sources_of_other_claims_and_withdrawn_or_merged_ones_stay(claim, moved, edith, cora):
    kept, merged, other, withdrawn = (make_source(edith, key) for key in ("kept", "merged", "other", "withdrawn"))
    support(claim, merged, by=cora)
    sources.merge(merged, into=kept, by=edith, at=NOW)
    support(moved, other, by=cora)
    evidence.withdraw(support(claim, withdrawn, by=cora), by=cora, at=NOW)
    assert list(sources_of(Claim.objects.filter(number=1))) == [Source.objects.get(key="kept")]
