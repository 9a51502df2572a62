"""Sources: where used, merging, private files."""

import hashlib
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Event, EventDetail, Source
from claims.review import verdicts
from claims.review.evidence import withdraw
from tests.admin.conftest import posted
from tests.conftest import NOW, make_source, support

LIST = "/admin/claims/source/"
ADD = "/admin/claims/source/add/"


def change(source):
    return reverse("admin:claims_source_change", args=[source.pk])


def stored(answer):
    return b"".join(answer.streaming_content)


def rows(answer):
    assert answer.status_code == 200
    return [source.key for source in answer.context["cl"].result_list]


def test_a_checker_adds_and_changes_a_source_and_the_record_tells(desk, cora):
    browser = desk(cora)
    form = posted(browser.get(ADD)) | {"key": "ap-1", "title": "Agency report", "url": "https://example.org/a"}
    assert browser.post(ADD, form).status_code == 302
    source = Source.objects.get(key="ap-1")
    assert source.added_by == cora
    browser.post(change(source), posted(browser.get(change(source))) | {"publisher": "Agency"})
    source.refresh_from_db()
    assert (source.publisher_key, source.version) == ("agency", 2)
    assert list(Event.objects.values_list("action", flat=True)) == ["source added", "source changed"]
    history = browser.get(reverse("admin:claims_source_history", args=[source.pk])).text
    assert "source changed" in history
    assert "Agency" in history


def test_a_key_that_is_taken_is_refused_with_a_sentence(desk, source, cora):
    answer = desk(cora).post(ADD, posted(desk(cora).get(ADD)) | {"key": source.key, "title": "Again"})
    assert answer.status_code == 422
    assert Source.objects.count() == 1


def test_a_source_that_copies_itself_is_refused(desk, source, cora):
    form = posted(desk(cora).get(change(source))) | {"republishes": source.pk}
    answer = desk(cora).post(change(source), form)
    assert (answer.status_code, "copy itself" in answer.text) == (422, True)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp//x", "http://" + "a" * 3000, "data:text/html,x"])
def test_a_bad_address_is_refused(desk, cora, address):
    form = posted(desk(cora).get(ADD)) | {"key": "k", "title": "t", "url": address}
    assert desk(cora).post(ADD, form).status_code == 422
    assert not Source.objects.exists()


def test_the_list_tells_how_many_claims_use_a_source_and_the_page_which(desk, claim, source, cora, rita):
    support(claim, source, by=cora)
    support(claim, source, by=cora, locator="page 9")
    make_source(cora, "unused")
    assert '<td class="field-used">1 claim</td>' in desk(rita).get(LIST).text
    assert rows(desk(rita).get(f"{LIST}?used=yes")) == ["courier-1999"]
    assert rows(desk(rita).get(f"{LIST}?used=no")) == ["unused"]
    assert claim.get_absolute_url() in desk(rita).get(change(source)).text


@pytest.mark.parametrize("most", [0, 1, 2, 500])
def test_used_and_unused_are_told_apart_however_many_there_are(desk, claim, source, cora, rita, monkeypatch, most):
    monkeypatch.setattr("claims.admin.sources.MOST_NAMED", most)
    support(claim, source, by=cora)
    withdraw(support(claim, make_source(cora, "withdrawn"), by=cora), by=cora, at=NOW)
    make_source(cora, "unused")
    assert rows(desk(rita).get(f"{LIST}?used=yes")) == ["courier-1999"]
    assert rows(desk(rita).get(f"{LIST}?used=no")) == ["unused", "withdrawn"]
    assert rows(desk(rita).get(f"{LIST}?used=no&q=unused")) == ["unused"]


def test_use_is_counted_for_the_rows_of_the_page_alone(desk, claim, source, cora, rita):
    support(claim, source, by=cora)
    with CaptureQueriesContext(connection) as asked:
        text = desk(rita).get(LIST).text
    for number in range(60):
        make_source(cora, f"further-{number}")
    with CaptureQueriesContext(connection) as asked_of_many:
        many = desk(rita).get(LIST)
    assert len(asked_of_many) == len(asked) + 1  # the keys of a page, where there are several
    assert "1 claim<" in text
    assert many.text.count("0 claims") + many.text.count("1 claim<") == 50
    assert sum("COUNT(DISTINCT" in query["sql"] for query in asked_of_many) == 1


def test_search_and_filters_find_sources(desk, source, cora, rita):
    make_source(cora, "book-1", kind="book", title="The Alma")
    assert rows(desk(rita).get(f"{LIST}?q=alma")) == ["book-1"]
    assert rows(desk(rita).get(f"{LIST}?kind__exact=book")) == ["book-1"]
    assert rows(desk(rita).get(f"{LIST}?q=courier press")) == ["courier-1999"]


def test_the_list_asks_the_database_no_more_for_three_rows_than_for_one(desk, source, cora):
    browser = desk(cora)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as one:
        browser.get(LIST)
    for key in ("a", "b"):
        make_source(cora, key, republishes=source)
    with CaptureQueriesContext(connection) as three:
        assert len(rows(browser.get(LIST))) == 3
    assert len(three) == len(one)


def merging(browser, sources, **more):
    chosen = {"action": "merge_selected", "index": "0", "_selected_action": [source.pk for source in sources]}
    return browser.post(LIST, chosen | more)


def test_merging_shows_what_moves_and_moves_it_to_the_one_that_stays(desk, claim, source, cora, edith):
    double = make_source(cora, "courier-again", publisher="Courier press")
    support(claim, double, by=cora, finding="Opened on 3 May.")
    browser = desk(edith)
    page = merging(browser, [source, double])
    assert page.status_code == 200
    assert [piece.source for piece in page.context["pieces"]] == [double]
    assert merging(browser, [source, double], answered="1").status_code == 422
    assert merging(browser, [source, double], answered="1", stays=source.pk).status_code == 302
    double.refresh_from_db()
    assert (double.merged_into, claim.evidence.get().source) == (source, source)
    assert rows(browser.get(LIST)) == ["courier-1999"]


def test_one_source_can_not_be_merged(desk, source, edith):
    answer = desk(edith).post(
        LIST, {"action": "merge_selected", "index": "0", "_selected_action": [source.pk]}, follow=True
    )
    assert "Choose two sources or more" in answer.text


def test_what_a_rule_refuses_merges_nothing_at_all(desk, source, cora, edith):
    double, secret = make_source(cora, "double"), make_source(cora, "secret", confidential=True)
    from django.contrib.auth.models import Permission

    edith.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    answer = merging(desk(edith), [source, double, secret], answered="1", stays=source.pk)
    assert answer.status_code == 422
    assert "One of these sources is confidential and the other is not." in answer.text
    assert not Source.objects.filter(merged_into__isnull=False).exists()


def test_a_checker_merges_nothing(desk, source, cora):
    double = make_source(cora, "double")
    merging(desk(cora), [source, double], answered="1", stays=source.pk)
    assert not Source.objects.filter(merged_into__isnull=False).exists()


def test_editing_what_a_source_is_reopens_the_claims_that_leaned_on_it(desk, claim, source, cora):
    support(claim, source, by=cora)
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    form = posted(desk(cora).get(change(source))) | {"publisher": "The Weekly"}
    desk(cora).post(change(source), form)
    claim.refresh_from_db()
    assert claim.status == "unchecked"


@pytest.fixture
def filed(desk, source, cora):
    form = posted(desk(cora).get(change(source)))
    upload = SimpleUploadedFile("letter.pdf", b"%PDF-1.4 secret letter", content_type="text/html")
    desk(cora).post(change(source), form | {"file": upload})
    source.refresh_from_db()
    return source


def test_a_file_is_handed_out_as_an_attachment_to_who_may_read_the_source(desk, filed, rita):
    answer = desk(rita).get(reverse("admin:claims_source_download", args=[filed.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 secret letter"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith('attachment; filename="letter')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_a_file_has_no_address_of_its_own(desk, filed, cora):
    assert desk(cora).get(f"/{filed.file.name}").status_code == 404
    text = desk(cora).get(change(filed)).text
    assert filed.file.name not in text
    assert reverse("admin:claims_source_download", args=[filed.pk]) in text


def test_a_file_is_kept_when_the_page_is_saved_again_and_can_be_taken_off(desk, filed, cora):
    desk(cora).post(change(filed), posted(desk(cora).get(change(filed))) | {"author": "Ida Holm"})
    filed.refresh_from_db()
    assert (filed.author, bool(filed.file)) == ("Ida Holm", True)
    desk(cora).post(change(filed), posted(desk(cora).get(change(filed))) | {"file-clear": "on"})
    filed.refresh_from_db()
    assert not filed.file


def test_a_file_that_is_replaced_or_taken_off_stays_and_is_handed_out(desk, filed, cora, rita):
    page = change(filed)
    first = stored(desk(rita).get(reverse("admin:claims_source_download", args=[filed.pk])))
    new = SimpleUploadedFile("letter.txt", b"Another letter.")
    desk(cora).post(page, posted(desk(cora).get(page)) | {"file": new})
    desk(cora).post(page, posted(desk(cora).get(page)) | {"file-clear": "on"})
    text = desk(rita).get(page).text
    earlier = re.findall(rf'href="({re.escape(page.replace("change", "file"))}[0-9]+/)"', text)
    assert [stored(desk(rita).get(address)) for address in earlier] == [b"Another letter.", first]
    digests = [json.loads(body).get("file_sha256") for body in EventDetail.objects.values_list("body", flat=True)]
    assert {hashlib.sha256(content).hexdigest() for content in (first, b"Another letter.")} <= set(digests)


def test_no_earlier_file_of_another_source_is_handed_out(desk, filed, cora, rita):
    page = change(filed)
    desk(cora).post(page, posted(desk(cora).get(page)) | {"file-clear": "on"})
    number = Event.objects.filter(action="source changed").latest("pk").sequence
    other = make_source(cora, "other")
    assert desk(rita).get(f"/admin/claims/source/{filed.pk}/file/{number}/").status_code == 200
    for pk, at in ((other.pk, number), (filed.pk, 1), (filed.pk, 999)):
        assert desk(rita).get(f"/admin/claims/source/{pk}/file/{at}/").status_code == 404
    Source.objects.filter(pk=filed.pk).update(confidential=True)
    assert desk(rita).get(f"/admin/claims/source/{filed.pk}/file/{number}/").status_code == 403


def test_a_file_that_could_run_or_is_too_big_is_refused(desk, source, cora, settings):
    settings.MAX_UPLOAD_MB = 1
    form = posted(desk(cora).get(change(source)))
    for name, content in (("page.html", b"<script>"), ("big.pdf", b"x" * (1024 * 1024 + 1))):
        answer = desk(cora).post(change(source), form | {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 422
        assert name in answer.text
    source.refresh_from_db()
    assert (bool(source.file), source.version) == (False, 1)


def test_a_download_of_nothing_is_not_found(desk, source, filed, cora, settings, tmp_path):
    assert desk(cora).get("/admin/claims/source/99999/file/").status_code == 404
    plain = make_source(cora, "plain")
    assert desk(cora).get(reverse("admin:claims_source_download", args=[plain.pk])).status_code == 404
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    assert desk(cora).get(reverse("admin:claims_source_download", args=[filed.pk])).status_code == 404


def test_a_writer_sees_and_downloads_only_sources_of_own_articles(desk, claim, filed, cora, wanda):
    download = reverse("admin:claims_source_download", args=[filed.pk])
    assert rows(desk(wanda).get(LIST)) == []
    assert desk(wanda).get(download).status_code == 404
    support(claim, filed, by=cora)
    assert rows(desk(wanda).get(LIST)) == ["courier-1999"]
    assert desk(wanda).get(download).status_code == 200


def test_a_writer_hands_in_a_source(desk, wanda):
    form = posted(desk(wanda).get(ADD)) | {"key": "mine", "title": "My notes"}
    assert desk(wanda).post(ADD, form).status_code == 302
    assert rows(desk(wanda).get(LIST)) == ["mine"]
