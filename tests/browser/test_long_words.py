"""What long headlines and long single words do to the pages that show them in a narrow place."""

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from claims.models import Article

from .desk import Desk

HEADLINE = "The True Story Behind the Harbour Line, According to the Man Who Drew It and the Woman Who Did Not"


@pytest.fixture
def page_of_edith(page: Tab, log_in, desk: Desk) -> Tab:
    log_in(desk.people["edith"])
    return page


def test_a_long_headline_makes_no_row_of_the_claim_list_higher_than_two_lines_of_it(
    page_of_edith: Tab, live_site, desk: Desk
):
    page_of_edith.goto(f"{live_site}/admin/claims/claim/?article__id__exact={desk.harbour.pk}")
    before = page_of_edith.locator("#result_list tbody tr").evaluate_all("rows => rows.map((r) => r.offsetHeight)")
    Article.objects.filter(pk=desk.harbour.pk).update(headline=HEADLINE)
    page_of_edith.reload()
    after = page_of_edith.locator("#result_list tbody tr").evaluate_all("rows => rows.map((r) => r.offsetHeight)")
    assert max(after) <= max(before) + 20
    expect(page_of_edith.locator("#result_list .headline").first).to_have_text(HEADLINE)


def test_a_long_word_of_the_record_breaks_no_name(page_of_edith: Tab, live_site, desk: Desk):
    Article.objects.filter(pk=desk.harbour.pk).update(slug="a-" * 100)
    page_of_edith.goto(f"{live_site}/admin/claims/article/{desk.harbour.pk}/change/")
    page_of_edith.locator("#id_slug").fill("-".join(["harbour"] * 12))
    page_of_edith.get_by_role("button", name="Save and continue editing").click()
    cell = page_of_edith.locator("table.record tbody tr td:nth-of-type(1)").first
    expect(cell).to_have_text("Edith (editor)")
    one_word = cell.evaluate("""e => {
        const range = document.createRange();
        range.setStart(e.firstChild, e.textContent.indexOf("("));
        range.setEnd(e.firstChild, e.textContent.indexOf(")") + 1);
        return range.getClientRects().length;
    }""")
    assert one_word == 1
    box, below = (page_of_edith.locator(s).bounding_box() for s in (".archiving .button", "#revisions-heading"))
    assert below["y"] - (box["y"] + box["height"]) > 10


def test_on_a_phone_a_source_of_the_list_has_the_width_of_the_window(page_of_edith: Tab, live_site, desk: Desk):
    page_of_edith.set_viewport_size({"width": 390, "height": 844})
    page_of_edith.goto(f"{live_site}/admin/claims/source/")
    assert page_of_edith.locator("#result_list .field-name").first.bounding_box()["width"] > 220
