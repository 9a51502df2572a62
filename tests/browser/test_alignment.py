"""Fields of one form begin at one edge: a page that forgets the sheet of forms leaves each where its label ends."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page as Tab

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
