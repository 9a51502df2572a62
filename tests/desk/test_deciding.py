"""Decisions from the desk: who may, what is missing, two people at once. All with plain forms, no script."""

import pytest

from claims.models import Claim, Verdict
from claims.review import evidence, verdicts, wording
from tests.conftest import NOW, make_source, support

DECIDE = "claim/1/decide/"


@pytest.fixture
def supported(claim, source, cora):
    support(claim, source, by=cora)
    return claim


def status_of(claim):
    return Claim.objects.get(pk=claim.pk).status


def test_a_checker_verifies_and_is_taken_to_the_next_open_claim(at_desk, article, supported, cora):
    wording.mark_claim(article, by=cora, at=NOW, statement="It cost 40 million.", quote="40 million crowns")
    browser = at_desk(cora)
    browser.open(claim=1)
    answer = browser.send(DECIDE, verdict="verified", then="next")
    assert (answer.status_code, answer["Location"]) == (302, f"{browser.url}?claim=2")
    assert status_of(supported) == "verified"
    browser.open(claim=2)
    assert "Claim 1 is verified." in browser.text


def test_saving_without_going_on_stays_and_keeps_the_filter(at_desk, supported, cora):
    browser = at_desk(cora)
    browser.open(claim=1, status="open")
    answer = browser.send(DECIDE, verdict="verified", then="stay")
    assert answer["Location"] == f"{browser.url}?claim=1&status=open"


def test_where_no_other_claim_is_open_next_stays(at_desk, supported, cora):
    browser = at_desk(cora)
    browser.open()
    assert browser.send(DECIDE, verdict="verified", then="next")["Location"] == f"{browser.url}?claim=1"


def test_what_a_verdict_lacks_is_said_in_sentences_and_what_was_typed_is_kept(at_desk, claim, cora):
    browser = at_desk(cora)
    browser.open()
    answer = browser.send(DECIDE, verdict="verified", reason="Looks right to me.")
    assert answer.status_code == 422
    assert "Claim 1 has no supporting source yet." in browser.text
    assert "Looks right to me.</textarea>" in browser.page
    assert 'value="verified" checked' in browser.page
    assert status_of(claim) == "unchecked"


def test_a_dispute_needs_a_reason(at_desk, claim, cora):
    browser = at_desk(cora)
    browser.open()
    assert browser.send(DECIDE, verdict="disputed", correction="3 April").status_code == 422
    assert "Give a reason: claim 1 can't be disputed without one." in browser.text
    assert "3 April</textarea>" in browser.page


def test_a_form_without_a_choice_asks_for_one(at_desk, claim, cora):
    browser = at_desk(cora)
    browser.open()
    assert browser.send(DECIDE, reason="Hm.").status_code == 422
    assert "Your decision: Choose one first." in browser.text


def test_a_refused_part_comes_back_alone_to_a_script(at_desk, claim, cora):
    browser = at_desk(cora)
    browser.open()
    answer = browser.client.post(f"{browser.url}{DECIDE}?fragment=1", {"verdict": "verified", "version": 1})
    assert (answer.status_code, answer["X-Desk"]) == (422, "1")
    assert b"<html" not in answer.content


def test_a_script_is_sent_on_to_a_part(at_desk, supported, cora):
    browser = at_desk(cora)
    answer = browser.client.post(f"{browser.url}{DECIDE}?fragment=1", {"verdict": "verified", "version": 1})
    assert answer["Location"] == f"{browser.url}?claim=1&fragment=1"
    assert "Claim 1 is verified." in browser.client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("name, sees", [("wanda", False), ("rita", False), ("cora", True), ("edith", True)])
def test_only_who_may_decide_is_offered_a_decision(request, at_desk, claim, name, sees):
    browser = at_desk(request.getfixturevalue(name))
    browser.open()
    offered = [browser.offers(f"claim/1/{act}/") for act in ("decide", "progress", "edit", "evidence")]
    assert offered == [sees] * 4


@pytest.mark.parametrize("name", ["wanda", "rita"])
@pytest.mark.parametrize("act, typed", [
    ("decide", {"verdict": "disputed", "reason": "No."}),
    ("progress", {"start": "1"}),
    ("edit", {"quote": "3 May 1999", "statement": "Other.", "kind": "date", "risk": "low"}),
    ("evidence", {"title": "New", "stance": "supports", "kind": "other"}),
])  # fmt: skip
def test_who_may_not_is_refused_whatever_is_sent(request, at_desk, claim, name, act, typed):
    browser = at_desk(request.getfixturevalue(name))
    answer = browser.post(f"claim/1/{act}/", version=1, **typed)
    assert answer.status_code == 422
    assert Claim.objects.get().version == 1
    assert (Verdict.objects.count(), claim.evidence.count()) == (0, 0)


def test_the_writer_is_told_why_there_is_no_decision(at_desk, claim, article, cora):
    article.writer = cora
    article.save()
    browser = at_desk(cora)
    browser.open()
    assert "You wrote this article: somebody else has to decide on its claims." in browser.text


def test_a_stale_decision_meets_a_page_with_both_and_keeps_what_was_typed(at_desk, supported, cora, ben):
    browser = at_desk(cora)
    browser.open()
    verdicts.record_verdict(supported, by=ben, verdict="verified", reason="Seen on page 1.", at=NOW)
    answer = browser.send(DECIDE, verdict="disputed", reason="It was April.", correction="3 April 1999")
    assert answer.status_code == 409
    assert "Ben saved this while you had it open" in browser.text
    assert "Both decisions stay in the history." in browser.text
    for words in ("Seen on page 1.", "It was April.", "3 April 1999", "Keep Ben’s decision", "Replace it with mine"):
        assert words in browser.text
    assert status_of(supported) == "verified"
    assert Verdict.objects.count() == 1


def test_the_stale_decision_can_replace_the_other_and_both_stay(at_desk, supported, cora, ben):
    browser = at_desk(cora)
    browser.open()
    verdicts.record_verdict(supported, by=ben, verdict="verified", at=NOW)
    browser.send(DECIDE, verdict="disputed", reason="It was April.")
    answer = browser.send(DECIDE, replace="1")
    assert answer.status_code == 302
    assert list(supported.verdicts.values_list("verdict", "by__username")) == [
        ("verified", "ben"),
        ("disputed", "cora"),
    ]
    assert status_of(supported) == "disputed"


def test_replacing_a_decision_is_under_the_same_rules(at_desk, supported, edith, ben):
    browser = at_desk(edith)
    browser.open()
    verdicts.record_verdict(supported, by=ben, verdict="disputed", reason="It was April.", at=NOW)
    assert browser.send(DECIDE, verdict="verified", reason="Seen.").status_code == 409
    assert browser.send(DECIDE, replace="1").status_code == 422
    assert "It needs supporting evidence added after the dispute to be verified." in browser.text
    assert "Seen.</textarea>" in browser.page
    assert status_of(supported) == "disputed"


def test_a_decision_replaced_without_a_reason_says_who_replaced_it(at_desk, article, supported, cora, ben, edith):
    browser = at_desk(edith)
    browser.open()
    verdicts.record_verdict(supported, by=edith, verdict="cut", reason="A duplicate.", at=NOW)
    assert browser.send(DECIDE, verdict="verified").status_code == 409
    assert browser.send(DECIDE, replace="1").status_code == 302
    browser.open()
    assert "Edith replaced this decision with another." in browser.text
    assert status_of(supported) == "verified"


def test_a_second_stale_answer_is_a_conflict_again(at_desk, supported, cora, ben):
    browser = at_desk(cora)
    browser.open()
    verdicts.set_in_progress(supported, by=ben, at=NOW)
    assert browser.send(DECIDE, verdict="disputed", reason="It was April.").status_code == 409
    verdicts.set_in_progress(Claim.objects.get(), by=ben, at=NOW, started=False)
    assert browser.send(DECIDE, replace="1").status_code == 409
    assert Verdict.objects.count() == 0


def test_a_form_with_a_wrong_field_does_not_hide_that_it_is_stale(at_desk, supported, cora, ben):
    browser = at_desk(cora)
    browser.open()
    verdicts.record_verdict(supported, by=ben, verdict="verified", at=NOW)
    assert browser.send(DECIDE, reason="It was April.").status_code == 422
    assert browser.send(DECIDE, verdict="disputed").status_code == 409


def test_a_second_person_confirms_what_is_shown(at_desk, supported, cora, ben):
    verdicts.record_verdict(supported, by=cora, verdict="verified", at=NOW)
    own = at_desk(cora)
    own.open()
    assert not own.offers("claim/1/confirm/")
    browser = at_desk(ben)
    browser.open()
    assert browser.send("claim/1/confirm/").status_code == 302
    browser.open()
    assert "Confirmed by Ben" in browser.text
    assert not browser.offers("claim/1/confirm/")


def test_a_verdict_that_was_replaced_meanwhile_is_not_confirmed(at_desk, supported, cora, ben):
    verdicts.record_verdict(supported, by=cora, verdict="verified", at=NOW)
    browser = at_desk(ben)
    browser.open()
    verdicts.record_verdict(supported, by=cora, verdict="verified", reason="Seen twice.", at=NOW)
    assert browser.send("claim/1/confirm/").status_code == 422
    assert "This verdict no longer stands: there is a newer one." in browser.text


@pytest.mark.parametrize("verdict", ["", "x", "0", "999", str(2**70)])
def test_a_verdict_that_is_none_is_not_confirmed(at_desk, supported, cora, ben, verdict):
    verdicts.record_verdict(supported, by=cora, verdict="verified", at=NOW)
    assert at_desk(ben).post("claim/1/confirm/", verdict=verdict).status_code == 422


def test_reopening_needs_a_reason_and_shows_it(at_desk, supported, cora):
    verdicts.record_verdict(supported, by=cora, verdict="verified", at=NOW)
    browser = at_desk(cora)
    browser.open()
    assert browser.send("claim/1/reopen/").status_code == 422
    assert "Give a reason for reopening claim 1." in browser.text
    assert browser.send("claim/1/reopen/", reason="The paper withdrew it.").status_code == 302
    browser.open()
    assert status_of(supported) == "unchecked"
    assert "The paper withdrew it." in browser.text


def test_a_stale_reopening_is_a_conflict(at_desk, supported, cora, ben):
    verdicts.record_verdict(supported, by=cora, verdict="verified", at=NOW)
    browser = at_desk(cora)
    browser.open()
    verdicts.record_verdict(supported, by=ben, verdict="verified", reason="Seen.", at=NOW)
    assert browser.send("claim/1/reopen/", reason="The paper withdrew it.").status_code == 409
    assert "The paper withdrew it.</textarea>" in browser.page


def test_starting_makes_the_claim_ones_own_and_putting_it_down_opens_it(at_desk, claim, cora):
    browser = at_desk(cora)
    browser.open()
    browser.send("claim/1/progress/", start="1")
    claim.refresh_from_db()
    assert (claim.status, claim.checker) == ("in_progress", cora)
    browser.open()
    browser.send("claim/1/progress/", put_down="1")
    assert status_of(claim) == "unchecked"


def test_an_editor_settles_and_a_checker_is_not_offered_it(at_desk, supported, cora, edith):
    evidence.add_evidence(supported, make_source(cora, "other"), by=cora, at=NOW, stance="contradicts", locator="p. 2")
    verdicts.record_verdict(supported, by=cora, verdict="disputed", reason="It was April.", at=NOW)
    checker, editor = at_desk(cora), at_desk(edith)
    checker.open()
    editor.open()
    assert 'value="corrected"' not in checker.page
    editor.send(DECIDE, verdict="corrected", correction="3 April 1999")
    assert status_of(supported) == "corrected"


@pytest.mark.parametrize("version", ["", "0", "-1", "x", str(2**40)])
def test_a_form_without_a_sound_version_is_refused(at_desk, supported, cora, version):
    browser = at_desk(cora)
    assert browser.post(DECIDE, verdict="verified", version=version).status_code == 422
    assert status_of(supported) == "unchecked"


@pytest.mark.parametrize("path", ["decide", "reopen", "progress", "confirm", "edit", "evidence"])
def test_the_address_of_a_form_opens_its_claim(at_desk, claim, cora, path):
    browser = at_desk(cora)
    assert browser.open(f"claim/1/{path}/")["Location"] == f"{browser.url}?claim=1"


@pytest.mark.parametrize("path", ["decide", "reopen", "progress", "confirm", "edit", "evidence"])
def test_a_claim_that_is_not_there_is_not_acted_on(at_desk, claim, cora, path):
    assert at_desk(cora).post(f"claim/9/{path}/", version=1).status_code == 404


def test_the_writer_is_asked_at_the_desk_and_offered_to_answer(at_desk, claim, cora, wanda):
    browser = at_desk(cora)
    browser.open()
    assert browser.send("claim/1/ask/").status_code == 422
    assert "Write the question." in browser.text
    browser.send("claim/1/ask/", question="Who told you?")
    query = claim.queries.get()
    assert (query.question, query.asked_by) == ("Who told you?", cora)
    writer = at_desk(wanda)
    writer.open()
    assert "Who told you?" in writer.text
    assert f'href="/admin/queries/{query.pk}/"' in writer.page
    assert not writer.offers("claim/1/ask/")
