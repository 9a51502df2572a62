"""Two people with the same form open: nobody's text is lost, nobody's is overwritten unseen."""

from django.urls import reverse

from claims.models import Article, Claim
from claims.review import evidence as bringing
from claims.review import verdicts
from claims.review.articles import edit_article
from claims.review.sources import edit_source
from claims.review.wording import edit_claim
from tests.admin.conftest import posted
from tests.conftest import NOW, support


def change(row):
    return reverse(f"admin:claims_{row._meta.model_name}_change", args=[row.pk])


def shown(answer):
    return [(d.part, d.label, d.theirs, d.mine) for d in answer.context["differences"]]


def test_the_second_of_two_tabs_gets_both_texts_and_keeps_its_own(desk, claim, cora, ben):
    page = change(claim)
    mine = posted(desk(ben).get(page)) | {"statement": "It opened in <May> 1999.", "note": "line one\nline two"}
    desk(cora).post(page, posted(desk(cora).get(page)) | {"statement": "It opened on 3 May."})
    answer = desk(ben).post(page, mine)
    assert answer.status_code == 409
    assert answer.context["title"] == "Cora saved this claim while you had it open"
    assert shown(answer) == [
        ("", "Statement", "It opened on 3 May.", "It opened in <May> 1999."),
        ("", "Note", "", "line one\nline two"),
    ]
    claim.refresh_from_db()
    assert (claim.statement, claim.version) == ("It opened on 3 May.", 2)

    assert desk(ben).post(page, posted(answer)).status_code == 302
    claim.refresh_from_db()
    assert (claim.statement, claim.note, claim.version) == ("It opened in <May> 1999.", "line one\nline two", 3)


def test_keeping_the_others_leads_to_the_page_as_it_stands(desk, claim, cora, ben):
    page = change(claim)
    stale = posted(desk(ben).get(page))
    edit_claim(claim, by=cora, at=NOW, value="1999")
    answer = desk(ben).post(page, stale | {"value": "1998"})
    assert f'href="{page}">Keep Cora’s' in answer.text
    assert "1999" in desk(ben).get(page).text


def test_a_decision_on_a_claim_that_changed_meanwhile_is_not_taken(desk, claim, source, cora, ben):
    page = change(claim)
    support(claim, source, by=cora)
    stale = posted(desk(ben).get(page))
    verdicts.record_verdict(claim, by=cora, verdict="disputed", reason="No.", at=NOW)
    answer = desk(ben).post(page, stale | {"verdict": "verified", "reason": "Yes."})
    assert answer.status_code == 409
    assert ("", "Your decision", "", "verified") in shown(answer)
    assert "Yes." in answer.text
    assert claim.verdicts.count() == 1


def test_a_third_save_in_between_is_a_new_conflict(desk, claim, cora, ben):
    page = change(claim)
    stale = posted(desk(ben).get(page)) | {"value": "mine"}
    edit_claim(claim, by=cora, at=NOW, value="first")
    again = posted(desk(ben).post(page, stale))
    edit_claim(claim, by=cora, at=NOW, value="second")
    answer = desk(ben).post(page, again)
    assert (answer.status_code, shown(answer)) == (409, [("", "Value", "second", "mine")])


def test_evidence_brought_by_another_is_no_conflict(desk, claim, source, cora, ben):
    page = change(claim)
    mine = posted(desk(ben).get(page)) | {"value": "1999"}
    support(claim, source, by=cora)
    assert desk(ben).post(page, mine).status_code == 302
    assert claim.evidence.count() == 1


def test_evidence_that_another_changed_is_a_conflict_at_its_row(desk, claim, source, cora, ben):
    page = change(claim)
    row = support(claim, source, by=cora)
    mine = posted(desk(ben).get(page)) | {"evidence-0-finding": "It says 1998."}
    bringing.change_evidence(row, by=cora, at=NOW, finding="It says 1999.")
    answer = desk(ben).post(page, mine)
    assert answer.status_code == 409
    assert shown(answer) == [("Evidence: Report courier-1999", "Finding", "It says 1999.", "It says 1998.")]
    assert answer.context["title"].startswith("Cora saved this evidence")
    desk(ben).post(page, posted(answer))
    row.refresh_from_db()
    assert row.finding == "It says 1998."


def test_evidence_that_another_withdrew_is_refused_after_the_conflict(desk, claim, source, cora, ben):
    page = change(claim)
    row = support(claim, source, by=cora)
    mine = posted(desk(ben).get(page)) | {"evidence-0-finding": "It says 1998."}
    bringing.withdraw(row, by=cora, at=NOW)
    answer = desk(ben).post(page, mine)
    assert answer.status_code == 409
    again = desk(ben).post(page, posted(answer))
    assert (again.status_code, "This evidence was withdrawn. Add it again." in again.text) == (422, True)


def test_a_source_saved_meanwhile_is_a_conflict(desk, source, cora, ben):
    page = change(source)
    mine = posted(desk(ben).get(page)) | {"title": "Ben's title"}
    edit_source(source, by=cora, at=NOW, title="Cora's title", kind="book")
    answer = desk(ben).post(page, mine)
    assert answer.status_code == 409
    assert answer.context["title"] == "Cora saved this source while you had it open"
    assert shown(answer) == [("", "Title", "Cora's title", "Ben's title"), ("", "Kind", "book", "news report")]
    desk(ben).post(page, posted(answer))
    source.refresh_from_db()
    assert (source.title, source.kind) == ("Ben's title", "news report")


def test_an_article_saved_meanwhile_is_a_conflict(desk, article, edith):
    page = change(article)
    mine = posted(desk(edith).get(page)) | {"desk": "Sport"}
    edit_article(Article.objects.get(pk=article.pk), by=edith, at=NOW, desk="City")
    answer = desk(edith).post(page, mine)
    assert (answer.status_code, shown(answer)) == (409, [("", "Desk", "City", "Sport")])


def test_a_form_without_its_version_is_not_saved(desk, claim, cora):
    page = change(claim)
    form = posted(desk(cora).get(page)) | {"value": "1999"}
    for version in (None, "", "abc", "0", "-1", "9" * 400):
        sent = {k: v for k, v in form.items() if k != "version"} | ({} if version is None else {"version": version})
        assert desk(cora).post(page, sent).status_code == 422
    assert Claim.objects.get(pk=claim.pk).value == ""
