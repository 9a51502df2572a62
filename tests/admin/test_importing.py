"""Importing in the admin: upload, preview, confirm, undo, and what a crafted form can't do."""

import os
import re
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.intake import waiting
from claims.jobs import run_next
from claims.models import Claim, Event, Import, Job, Source, Verdict
from claims.review.verdicts import record_verdict
from tests.conftest import NOW, make_person, make_source, support
from tests.hostile import bombs
from tests.hostile.test_spreadsheet_files import CASES
from tests.intake.bringing import bring
from tests.intake.test_filing_claims import THREE, queries_of

PAGES = ["claim", "source", "evidence", "verdict"]


def page(model, step="import"):
    return reverse(f"admin:claims_{model}_{step}")


def check(browser, text, *, model="claim", article=None, name="claims.csv", **ticks):
    """Upload a file as a person does and return the answer."""
    data = text if isinstance(text, bytes) else text.encode()
    fields = {"import_file": SimpleUploadedFile(name, data), **ticks}
    return browser.post(page(model), fields | ({"article": article.pk} if article else {}))


def token_of(response):
    found = re.search(r'name="import_file_name" value="([^"]+)"', response.content.decode())
    return found[1] if found else None


def confirm(browser, token, *, model="claim", **fields):
    return browser.post(page(model, "process_import"), {"import_file_name": token or "", **fields}, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def folders():
    return [path for path in waiting._root().glob("*/*") if not path.name.startswith("refused-")]


# The way through


def test_an_editor_checks_a_file_sees_what_it_does_and_imports_it(desk, article, edith):
    browser = desk(edith)
    preview = check(browser, THREE, article=article)
    text = preview.content.decode()
    assert preview.status_code == 200
    assert 'value="Import 3 claims"' in text
    assert "It opened on 3 May 1999." in text
    assert not Claim.objects.exists()
    result = confirm(browser, token_of(preview))
    assert said(result) == ["Imported claims.csv: 3 new, 0 changed, 0 unchanged, 0 refused."]
    assert result.redirect_chain[-1][0] == reverse("admin:claims_import_change", args=[Import.objects.get().pk])
    assert Claim.objects.filter(status="unchecked").count() == 3
    assert folders() == []


def test_a_list_of_words_and_what_follows_it_are_two_sentences(desk, edith):
    assert "verified, disputed, corrected, cut, stet. It must not be empty." in desk(edith).get(page("verdict")).text


def test_each_step_leads_to_the_next_with_the_article_chosen(desk, article, edith):
    browser = desk(edith)
    chosen = f"?article={article.pk}"
    assert f'href="{page("claim")}{chosen}"' in browser.get(article.get_absolute_url()).text
    upload = browser.get(f"{page('claim')}{chosen}")
    assert upload.context["form"].initial["article"] == str(article.pk)
    assert f'href="{page("evidence")}{chosen}"' in upload.text
    done = confirm(browser, token_of(check(browser, THREE, article=article)))
    assert f'href="{page("evidence")}{chosen}"' in done.text
    assert f'href="{reverse("claims:desk", args=[article.pk])}"' in done.text
    browser.post(reverse("admin:claims_import_undo", args=[Import.objects.get().pk]))
    assert "onward" not in browser.get(reverse("admin:claims_import_change", args=[Import.objects.get().pk])).text


def test_sources_lead_on_to_the_claims_and_no_odd_article_gets_into_an_address(desk, article, edith):
    browser = desk(edith)
    assert f'href="{page("claim")}"' in browser.get(f"{page('source')}?article=%22x").text
    done = confirm(browser, token_of(check(browser, "key,title\na,An atlas\n", model="source")), model="source")
    assert f'href="{page("claim")}"' in done.text


def test_the_upload_page_explains_the_columns_and_offers_an_empty_sheet(desk, article, edith):
    browser = desk(edith)
    for model, column in zip(PAGES, ["statement", "republishes", "locator", "correction"], strict=True):
        answer = browser.get(page(model))
        assert f"<code>{column}</code>" in answer.content.decode()
        sheet = browser.get(page(model, "empty_sheet"))
        assert column in b"".join(sheet.streaming_content).decode()
        assert "attachment" in sheet["Content-Disposition"]


def test_the_preview_shows_changed_cells_before_and_after(desk, article, edith):
    browser = desk(edith)
    bring("claims", THREE, article=article, by=edith)
    text = check(browser, THREE.replace("Ask the city.", "Asked <b>the city</b>."), article=article).content.decode()
    assert "<del>Ask the city.</del> → <ins>Asked &lt;b&gt;the city&lt;/b&gt;.</ins>" in text
    assert 'value="Import 1 claim"' in text


def test_the_preview_names_the_decisions_that_the_file_takes_back(desk, article, claim, source, edith, cora):
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    browser = desk(edith)
    preview = check(browser, "number,statement\n1,Other words.\n", article=article)
    assert "Claim 1 is verified. Its words change, so it is reopened." in preview.content.decode()
    assert "Claim 1 was reopened." in said(confirm(browser, token_of(preview)))
    assert Claim.objects.get().status == "unchecked"


def test_the_same_file_again_has_nothing_to_confirm(desk, article, edith):
    bring("claims", THREE, article=article, by=edith)
    again = check(desk(edith), THREE, article=article)
    assert "everything in this file is here already" in again.content.decode()
    assert token_of(again) is None
    assert folders() == []


def test_a_refused_file_shows_every_problem_and_no_button(desk, article, edith):
    answer = check(desk(edith), "number,statement,kind\nx,One.,gossip\n2,Two.,date\n", article=article)
    text = answer.content.decode()
    assert "Row 2, column “number”" in text
    assert "Row 2, column “kind”" in text
    assert token_of(answer) is None
    assert folders() == []


def test_good_rows_are_imported_and_the_refused_ones_can_be_downloaded(desk, article, edith):
    browser = desk(edith)
    preview = check(browser, "number,statement,kind\nx,=One.,gossip\n2,Two.,date\n", article=article, good_rows="on")
    assert 'value="Import 1 claim"' in preview.content.decode()
    result = confirm(browser, token_of(preview))
    address = reverse("admin:claims_import_refused", args=[Import.objects.get().pk])
    assert address in result.content.decode()
    rows = b"".join(browser.get(address).streaming_content).decode("utf-8-sig")
    assert rows.splitlines()[0] == "row,column,problem,number,statement,kind"
    assert rows.splitlines()[1].endswith(",x,'=One.,gossip")
    assert Claim.objects.get().number == 2


def test_putting_it_aside_writes_nothing_and_keeps_nothing(desk, article, edith):
    browser = desk(edith)
    result = confirm(browser, token_of(check(browser, THREE, article=article)), cancel="x")
    assert said(result) == ["Nothing was imported. The file was put aside."]
    assert (Claim.objects.count(), folders()) == (0, [])


def test_verdicts_are_recorded_only_when_the_person_says_they_are_theirs(desk, article, claim, source, edith):
    support(claim, source, by=edith)
    browser, text = desk(edith), "claim,verdict\n1,verified\n"
    refused = check(browser, text, model="verdict", article=article)
    assert refused.status_code == 422
    assert "A file decides nothing by itself" in refused.content.decode()
    preview = check(browser, text, model="verdict", article=article, decide="on")
    assert 'value="Record 1 verdict"' in preview.content.decode()
    confirm(browser, token_of(preview), model="verdict")
    assert Verdict.objects.get().by == edith


def test_sources_need_no_article(desk, edith):
    browser = desk(edith)
    confirm(browser, token_of(check(browser, "key,title\na,A\n", model="source")), model="source")
    assert Source.objects.get().key == "a"


# Who may


# A writer hands in sources, and so may ask for the list of refused rows; there is none of somebody else's file.
MAY_NOT = [(model, person) for model in PAGES for person in ("wanda", "cora", "rita", "ada")]
MAY_NOT.remove(("source", "wanda"))


@pytest.mark.parametrize(("model", "person"), MAY_NOT)
def test_who_may_not_import_reaches_no_step_by_address(desk, article, request, person, model):
    """The stock admin let anybody of the staff open and confirm an import."""
    browser = desk(request.getfixturevalue(person))
    answers = [
        browser.get(page(model)),
        check(browser, THREE, model=model, article=article),
        browser.post(page(model, "process_import"), {"import_file_name": "x" * 32}),
        browser.get(page(model, "empty_sheet")),
        browser.get(reverse("admin:claims_import_refused", args=["1"])),
    ]
    refused = 404 if person == "wanda" else 403
    assert [answer.status_code for answer in answers] == [403, 403, 403, 403, refused]
    assert (Claim.objects.count(), folders()) == (0, [])


def test_a_superuser_without_a_role_does_not_import(desk, article):
    root = make_person("root", is_superuser=True)
    assert check(desk(root), THREE, article=article).status_code == 403


def test_a_person_who_lost_the_right_between_preview_and_confirm_imports_nothing(desk, article, edith):
    browser = desk(edith)
    token = token_of(check(browser, THREE, article=article))
    edith.groups.clear()
    assert browser.post(page("claim", "process_import"), {"import_file_name": token}).status_code == 403
    assert not Claim.objects.exists()


# Crafted forms


def test_another_persons_file_can_be_neither_confirmed_nor_deleted(desk, article, edith):
    token = token_of(check(desk(edith), THREE, article=article))
    other = desk(make_person("emil", "editor"))
    for extra in ({}, {"cancel": "x"}):
        assert "No checked file waits here" in said(confirm(other, token, **extra))[0]
    assert (Claim.objects.count(), len(folders())) == (0, 1)


@pytest.mark.parametrize(
    "token", ["", "x", "../../secret_key", "/etc/passwd", "a" * 31 + "/", "..", "%2e%2e%2f" * 4, "\0" * 32, "é" * 32]
)
def test_a_crafted_name_touches_no_other_file(desk, article, edith, tmp_path, token):
    outside = Path(waiting._root()).parent / "secret_key"
    outside.parent.mkdir(parents=True, exist_ok=True)
    outside.write_text("secret")
    browser = desk(edith)
    check(browser, THREE, article=article)
    for extra in ({}, {"cancel": "x"}):
        assert "No checked file waits here" in said(confirm(browser, token, **extra))[0]
    assert (outside.read_text(), Claim.objects.count(), len(folders())) == ("secret", 0, 1)


def test_a_file_checked_for_one_table_is_not_filed_into_another(desk, article, edith):
    browser = desk(edith)
    token = token_of(check(browser, THREE, article=article))
    assert "No checked file waits here" in said(confirm(browser, token, model="source"))[0]
    assert not Source.objects.exists()


def test_the_choices_of_the_preview_can_t_be_changed_in_the_confirm_form(desk, article, edith):
    browser = desk(edith)
    text = "number,statement,kind\n1,One.,date\n"
    token = token_of(check(browser, text, article=article))
    confirm(
        browser, token, good_rows="on", decide="on", article="999", format="99", resource="7", original_file_name="x"
    )
    assert (Claim.objects.get().article, Import.objects.get().filename) == (article, "claims.csv")


def test_a_file_that_was_changed_on_disk_is_not_filed(desk, article, edith):
    browser = desk(edith)
    token = token_of(check(browser, THREE, article=article))
    (folders()[0] / "file").write_text(THREE.replace("Ida", "Eve"))
    assert "No checked file waits here" in said(confirm(browser, token))[0]
    assert not Claim.objects.exists()


def test_a_second_click_on_confirm_is_a_sentence(desk, article, edith):
    browser = desk(edith)
    token = token_of(check(browser, THREE, article=article))
    confirm(browser, token)
    second = confirm(browser, token)
    assert second.status_code == 200
    assert said(second) == ["No checked file waits here: it was imported or put aside already, or checked a day ago."]
    assert (Claim.objects.count(), Import.objects.count()) == (3, 1)


def test_a_file_confirmed_after_a_colleague_edited_its_rows_is_shown_again(desk, article, claim, edith):
    browser = desk(edith)
    token = token_of(check(browser, "number,note\n1,From the file.\n", article=article))
    Claim.objects.update(note="From a colleague.")
    again = confirm(browser, token)
    assert again.status_code == 409
    assert "The desk changed since you checked this file" in said(again)[0]
    assert "<del>From a colleague.</del>" in again.content.decode()
    assert Claim.objects.get().note == "From a colleague."
    confirm(browser, token_of(again))
    assert Claim.objects.get().note == "From the file."


def test_a_confirm_whose_rows_can_t_be_filed_any_more_says_no_success(desk, article, claim, edith):
    """The stock page said "Import finished" though the referenced row had vanished and nothing was saved."""
    make_source(edith, "ap")
    browser = desk(edith)
    token = token_of(check(browser, "claim,source\n1,ap\n", model="evidence", article=article))
    Source.objects.all().update(key="renamed")
    answer = confirm(browser, token, model="evidence")
    assert answer.status_code == 409
    assert "No source has the key “ap”" in said(answer)[-1]
    assert not Import.objects.exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_confirming_by_address_leads_back_to_the_upload(desk, edith, method):
    answer = getattr(desk(edith), method)(page("claim", "process_import"), follow=True)
    assert answer.redirect_chain[-1][0] == page("claim")


# Uploads


@pytest.mark.parametrize("fields", [{}, {"import_file": ""}, {"import_file": "not a file"}, {"format": "99"}])
def test_a_missing_upload_is_a_sentence(desk, article, edith, fields):
    answer = desk(edith).post(page("claim"), fields)
    assert answer.status_code == 422
    assert "Choose a file." in answer.content.decode()


@pytest.mark.parametrize("fields", [{"format": "99"}, {"format": "abc"}, {"resource": "9"}, {"encoding": "x"}])
def test_games_with_the_format_change_nothing(desk, article, edith, fields):
    answer = check(desk(edith), THREE, article=article, **fields)
    assert 'value="Import 3 claims"' in answer.content.decode()


@pytest.mark.parametrize("pk", ["999", "abc", "-1", "1 OR 1=1", "\0", "9" * 40])
def test_an_article_that_is_not_there_is_a_sentence(desk, article, edith, pk):
    fields = {"import_file": SimpleUploadedFile("c.csv", THREE.encode()), "article": pk}
    assert desk(edith).post(page("claim"), fields).status_code == 422


def test_an_archived_article_is_not_offered(desk, article, edith):
    article.archived = True
    article.save()
    assert check(desk(edith), THREE, article=article).status_code == 422


def test_too_large_a_file_is_a_sentence(desk, article, edith, settings):
    settings.MAX_UPLOAD_MB = 0
    answer = check(desk(edith), THREE, article=article)
    assert answer.status_code == 422
    assert "The file is larger than 0 MB" in answer.content.decode()
    assert folders() == []


@pytest.mark.parametrize("name", ["../../x.csv", "a\0b.csv", "é" * 200 + ".csv", "<script>.csv", "=cmd.csv"])
def test_odd_file_names_do_no_harm(desk, article, edith, name):
    browser = desk(edith)
    preview = check(browser, THREE, article=article, name=name)
    assert "<script>.csv" not in preview.content.decode()
    confirm(browser, token_of(preview))
    assert Import.objects.get().filename.isprintable()


def test_what_waits_for_more_than_a_day_is_cleared_away_and_not_found(desk, article, edith):
    browser = desk(edith)
    token = token_of(check(browser, THREE, article=article))
    os.utime(folders()[0], (0, time.time() - waiting.DAY - 1))
    assert "No checked file waits here" in said(confirm(browser, token))[0]
    waiting.sweep()
    assert folders() == []


def test_waiting_files_are_readable_by_their_owner_only(desk, article, edith):
    check(desk(edith), THREE, article=article)
    folder = folders()[0]
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    assert {oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == {"0o600"}


WORST = [case for case in CASES if case.says][::4]


@pytest.mark.parametrize("case", WORST, ids=str)
def test_a_hostile_file_gets_sentences_and_leaves_nothing(desk, article, edith, case):
    answer = check(desk(edith), case.data, model="source", name=case.filename)
    assert answer.status_code in {200, 422}
    assert token_of(answer) is None
    assert (Source.objects.count(), Import.objects.count(), folders()) == (0, 0, [])


@pytest.mark.parametrize("bomb", bombs.REFUSED, ids=lambda bomb: bomb.__name__)
def test_a_bomb_gets_a_sentence(desk, article, edith, bomb):
    answer = check(desk(edith), bomb(), article=article)
    assert answer.status_code in {200, 422}
    assert token_of(answer) is None


# The preview takes nothing from anybody


def test_the_preview_writes_nothing_to_the_database(desk, article, edith):
    browser = desk(edith)
    events = Event.objects.count()
    with CaptureQueriesContext(connection) as captured:
        check(browser, THREE, article=article)
    written = [q["sql"] for q in captured if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert [sql for sql in written if "django_session" not in sql] == []
    assert Event.objects.count() == events


def test_the_previews_queries_do_not_grow_with_the_rows(desk, article, edith):
    browser = desk(edith)
    check(browser, THREE, article=article)
    one = queries_of(lambda: check(browser, "number,statement\n1,A.\n", article=article))
    assert queries_of(lambda: check(browser, "number,statement\n1,A.\n2,B.\n3,C.\n", article=article)) == one


# The list of imports


def test_an_import_can_be_undone_from_its_page(desk, article, edith):
    import_ = bring("claims", THREE, article=article, by=edith).import_
    browser = desk(edith)
    address = reverse("admin:claims_import_undo", args=[import_.pk])
    assert address in browser.get(reverse("admin:claims_import_change", args=[import_.pk])).content.decode()
    browser.get(address)
    assert Claim.objects.count() == 3
    result = browser.post(address, follow=True)
    assert said(result) == ["The import was undone. The record keeps a line of both."]
    assert not Claim.objects.exists()
    assert said(browser.post(address, follow=True)) == ["This import was undone already."]


def test_an_import_that_can_t_be_undone_says_why_and_has_no_button(desk, article, source, edith, cora):
    import_ = bring("claims", THREE, article=article, by=edith).import_
    record_verdict(Claim.objects.get(number=2), by=cora, verdict="disputed", reason="Wrong.", at=NOW)
    browser = desk(edith)
    text = browser.get(reverse("admin:claims_import_change", args=[import_.pk])).content.decode()
    assert "These claims of the import were decided since: 2." in text
    assert "Undo this import" not in text
    browser.post(reverse("admin:claims_import_undo", args=[import_.pk]))
    assert Claim.objects.count() == 3


@pytest.mark.parametrize(("person", "status"), [("cora", 200), ("rita", 200), ("wanda", 403), ("ada", 403)])
def test_who_reads_the_desk_sees_imports_and_only_who_imports_undoes(desk, article, edith, request, person, status):
    import_ = bring("claims", THREE, article=article, by=edith).import_
    browser = desk(request.getfixturevalue(person))
    listed = browser.get(reverse("admin:claims_import_changelist"))
    assert listed.status_code == status
    if status == 200:
        shown = browser.get(reverse("admin:claims_import_change", args=[import_.pk])).content.decode()
        assert "Undo this import" not in shown
        assert page("claim") not in listed.content.decode()
    assert browser.post(reverse("admin:claims_import_undo", args=[import_.pk])).status_code == 403
    assert Claim.objects.count() == 3


def test_nobody_changes_or_deletes_an_import(desk, article, edith):
    import_ = bring("claims", THREE, article=article, by=edith).import_
    browser = desk(edith)
    browser.post(reverse("admin:claims_import_change", args=[import_.pk]), {"filename": "x"})
    assert browser.get(reverse("admin:claims_import_delete", args=[import_.pk])).status_code == 403
    assert browser.get(reverse("admin:claims_import_add")).status_code == 403
    assert Import.objects.get().filename == "claims.csv"


def test_the_list_links_to_the_imports_and_its_queries_do_not_grow(desk, article, edith):
    browser, address = desk(edith), reverse("admin:claims_import_changelist")
    bring("claims", "statement\nOne.\n", article=article, by=edith)
    assert page("claim") in browser.get(address).content.decode()
    one = queries_of(lambda: browser.get(address))
    bring("claims", "statement\nTwo.\n", article=article, by=edith)
    bring("claims", "statement\nThree.\n", article=article, by=edith)
    assert queries_of(lambda: browser.get(address)) == one


def test_an_import_that_is_not_there_is_no_server_error(desk, edith):
    browser = desk(edith)
    assert browser.post(reverse("admin:claims_import_undo", args=[999])).status_code == 404
    assert browser.get(reverse("admin:claims_import_refused", args=["999"])).status_code == 404
    assert browser.get(reverse("admin:claims_import_refused", args=["x.csv"])).status_code == 404


@pytest.mark.parametrize(
    ("model", "linked"),
    [("claim", ["claim", "evidence", "verdict"]), ("source", ["source"])],
    ids=["claims", "sources"],
)
def test_lists_link_to_their_imports_for_who_may_import(desk, claim, source, edith, cora, model, linked):
    address = reverse(f"admin:claims_{model}_changelist")
    for_editor = desk(edith).get(address).content.decode()
    for_checker = desk(cora).get(address).content.decode()
    assert [page(other) for other in PAGES if page(other) in for_editor] == [page(other) for other in linked]
    assert [other for other in PAGES if page(other) in for_checker] == []


@pytest.mark.parametrize(
    "address, step", [("claim", "/admin/claims/import/claims/"), ("article", "/admin/claims/article/import/")]
)
def test_an_empty_list_offers_the_first_step_to_who_may_take_it(desk, edith, rita, address, step):
    first = f'class="button default" href="{step}"'
    assert first in desk(edith).get(f"/admin/claims/{address}/").text
    assert first not in desk(edith).get(f"/admin/claims/{address}/?q=nothing").text
    assert first not in desk(rita).get(f"/admin/claims/{address}/").text


def test_a_writer_hands_in_a_sheet_of_sources_and_is_led_to_them(desk, wanda):
    browser = desk(wanda)
    assert page("source") in browser.get("/admin/claims/source/").text
    preview = check(browser, "key,title\nmemoir,Her memoir\n", model="source", name="sources.csv")
    assert page("claim") not in preview.text
    answer = confirm(browser, token_of(preview), model="source")
    assert answer.redirect_chain == [("/admin/claims/source/", 302)]
    assert "Her memoir" in answer.text
    assert Import.objects.get().by == wanda
    undone = browser.post(reverse("admin:claims_import_undo", args=[Import.objects.get().pk]))
    assert (undone.status_code, Source.objects.count()) == (403, 1)


def test_a_large_file_is_filed_by_a_worker_once_and_its_page_says_so(desk, article, edith, monkeypatch):
    monkeypatch.setattr("claims.admin.importing.AT_ONCE", 2)
    browser = desk(edith)
    token = token_of(check(browser, THREE, article=article))
    first, second = confirm(browser, token), confirm(browser, token)
    job = Job.objects.get()
    assert first.redirect_chain[-1][0] == second.redirect_chain[-1][0] == job.get_absolute_url()
    assert not Claim.objects.exists()
    run_next()
    assert Claim.objects.count() == 3
    assert "Imported claims.csv: 3 new" in browser.get(job.get_absolute_url()).text
