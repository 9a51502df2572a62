"""ClaimReview: what outsiders claimed, where, and what was found. Everything else is refused with its reason."""

import io
import json
import re
from datetime import date
from urllib.parse import urlsplit

import pytest

from claims.export.claimreview import reviews
from claims.export.taking import Paper, Taking, look, take
from claims.models import Article, Claim, Evidence, Source
from claims.review import verdicts, wording
from claims.review.problems import Refused
from tests.conftest import NOW, make_source, support

BASE = "https://weekly.example/checks/"
SPEECH = "https://holm.example/speech"


def flaws(review):
    """What the format's required and recommended fields miss in a review: a checker of its own, not our code."""
    found = []
    if review.get("@context") != "https://schema.org" or review.get("@type") != "ClaimReview":
        found.append("no ClaimReview")
    if not 0 < len(review.get("claimReviewed", "")) < 75:
        found.append("claimReviewed")
    url = urlsplit(review.get("url", ""))
    if url.scheme not in {"http", "https"} or not url.netloc:
        found.append("url")
    rating = review.get("reviewRating", {})
    if rating.get("@type") != "Rating" or not rating.get("alternateName"):
        found.append("reviewRating")
    elif not 1 <= rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]:
        found.append("ratingValue")
    elif rating["alternateName"].casefold() in review.get("claimReviewed", "").casefold():
        found.append("rating in the claim")
    return [*found, *flaws_of_item(review.get("itemReviewed", {})), *flaws_of_author(review)]


def flaws_of_item(item):
    found = [] if item.get("@type") == "Claim" else ["itemReviewed"]
    author = item.get("author")
    if author is not None and (author.get("@type") not in {"Person", "Organization"} or not author.get("name")):
        found.append("author of the claim")
    works = item.get("appearance", [])
    if not works or any(work.get("@type") != "CreativeWork" or not work.get("url") for work in works):
        found.append("appearance")
    if "datePublished" in item and not re.fullmatch(r"\d{4}(-\d\d){0,2}", item["datePublished"]):
        found.append("date of the claim")
    return found


def flaws_of_author(review):
    date.fromisoformat(review.get("datePublished", ""))
    author = review.get("author", {"name": "-"})
    return [] if author.get("name") or author.get("url") else ["author"]


@pytest.fixture
def speech(edith):
    return make_source(
        edith, "speech", title="Speech", author="Ida Holm", publisher="City", url=SPEECH, published_on="1999-05-21"
    )


@pytest.fixture
def said(article, edith, cora, speech):
    """Claim 1 by Ida Holm, verified: the registry supports it, her speech shows that she said it."""
    claim = wording.mark_claim(
        article, by=edith, at=NOW, statement="The bridge cost 40 million crowns.", quote="40 million crowns",
        speaker="Ida Holm", kind="money",
    )  # fmt: skip
    support(claim, make_source(cora, "registry"), by=cora)
    support(claim, speech, by=cora, stance="context")
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    return claim


@pytest.fixture
def found(article):
    def found(base=BASE):
        return reviews(look(Article.objects.get(pk=article.pk), viewer=None), base=base, at=NOW)

    return found


def why(found):
    """Why the only claim is refused."""
    result = found()
    assert result.made == ()
    ((number, sentences),) = result.refused
    assert number == 1
    return " ".join(sentences)


def test_an_outside_claim_that_was_verified_is_reviewed(said, found):
    (review,) = found().made
    assert review == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://weekly.example/checks/bridge-claim-1/",
        "claimReviewed": "The bridge cost 40 million crowns.",
        "datePublished": "2026-03-04",
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Ida Holm"},
            "appearance": [{"@type": "CreativeWork", "url": SPEECH}],
            "datePublished": "1999-05-21",
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 5,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": "Verified",
        },
        "author": {"@type": "Organization", "name": "The Weekly", "url": "https://weekly.example/"},
    }
    assert flaws(review) == []


def test_a_claim_that_was_corrected_is_rated_worst(said, cora, edith, ben, found):
    verdicts.reopen(said, by=cora, reason="Look again.", at=NOW)
    support(said, make_source(cora, "ledger"), by=cora, stance="contradicts", finding="60.")
    said.refresh_from_db()
    verdicts.record_verdict(said, by=cora, verdict="disputed", reason="The ledger.", at=NOW)
    said.refresh_from_db()
    verdicts.record_verdict(said, by=edith, verdict="corrected", correction="60 million crowns", at=NOW)
    (review,) = found().made
    assert (review["reviewRating"]["ratingValue"], review["reviewRating"]["alternateName"]) == (1, "Incorrect")
    assert flaws(review) == []


def test_what_its_speaker_published_is_an_organisations(said, speech, found):
    Source.objects.filter(pk=speech.pk).update(author="", publisher="IDA  Holm (press office)")
    (review,) = found().made
    assert review["itemReviewed"]["author"]["@type"] == "Organization"


def test_the_checker_of_this_file_sees_what_is_wrong(said, found):
    (review,) = found().made
    assert flaws(review | {"claimReviewed": "x" * 75}) == ["claimReviewed"]
    assert flaws(review | {"url": "/checks"}) == ["url"]
    assert flaws(review | {"reviewRating": {}}) == ["reviewRating"]
    assert flaws(review | {"itemReviewed": {"@type": "Claim", "author": {}}}) == ["author of the claim", "appearance"]


class TestOwnVoice:
    def test_no_speaker_is_the_articles_own(self, said, found):
        Claim.objects.update(speaker="")
        assert why(found) == "It names no speaker: it is the article's own."

    @pytest.mark.parametrize(
        "speaker, fields",
        [
            ("Wanda", {}),
            ("wanda", {}),
            ("the weekly", {}),
            ("The Weekly (online)", {}),
            ("Sister Paper", {"own_publishers": "Another\nSister Paper"}),
            ("Olga Stern", {"byline": "By Otto Berg and Olga Stern"}),
        ],
    )
    def test_writer_byline_and_publishers_are_no_outsiders(self, article, said, found, speaker, fields):
        for name, value in fields.items():
            setattr(article, name, value)
        article.save()
        Claim.objects.update(speaker=speaker)
        assert why(found) == "Its speaker is the article's own writer or publisher."


class TestStatuses:
    def decide(self, claim, verdict, by):
        claim.refresh_from_db()
        verdicts.record_verdict(claim, by=by, verdict=verdict, reason="Because.", at=NOW)

    @pytest.mark.parametrize("status", ["unchecked", "disputed", "cut", "stet"])
    def test_that_say_neither_true_nor_false_get_no_rating(self, said, cora, edith, found, status):
        verdicts.reopen(said, by=cora, reason="Again.", at=NOW)
        steps = {"disputed": ["disputed"], "cut": ["cut"], "stet": ["disputed", "stet"]}.get(status, [])
        for step in steps:
            self.decide(said, step, cora if step == "disputed" else edith)
        assert why(found) == f"It is {status}: that says neither true nor false."

    def test_high_risk_waits_for_the_second_person(self, said, ben, found):
        Claim.objects.update(risk="high")
        assert why(found) == "It is of high risk, and no second person has confirmed its verdict."
        said.refresh_from_db()
        verdicts.confirm(said.verdict, by=ben, at=NOW)
        assert len(found().made) == 1

    @pytest.mark.parametrize("kind", ["quotation", "attribution"])
    def test_that_it_was_said_is_not_that_it_is_true(self, said, found, kind):
        Claim.objects.update(kind=kind)
        assert why(found) == "What was checked is that it was said, not whether it is true."


class TestAppearance:
    missing = "No address shows where its speaker said it: bring a source by the speaker, with its address."

    @pytest.mark.parametrize(
        "fields",
        [
            {"author": "Somebody else"},
            {"url": ""},
            {"url": "ftp://holm.example/speech"},
            {"url": "https://weekly.example/old-story"},
            {"confidential": True},
            {"publisher": "The Weekly"},
        ],
    )
    def test_is_the_speakers_own_words_on_the_web_elsewhere(self, said, speech, found, fields):
        Source.objects.filter(pk=speech.pk).update(**fields)
        assert why(found) == self.missing

    @pytest.mark.parametrize("stance", ["unread", "contradicts"])
    def test_is_not_what_nobody_read_or_what_denies_it(self, said, speech, found, stance):
        Evidence.objects.filter(source=speech).update(stance=stance)
        assert why(found) == self.missing

    def test_is_not_the_article_itself(self, article, said, found):
        article.source_url = SPEECH
        article.save()
        assert why(found) == self.missing

    def test_the_earliest_is_named_first(self, said, speech, cora, found):
        earlier = make_source(cora, "blog", author="Ida Holm", url="https://holm.example/blog", published_on="1999")
        undated = make_source(cora, "post", author="Ida Holm", url="https://holm.example/post")
        support(said, undated, by=cora, stance="context")
        support(said, earlier, by=cora, stance="context")
        (review,) = found().made
        urls = [work["url"].rpartition("/")[2] for work in review["itemReviewed"]["appearance"]]
        assert (urls, review["itemReviewed"]["datePublished"]) == (["blog", "speech", "post"], "1999")


@pytest.mark.parametrize("length, fits", [(74, True), (75, False)])
def test_a_statement_is_never_cut_to_fit(said, found, length, fits):
    Claim.objects.update(statement="x" * length)
    if fits:
        assert flaws(found().made[0]) == []
    else:
        assert why(found) == "Its statement is longer than 74 characters."


def test_every_reason_is_told_at_once(said, speech, found):
    Claim.objects.update(statement="x" * 90, kind="quotation")
    Source.objects.update(url="")
    ((_, sentences),) = found().refused
    assert len(sentences) == 3


@pytest.mark.parametrize(
    "base",
    [
        "", "  ", "weekly.example", "javascript:alert(1)", "ftp://weekly.example/", "https://weekly.example/?a=1",
        "https://weekly.example/#a", "https://me:secret@weekly.example/", "https://weekly.example/" + "a" * 500,
        "https://[", "https://weekly.example/\n<script>", "https://weekly.example/\0",
    ],
)  # fmt: skip
def test_a_bad_address_is_refused_with_a_sentence(said, found, base):
    with pytest.raises(Refused, match="address"):
        found(base)


def test_the_file_is_json_that_can_stand_in_a_page(article, said):
    Claim.objects.update(statement="</script><script>alert(1)//\u2028 & more")
    file = io.BytesIO()
    taken = take(Taking(article, Paper.CLAIMREVIEW, "json", None, BASE), file, at=NOW)
    text = file.getvalue().decode()
    assert not {"<", ">", "&", "\u2028"}.intersection(text)
    (review,) = json.loads(text)
    assert review["claimReviewed"] == "</script><script>alert(1)//\u2028 & more"
    assert (taken.claims, taken.refused) == (1, ())


def test_nothing_to_review_is_an_empty_list_with_the_reasons(article, claim):
    file = io.BytesIO()
    taken = take(Taking(article, Paper.CLAIMREVIEW, "json", None, BASE), file, at=NOW)
    assert json.loads(file.getvalue()) == []
    assert taken.refused == ((1, ("It names no speaker: it is the article's own.",)),)
