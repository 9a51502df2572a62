"""Bringing sources to a claim: known ones, new ones, changed and withdrawn, and nothing of hidden ones."""

import pytest

from claims.models import Evidence, Source
from claims.review import evidence
from tests.conftest import NOW, make_source, support

BRING = "claim/1/evidence/"


def test_a_known_source_is_found_by_its_words_and_brought(at_desk, claim, source, cora):
    browser = at_desk(cora)
    browser.open()
    answer = browser.send(BRING, search="1", find="courier REPORT", finding="It says so.")
    assert answer.status_code == 200
    assert "Report courier-1999" in browser.text
    assert "It says so.</textarea>" in browser.page
    browser.send(BRING, source=source.pk, stance="supports", locator="page 2")
    row = Evidence.objects.get()
    assert (row.source, row.stance, row.locator, row.finding) == (source, "supports", "page 2", "It says so.")


def test_words_that_no_source_holds_are_said_to_be_so(at_desk, claim, source, cora):
    browser = at_desk(cora)
    browser.open()
    browser.send(BRING, search="1", find="courier gazette")
    assert "No source holds “courier gazette”. It may be new here." in browser.text


def test_a_new_source_and_its_evidence_are_added_together(at_desk, claim, cora):
    browser = at_desk(cora)
    browser.open()
    browser.send(
        BRING, title="The ledger", url="https://archive.example.org/ledger/1999", publisher="City archive",
        kind="primary document", stance="supports", locator="folio 12",
    )  # fmt: skip
    source = Source.objects.get()
    assert (source.key, source.kind) == ("archive.example.org-ledger-1999", "primary document")
    assert claim.evidence.get().source == source
    browser.open()
    assert "“The ledger” is on claim 1." in browser.text


def test_an_address_alone_is_enough_and_two_titles_make_two_keys(at_desk, claim, cora):
    browser = at_desk(cora)
    browser.open()
    browser.send(BRING, url="https://example.org/a", stance="unread")
    browser.send(BRING, url="", title="Letter", stance="unread")
    browser.send(BRING, url="", title="Letter", stance="unread")
    titles = Source.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["https://example.org/a", "Letter", "Letter"]


def test_a_source_is_not_left_behind_where_its_evidence_is_refused(at_desk, claim, cora):
    browser = at_desk(cora)
    browser.open()
    answer = browser.send(BRING, title="Letter", stance="supports", locator="x" * 500, finding="ok", url="no address")
    assert answer.status_code == 422
    assert (Source.objects.count(), Evidence.objects.count()) == (0, 0)
    assert 'value="Letter"' in browser.page


@pytest.mark.parametrize("typed, says", [
    ({}, "Choose a source, or give the title or address of a new one."),
    ({"source": "1", "title": "Another"}, "You chose a source and named a new one. Keep one of the two."),
    ({"source": "999"}, "Source:"),
    ({"source": "x" * 99}, "Source:"),
    ({"source": "1", "stance": "maybe"}, "What it says:"),
    ({"source": "1", "locator": "x" * 501}, "Where:"),
    ({"source": "1", "finding": "a\0b"}, "Finding: Null characters are not allowed."),
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_written(at_desk, claim, source, cora, typed, says):
    if typed.get("source") == "1":
        typed = typed | {"source": str(source.pk)}
    browser = at_desk(cora)
    browser.open()
    assert browser.send(BRING, **typed).status_code == 422
    assert says in browser.text
    assert (Source.objects.count(), Evidence.objects.count()) == (1, 0)


def test_an_address_that_the_desk_has_already_is_named(at_desk, claim, cora):
    make_source(cora, "known", title="The known one", url="https://example.org/known")
    browser = at_desk(cora)
    browser.open()
    browser.send(BRING, url="https://example.org/known", stance="supports")
    assert "There is a source with this address already: “The known one”." in browser.text
    assert Source.objects.count() == 1


def test_a_hidden_source_is_neither_found_nor_named_nor_brought(at_desk, claim, cora, edith):
    hidden = make_source(edith, "informant", title="The engineer", confidential=True, url="https://secret.example.org/")
    browser = at_desk(cora)
    browser.open()
    browser.send(BRING, search="1", find="engineer")
    assert "No source holds" in browser.text
    assert browser.send(BRING, find="", source=hidden.pk, stance="supports").status_code == 422
    browser.send(BRING, source="", url="https://secret.example.org/", stance="unread")
    assert "The engineer" not in browser.page
    assert Evidence.objects.filter(source=hidden).count() == 0


def test_evidence_is_changed_and_withdrawn(at_desk, claim, source, cora):
    row = support(claim, source, by=cora)
    browser = at_desk(cora)
    browser.open()
    browser.send(f"{BRING}{row.pk}/", stance="contradicts", finding="It says April.")
    row.refresh_from_db()
    assert (row.stance, row.finding) == ("contradicts", "It says April.")
    browser.open()
    assert "− Contradicts" in browser.text
    browser.send(f"{BRING}{row.pk}/", withdraw="1")
    row.refresh_from_db()
    assert row.withdrawn_by == cora
    browser.open()
    assert "No source yet. A claim needs one before it can be verified." in browser.text


def test_stale_evidence_meets_both_texts(at_desk, claim, source, cora, ben):
    row = support(claim, source, by=cora)
    browser = at_desk(cora)
    browser.open()
    evidence.change_evidence(row, by=ben, at=NOW, finding="It says May.")
    answer = browser.send(f"{BRING}{row.pk}/", finding="It says April.")
    assert answer.status_code == 409
    assert "Ben saved this while you had it open" in browser.text
    assert "Finding It says May. It says April." in browser.text
    assert browser.send(f"{BRING}{row.pk}/", replace="1").status_code == 302
    row.refresh_from_db()
    assert row.finding == "It says April."


def test_evidence_of_a_hidden_source_and_of_another_claim_is_not_there(at_desk, claim, article, source, cora, edith):
    hidden = make_source(edith, "informant", title="The engineer", confidential=True)
    row = support(claim, hidden, by=edith)
    browser = at_desk(cora)
    typed = {"version": row.version, "stance": "context"}
    assert browser.post(f"{BRING}{row.pk}/", **typed).status_code == 404
    assert browser.post(f"{BRING}999/", **typed).status_code == 404
    assert browser.post(f"claim/2/evidence/{row.pk}/", **typed).status_code == 404


def test_the_list_to_choose_from_begins_with_the_articles_own(at_desk, article, claim, source, cora):
    other = make_source(cora, "gazette")
    support(claim, other, by=cora)
    browser = at_desk(cora)
    answer = browser.open("sources/")
    assert answer["X-Desk"] == "sources"
    assert "Report gazette" in browser.text
    assert "courier" not in browser.text
    browser.open("sources/", find="courier")
    assert "Report courier-1999" in browser.text


@pytest.mark.parametrize("words", ["\0", "%", "_" * 600, "a " * 900, "' OR 1=1"])
def test_odd_words_find_what_they_say(at_desk, claim, source, cora, words):
    assert at_desk(cora).open("sources/", find=words).status_code == 200
