"""The export of the claim list and the source list."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.export.columns import COLUMNS
from claims.intake.spreadsheets import open_sheet
from claims.models import Article, Claim, Event, Source
from claims.review import verdicts, wording
from claims.vocabulary import Table
from tests.admin.conftest import posted
from tests.conftest import NOW, make_source, support

CLAIMS = "/admin/claims/claim/export/"
SOURCES = "/admin/claims/source/export/"
ASKED = {"status": "verified", "of_them": "claims", "format": "csv", "columns": ["number", "status", "reason"]}


@pytest.fixture
def bridge(article, claim, edith, cora):
    """Claim 1 verified with an open and a confidential source, claim 2 disputed, claim 3 unchecked."""
    support(claim, make_source(edith, "gazette"), by=cora)
    support(claim, make_source(edith, "whisper-key", confidential=True), by=cora, finding="Said a clerk.")
    verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    second = wording.mark_claim(article, by=edith, at=NOW, statement="It cost 40 million crowns.", kind="money")
    verdicts.record_verdict(second, by=cora, verdict="disputed", reason="=60 million.", at=NOW)
    wording.mark_claim(article, by=edith, at=NOW, statement="Holm left the city in 2001.")
    return article


@pytest.fixture
def knowing(rita):
    """Rita, who may know confidential sources."""
    rita.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    return rita


def content(response):
    assert response.status_code == 200, response.content.decode()
    return b"".join(response.streaming_content)


def rows_in(response):
    return list(csv.DictReader(io.StringIO(content(response).decode(), newline="")))


def test_verified_claims_in_the_usual_columns_are_offered_first(bridge, desk, rita):
    page = desk(rita).get(CLAIMS)
    form = page.context["form"]
    labels = [str(label) for _, label in form.fields["status"].choices]
    assert labels == [
        "Verified claims (to publish): 1",
        "All claims (working copy): 3",
        "Only unchecked: 1",
        "Only disputed: 1",
    ]
    assert posted(page)["status"] == "verified"
    assert posted(page)["format"] == "csv"
    assert tuple(form["columns"].initial) == COLUMNS[Table.CLAIMS]


def test_the_form_as_it_stands_downloads_the_verified_claims(bridge, desk, rita, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 5, 9, 0, tzinfo=UTC))
    browser = desk(rita)
    answer = browser.post(CLAIMS, posted(browser.get(CLAIMS)) | {"columns": COLUMNS[Table.CLAIMS]})
    assert answer["Content-Disposition"] == 'attachment; filename="bridge-claims-2026-03-05.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer.streaming
    (row,) = rows_in(answer)
    assert (tuple(row), row["number"], row["decided_by"]) == (COLUMNS[Table.CLAIMS], "1", "cora")


def test_columns_and_status_are_chosen(bridge, desk, rita):
    answer = desk(rita).post(CLAIMS, ASKED | {"status": "all"})
    assert content(answer).decode() == (
        "number,status,reason\r\n1,verified,\r\n2,disputed,'=60 million.\r\n3,unchecked,\r\n"
    )


def test_csv_for_a_spreadsheet_program_is_marked(bridge, desk, rita):
    assert content(desk(rita).post(CLAIMS, ASKED | {"bom": "on"})).startswith(b"\xef\xbb\xbfnumber,")


def test_a_workbook_and_json_can_be_had(bridge, desk, rita):
    browser = desk(rita)
    (row,) = open_sheet(content(browser.post(CLAIMS, ASKED | {"format": "xlsx"})), "claims.xlsx")
    assert row.cells == ["1", "verified", ""]
    assert content(browser.post(CLAIMS, ASKED | {"format": "json"})) == (
        b'[\n{"number": 1, "status": "verified", "reason": ""}\n]\n'
    )


class TestListsFilters:
    def test_hold_in_the_export(self, bridge, desk, rita):
        answer = desk(rita).post(f"{CLAIMS}?kind__exact=money", ASKED | {"status": "all"})
        assert [row["number"] for row in rows_in(answer)] == ["2"]

    def test_and_so_does_the_search(self, bridge, desk, rita):
        answer = desk(rita).post(f"{CLAIMS}?q=Holm+left", ASKED | {"status": "all"})
        assert [row["number"] for row in rows_in(answer)] == ["3"]

    def test_are_carried_by_the_link_above_the_list(self, bridge, desk, rita):
        page = desk(rita).get("/admin/claims/claim/?kind__exact=money&q=cost").text
        assert 'href="/admin/claims/claim/export/?kind__exact=money&amp;q=cost"' in page

    def test_of_one_status_choose_that_status(self, bridge, desk, rita):
        page = desk(rita).get(f"{CLAIMS}?status__exact=disputed")
        assert posted(page)["status"] == "disputed"

    def test_hide_archived_articles_like_the_list(self, bridge, desk, rita):
        Article.objects.update(archived=True)
        browser = desk(rita)
        assert rows_in(browser.post(CLAIMS, ASKED)) == []
        assert len(rows_in(browser.post(f"{CLAIMS}?article__archived__exact=1", ASKED))) == 1

    @pytest.mark.parametrize(
        "query", ["needs=nonsense", "q=%00", "%00=1", "article__id__exact=x", "checker__id__exact=1e9"]
    )
    def test_that_make_no_sense_lead_to_the_list(self, bridge, desk, rita, query):
        answer = desk(rita).get(f"{CLAIMS}?{query}")
        assert (answer.status_code, answer.url) == (302, "/admin/claims/claim/")

    def test_that_look_into_other_tables_are_refused(self, bridge, desk, rita):
        assert desk(rita).get(f"{CLAIMS}?checker__password__startswith=a").status_code == 400


class TestOtherTables:
    def test_of_the_chosen_claims_can_be_exported(self, bridge, desk, edith):
        browser = desk(edith)
        found = {
            table: [tuple(row.values())[:3] for row in rows_in(browser.post(CLAIMS, ASKED | {"of_them": table}))]
            for table in ("evidence", "verdicts", "sources")
        }
        hidden = f"Confidential source {Source.objects.get(key='whisper-key').pk}"
        assert found == {
            "evidence": [("bridge", "1", "gazette"), ("bridge", "1", hidden)],
            "verdicts": [("bridge", "1", "verified")],
            "sources": [("gazette", "Report gazette", "gazette press"), (hidden, hidden, "")],
        }

    def test_the_source_list_exports_its_sources(self, bridge, desk, rita):
        browser = desk(rita)
        answer = browser.post(f"{SOURCES}?kind__exact=news+report", {"format": "csv", "columns": ["key", "kind"]})
        assert content(answer).decode() == "key,kind\r\ngazette,news report\r\n"
        whole = browser.post(SOURCES, {"format": "csv", "columns": ["confidential"]})
        assert content(whole).decode() == "confidential\r\nno\r\nyes\r\n"


class TestPermission:
    @pytest.mark.parametrize("path", [CLAIMS, SOURCES])
    def test_a_writer_and_an_admin_may_not_export(self, bridge, desk, wanda, ada, path):
        for person in (wanda, ada):
            assert desk(person).get(path).status_code == 403
            assert desk(person).post(path, ASKED).status_code == 403

    def test_being_a_superuser_does_not_help(self, bridge, desk, ada):
        ada.is_superuser = True
        ada.save()
        assert desk(ada).post(CLAIMS, ASKED).status_code == 403

    def test_a_stranger_is_asked_to_log_in_and_gets_no_file(self, bridge, client):
        assert client.get(CLAIMS).url.startswith("/admin/login/")
        sent = client.post(CLAIMS, ASKED)
        assert (sent.status_code, sent.has_header("Content-Disposition")) == (403, False)
        assert 'type="password"' in sent.content.decode()

    def test_who_may_not_export_sees_no_link(self, bridge, desk, wanda, rita):
        assert "/export/" not in desk(wanda).get("/admin/claims/claim/").text
        assert "/export/" in desk(rita).get("/admin/claims/source/").text


class TestConfidentialSources:
    def test_are_hidden_and_nothing_is_told(self, bridge, desk, rita):
        before = Event.objects.count()
        data = content(desk(rita).post(CLAIMS, ASKED | {"columns": ["sources", "findings"]}))
        assert b"Confidential source" in data
        assert b"whisper-key" not in data
        assert b"Said a clerk." not in data
        assert Event.objects.count() == before

    def test_are_named_to_who_may_know_them_and_the_record_tells(self, bridge, desk, knowing):
        data = content(desk(knowing).post(CLAIMS, ASKED | {"columns": ["sources"]}))
        event = Event.objects.latest("pk")
        assert b"whisper-key" in data
        assert (event.action, event.chain.article, event.actor_name) == (
            "exported confidential sources",
            bridge,
            "Rita",
        )


class TestBadInput:
    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"status": "done"}, "status"),
            ({"status": ""}, "status"),
            ({"of_them": "people"}, "of_them"),
            ({"format": "99"}, "format"),
            ({"format": "pdf"}, "format"),
            ({"columns": []}, "columns"),
            ({"columns": ["number", "password"]}, "columns"),
            ({"columns": ["\0"]}, "columns"),
        ],
    )
    def test_is_answered_with_the_form_and_a_sentence(self, bridge, desk, rita, wrong, field):
        answer = desk(rita).post(CLAIMS, ASKED | wrong)
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        assert "Nothing was exported. See below why." in answer.text

    def test_an_empty_form_is_answered_too(self, bridge, desk, rita):
        assert desk(rita).post(CLAIMS, {}).status_code == 422

    def test_what_a_workbook_can_not_hold_is_said_on_the_form(self, bridge, desk, rita):
        Claim.objects.filter(number=1).update(note="x" * 40_000)
        answer = desk(rita).post(CLAIMS, ASKED | {"format": "xlsx", "columns": ["number", "note"]})
        assert answer.status_code == 422
        assert "Row 2: “note” has 40,000 characters; an XLSX cell holds 32,767." in answer.text

    def test_a_column_that_is_asked_for_twice_comes_once(self, bridge, desk, rita):
        answer = desk(rita).post(CLAIMS, ASKED | {"columns": ["number", "number"]})
        assert content(answer) == b"number\r\n1\r\n"


def test_the_page_costs_the_same_for_any_number_of_claims(bridge, desk, rita):
    browser = desk(rita)
    browser.get(CLAIMS)

    def cost(path):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        return len(queries)

    assert cost(f"{CLAIMS}?q=Holm+left") == cost(f"{CLAIMS}?q=o")


def test_the_page_has_no_script_and_a_label_for_everything(bridge, desk, rita):
    page = desk(rita).get(CLAIMS).text
    main = page[page.index('id="content-main"') : page.index('class="submit-row"')]
    assert "<script" not in main
    assert "style=" not in main
    assert main.count("<label") == main.count("<input") - 1 + main.count("<select")  # the CSRF token has none
