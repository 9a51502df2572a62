"""The proposals' page: what the finder found in the copy, and what a checker makes of it."""

import re

import pytest

from claims.models import Article, Candidate, Claim, Event, Revision, Search
from claims.review.proposals import waive
from claims.review.wording import mark_claim
from tests.conftest import BODY, NOW
from tests.review.test_revising import bring

from .conftest import Browser, Forms

FIND = "find/"


class Proposals(Browser):
    """Somebody's browser on one article's proposals."""

    def __init__(self, person, article):
        super().__init__(person, article)
        self.url += "proposals/"

    def accept(self, candidate, **typed):
        self.open(at=candidate.pk)
        return self.send(f"{candidate.pk}/accept/", **typed)

    def waive(self, candidate, **typed):
        self.open(at=candidate.pk)
        return self.send(f"{candidate.pk}/waive/", **typed)


@pytest.fixture
def looking(article):
    """Return a function that shows a person the article's proposals, found already or not."""

    def open_for(person, *, found=True):
        browser = Proposals(person, article)
        browser.open()
        if found:
            browser.send(FIND)
            browser.open()
        return browser

    return open_for


def candidates():
    return list(Candidate.objects.order_by("start", "end"))


def test_before_anybody_looked_the_page_says_so_and_finding_fills_it(looking, cora, article):
    browser = looking(cora, found=False)
    assert "Nobody has looked for claims in this revision yet" in browser.text
    assert browser.send(FIND).status_code == 302
    browser.open()
    assert f"{len(candidates())} passages are proposed. Nothing is decided" in browser.text
    assert "last searched by Cora" in browser.text
    assert browser.page.count('<a class="passage') == len(candidates())
    browser.send(FIND)
    assert "Nothing new: the finder proposes what it proposed before" in browser.open().content.decode()


def test_the_first_passage_is_open_with_all_that_the_finder_says(looking, cora):
    browser, first = looking(cora), candidates()[0]
    for said in (first.quote, "1999-05-03", f"{first.score:.2f}", first.cue, "Accept", "Waive", "Passage 1"):
        assert said in browser.text
    assert '<mark class="against"' not in browser.page


def test_accepting_marks_an_unchecked_claim_and_goes_on(looking, cora):
    browser, (first, second, *_) = looking(cora), candidates()
    answer = browser.accept(first)
    assert answer.url.endswith(f"?at={second.pk}")
    claim = Claim.objects.get()
    assert (claim.quote, claim.status, claim.kind) == (first.quote, "unchecked", first.kind)
    browser.open(at=first.pk)
    assert "Accepted by Cora" in browser.text and not browser.offers(f"{first.pk}/accept/")


def test_a_passage_is_edited_before_it_is_accepted_and_a_wrong_quote_is_kept_and_explained(looking, cora):
    browser, first = looking(cora), candidates()[0]
    answer = browser.accept(first, quote="3 June 1999", statement="It opened in June.")
    assert answer.status_code == 422
    assert "These words do not stand in the copy" in browser.text and "It opened in June." in browser.text
    assert Claim.objects.count() == 0
    browser.send(f"{first.pk}/accept/", quote="3 May 1999", risk="high")
    claim = Claim.objects.get()
    assert (claim.quote, claim.statement, claim.risk) == ("3 May 1999", "It opened in June.", "high")


def test_waiving_needs_a_reason_and_a_repeat_its_claim(looking, cora):
    browser, first = looking(cora), candidates()[0]
    assert browser.waive(first).status_code == 422
    assert "Choose one first." in browser.text
    assert browser.waive(first, reason="repeats", repeats="7").status_code == 422
    assert "a number of this article" in browser.text
    assert browser.waive(first, reason="opinion").status_code == 302
    browser.open(state="waived")
    assert "Waived by Cora" in browser.text and "opinion" in browser.text
    browser.send(f"{first.pk}/take-back/")
    assert candidates()[0].state == "proposed"


def test_a_repeat_is_offered_as_one_and_left_out_of_accept_all(looking, cora, claim):
    browser, first = looking(cora), candidates()[0]
    browser.open(at=first.pk)
    assert "This looks like claim 1:" in browser.text
    form = Forms(browser.page).by_action[next(a for a in Forms(browser.page).by_action if f"{first.pk}/waive/" in a)]
    assert (form["reason"], form["repeats"]) == ("repeats", "1")
    waiting = len(candidates()) - 1
    browser.open()
    assert f"Accept all {waiting} as claims" in browser.text
    browser.send("accept-all/")
    assert Claim.objects.count() == 1 + waiting
    assert candidates()[0].state == "proposed"


def test_all_repeats_are_waived_in_one_step_and_only_as_they_were_counted(looking, cora, claim):
    browser, first = looking(cora), candidates()[0]
    browser.open()
    assert "waive-repeats/" not in browser.page
    browser.open(state="repeats")
    assert "Waive this 1 repeat" in browser.text
    Candidate.objects.filter(pk=first.pk).update(version=first.version + 1)
    assert browser.send("waive-repeats/").status_code == 409
    assert "Nothing was waived" in browser.text
    assert candidates()[0].state == "proposed"
    assert browser.send("waive-repeats/").status_code == 302
    assert (candidates()[0].state, candidates()[0].repeats) == ("waived", claim)
    browser.open()
    assert "1 passage is waived as a repeat." in browser.text


def test_the_writer_of_the_copy_is_not_offered_to_waive_repeats(looking, cora, claim, article):
    browser = looking(cora)
    Article.objects.filter(pk=article.pk).update(writer=cora)
    browser.open(state="repeats")
    assert "waive-repeats/" not in browser.page


def test_accept_all_above_a_score_says_how_many_and_does_just_those(looking, cora):
    browser = looking(cora)
    scores = sorted({row.score for row in candidates()})
    above = [row for row in candidates() if round(row.score, 2) >= round(scores[-1], 2)]
    browser.open(score=f"{scores[-1]:.2f}")
    assert re.search(rf"Accept (all|this) {len(above)} as", browser.text)
    browser.send("accept-all/")
    assert {row.pk for row in candidates() if row.state == "accepted"} == {row.pk for row in above}
    assert Event.objects.filter(action="proposal accepted").count() == len(above)


def test_what_changed_since_it_was_counted_is_not_accepted(looking, cora, ben):
    browser = looking(cora)
    row = Candidate.objects.select_related("revision__article").first()
    waive(row, by=ben, at=NOW, reason="opinion")
    assert browser.send("accept-all/").status_code == 409
    assert "Somebody else settled some of these" in browser.text
    assert Claim.objects.count() == 0
    browser.send("accept-all/")
    assert Claim.objects.count() == len(candidates()) - 1


def test_of_two_people_the_second_is_told_who_was_first(looking, cora, ben):
    mine, theirs, first = looking(cora), looking(ben, found=False), candidates()[0]
    mine.open(at=first.pk)
    theirs.accept(first)
    answer = mine.send(f"{first.pk}/waive/", reason="opinion")
    assert answer.status_code == 409
    assert "Ben saved this while you had it open" in mine.text and "Accepted, claim 1" in mine.text
    assert candidates()[0].state == "accepted"


def test_a_new_revision_overtakes_a_page_that_was_open(looking, cora, edith, article):
    browser, first = looking(cora), candidates()[0]
    browser.open(at=first.pk)
    bring(article, BODY.replace("9,000", "8,000"), by=edith)
    assert browser.send(f"{first.pk}/accept/").status_code == 422
    assert "A newer revision of the copy is in" in browser.text
    browser.post(FIND, revision=first.revision_id)
    assert "A new revision came in while you looked" in browser.text
    assert Claim.objects.count() == Search.objects.filter(revision=article.current_revision).count() == 0
    browser.open()
    assert "These came over from the last revision" in browser.text


def test_readers_look_and_change_nothing_and_writers_see_none(looking, article, cora, rita, wanda):
    looking(cora)
    first, browser = candidates()[0], looking(rita, found=False)
    assert first.quote in browser.text
    assert not any(browser.offers(path) for path in (FIND, "accept-all/", f"{first.pk}/"))
    for path in (f"{first.pk}/accept/", f"{first.pk}/waive/"):
        given = {"version": 1, "kind": "date", "risk": "low", "reason": "opinion", "quote": first.quote}
        assert browser.post(path, **given).status_code == 422
        assert "Your role does not let you" in browser.text
    browser.post(FIND, revision=article.current_revision.pk)
    assert "Your role does not let you" in browser.text
    assert looking(wanda, found=False).client.get(browser.url).status_code == 403
    assert Claim.objects.count() == 0


def test_a_passage_of_another_article_is_none_of_this(looking, cora, edith):
    browser = looking(cora)
    other = Article.objects.create(slug="other", headline="Other")
    fields = {"original": b"", "sha256": "0" * 64, "imported_by": edith, "imported_at": NOW}
    revision = Revision.objects.create(article=other, number=1, body="In 1999 it rained.", **fields)
    foreign = Candidate.objects.create(revision=revision, start=3, end=7, quote="1999", score=0.5)
    assert browser.post(f"{foreign.pk}/accept/", version=1).status_code == 404
    assert "has no such passage" in browser.open(at=foreign.pk).content.decode()


def test_contradictions_are_links_to_both_places(looking, cora, article, edith):
    bring(article, "The bridge\n\nIda Holm, 34, built it.\n\nIda Holm, 36, left <b>the</b> city.", by=edith)
    browser = looking(cora)
    assert "The copy may contradict itself" in browser.text
    names = re.findall(r'href="#(place-[0-9-]+)"', browser.page)
    assert len(names) == 2 and all(f'id="{name}"' in browser.page for name in names)
    assert "<b>the</b>" not in browser.page


def test_filters_and_damaged_addresses_show_what_they_can(looking, cora):
    browser = looking(cora)
    browser.open(kind="money", risk="high", score="0.99")
    assert "No passage fits" in browser.text
    for query in ("at=99999999999999999999", "state=nope&score=nan", "score=1e999&kind=x", "at=-1&score=,"):
        assert browser.client.get(f"{browser.url}?{query}").status_code == 200


def test_the_copy_is_escaped_and_claims_stand_in_it_beside_the_proposals(looking, cora, article, edith):
    bring(article, "The bridge\n\n<script>alert(1)</script> opened on 3 May 1999, on a Monday.", by=edith)
    mark_claim(article, by=edith, at=NOW, statement="A Monday.", quote="a Monday")
    browser = looking(cora)
    assert "<script>alert" not in browser.page and "&lt;script&gt;" in browser.page
    assert 'class="mark is-claim status-unchecked' in browser.page


def test_coverage_counts_waivers(looking, cora):
    browser = looking(cora)
    before = int(re.search(r"(\d+) % of the words", browser.text)[1])
    for row in candidates():
        browser.waive(row, reason="not checkable")
    browser.open()
    assert before == 0 and int(re.search(r"(\d+) % of the words", browser.text)[1]) > 50


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_as_many_queries_for_three_passages_as_for_one(
    looking, cora, article, django_assert_num_queries, n
):
    browser = looking(cora)
    keep = [row.pk for row in candidates()[:n]]
    Candidate.objects.exclude(pk__in=keep).delete()
    with django_assert_num_queries(10):
        assert browser.open().status_code == 200
