"""Putting the copy's contradictions aside and bringing them back, on the proposals' page and on the desk."""

import pytest

from claims.intake.candidates import find_in
from claims.models import Article, Aside, Candidate, Revision, Search
from claims.review.contradictions import bring_back, put_aside, words_of
from tests.conftest import NOW
from tests.review.test_revising import bring

from .conftest import Browser

PUT_ASIDE = "proposals/put-aside/"
AGES = "The bridge\n\nIda Holm, 34, built it.\n\nIda Holm, 36, left the city."
MORE = f"{AGES}\n\nJan Berg, 34, paid for it.\n\nJan Berg, 36, is dead. In 2009, seven years after 2003, it fell."


@pytest.fixture
def article(article, edith, cora):
    """Copy that contradicts itself in one place, and the finder has seen it."""
    find_in(bring(article, AGES, by=edith), by=cora, at=NOW)
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def looking(article):
    """Return a function that shows a person the article's proposals."""

    def open_for(person):
        browser = Browser(person, article)
        browser.open("proposals/")
        return browser

    return open_for


def names(revision):
    return [words_of(one, revision.body).name for one in Search.objects.get(revision=revision).contradictions]


def back_path(aside):
    return f"proposals/aside/{aside.pk}/bring-back/"


def test_one_that_is_put_aside_leaves_the_list_and_its_count_and_stands_below_with_who_and_why(looking, cora):
    browser = looking(cora)
    assert "The copy may contradict itself in 1 place" in browser.text
    assert 'class="against"' in browser.page and "Put aside (" not in browser.text
    answer = browser.send(PUT_ASIDE, reason="both right")
    assert (answer.status_code, answer.url) == (302, f"{browser.url}proposals/?at={Candidate.objects.first().pk}")
    browser.open("proposals/")
    assert "The contradiction is put aside: both are right." in browser.text
    assert "may contradict itself" not in browser.text and 'class="against"' not in browser.page
    assert "Put aside (1)" in browser.text
    assert "The age of Ida Holm: 34 in one place, 36 in another." in browser.text
    assert "Put aside by Cora," in browser.text and ": both are right." in browser.text


def test_it_is_brought_back(looking, cora, ben):
    looking(cora).send(PUT_ASIDE, reason="both right")
    browser = looking(ben)
    assert browser.send(back_path(Aside.objects.get())).status_code == 302
    browser.open("proposals/")
    assert "The contradiction is on the list again." in browser.text
    assert "may contradict itself in 1 place" in browser.text and "Put aside (" not in browser.text
    assert Aside.objects.get().brought_back_by == ben


def test_the_desk_offers_both_and_leads_back_to_where_the_person_was(at_desk, cora, claim):
    browser = at_desk(cora)
    browser.open(claim=1, status="unchecked")
    assert "may contradict itself in 1 place" in browser.text
    answer = browser.send(PUT_ASIDE, reason="dealt with")
    assert (answer.status_code, answer.url) == (302, f"{browser.url}?claim=1&status=unchecked")
    browser.open(claim=1)
    assert "may contradict itself" not in browser.text and "Put aside (1)" in browser.text
    assert browser.send(back_path(Aside.objects.get())).url == f"{browser.url}?claim=1"


def test_without_a_reason_nothing_is_put_aside(looking, cora):
    browser = looking(cora)
    assert browser.send(PUT_ASIDE).status_code == 422
    assert "Say why it is put aside" in browser.text and "may contradict itself in 1 place" in browser.text
    assert not Aside.objects.exists()


def test_it_stays_aside_when_claims_are_found_again_and_in_the_next_revision(looking, cora, edith, article):
    browser = looking(cora)
    browser.send(PUT_ASIDE, reason="both right")
    browser.open("proposals/")
    browser.send("proposals/find/")
    assert "Put aside (1)" in looking(cora).text
    bring(article, AGES.replace("left the city", "moved to Malmö"), by=edith)
    assert "Put aside (" not in browser.open("proposals/").content.decode()
    browser.send("proposals/find/")
    browser.open("proposals/")
    assert "Put aside (1)" in browser.text and "may contradict itself" not in browser.text
    bring(article, AGES.replace("36", "37"), by=edith)
    browser.open("proposals/")
    browser.send("proposals/find/")
    browser.open("proposals/")
    assert "may contradict itself in 1 place" in browser.text and "Put aside (" not in browser.text


def test_a_page_of_older_copy_or_of_what_somebody_else_did_first_is_told(looking, cora, ben, edith, article):
    mine = looking(cora)
    looking(ben).send(PUT_ASIDE, reason="both right")
    assert mine.send(PUT_ASIDE, reason="on purpose").status_code == 409
    assert "Somebody else put this aside in the meantime. Nothing was changed." in mine.text
    assert "Put aside by Ben" in mine.text
    aside = Aside.objects.get()
    bring_back(aside, by=ben, at=NOW)
    assert mine.send(back_path(aside)).status_code == 409
    assert "Somebody else brought this back in the meantime. Nothing was changed." in mine.text
    bring(article, AGES.replace("built", "drew"), by=edith)
    assert mine.send(PUT_ASIDE, reason="on purpose").status_code == 409
    assert "A new revision came in while you looked at this page." in mine.text
    assert Aside.objects.get().reason == "both right"


def test_a_contradiction_that_the_finder_sees_no_longer_is_told(looking, cora):
    browser = looking(cora)
    Search.objects.update(contradictions=[])
    assert browser.send(PUT_ASIDE, reason="both right").status_code == 422
    assert "The finder sees this contradiction no longer: there is nothing to put aside." in browser.text


def test_readers_look_and_change_nothing_and_writers_see_none(looking, cora, rita, wanda, article):
    revision = article.current_revision
    aside = put_aside(revision, names(revision)[0], by=cora, at=NOW, reason="both right")
    sent = {"revision": revision.pk, "name": names(revision)[0], "reason": "both right"}
    browser = looking(rita)
    assert "Put aside by Cora" in browser.text
    assert not browser.offers(PUT_ASIDE) and not browser.offers(back_path(aside))
    for path in (PUT_ASIDE, back_path(aside)):
        assert browser.post(path, **sent).status_code == 422
        assert "Your role does not let you" in browser.text
        assert Browser(wanda, article).post(path, **sent).status_code == 403
    Article.objects.filter(pk=article.pk).update(writer=cora)
    browser = looking(cora)
    assert not browser.offers(back_path(aside))
    assert browser.post(back_path(aside), **sent).status_code == 422
    assert "You wrote this article" in browser.text
    assert Aside.objects.standing().get() == aside


def test_what_is_aside_in_another_article_is_none_of_this(looking, cora, edith, article):
    other = Article.objects.create(slug="other", headline="Other")
    fields = {"original": b"", "sha256": "0" * 64, "imported_by": edith, "imported_at": NOW}
    revision = Revision.objects.create(article=other, number=1, body=AGES, **fields)
    find_in(revision, by=cora, at=NOW)
    foreign = put_aside(revision, names(revision)[0], by=cora, at=NOW, reason="both right")
    browser = looking(cora)
    assert "Put aside (" not in browser.text
    assert browser.post(back_path(foreign), revision=article.current_revision.pk).status_code == 404
    assert Aside.objects.standing().get() == foreign


def test_a_form_without_the_token_of_its_page_is_refused(looking, cora):
    browser = looking(cora)
    browser.client.handler.enforce_csrf_checks = True
    assert browser.send(PUT_ASIDE, reason="both right", csrfmiddlewaretoken="x").status_code == 403
    assert not Aside.objects.exists()


@pytest.mark.parametrize("aside", [0, 1, 3])
@pytest.mark.parametrize(("path", "queries"), [("proposals/", 11), ("", 16)])
def test_the_pages_cost_as_many_queries_for_three_put_aside_as_for_none(
    at_desk, article, cora, edith, django_assert_num_queries, aside, path, queries
):
    revision = bring(article, MORE, by=edith)
    find_in(revision, by=cora, at=NOW)
    assert len(names(revision)) == 3
    for name in names(revision)[:aside]:
        put_aside(revision, name, by=cora, at=NOW, reason="both right")
    browser = at_desk(cora)
    browser.open(path)
    with django_assert_num_queries(queries):
        assert browser.open(path).status_code == 200
