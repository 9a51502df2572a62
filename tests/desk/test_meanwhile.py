"""What a form was for is gone when it is sent: the desk still says why nothing was saved, and shows what was typed."""

import pytest
from django.contrib.auth.models import Group

from claims.review import evidence, verdicts
from claims.review.articles import set_archived
from tests.conftest import NOW, support


@pytest.fixture
def supported(claim, source, cora):
    claim.row = support(claim, source, by=cora)
    return claim


def test_evidence_that_somebody_withdrew(at_desk, supported, cora, ben):
    browser = at_desk(cora)
    browser.open()
    evidence.withdraw(supported.row, by=ben, at=NOW)
    answer = browser.send(f"claim/1/evidence/{supported.row.pk}/", finding="It says April.")
    assert answer.status_code == 409
    assert "Ben saved this while you had it open" in browser.text
    assert "It says April." in browser.text
    assert "Replace it with mine" not in browser.text


def test_a_decision_that_somebody_reopened(at_desk, supported, cora, ben):
    verdicts.record_verdict(supported, by=cora, verdict="verified", at=NOW)
    browser = at_desk(cora)
    browser.open()
    verdicts.reopen(supported, by=ben, reason="The paper withdrew it.", at=NOW)
    assert browser.send("claim/1/reopen/", reason="It was withdrawn.").status_code == 409
    assert "Ben saved this while you had it open" in browser.text
    assert "It was withdrawn." in browser.text


@pytest.mark.parametrize(("path", "typed"), [
    ("edit/", {"note": "Call again."}),
    ("evidence/", {"title": "New", "stance": "supports"}),
    ("ask/", {"question": "Who says so?"}),
    ("progress/", {"start": "1"}),
])  # fmt: skip
def test_an_article_that_was_put_away(at_desk, claim, cora, edith, path, typed):
    browser = at_desk(cora)
    browser.open()
    set_archived(claim.article, archived=True, by=edith, at=NOW)
    assert browser.send(f"claim/1/{path}", **typed).status_code == 422
    assert "Not saved This article is archived. An editor can bring it back." in browser.text


def test_a_right_that_was_taken_away(at_desk, claim, cora):
    browser = at_desk(cora)
    browser.open()
    cora.groups.set(Group.objects.filter(name="reader"))
    assert browser.send("claim/1/evidence/", title="New", stance="supports").status_code == 422
    assert "Not saved Your role does not let you" in browser.text
