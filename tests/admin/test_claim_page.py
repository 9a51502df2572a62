"""A claim's page: fields, evidence and decision saved through the rules, problems shown where they lie."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Claim, Event
from claims.review import verdicts
from tests.admin.conftest import posted
from tests.conftest import NOW, make_source, support


@pytest.fixture
def page(claim):
    return reverse("admin:claims_claim_change", args=[claim.pk])


def test_a_checker_edits_adds_evidence_and_verifies_in_one_go(desk, page, claim, source, cora):
    form = posted(desk(cora).get(page)) | {
        "value": "1999",
        "evidence-0-source": source.pk,
        "evidence-0-stance": "supports",
        "evidence-0-locator": "page 1",
        "verdict": "verified",
        "_continue": "Save",
    }
    answer = desk(cora).post(page, form)
    assert (answer.status_code, answer.url) == (302, page)
    claim.refresh_from_db()
    assert (claim.value, claim.status, claim.evidence.get().source) == ("1999", "verified", source)
    actions = Event.objects.filter(claim=claim).order_by("pk").values_list("action", "actor_name")
    assert list(actions) == [
        ("marked", "Edith"),
        ("changed", "Cora"),
        ("evidence added", "Cora"),
        ("marked verified", "Cora"),
    ]


def test_a_verdict_without_a_source_is_refused_with_422_and_nothing_is_lost(desk, page, claim, cora):
    form = posted(desk(cora).get(page)) | {"verdict": "verified", "reason": "I just know", "value": "1999"}
    answer = desk(cora).post(page, form)
    assert answer.status_code == 422
    assert "Claim 1 has no supporting source yet." in answer.text
    assert "I just know" in answer.text
    assert 'value="1999"' in answer.text
    claim.refresh_from_db()
    assert (claim.value, claim.status, claim.version) == ("", "unchecked", 1)


def test_each_problem_of_the_evidence_stands_at_its_row(desk, page, claim, source, cora):
    other = make_source(cora, "times")
    support(claim, source, by=cora, locator="page 1")
    support(claim, other, by=cora, locator="page 2")
    form = posted(desk(cora).get(page)) | {
        "evidence-2-source": source.pk,
        "evidence-2-stance": "supports",
        "evidence-2-locator": "page 1",
    }
    answer = desk(cora).post(page, form)
    assert answer.status_code == 422
    formset = answer.context["inline_admin_formsets"][0].formset
    assert [list(form.non_field_errors()) for form in formset.forms] == [
        [],
        [],
        ["Claim 1 has this source at this place already. Name another place, or change that one."],
    ]
    assert claim.evidence.count() == 2


def test_evidence_is_changed_and_withdrawn_not_deleted(desk, page, claim, source, cora):
    row = support(claim, source, by=cora)
    desk(cora).post(page, posted(desk(cora).get(page)) | {"evidence-0-finding": "On page 3, too."})
    row.refresh_from_db()
    assert (row.finding, row.version) == ("On page 3, too.", 2)
    desk(cora).post(page, posted(desk(cora).get(page)) | {"evidence-0-withdraw": "on"})
    row.refresh_from_db()
    assert row.withdrawn_by == cora
    assert "On page 3, too." in desk(cora).get(page).text  # in the record


def test_evidence_can_be_named_by_key_where_there_is_no_script(desk, page, claim, source, cora):
    form = posted(desk(cora).get(page)) | {"evidence-0-named": "courier-1999", "evidence-0-stance": "context"}
    desk(cora).post(page, form)
    assert claim.evidence.get().source == source


@pytest.mark.parametrize("named", ["", "no-such-key"])
def test_evidence_of_no_source_is_refused_at_its_row(desk, page, claim, cora, named):
    answer = desk(cora).post(
        page, posted(desk(cora).get(page)) | {"evidence-0-named": named, "evidence-0-finding": "x"}
    )
    assert answer.status_code == 422
    assert not claim.evidence.exists()


def test_a_second_person_confirms_and_the_first_is_not_offered_to(desk, page, claim, source, cora, ben):
    support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    assert "_confirm" not in desk(cora).get(page).text
    refused = desk(cora).post(page, posted(desk(cora).get(page)) | {"_confirm": "1"})
    assert (refused.status_code, "somebody else confirms it" in refused.text) == (422, True)
    assert 'name="_confirm"' in desk(ben).get(page).text
    desk(ben).post(page, posted(desk(ben).get(page)) | {"_confirm": "1", "_continue": "1"})
    assert claim.verdicts.get().confirmations.get().by == ben
    assert 'name="_confirm"' not in desk(ben).get(page).text


def test_a_claim_is_started_put_down_and_reopened_with_buttons(desk, page, claim, cora):
    checker = desk(cora)
    checker.post(page, posted(checker.get(page)) | {"_start": "1"})
    claim.refresh_from_db()
    assert (claim.status, claim.checker) == ("in_progress", cora)
    checker.post(page, posted(checker.get(page)) | {"_put_down": "1"})
    checker.post(page, posted(checker.get(page)) | {"verdict": "disputed", "reason": "It was May 4."})
    claim.refresh_from_db()
    assert claim.status == "disputed"
    assert checker.post(page, posted(checker.get(page)) | {"_reopen": "1"}).status_code == 422
    checker.post(page, posted(checker.get(page)) | {"_reopen": "1", "reason": "New papers."})
    claim.refresh_from_db()
    assert claim.status == "unchecked"


def test_radios_offer_only_what_is_open_to_this_person(desk, page, claim, cora, edith):
    def offered(user):
        form = desk(user).get(page).context["adminform"].form
        return [value for value, _ in form.fields["verdict"].widget.choices]

    assert offered(cora) == ["", "verified", "disputed"]
    assert offered(edith) == ["", "verified", "disputed", "cut"]
    verdicts.record_verdict(claim, by=cora, verdict="disputed", reason="Wrong.", at=NOW)
    assert offered(cora) == ["", "verified", "disputed"]
    assert offered(edith) == ["", "verified", "disputed", "corrected", "cut", "stet"]


def test_a_verdict_that_is_not_offered_is_refused_by_the_rule(desk, page, claim, cora):
    answer = desk(cora).post(page, posted(desk(cora).get(page)) | {"verdict": "cut", "reason": "Dull."})
    assert answer.status_code == 422
    assert "Your role does not let you settle disputes." in answer.text


def test_a_reason_without_a_decision_is_not_swallowed(desk, page, claim, cora):
    answer = desk(cora).post(page, posted(desk(cora).get(page)) | {"reason": "Long thoughts."})
    assert answer.status_code == 422
    assert "but no decision" in answer.text
    assert "Long thoughts." in answer.text


def test_changing_the_words_of_a_decided_claim_says_that_it_was_reopened(desk, page, claim, source, cora):
    support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    form = posted(desk(cora).get(page)) | {"statement": "The Alma bridge opened on 4 May 1999.", "_continue": "1"}
    answer = desk(cora).post(page, form, follow=True)
    assert "Claim 1 was reopened by this" in answer.text
    claim.refresh_from_db()
    assert claim.status == "unchecked"


def test_save_and_next_goes_to_the_next_open_claim_and_then_to_the_article(desk, page, claim, article, edith, cora):
    from claims.review.wording import mark_claim

    second = mark_claim(article, by=edith, at=NOW, statement="It cost 40 million crowns.")
    checker = desk(cora)
    answer = checker.post(page, posted(checker.get(page)) | {"_next": "1"})
    following = reverse("admin:claims_claim_change", args=[second.pk])
    assert answer.url == following
    assert checker.post(following, posted(checker.get(following)) | {"_next": "1"}).url == page


def test_the_sentence_of_the_copy_is_shown_with_the_quote_marked(desk, page, cora):
    text = desk(cora).get(page).text
    assert 'The Alma bridge opened on <mark class="status-unchecked">3 May 1999</mark>.' in text
    assert "It cost 40 million" not in text


def test_a_claim_is_marked_with_the_next_number_and_its_place(desk, article, claim, cora):
    add = reverse("admin:claims_claim_add")
    form = posted(desk(cora).get(add)) | {"article": article.pk, "quote": "9,000 cars a day", "checker": cora.pk}
    assert desk(cora).post(add, form).status_code == 302
    made = Claim.objects.latest("pk")
    assert (made.number, made.statement, made.checker) == (2, "9,000 cars a day", cora)
    assert made.start is not None


def test_the_same_claim_assigned_to_the_writer_is_refused(desk, page, claim, article, edith, ben):
    article.writer = ben
    article.save(update_fields=["writer"])
    answer = desk(edith).post(page, posted(desk(edith).get(page)) | {"checker": ben.pk})
    assert answer.status_code == 422
    assert "Ben wrote this article" in answer.text


def test_the_page_asks_the_database_no_more_for_three_rows_than_for_one(desk, page, claim, source, cora):
    def decided_with(key):
        support(claim, make_source(cora, key), by=cora)
        verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
        verdicts.reopen(claim, by=cora, reason="Again.", at=NOW)

    checker = desk(cora)
    decided_with("a")
    checker.get(page)  # The first page after the log-in saves the session too.
    with CaptureQueriesContext(connection) as one:
        checker.get(page)
    decided_with("b")
    decided_with("c")
    with CaptureQueriesContext(connection) as three:
        answer = checker.get(page)
    assert len(answer.context["inline_admin_formsets"][0].formset.initial_forms) == 3
    assert len(answer.context["verdicts"]) == 3
    assert len(three) == len(one)


def test_a_refused_decision_says_what_lacks_at_its_field(desk, page, claim, cora):
    answer = desk(cora).post(page, posted(desk(cora).get(page)) | {"verdict": "disputed"})
    assert answer.context["adminform"].form.errors == {
        "reason": [f"Give a reason: claim {claim.number} can't be disputed without one."]
    }
