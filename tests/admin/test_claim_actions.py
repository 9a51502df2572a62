"""Bulk actions: the good ones done, the refused ones listed with the reason."""

import pytest

from claims.jobs import run_next
from claims.models import Claim, Event, Verdict
from claims.review.verdicts import record_verdict
from claims.review.wording import mark_claim
from tests.admin.conftest import posted
from tests.conftest import NOW, support

LIST = "/admin/claims/claim/"


@pytest.fixture
def three(article, claim, source, cora, edith):
    """Three claims, of which the first two have a source."""
    made = [claim, *(mark_claim(article, by=edith, at=NOW, statement=f"Statement {n}") for n in (2, 3))]
    for one in made[:2]:
        support(one, source, by=cora)
    return made


def act(browser, action, claims, **more):
    return browser.post(
        LIST, {"action": action, "index": "0", "_selected_action": [claim.pk for claim in claims], **more}
    )


def statuses():
    return list(Claim.objects.order_by("number").values_list("status", flat=True))


def test_verifying_does_the_good_ones_and_lists_the_refused_with_the_reason(desk, three, cora):
    answer = act(desk(cora), "verify", three)
    assert answer.status_code == 200
    assert answer.context["title"] == "Verified 2 claims, 1 refused"
    assert "Claim 3 has no supporting source yet." in answer.text
    assert statuses() == ["verified", "verified", "unchecked"]
    assert Verdict.objects.filter(by=cora).count() == 2


def test_verifying_only_good_ones_goes_back_to_the_list(desk, three, cora):
    browser = desk(cora)
    assert act(browser, "verify", three[:2]).status_code == 302
    assert "Verified 2 claims." in browser.get(LIST).text
    assert statuses() == ["verified", "verified", "unchecked"]


def test_what_is_verified_already_keeps_its_reason_and_its_confirmation(desk, three, cora, ben):
    first = record_verdict(three[0], by=ben, verdict="verified", reason="The register says so.", at=NOW)
    browser = desk(cora)
    assert act(browser, "verify", three[:1]).status_code == 302
    assert "Verified already and left as they are: 1." in browser.get(LIST).text
    act(browser, "verify", three[:2])
    assert Claim.objects.get(number=1).verdict == first
    assert statuses() == ["verified", "verified", "unchecked"]


def test_starting_makes_nobodys_claims_mine(desk, three, cora):
    act(desk(cora), "start", three)
    assert statuses() == ["in_progress"] * 3
    assert set(Claim.objects.values_list("checker__username", flat=True)) == {"cora"}


def test_disputing_asks_for_one_reason_and_records_it_for_each(desk, three, cora):
    browser = desk(cora)
    page = act(browser, "dispute", three)
    assert page.status_code == 200
    assert page.context["title"] == "Dispute 3 claims"
    empty = browser.post(LIST, posted(page))
    assert (empty.status_code, statuses()) == (422, ["unchecked"] * 3)
    done = browser.post(LIST, posted(page) | {"reason": "The papers disagree."})
    assert done.status_code == 302
    assert statuses() == ["disputed"] * 3
    assert set(Verdict.objects.values_list("reason", flat=True)) == {"The papers disagree."}


def test_what_was_chosen_is_disputed_and_nothing_that_came_later(desk, article, three, cora, edith):
    browser = desk(cora)
    page = act(browser, "dispute", three[:1], select_across="1")
    mark_claim(article, by=edith, at=NOW, statement="A late claim")
    browser.post(LIST, posted(page) | {"reason": "Wrong."})
    assert statuses() == ["disputed"] * 3 + ["unchecked"]


def test_assigning_asks_for_the_checker_and_refuses_the_articles_writer(desk, article, three, edith, ben):
    browser = desk(edith)
    page = act(browser, "assign_to", three)
    offered = [label for _, label in page.context["form"].fields["checker"].choices]
    assert offered == ["choose one", "nobody", "Ben", "Cora", "Edith"]
    unanswered = browser.post(LIST, posted(page) | {"checker": ""})
    assert (unanswered.status_code, "Choose who checks them, or nobody." in unanswered.text) == (422, True)
    browser.post(LIST, posted(page) | {"checker": ben.pk})
    assert set(Claim.objects.values_list("checker", flat=True)) == {ben.pk}
    article.writer = ben
    article.save(update_fields=["writer"])
    browser.post(LIST, posted(act(browser, "assign_to", three)) | {"checker": "none"})
    answer = browser.post(LIST, posted(act(browser, "assign_to", three)) | {"checker": ben.pk})
    assert answer.context["title"] == "Assigned 0 claims, 3 refused"
    assert set(Claim.objects.values_list("checker", flat=True)) == {None}


def test_a_checker_is_not_offered_to_assign_and_can_not_by_address(desk, three, cora, ben):
    browser = desk(cora)
    assert 'value="assign_to"' not in browser.get(LIST).text
    act(browser, "assign_to", three, answered="1", checker=ben.pk, chosen=str(three[0].pk))
    assert set(Claim.objects.values_list("checker", flat=True)) == {None}


@pytest.mark.parametrize("action", ["verify", "start", "dispute", "assign_to", "delete_selected"])
@pytest.mark.parametrize("role", ["wanda", "rita", "ada"])
def test_who_may_not_decide_can_not_in_bulk_either(desk, three, request, role, action):
    events = Event.objects.count()
    browser = desk(request.getfixturevalue(role))
    answer = act(browser, action, three, answered="1", reason="x", checker="", chosen=str(three[0].pk))
    assert answer.status_code in {302, 403, 200}
    assert statuses() == ["unchecked"] * 3
    assert Event.objects.count() == events


def test_the_writer_who_is_also_a_checker_decides_nothing_on_own_copy(desk, article, three, ben):
    article.writer = ben
    article.save(update_fields=["writer"])
    answer = act(desk(ben), "verify", three)
    assert answer.context["title"] == "Verified 0 claims, 3 refused"
    assert "You wrote this article" in answer.text


def test_more_than_a_thousand_claims_are_disputed_at_once(desk, article, cora):
    Claim.objects.bulk_create(Claim(article=article, number=n, statement=f"Claim {n}") for n in range(1, 1102))
    browser = desk(cora)
    page = act(browser, "dispute", Claim.objects.all()[:1], select_across="1")
    assert page.context["title"] == "Dispute 1,101 claims"
    sent = posted(page)
    assert len(sent) < 10
    browser.post(LIST, sent | {"reason": "The agency withdrew its report."})
    assert Claim.objects.filter(status="disputed").count() == 1101


def test_a_thousand_boxes_ticked_one_by_one_work_too(desk, article, cora):
    Claim.objects.bulk_create(Claim(article=article, number=n, statement=f"Claim {n}") for n in range(1, 1102))
    answer = act(desk(cora), "verify", Claim.objects.all())
    assert answer.context["title"] == "Verified 0 claims, 1101 refused"


def test_more_claims_than_a_page_can_wait_for_go_to_a_worker(desk, three, cora, monkeypatch):
    monkeypatch.setattr("claims.admin.claim_actions.MOST", 2)
    answer = desk(cora).post(
        LIST,
        {"action": "start", "index": "0", "_selected_action": [three[0].pk], "select_across": "1"},
        follow=True,
    )
    assert "It begins as soon as a worker is free." in answer.text
    assert statuses() == ["unchecked"] * 3
    run_next()
    assert statuses() == ["in_progress"] * 3
    assert "Started on 3 claims." in desk(cora).get(answer.request["PATH_INFO"]).text


def test_what_a_worker_needs_to_know_is_asked_first(desk, three, cora, monkeypatch):
    monkeypatch.setattr("claims.admin.claim_actions.MOST", 2)
    browser = desk(cora)
    page = act(browser, "dispute", Claim.objects.all())
    browser.post(LIST, posted(page) | {"reason": "The agency withdrew its report."})
    run_next()
    assert set(Verdict.objects.values_list("reason", flat=True)) == {"The agency withdrew its report."}
    assert statuses() == ["disputed"] * 3


@pytest.mark.parametrize("damaged", ["abc", "1;drop", "\0", "9" * 5000, "-1", "²"])
def test_a_damaged_selection_is_refused_with_a_sentence(desk, three, cora, damaged):
    answer = desk(cora).post(LIST, {"action": "verify", "index": "0", "_selected_action": [damaged]}, follow=True)
    assert answer.status_code == 200
    assert statuses() == ["unchecked"] * 3
    assert "selection was damaged" in answer.text


def test_claims_that_left_the_list_meanwhile_are_said_to_be_left_alone(desk, article, three, cora):
    article.archived = True
    article.save()
    browser = desk(cora)
    act(browser, "verify", three)
    assert "Nothing was changed: the chosen claims are not in this list any more." in browser.get(LIST).text
