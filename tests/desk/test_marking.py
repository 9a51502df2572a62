"""Marking a claim in the copy, and changing what it says or where it stands."""

import pytest

from claims.models import Article, Claim
from claims.review import verdicts, wording
from tests.conftest import BODY, NOW, support

from .conftest import Browser, Forms

EDIT = "claim/1/edit/"
NEW = {"kind": "other", "risk": "low"}


def passage(words):
    start = BODY.index(words)
    return start, start + len(words)


def test_a_passage_of_the_copy_fills_the_form_by_itself(at_desk, article, cora):
    start, end = passage("40 million crowns")
    browser = at_desk(cora)
    assert browser.open("mark/", start=start, end=end).status_code == 200
    form = Forms(browser.page).by_action[f"{browser.url}mark/"]
    assert form["quote"] == "40 million crowns"
    assert form["place"] == f"{start}-{end}"
    assert form["statement"] == "It cost 40 million crowns, says engineer Ida Holm."
    assert (form["kind"], form["value"], form["speaker"]) == ("number", "40000000 crowns", "Ida Holm")


def test_the_form_as_filled_marks_the_claim_where_it_was_selected(at_desk, article, cora):
    start = BODY.rindex("bridge")
    browser = at_desk(cora)
    browser.open("mark/", start=start, end=start + 6)
    answer = browser.send("mark/")
    assert answer["Location"] == f"{browser.url}?claim=1"
    claim = Claim.objects.get()
    assert (claim.quote, claim.start, claim.end, claim.status) == ("bridge", start, start + 6, "unchecked")


def test_typed_words_find_their_place(at_desk, article, cora):
    browser = at_desk(cora)
    browser.open("mark/")
    browser.send("mark/", quote="9,000 cars", statement="It carries 9,000 cars a day.")
    claim = Claim.objects.get()
    assert (claim.start, claim.end) == passage("9,000 cars")


def test_words_that_stand_in_several_places_ask_which(at_desk, article, cora):
    browser = at_desk(cora)
    browser.open("mark/")
    assert browser.send("mark/", quote="bridge", statement="It is a bridge.").status_code == 422
    assert "These words stand in several places. Choose the one you mean." in browser.text
    assert browser.page.count('type="radio" name="place"') == 3
    start = BODY.rindex("bridge")
    browser.send("mark/", place=f"{start}-{start + 6}")
    assert Claim.objects.get().start == start


def test_words_that_are_not_in_the_copy_are_not_marked(at_desk, article, cora):
    browser = at_desk(cora)
    browser.open("mark/")
    assert browser.send("mark/", quote="a copper dome", statement="It has a dome.").status_code == 422
    assert "Quote: These words do not stand in the copy." in browser.text
    assert "It has a dome.</textarea>" in browser.page
    assert Claim.objects.count() == 0


def test_a_claim_about_the_whole_needs_no_quote_but_a_statement(at_desk, article, cora):
    browser = at_desk(cora)
    browser.open("mark/")
    assert browser.send("mark/").status_code == 422
    assert "Say in one sentence what is claimed." in browser.text
    assert browser.send("mark/", statement="The order of events is right.").status_code == 302
    assert Claim.objects.get().start is None


@pytest.mark.parametrize(
    "start, end", [("", ""), ("5", "5"), ("9", "3"), ("0", "99999"), ("x", "y"), ("-1", "4"), ("1" * 30, "2" * 30)]
)
def test_an_address_that_names_no_passage_shows_an_empty_form(at_desk, article, cora, start, end):
    browser = at_desk(cora)
    assert browser.open("mark/", start=start, end=end).status_code == 200
    assert '<textarea id="mark-quote" name="quote" rows="2" class="serif">\n</textarea>' in browser.page


@pytest.mark.parametrize("place", ["0-6", "9999-10005", "6-0", "0-0"])
def test_a_place_that_does_not_say_the_quote_gives_way_to_where_it_stands(at_desk, article, cora, place):
    at_desk(cora).post("mark/", quote="9,000 cars", statement="Cars.", place=place, **NEW)
    claim = Claim.objects.get()
    assert (claim.start, claim.end) == passage("9,000 cars")


@pytest.mark.parametrize("place", ["x", "1-2-3", "-1-3", "1" * 30 + "-2"])
def test_a_damaged_place_is_refused(at_desk, article, cora, place):
    browser = at_desk(cora)
    assert browser.post("mark/", quote="9,000 cars", statement="Cars.", place=place, **NEW).status_code == 422
    assert "Place: Enter a valid value." in browser.text
    assert Claim.objects.count() == 0


def test_words_typed_with_other_spaces_are_found_and_kept_as_the_copy_has_them(at_desk, article, cora):
    browser = at_desk(cora)
    browser.post("mark/", quote="40  million\ncrowns", statement="It cost that.", **NEW)
    claim = Claim.objects.get()
    assert (claim.quote, claim.start) == ("40 million crowns", passage("40 million crowns")[0])


@pytest.mark.parametrize("name", ["wanda", "rita"])
def test_who_may_not_mark_is_not_offered_it_and_refused(request, at_desk, article, name):
    browser = at_desk(request.getfixturevalue(name))
    browser.open()
    assert "Mark a claim" not in browser.text
    browser.open("mark/", start=1, end=9)
    assert not browser.offers("mark/")
    assert browser.post("mark/", quote="9,000 cars", statement="Cars.", **NEW).status_code == 422
    assert Claim.objects.count() == 0


def test_a_changed_statement_reopens_a_verified_claim_and_says_so(at_desk, claim, source, cora):
    support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    browser = at_desk(cora)
    browser.open()
    browser.send(EDIT, statement="The Alma bridge opened in May 1999.")
    browser.open()
    assert "Claim 1 is saved, and open again" in browser.text
    assert Claim.objects.get().status == "unchecked"


def test_a_changed_note_leaves_the_verdict_alone(at_desk, claim, source, cora):
    support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    browser = at_desk(cora)
    browser.open()
    browser.send(EDIT, note="Ask the archive too.")
    row = Claim.objects.get()
    assert (row.status, row.note, row.start) == ("verified", "Ask the archive too.", passage("3 May 1999")[0])


def test_saving_without_a_change_changes_nothing(at_desk, claim, cora):
    browser = at_desk(cora)
    browser.open()
    browser.send(EDIT)
    assert Claim.objects.get().version == 1


def test_a_claim_without_a_certain_place_is_given_one(at_desk, article, cora):
    wording.mark_claim(article, by=cora, at=NOW, statement="It is a bridge.", quote="bridge")
    start = BODY.rindex("bridge")
    browser = at_desk(cora)
    browser.open()
    browser.send(EDIT, place=f"{start}-{start + 6}")
    assert Claim.objects.get().start == start


def test_a_stale_change_meets_both_texts_field_by_field(at_desk, claim, cora, ben):
    browser = at_desk(cora)
    browser.open()
    wording.edit_claim(claim, by=ben, at=NOW, statement="It opened in May.", risk="high")
    answer = browser.send(EDIT, statement="It opened in spring.")
    assert answer.status_code == 409
    assert "Ben saved this while you had it open" in browser.text
    assert "Statement It opened in May. It opened in spring." in browser.text
    assert "Risk High Low" in browser.text
    assert browser.send(EDIT, replace="1").status_code == 302
    row = Claim.objects.get()
    assert (row.statement, row.risk) == ("It opened in spring.", "low")


def test_an_article_without_copy_has_nothing_to_mark(at_desk, cora):
    bare = Article.objects.create(slug="bare", headline="No copy yet")
    browser = Browser(cora, bare)
    assert browser.open("mark/")["Location"] == browser.url
    assert browser.post("mark/", statement="It.", **NEW)["Location"] == browser.url


def test_a_few_words_of_a_clause_are_not_given_its_value(at_desk, article, cora):
    start, end = passage("Alma")
    browser = at_desk(cora)
    browser.open("mark/", start=start, end=end)
    form = Forms(browser.page).by_action[f"{browser.url}mark/"]
    assert (form["kind"], form["value"]) == ("other", "")


def test_an_own_mistake_is_taken_away_at_the_desk(at_desk, article, cora, ben):
    wording.mark_claim(article, by=cora, at=NOW, statement="It was late.", quote="late")
    other = at_desk(ben)
    other.open(claim=1)
    assert not other.offers("claim/1/unmark/")
    assert other.post("claim/1/unmark/", version="1").status_code == 422
    assert "Claim 1 is not yours alone: an editor can cut it, with a reason." in other.text
    browser = at_desk(cora)
    browser.open(claim=1)
    browser.send("claim/1/unmark/")
    browser.open(claim=1)
    assert "The mark of claim 1 is taken away." in browser.text
    assert "Claims not found in the text (1)" in browser.text
    assert not browser.offers("claim/1/unmark/")
    assert Claim.objects.get().status == "cut"
