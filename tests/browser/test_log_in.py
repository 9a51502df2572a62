"""Logging in with the browser's own form: the strictest headers must not keep anybody out."""

from .desk import Desk


def test_a_person_logs_in_and_out_with_the_forms_of_the_page(page, live_site: str, desk: Desk):
    page.goto(f"{live_site}/admin/")
    page.get_by_label("Username").fill("cora")
    page.get_by_label("Password").fill("cora-very-long-password")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{live_site}/admin/")
    page.locator("summary", has_text="Cora").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(f"{live_site}/admin/logout/")
