"""The main job in a real browser: from an article and a spreadsheet to a CSV of verified claims."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim
from tests.conftest import make_person

COPY = (
    "The ferry that came back\n\n"
    "The ferry Selma sank on 3 May 1911, says the harbour museum. She was raised in 1924.\n\n"
    "Today she carries 300 passengers a day."
)
SHEET = (
    "statement,quote,kind,risk\n"
    "The ferry Selma sank on 3 May 1911.,sank on 3 May 1911,date,low\n"
    "She was raised in 1924.,raised in 1924,date,low\n"
    "She carries 300 passengers a day.,300 passengers a day,number,low\n"
)


@pytest.fixture
def people(live_site):
    make_person("edith", "editor")
    make_person("cora", "checker")


def become(page: Page, site: str, name: str) -> None:
    page.goto("about:blank")  # An answer still under way would bring the old session back.
    page.context.clear_cookies()
    page.goto(f"{site}/admin/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(f"{name}-very-long-password")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{site}/admin/")


def bring_in_article(page: Page) -> None:
    page.get_by_role("link", name="Articles", exact=True).first.click()
    page.get_by_role("link", name=re.compile("Bring in")).first.click()
    page.get_by_label("Or paste the copy").fill(COPY)
    page.get_by_label("Slug").fill("selma")
    page.get_by_role("button", name="Bring in the article").click()
    expect(page.get_by_text("The article is in.")).to_be_visible()


def import_claims(page: Page) -> None:
    page.get_by_role("link", name="Claims", exact=True).first.click()
    page.get_by_role("link", name="Import claims").first.click()
    page.get_by_label("Spreadsheet").set_input_files(
        {"name": "c.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    )
    page.get_by_label("Article").select_option(label="The ferry that came back")
    page.get_by_role("button", name="Check file").click()
    expect(page.get_by_text("What will change")).to_be_visible()
    page.get_by_role("button", name="Import 3 claims").click()
    expect(page.locator(".messagelist, .import-done").first).to_contain_text("3")
    assert Claim.objects.count() == 3


def open_claim(page: Page, site: str, number: int) -> None:
    page.goto(f"{site}/admin/claims/claim/{Claim.objects.get(number=number).pk}/change/")


def add_source(page: Page, site: str) -> None:
    page.goto(f"{site}/admin/claims/source/add/")
    page.get_by_label("Key").fill("museum-1911")
    page.get_by_label("Title").fill("Log book of the harbour museum")
    page.get_by_label("Publisher").fill("Harbour museum")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Log book of the harbour museum")


def bring_evidence(page: Page) -> None:
    page.locator("#evidence-0 .select2-selection").click()
    page.locator(".select2-search__field").fill("Log book")
    page.get_by_role("option", name=re.compile("Log book of the harbour museum")).click()
    row = page.locator("#evidence-0")
    row.get_by_label("What it says").select_option("supports")
    row.get_by_label("Where").fill("page 12")
    row.get_by_label("Finding").fill("Entry of 3 May 1911: lost with all her mail.")


def decide(page: Page, verdict: str, reason: str = "") -> None:
    page.get_by_role("radio", name=verdict).check()
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name="Save", exact=True).click()


def exported(page: Page, site: str) -> list[dict[str, str]]:
    page.goto(f"{site}/admin/claims/claim/")
    page.get_by_role("link", name="Export").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("Export|Download")).first.click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_from_an_article_and_a_spreadsheet_to_verified_claims_in_a_csv(page, live_site, people, complaints):
    become(page, live_site, "edith")
    bring_in_article(page)
    import_claims(page)

    become(page, live_site, "cora")
    open_claim(page, live_site, 2)
    with page.expect_response(lambda answer: answer.request.method == "POST") as refusal:
        decide(page, "verified")
    assert refusal.value.status == 422
    expect(page.get_by_text("Claim 2 has no supporting source yet.").first).to_be_visible()
    assert Claim.objects.get(number=2).status == "unchecked"
    assert [words for words in complaints if "422" not in words] == []
    complaints.clear()  # The browser calls the refusal an error on its console; it is the answer we want.

    add_source(page, live_site)
    open_claim(page, live_site, 1)
    bring_evidence(page)
    decide(page, "verified")
    expect(page.locator(".messagelist")).to_be_visible()
    assert Claim.objects.get(number=1).status == "verified"

    open_claim(page, live_site, 3)
    decide(page, "disputed", "The operator counts 240.")
    expect(page.locator(".messagelist")).to_be_visible()
    assert Claim.objects.get(number=3).status == "disputed"

    become(page, live_site, "edith")
    rows = exported(page, live_site)
    assert [(row["article"], row["number"], row["statement"], row["decided_by"]) for row in rows] == [
        ("selma", "1", "The ferry Selma sank on 3 May 1911.", "cora")
    ]
    assert rows[0]["sources"] == "museum-1911"
