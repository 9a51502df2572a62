"""From a figure to its list, as a person goes there."""

from .desk import Desk


def test_a_tile_leads_to_the_list_that_it_counts(page, log_in, live_site, desk: Desk):
    log_in(desk.people["rita"])
    page.goto(f"{live_site}/admin/")
    tile = page.locator(".tile.status-disputed")
    count = int(tile.locator("b").inner_text())
    tile.click()
    page.wait_for_url("**/admin/claims/claim/**")
    assert page.locator("#result_list tbody tr").count() == count == 3


def test_an_article_leads_to_its_dashboard_and_on_to_a_claim_that_stands_in_the_way(
    page, log_in, live_site, desk: Desk
):
    log_in(desk.people["edith"])
    page.goto(f"{live_site}/admin/")
    page.get_by_role("link", name=desk.harbour.headline).click()
    page.get_by_role("link", name="The correction of claim 7 is not yet made in the copy.").click()
    assert page.locator("h1").inner_text().startswith("7.")


def test_the_desk_is_narrowed_by_the_form(page, log_in, live_site, desk: Desk):
    log_in(desk.people["edith"])
    page.goto(f"{live_site}/admin/")
    page.get_by_label("Desk").select_option("Nature")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**desk=Nature**")
    assert page.locator(".article-bar h3").all_inner_texts() == ["The river that came back"]
    assert page.locator(".tile.status-unchecked b").inner_text() == "1"
