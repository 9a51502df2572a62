"""Claims checked before in other articles: found by their words, told with verdict, age and sources, never decided."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from claims.finding.telling import MOST, keys_of, telling_words
from claims.models import Article, TellingWord
from claims.models.telling import NEWEST
from claims.review.leads import leads
from claims.review.unmarking import unmark
from claims.review.verdicts import record_verdict, reopen
from claims.review.wording import edit_claim, mark_claim
from tests.conftest import NOW, make_source, support

SAID = "The Alma bridge opened on 3 May 1999."
ELSEWHERE = "On 3 May 1999 the bridge at Alma was opened."


@pytest.fixture
def checked(claim, source, cora):
    """Claim 1 of the bridge, verified a year ago."""
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    return claim


@pytest.fixture
def other(edith):
    return Article.objects.create(slug="ferry", headline="The ferry", publication="The Weekly")


def found(statement, article, by):
    return [lead.claim for lead in leads(statement, article, by=by)]


def test_numbers_tell_most_then_names_then_long_words():
    assert telling_words("The engineer said that in 1999 it cost Ålma 9,000 crowns") == [
        "1999", "9000", "alma", "engine", "crown", "cost",
    ]  # fmt: skip
    assert len(telling_words("Alpha Beta Gamma Delta Epsilon Zeta Theta Kappa Lambda Sigma")) == MOST
    assert telling_words("It was so, as ever.") == [] == keys_of("")
    assert keys_of("opened") == keys_of("Opening") and all(0 <= key < 2**63 for key in keys_of(SAID))


def test_a_new_claim_that_says_the_same_leads_to_the_one_checked_before(checked, other, cora):
    (lead,) = leads(ELSEWHERE, other, by=cora)
    assert (lead.claim, lead.verdict, lead.verdict.at) == (checked, checked.verdict, NOW)
    assert lead.sources == ["supports: Report courier-1999"]
    assert found("The harbour master counted 412 gulls in Odense.", other, cora) == []


def test_what_is_open_again_or_of_the_same_article_is_no_lead(checked, other, cora, edith):
    assert found(ELSEWHERE, checked.article, cora) == []
    reopen(checked, by=cora, reason="Look again.", at=NOW)
    assert found(ELSEWHERE, other, cora) == []


def test_a_mark_made_by_mistake_leads_nowhere(other, claim, edith, cora):
    unmark(claim, by=edith, at=NOW)
    assert found(ELSEWHERE, other, cora) == []


def test_another_wording_decided_later_is_found_by_its_own_words(checked, other, cora):
    edit_claim(checked, by=cora, at=NOW, statement="The Odense ferry sank in 1871.")
    support(checked, make_source(cora, "gazette"), by=cora)
    record_verdict(checked, by=cora, verdict="verified", at=NOW + timedelta(days=1))
    assert found(ELSEWHERE, other, cora) == []
    assert found("In 1871 the Odense ferry sank.", other, cora) == [checked]
    assert TellingWord.objects.filter(claim=checked).count() == len(keys_of(checked.statement))


def test_a_writer_is_led_to_nobody_elses_article(checked, other, wanda):
    other.writer = wanda
    other.save()
    assert leads(ELSEWHERE, other, by=wanda) == []


def test_a_confidential_source_is_a_number_to_who_may_not_see_it(checked, other, cora, edith):
    secret = make_source(edith, "informant", title="The engineer who left", confidential=True)
    support(checked, secret, by=edith)
    (lead,) = leads(ELSEWHERE, other, by=User.objects.get(pk=cora.pk))
    assert lead.sources[1] == f"supports: Confidential source {secret.pk}"


def test_a_word_in_the_whole_archive_is_read_for_the_newest_claims_only(
    checked, other, cora, django_assert_num_queries
):
    known = other.claims.model.objects.bulk_create(
        [
            type(checked)(article=other, number=n, statement=f"In May 1999 thing {n} opened.")
            for n in range(1, NEWEST + 50)
        ]
    )
    word = keys_of("1999")[0]
    TellingWord.objects.bulk_create([TellingWord(word=word, claim=claim) for claim in known])
    assert len(TellingWord.objects.newest([word])) == NEWEST
    third = Article.objects.create(slug="third", headline="Third")
    assert found(ELSEWHERE, third, cora) == [checked]
    with django_assert_num_queries(3):
        found(ELSEWHERE, third, cora)


def test_the_desk_shows_a_lead_beside_an_open_claim_and_decides_nothing(checked, other, cora, client):
    mine = mark_claim(other, by=cora, at=NOW, statement=ELSEWHERE)
    client.force_login(cora)
    for url in (f"/admin/claims/article/{other.pk}/desk/", f"/admin/claims/claim/{mine.pk}/change/"):
        page = client.get(url).content.decode()
        assert "Checked before, in another article" in page
        assert SAID in page and "Report courier-1999" in page and "A lead, not a verdict" in page
    mine.refresh_from_db()
    assert mine.status == "unchecked"
