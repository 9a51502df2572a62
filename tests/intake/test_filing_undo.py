"""Taking an import back, while nothing of it was decided, changed or used."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.intake.filing import problems_with_undoing, undo
from claims.models import Article, Claim, Event, EventDetail, Evidence, Import, Source
from claims.review.assignment import assign
from claims.review.problems import Refused
from claims.review.sources import edit_source
from claims.review.verdicts import record_verdict
from claims.review.wording import edit_claim
from tests.conftest import NOW, make_source, support
from tests.intake.bringing import LATER, bring

SHEET = "number,statement,note,sources\n1,It opened in June.,New.,\n2,It cost 40 million.,,https://example.org/a\n"


def codes(import_, by):
    return [problem.code for problem in problems_with_undoing(import_, by=by)]


def test_new_rows_go_and_changed_ones_are_put_back(article, claim, edith):
    before = Claim.objects.values("statement", "note", "quote", "start", "checker").get()
    import_ = bring("claims", SHEET, article=article, by=edith).import_
    assert (Claim.objects.count(), Source.objects.count(), Evidence.objects.count()) == (2, 1, 1)
    undo(import_, by=edith, at=LATER)
    assert Claim.objects.values("statement", "note", "quote", "start", "checker").get() == before
    assert (Source.objects.count(), Evidence.objects.count()) == (0, 0)
    import_.refresh_from_db()
    assert (import_.undone_by, import_.undone_at) == (edith, LATER)


def test_the_record_keeps_a_line_of_the_import_and_of_its_undoing(article, claim, edith):
    import_ = bring("claims", SHEET, article=article, by=edith).import_
    undo(import_, by=edith, at=LATER)
    event = Event.objects.get(action="import undone", chain__article=article)
    assert '"claims":[2]' in EventDetail.objects.get(event=event).body
    assert Event.objects.filter(action="imported claims").exists()


def test_the_same_file_can_be_brought_again_after_an_undo(article, claim, edith):
    undo(bring("claims", SHEET, article=article, by=edith).import_, by=edith, at=LATER)
    assert bring("claims", SHEET, article=article, by=edith).counts == (1, 1, 0, 0)


def test_an_undo_happens_once(article, edith):
    import_ = bring("claims", "statement\nOne.\n", article=article, by=edith).import_
    undo(import_, by=edith, at=LATER)
    with pytest.raises(Refused, match="undone already"):
        undo(import_, by=edith, at=LATER)
    assert Event.objects.filter(action="import undone").count() == 1


def test_a_cleared_cell_and_a_checker_are_put_back(article, claim, edith, cora):
    assign(claim, to=cora, by=edith, at=NOW)
    edit_claim(claim, by=edith, at=NOW, value="1999", note="Ask.")
    import_ = bring("claims", "number,note,checker,value\n1,,,\n", article=article, by=edith).import_
    undo(import_, by=edith, at=LATER)
    claim.refresh_from_db()
    assert (claim.note, claim.checker, claim.value) == ("Ask.", cora, "1999")


def test_a_claim_that_the_file_reopened_stays_open_when_its_words_come_back(article, claim, source, edith, cora):
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    import_ = bring("claims", "number,statement\n1,Other words.\n", article=article, by=edith, at=LATER).import_
    undo(import_, by=edith, at=LATER)
    claim.refresh_from_db()
    assert (claim.statement, claim.status) == ("The Alma bridge opened on 3 May 1999.", "unchecked")


def test_not_after_one_of_its_claims_was_decided(article, source, edith, cora):
    import_ = bring("claims", SHEET, article=article, by=edith).import_
    record_verdict(Claim.objects.get(number=2), by=cora, verdict="disputed", reason="Wrong.", at=LATER)
    assert codes(import_, edith) == ["decided", "changed"]
    with pytest.raises(Refused, match="decided since: 2"):
        undo(import_, by=edith, at=LATER)
    assert Claim.objects.count() == 2


def test_not_after_one_of_its_claims_was_worked_on(article, edith, cora):
    import_ = bring("claims", SHEET, article=article, by=edith).import_
    assign(Claim.objects.get(number=2), to=cora, by=edith, at=LATER)
    assert codes(import_, edith) == ["changed"]


def test_not_after_a_row_that_it_changed_was_changed_again(article, claim, edith):
    import_ = bring("claims", "number,note\n1,From the file.\n", article=article, by=edith).import_
    edit_claim(Claim.objects.get(), by=edith, at=LATER, note="By hand.")
    assert codes(import_, edith) == ["changed"]
    assert Claim.objects.get().note == "By hand."


def test_not_after_evidence_was_added_to_its_claims(article, source, edith, cora):
    import_ = bring("claims", SHEET, article=article, by=edith).import_
    support(Claim.objects.get(number=1), source, by=cora)
    assert codes(import_, edith) == ["used"]


def test_not_after_its_sources_were_used_or_copied_or_changed(article, claim, edith, cora):
    text = "key,title\na,A\n"
    import_ = bring("sources", text, by=edith).import_
    made = Source.objects.get(key="a")
    make_source(edith, "copy", republishes=made)
    assert codes(import_, edith) == ["used"]
    support(claim, made, by=cora)
    edit_source(made, by=edith, at=LATER, title="B")
    assert codes(import_, edith) == ["changed", "used"]


def test_sources_are_undone_with_what_they_copy_among_themselves(edith):
    import_ = bring("sources", "key,title,republishes\na,A,b\nb,B,\n", by=edith).import_
    undo(import_, by=edith, at=LATER)
    assert not Source.objects.exists()


def test_changed_sources_get_their_cells_and_what_they_copied_back(edith):
    agency = make_source(edith, "agency")
    make_source(edith, "paper", republishes=agency, publisher="The Paper")
    import_ = bring("sources", "key,publisher,republishes\npaper,Else,\n", by=edith).import_
    undo(import_, by=edith, at=LATER)
    paper = Source.objects.get(key="paper")
    assert (paper.publisher, paper.republishes, paper.origin) == ("The Paper", agency, agency)


def test_evidence_is_undone_unless_its_claim_was_decided_since(article, claim, source, edith, cora):
    text = "claim,source,stance,locator\n1,courier-1999,supports,page 2\n"
    import_ = bring("evidence", text, article=article, by=edith).import_
    undo(import_, by=edith, at=LATER)
    assert not Evidence.objects.exists()
    second = bring("evidence", text, article=article, by=edith).import_
    claim.refresh_from_db()
    record_verdict(claim, by=cora, verdict="verified", at=LATER)
    assert codes(second, edith) == ["decided"]


def test_changed_evidence_is_put_back(article, claim, source, edith, cora):
    support(claim, source, by=cora, locator="page 2")
    text = "claim,source,stance,locator\n1,courier-1999,context,page 9\n"
    undo(bring("evidence", text, article=article, by=edith).import_, by=edith, at=LATER)
    assert list(Evidence.objects.values_list("stance", "locator")) == [("supports", "page 2")]


def test_who_may_not_import_may_not_undo(article, edith, cora):
    import_ = bring("claims", "statement\nOne.\n", article=article, by=edith).import_
    assert codes(import_, cora) == ["not_permitted"]
    with pytest.raises(Refused):
        undo(import_, by=cora, at=LATER)
    assert (Claim.objects.count(), Import.objects.get().undone_at) == (1, None)


def test_nothing_of_an_archived_article_is_undone(article, edith):
    import_ = bring("claims", "statement\nOne.\n", article=article, by=edith).import_
    article.archived = True
    article.save()
    assert codes(import_, edith) == ["archived"]


def test_the_desks_turn_is_taken_before_those_of_the_articles(article, claim, edith):
    """Else who undoes a file that brought sources would wait for who brings one, and they for each other."""
    other = Article.objects.create(slug="tram", headline="The tram")
    sheet = "article,statement,sources\ntram,It rolls.,https://example.org/a\nbridge,It opened.,https://example.org/b\n"
    import_ = bring("claims", sheet, by=edith).import_
    with CaptureQueriesContext(connection) as queries:
        undo(import_, by=edith, at=LATER)
    turns = [query["sql"] for query in queries if 'FROM "claims_chain"' in query["sql"]]
    asked = [re.search(r'"article_id" (IS NULL|= \d+)', turn)[1] for turn in turns]
    first, second = sorted((article.pk, other.pk))
    assert asked[:3] == ["IS NULL", f"= {first}", f"= {second}"]
