"""Asking, answering and calling by the pages: what each person sees and may do."""

import html
import re

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from claims.models import Article, Query
from claims.review.queries import answer_query, ask
from tests.conftest import NOW, make_person, make_source, support

BORROWED = "Did it really cost 40 million crowns, says engineer Ida?"


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def text_of(page):
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split()))


@pytest.fixture
def query(claim, cora):
    return ask(claim, by=cora, question="Which calendar?", at=NOW)


@pytest.fixture
def informant(claim, edith):
    source = make_source(edith, "informant", title="Jo the engineer", confidential=True, kind="interview")
    return support(claim, source, by=edith).source


class TestAsking:
    def page(self, claim):
        return reverse("claims:ask", args=[claim.pk])

    def test_a_checker_asks_the_writer(self, claim, cora):
        answer = browser(cora).post(self.page(claim), {"question": "Which calendar?"})
        assert answer.url == f"/admin/claims/claim/{claim.pk}/change/#queries"
        query = Query.objects.get()
        assert (query.question, query.source, query.asked_by) == ("Which calendar?", None, cora)

    def test_a_source_that_the_article_leans_on_can_be_asked(self, claim, source, cora):
        support(claim, source, by=cora)
        client = browser(cora)
        assert (
            f'<option value="{source.pk}">Report courier-1999</option>' in client.get(self.page(claim)).content.decode()
        )
        client.post(self.page(claim), {"question": "When?", "source": source.pk})
        assert Query.objects.get().source == source

    def test_words_of_the_copy_go_to_a_source_only_when_sent_as_they_are(self, claim, source, cora):
        support(claim, source, by=cora)
        client, asked = browser(cora), {"question": BORROWED, "source": source.pk}
        answer = client.post(self.page(claim), asked)
        assert answer.status_code == 422 and "“cost 40 million crowns, says engineer Ida”" in text_of(answer)
        assert not Query.objects.exists()
        client.post(self.page(claim), asked | {"as_it_is": "Send it as it is"})
        assert Query.objects.get().question == BORROWED

    def test_the_writer_may_be_asked_in_the_writers_own_words(self, claim, cora):
        browser(cora).post(self.page(claim), {"question": BORROWED})
        assert Query.objects.get().source is None

    @pytest.mark.parametrize(
        "name, status", [("wanda", 403), ("rita", 403), ("ada", 404), ("cora", 200), ("edith", 200)]
    )
    def test_who_opens_the_page(self, claim, request, name, status):
        client = browser(request.getfixturevalue(name))
        assert client.get(self.page(claim)).status_code == status
        if status != 200:
            assert client.post(self.page(claim), {"question": "?"}).status_code == status

    def test_a_confidential_source_is_not_offered_to_who_may_not_see_it(self, claim, informant, cora):
        client = browser(cora)
        page = client.get(self.page(claim), {"source": informant.pk})
        assert "Jo the engineer" not in page.content.decode()
        assert client.post(self.page(claim), {"question": "?", "source": informant.pk}).status_code == 422
        assert not Query.objects.exists()

    @pytest.mark.parametrize(
        "typed",
        [{}, {"question": " "}, {"question": "x" * 5001}, {"question": "?", "source": "9" * 30}, {"question": "?\0"}],
    )
    def test_bad_input_comes_back_with_a_sentence(self, claim, cora, typed):
        answer = browser(cora).post(self.page(claim), typed)
        assert answer.status_code == 422 and "Nothing was asked" in text_of(answer)
        assert not Query.objects.exists()

    def test_hostile_words_are_shown_as_words(self, claim, cora):
        hostile = "<script>alert(1)</script>"
        client = browser(cora)
        client.post(self.page(claim), {"question": hostile})
        page = client.get(reverse("claims:queries")).content.decode()
        assert hostile not in page and html.escape(hostile) in page


class TestAnswering:
    def page(self, query):
        return reverse("claims:query", args=[query.pk])

    def test_the_writer_finds_the_question_and_answers_in_place(self, claim, query, wanda):
        client = browser(wanda)
        assert "Questions to you" in text_of(client.get(reverse("claims:queries")))
        answer = client.post(self.page(query), {"answer": "The new one."}, follow=True)
        assert "The answer about claim 1 is noted." in text_of(answer)
        query.refresh_from_db()
        assert (query.answer, query.answered_by) == ("The new one.", wanda)
        assert "No question waits for an answer" in text_of(answer)

    def test_who_asked_a_source_notes_its_answer(self, claim, source, cora):
        query = ask(claim, by=cora, question="When?", source=source, at=NOW)
        assert "What the source answers" in text_of(browser(cora).get(self.page(query)))
        browser(cora).post(self.page(query), {"answer": "In May."})
        query.refresh_from_db()
        assert query.answered_by == cora

    @pytest.mark.parametrize("name, status", [("ben", 403), ("rita", 403), ("ada", 404)])
    def test_others_read_it_or_not_and_answer_nothing(self, query, request, name, status):
        client = browser(request.getfixturevalue(name))
        assert client.get(self.page(query)).status_code == (200 if status == 403 else 404)
        assert client.post(self.page(query), {"answer": "Me."}).status_code == status

    def test_a_writer_does_not_read_questions_about_somebody_elses_article(self, query):
        otto = browser(make_person("otto", "writer"))
        assert otto.get(self.page(query)).status_code == 404
        assert "Which calendar?" not in otto.get(reverse("claims:queries")).content.decode()

    def test_two_answers_at_once_are_a_conflict_that_loses_neither(self, query, wanda, cora):
        answer_query(query, by=cora, answer="She said the old one.", at=NOW)
        answer = browser(wanda).post(self.page(query), {"answer": "The new one."})
        assert answer.status_code == 409
        said = text_of(answer)
        assert "Cora answered this query while you wrote" in said
        assert "She said the old one." in said and "The new one." in said

    @pytest.mark.parametrize("typed", [{}, {"answer": " "}, {"answer": "x" * 5001}, {"answer": "\0"}])
    def test_bad_input_comes_back_with_a_sentence(self, query, wanda, typed):
        answer = browser(wanda).post(self.page(query), typed)
        assert answer.status_code == 422 and "Nothing was saved" in text_of(answer)
        query.refresh_from_db()
        assert query.answered_at is None

    @pytest.mark.parametrize("pk", ["0", "999", "9" * 40])
    def test_a_query_that_is_not_there_is_not_found(self, cora, pk):
        assert browser(cora).get(f"/admin/queries/{pk}/").status_code == 404

    def test_an_archived_article_is_read_only(self, query, wanda):
        Article.objects.update(archived=True)
        client = browser(wanda)
        assert "Your answer" not in text_of(client.get(self.page(query)))
        assert client.post(self.page(query), {"answer": "Late."}).status_code == 403


class TestConfidential:
    @pytest.fixture
    def secret(self, claim, informant, edith):
        return Query.objects.create(
            claim=claim, source=informant, question="Did the pillar crack?", asked_by=edith, asked_at=NOW
        )

    @pytest.mark.parametrize("name", ["cora", "wanda", "rita"])
    def test_words_to_and_from_a_hidden_source_are_on_no_page(self, claim, secret, informant, request, name):
        client = browser(request.getfixturevalue(name))
        pages = [reverse("claims:queries"), reverse("claims:query", args=[secret.pk])]
        pages += [reverse("claims:call_sheet", args=[informant.pk])] if name != "wanda" else []
        for page in pages:
            shown = client.get(page).content.decode()
            assert f"Confidential source {informant.pk}" in shown
            assert "pillar" not in shown and "Jo the engineer" not in shown
        assert client.post(pages[1], {"answer": "Yes."}).status_code == 403


class TestCallSheet:
    def page(self, source):
        return reverse("claims:call_sheet", args=[source.pk])

    def test_it_holds_the_questions_and_nothing_of_the_copy(self, article, claim, source, cora):
        ask(claim, by=cora, question="When was the opening?", source=source, at=NOW)
        ask(claim, by=cora, question="To the writer?", at=NOW)
        answered = ask(claim, by=cora, question="Long answered?", source=source, at=NOW)
        answer_query(answered, by=cora, answer="Yes.", at=NOW)
        said = text_of(browser(cora).get(self.page(source)))
        assert "1. When was the opening?" in said
        assert "To the writer?" not in said and "Long answered?" not in said
        for kept_back in (article.headline, claim.statement, claim.quote, article.slug):
            assert kept_back not in said

    def test_it_warns_of_words_that_stand_in_the_copy(self, claim, source, cora):
        ask(claim, by=cora, question=BORROWED, source=source, at=NOW)
        said = text_of(browser(cora).get(self.page(source)))
        assert "Do not read this out: these words stand in the unpublished copy. “cost 40 million" in said

    @pytest.mark.parametrize("name, status", [("rita", 200), ("wanda", 403), ("ada", 404)])
    def test_it_is_for_the_desk(self, claim, source, cora, request, name, status):
        support(claim, source, by=cora)
        assert browser(request.getfixturevalue(name)).get(self.page(source)).status_code == status

    def test_a_source_without_questions_says_what_to_do(self, source, cora):
        assert "Ask one on the page of the claim" in text_of(browser(cora).get(self.page(source)))

    @pytest.mark.parametrize("n", [1, 3])
    def test_three_questions_cost_no_more_queries_than_one(self, claim, source, cora, django_assert_max_num_queries, n):
        for number in range(n):
            ask(claim, by=cora, question=f"Question {number}?", source=source, at=NOW)
        client = browser(cora)
        with django_assert_max_num_queries(12):
            client.get(self.page(source))


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    claim, source, cora, wanda, django_assert_max_num_queries, n
):
    for number in range(n):
        ask(claim, by=cora, question=f"Question {number}?", at=NOW)
        ask(claim, by=cora, question=f"Source {number}?", source=source, at=NOW)
    for user in (wanda, cora):
        client = browser(user)
        with django_assert_max_num_queries(13):
            client.get(reverse("claims:queries"))


def panel(claim, user):
    request = RequestFactory().get("/")
    request.user = type(user).objects.get(pk=user.pk)
    template = Template("{% load queries %}{% claim_queries claim %}")
    return template.render(Context({"request": request, "claim": claim}))


def test_the_panel_of_a_claim_shows_its_queries_and_what_one_may_do(claim, query, cora, wanda, rita):
    assert all("Which calendar?" in panel(claim, user) for user in (cora, wanda, rita))
    assert f'href="/admin/queries/{query.pk}/"' in panel(claim, wanda)
    assert f'href="/admin/claims/claim/{claim.pk}/ask/"' in panel(claim, cora)
    assert "/ask/" not in panel(claim, rita) and "/admin/queries/" not in panel(claim, rita)


def test_the_panel_is_empty_for_who_may_not_ask_where_nobody_has(claim, rita):
    assert panel(claim, rita).strip() == ""


class TestStartPage:
    def test_a_writer_finds_own_questions_with_the_way_to_answer(self, query, wanda):
        page = browser(wanda).get("/admin/")
        assert "Questions to you 1 open query" in text_of(page)
        assert f'href="/admin/queries/{query.pk}/"' in page.content.decode()

    def test_the_desk_finds_what_waits(self, query, rita):
        assert "Queries without an answer 1 open query" in text_of(browser(rita).get("/admin/"))

    def test_without_a_query_there_is_no_section(self, claim, cora):
        assert "open quer" not in text_of(browser(cora).get("/admin/"))


def test_the_pages_of_claim_article_and_source_lead_here(article, claim, query, source, cora, edith):
    def links(user, path):
        return re.findall(r'href="([^"]+)"', browser(user).get(path).content.decode())

    assert reverse("claims:ask", args=[claim.pk]) in links(cora, claim.get_absolute_url())
    assert reverse("claims:call_sheet", args=[source.pk]) in links(cora, source.get_absolute_url())
    ways = {reverse("claims:revise", args=[article.pk]), reverse("claims:sign_off", args=[article.pk])}
    assert ways <= set(links(edith, article.get_absolute_url()))
    assert ways <= set(links(edith, reverse("claims:article_dashboard", args=[article.pk])))
    assert not ways & set(links(article.writer, article.get_absolute_url())) - {
        reverse("claims:revise", args=[article.pk])
    }
    assert reverse("claims:revise", args=[article.pk]) not in links(cora, article.get_absolute_url())


def test_an_answer_is_the_writers_or_is_noted_for_the_writer(query, wanda, cora):
    page = reverse("claims:query", args=[query.pk])
    assert "Your answer" in text_of(browser(wanda).get(page))
    assert "What the writer answers" in text_of(browser(cora).get(page))
    browser(cora).post(page, {"answer": "She says: the new one."})
    assert "noted by Cora" in text_of(browser(wanda).get(page))
