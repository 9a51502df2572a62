"""Forms: their fields begin at one edge, which they lose without the sheet of forms, and one that is refused is found."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from .desk import Desk


@pytest.mark.parametrize(
    "opens",
    [
        lambda desk: f"/admin/claims/claim/{desk.claim.pk}/ask/",
        lambda desk: f"/admin/claims/article/{desk.harbour.pk}/revision/",
        lambda desk: "/admin/claims/article/import/",
        lambda desk: "/admin/claims/import/claims/",
        lambda desk: "/admin/claims/source/add/",
    ],
    ids=["ask", "revision", "arrival", "import", "source"],
)
def test_the_fields_of_a_form_begin_at_one_edge(page: Tab, log_in, live_site, desk: Desk, opens: Callable[[Desk], str]):
    log_in(desk.people["edith"])
    page.goto(live_site + opens(desk))
    edges = page.locator(".aligned .form-row").evaluate_all("""rows => rows.map((row) =>
        row.querySelector("input:not([type=hidden], [type=checkbox]), select, textarea")).filter((field) =>
        field && !field.closest(".datetime, .url")).map((field) => Math.round(field.getBoundingClientRect().left))""")
    assert len(edges) > 1
    assert len(set(edges)) == 1


def test_the_field_that_was_refused_has_the_focus_and_is_in_view(page: Tab, complaints, log_in, live_site, desk: Desk):
    log_in(desk.people["cora"])
    page.goto(f"{live_site}/admin/claims/claim/{desk.harbour.claims.get(number=8).pk}/change/")
    page.get_by_label("disputed").check()
    page.get_by_role("button", name="Save and next").click()
    page.locator(".errornote").wait_for()
    complaints[:] = [heard for heard in complaints if "status of 422" not in heard]
    expect(page.locator("#id_reason")).to_be_focused()
    expect(page.locator("#id_reason")).to_be_in_viewport(ratio=1)
    expect(page.locator(".decision .errorlist")).to_contain_text("Give a reason")
