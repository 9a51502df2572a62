"""Every page, light and dark, wide and narrow: no accessibility violation, nothing clipped, no complaint.

SCREENSHOTS names a folder to which each page's pictures are written, for people to look at.
"""

import os
from pathlib import Path

import pytest

from .desk import Desk
from .looking import PAGES, THEMES, WIDTHS, Page, axe_violations, visible_faults


@pytest.mark.parametrize("page_of_desk", PAGES, ids=[page.name for page in PAGES])
def test_a_page_holds_in_every_light_and_width(
    page_of_desk: Page, page, complaints, log_in, live_site, desk: Desk, axe
):
    if page_of_desk.by:
        log_in(desk.people[page_of_desk.by])
    answer = page.goto(live_site + page_of_desk.opens(desk))
    assert answer.status == page_of_desk.answers
    page_of_desk.then(page)
    meant = [f"status of {status}" for status in (page_of_desk.answers, page_of_desk.then_answers) if status >= 400]
    complaints[:] = [heard for heard in complaints if not any(status in heard for status in meant)]
    faults = []
    for theme in THEMES:
        for width in WIDTHS:
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 900})
            keep_picture(page, f"{page_of_desk.name}_{theme}_{width}")
            found = [*visible_faults(page), *axe_violations(page, axe)]
            faults += [f"{theme}, {width} px: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


def keep_picture(page, name: str) -> None:
    """Write the whole page as one picture, in a window as high as the page: what sticks to its edge stays there."""
    if not (folder := os.environ.get("SCREENSHOTS")):
        return
    window = page.viewport_size
    page.set_viewport_size(window | {"height": page.evaluate("document.documentElement.scrollHeight")})
    page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")
    page.set_viewport_size(window)
