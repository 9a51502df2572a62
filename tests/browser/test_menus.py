"""Menus made of <details>: by mouse and by keyboard, one at a time, inside the window."""

import pytest

from .desk import Desk
from .looking import THEMES, WIDTHS, axe_violations


@pytest.fixture
def claims(page, log_in, live_site, desk: Desk):
    log_in(desk.people["edith"])
    page.goto(f"{live_site}/admin/claims/claim/")
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_every_filter_opens_inside_the_window_and_closes_the_one_before(claims, width):
    claims.set_viewport_size({"width": width, "height": 900})
    filters = claims.locator("details.filter")
    for place in range(filters.count()):
        filters.nth(place).locator("summary").click()
        assert claims.locator("details.filter[open]").count() == 1
        box = filters.nth(place).locator("ul").bounding_box()
        assert (box["x"] >= 0, box["x"] + box["width"] <= width) == (True, True)


def test_escape_closes_a_menu_and_gives_the_focus_back(claims):
    account = claims.locator("#user-tools")
    account.locator("summary").focus()
    claims.keyboard.press("Enter")
    claims.keyboard.press("Tab")
    assert claims.evaluate("document.activeElement.textContent") == "Change password"
    claims.keyboard.press("Escape")
    assert account.get_attribute("open") is None
    assert claims.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_theme_changes_and_is_remembered(claims):
    before = claims.evaluate("getComputedStyle(document.body).backgroundColor")
    claims.locator(".theme-toggle").click()
    claims.reload()
    assert claims.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_the_first_tab_leads_past_the_top_bar(claims):
    claims.keyboard.press("Tab")
    assert claims.evaluate("document.activeElement.textContent") == "Skip to main content"
    claims.keyboard.press("Enter")
    assert claims.evaluate("document.activeElement.id") == "content-start"


@pytest.mark.parametrize("theme", THEMES)
def test_the_calendar_and_the_clock_are_legible_and_lie_above_the_bar_that_saves(
    page, log_in, live_site, desk: Desk, axe, theme
):
    log_in(desk.people["edith"])
    page.emulate_media(color_scheme=theme)
    page.goto(f"{live_site}/admin/claims/article/{desk.harbour.pk}/change/")
    for link, box, last in (
        ("#calendarlink0", "#calendarbox0", ".calendar-cancel a"),
        ("#clocklink0", "#clockbox0", "p a"),
    ):
        page.locator(link).click()
        assert [fault for fault in axe_violations(page, axe) if fault.startswith("color-contrast")] == []
        for day in page.locator(f"{box} .calendar td:not(.selected) a").all()[:1]:
            ground, ink = day.evaluate(
                "e => [getComputedStyle(e.closest('table')).backgroundColor, getComputedStyle(e).color]"
            )
            assert (ground, ink) == ("rgba(0, 0, 0, 0)", page.evaluate("getComputedStyle(document.body).color"))
        page.locator(f"{box} {last}").click(timeout=3_000)
