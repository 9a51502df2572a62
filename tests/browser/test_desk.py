"""The checking desk in a real browser: hands on the keyboard, words marked, nothing typed ever lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from claims.desk.presence import be_seen
from claims.models import Claim, Revision
from claims.review import evidence, verdicts, wording

from .desk import HARBOUR, Desk
from .looking import THEMES, axe_violations, visible_faults
from .test_every_page import keep_picture


@pytest.fixture
def address(live_site: str, desk: Desk) -> str:
    return f"{live_site}/admin/claims/article/{desk.harbour.pk}/desk/"


@pytest.fixture
def as_cora(log_in: Callable[[Any], None], desk: Desk) -> None:
    log_in(desk.people["cora"])


@pytest.fixture
def refusals(complaints: list[str]) -> Any:
    """Forgive the browser's own remark on every refused form; other complaints stay."""
    yield
    complaints[:] = [heard for heard in complaints if "status of 422" not in heard and "status of 409" not in heard]


def claim(desk: Desk, number: int) -> Claim:
    return Claim.objects.select_related("article", "verdict").get(article=desk.harbour, number=number)


def shows(page: Tab, number: int) -> None:
    expect(page.locator("#desk-panel h2")).to_contain_text(f"Claim {number} ")


def type_reason(page: Tab, words: str) -> None:
    page.get_by_label("Reason", exact=False).first.fill(words)


# Where the first and the last letter of words of the copy are in the window: what badges say is not of the copy.
_POINTS = """(words) => {
    const walker = document.createTreeWalker(document.querySelector(".copy"), NodeFilter.SHOW_TEXT);
    const signs = [];
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!node.parentElement.closest("[data-aside]")) {
            signs.push(...node.data.split("").map((sign, at) => ({ sign, node, at })));
        }
    }
    const at = signs.map(({ sign }) => sign).join("").indexOf(words);
    const within = ({ node, at }, share) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        return [Math.round(box.left + box.width * share), Math.round(box.top + box.height / 2)];
    };
    document.querySelector(".copy").scrollIntoView();
    return [within(signs[at], 0.2), within(signs[at + words.length - 1], 0.8)];
}"""


def select(page: Tab, words: str) -> None:
    """Drag the mouse over words of the copy, from their first letter to their last."""
    (left, top), (right, bottom) = page.evaluate(_POINTS, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=3)
    page.mouse.move(right, bottom, steps=3)
    page.mouse.up()


def tap(page: Tab, word: str) -> None:
    (left, top), (right, _) = page.evaluate(_POINTS, word)
    page.touchscreen.tap((left + right) / 2, top)


def test_the_day_of_a_checker_needs_no_mouse(page: Tab, as_cora, address, desk: Desk, refusals):
    evidence.add_evidence(
        claim(desk, 8), desk.source, by=desk.people["cora"], at=claim(desk, 8).article.chain.last_at, stance="supports",
        locator="page 9",
    )  # fmt: skip
    page.goto(f"{address}?claim=7")
    page.keyboard.press("k")
    shows(page, 8)
    page.keyboard.press("j")
    shows(page, 7)
    page.keyboard.press("n")
    shows(page, 9)
    page.keyboard.press("v")
    expect(page.locator("#decide-reason")).to_be_focused()
    expect(page.locator("input[value=verified]")).to_be_checked()
    page.keyboard.type("jkn are letters here.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".not-saved")).to_contain_text("Claim 9 has no supporting source yet.")
    expect(page.locator("#decide-reason")).to_have_value("jkn are letters here.")
    page.keyboard.press("Escape")
    expect(page.locator("#claim-9")).to_be_focused()
    page.keyboard.press("d")
    page.keyboard.press("Control+Enter")
    shows(page, 10)
    expect(page.locator("#claim-9")).to_have_class(re.compile("status-disputed"))
    expect(page.locator("#claim-9 .visually-hidden")).to_have_text("Claim 9, disputed: ")
    assert claim(desk, 9).verdict.reason == "jkn are letters here."
    expect(page.locator("[data-filter=disputed].filter-chip b")).to_have_text("3")


def test_a_source_is_added_and_a_claim_verified_from_the_keyboard(page: Tab, as_cora, address, desk: Desk):
    page.goto(f"{address}?claim=8")
    page.keyboard.press("s")
    expect(page.locator("#bring-find")).to_be_focused()
    page.keyboard.type("gazette")
    page.get_by_role("button", name="Find", exact=True).last.click()
    page.get_by_role("radio", name="Tram opening moved again").check()
    page.locator("#bring-stance").select_option("supports")
    page.locator("#bring-locator").fill("page 4")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".brought")).to_contain_text("Tram opening moved again")
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    page.keyboard.press("Control+Enter")
    shows(page, 9)
    assert claim(desk, 8).status == "verified"


def test_words_typed_after_a_refusal_become_the_reason_and_no_shortcuts(
    page: Tab, as_cora, address, desk: Desk, refusals
):
    before = claim(desk, 8)
    page.goto(f"{address}?claim=8")
    page.keyboard.press("d")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".not-saved")).to_have_text(re.compile("Give a reason"))
    expect(page.locator("#decide-reason")).to_be_focused()
    expect(page.locator("#decide-reason")).to_have_accessible_description(re.compile("Give a reason"))
    page.keyboard.type("Her own register says seven.")
    page.keyboard.press("Control+Enter")
    shows(page, 9)
    after = claim(desk, 8)
    assert (after.status, after.verdict.reason) == ("disputed", "Her own register says seven.")
    assert (after.statement, after.quote) == (before.statement, before.quote)


def test_a_wrong_address_of_a_source_takes_the_focus(page: Tab, as_cora, address, refusals):
    page.goto(f"{address}?claim=8")
    page.keyboard.press("s")
    page.get_by_text("It is new here").click()
    page.locator("#bring-url").fill("the harbour office")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".not-saved")).to_contain_text("Address")
    expect(page.locator("#bring-url")).to_be_focused()
    expect(page.locator("#bring-url")).to_have_accessible_description(re.compile("Address"))
    expect(page.locator("#bring-url")).to_have_value("the harbour office")


@pytest.mark.parametrize("key, field", [("s", "#bring-find"), ("q", "#ask-question"), ("v", "#decide-reason")])
def test_a_part_of_the_panel_opens_in_view_and_the_copy_stays_where_it_is(page: Tab, as_cora, address, key, field):
    page.set_viewport_size({"width": 1440, "height": 700})
    page.goto(f"{address}?claim=4")
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.press(key)
    expect(page.locator(field)).to_be_focused()
    expect(page.locator(field)).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") < 10


def test_what_a_search_for_a_source_finds_is_seen(page: Tab, as_cora, address):
    page.set_viewport_size({"width": 1440, "height": 700})
    page.goto(f"{address}?claim=4")
    page.keyboard.press("s")
    page.keyboard.type("tram")
    page.keyboard.press("Enter")
    expect(page.locator("#found-sources")).to_contain_text("Found")
    expect(page.locator("#bring-find")).to_be_focused()
    expect(page.locator("#found-sources li, #found-sources label").first).to_be_in_viewport(ratio=1)


def test_enter_on_the_selected_claim_goes_to_what_belongs_to_it_and_escape_back(page: Tab, as_cora, address):
    page.goto(f"{address}?claim=4")
    page.locator("#claim-8").focus()
    page.keyboard.press("Enter")
    shows(page, 8)
    expect(page.locator("#claim-8")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#desk-panel")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Previous")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#claim-8")).to_be_focused()


def test_letters_can_be_switched_off(page: Tab, as_cora, address):
    page.goto(f"{address}?claim=2")
    page.keyboard.press("?")
    page.get_by_label("Single letters are shortcuts").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    shows(page, 2)
    page.reload()
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    shows(page, 2)


def test_filters_dim_the_rest_and_the_address_and_the_back_button_keep_up(page: Tab, as_cora, address):
    page.goto(f"{address}?claim=4")
    page.locator("[data-filter=disputed].filter-chip").click()
    expect(page).to_have_url(re.compile(r"claim=4&status=disputed"))
    page.keyboard.press("j")
    shows(page, 10)
    expect(page).to_have_url(re.compile(r"claim=10&status=disputed"))
    assert page.locator("#claim-2").evaluate("e => getComputedStyle(e).backgroundColor") == "rgba(0, 0, 0, 0)"
    page.go_back()
    shows(page, 4)
    page.go_back()
    expect(page.locator(".copy")).to_have_attribute("data-filter", "")
    expect(page.locator("[data-filter=''].filter-chip")).to_have_attribute("aria-current", "true")


def test_words_are_marked_with_the_mouse_and_the_rest_fills_itself(page: Tab, as_cora, address, desk: Desk):
    page.goto(f"{address}?claim=1")
    select(page, "old fish market")
    page.get_by_role("button", name="Mark as a claim").click()
    expect(page.locator("#mark-quote")).to_have_value("old fish market")
    expect(page.locator("#mark-statement")).to_have_value(
        re.compile("^In March 2019 the council .* university hospital.$")
    )
    page.locator("#mark-statement").fill("The line begins at the old fish market.")
    page.get_by_role("button", name="Mark this claim").click()
    shows(page, 15)
    expect(page.locator("#claim-15")).to_contain_text("old fish market")
    made = claim(desk, 15)
    assert HARBOUR[made.start : made.end] == made.quote == "old fish market"


@pytest.mark.parametrize("words", ["voted 31", "31 to 4 to lay", "Varga, who owns the bakery. She has lost"])
def test_a_drag_that_begins_in_a_claim_selects_words_and_follows_no_link(page: Tab, as_cora, address, words):
    page.goto(f"{address}?claim=4")
    select(page, words)
    page.get_by_role("button", name="Mark as a claim").click()
    expect(page.locator("#mark-quote")).to_have_value(words)
    page.get_by_role("link", name="Cancel").click()
    shows(page, 4)
    page.locator("#claim-5").click()
    shows(page, 5)


def test_words_are_selected_and_marked_without_a_mouse(page: Tab, as_cora, address, desk: Desk):
    page.goto(f"{address}?claim=3")
    page.keyboard.press("w")
    expect(page.get_by_role("button", name="Select words")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowLeft")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#desk-said")).to_have_text("the spring of 2023.\n\nThree")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator("#mark-statement")).to_be_focused()
    expect(page.locator("#mark-quote")).to_have_value("the spring of 2023")
    expect(page.locator("#mark-kind")).to_have_value("date")
    page.keyboard.press("Control+Enter")
    shows(page, 15)
    assert HARBOUR[claim(desk, 15).start : claim(desk, 15).end] == "the spring of 2023"
    page.keyboard.press("w")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Select words")).to_be_focused()
    expect(page.get_by_role("button", name="Mark as a claim")).to_be_hidden()


def test_words_are_marked_with_two_taps(chromium, complaints, live_site, desk: Desk, address):
    """On a touch screen a long press on a claim is the browser's own menu, and dragging scrolls."""
    window = chromium.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    client = Client()
    client.force_login(desk.people["cora"])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    window.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_site}])
    page = window.new_page()
    page.goto(f"{address}?claim=3")
    page.get_by_role("button", name="Select words").tap()
    tap(page, "kilometres")
    expect(page.locator("#desk-said")).to_have_text("kilometres")
    tap(page, "track")
    page.get_by_role("button", name="Mark as a claim").tap()
    expect(page.locator("#mark-quote")).to_have_value("kilometres of tram track")
    assert visible_faults(page) == []
    window.close()


def test_words_beyond_the_first_plane_do_not_shift_a_mark(page: Tab, as_cora, address, desk: Desk):
    first = desk.harbour.current_revision
    body = HARBOUR.replace("Three years", "😀😀 𝒳 Three years")
    Revision.objects.create(
        article=desk.harbour, number=2, body=body, original=b"", sha256="0" * 64, imported_by=first.imported_by,
        imported_at=first.imported_at,
    )  # fmt: skip
    page.goto(address)
    select(page, "in front of a bakery")
    page.keyboard.press("m")
    expect(page.locator("#mark-quote")).to_have_value("in front of a bakery")


def test_a_mark_is_moved_to_other_words(page: Tab, as_cora, address, desk: Desk):
    page.goto(f"{address}?claim=14")
    select(page, "the builder" if "the builder" in HARBOUR else "The builder")
    page.get_by_role("button", name="Claim 14 stands here").click()
    expect(page.locator("#edit-quote")).to_have_value("The builder")
    page.get_by_role("button", name="Save the claim").click()
    expect(page.locator(".copy #claim-14")).to_contain_text("The builder")
    assert claim(desk, 14).start == HARBOUR.index("The builder")


def test_what_was_typed_survives_a_reload_and_a_walk_away(page: Tab, as_cora, address):
    page.goto(f"{address}?claim=8")
    type_reason(page, "The baker says six.")
    page.reload()
    expect(page.locator("#decide-reason")).to_have_value("The baker says six.")
    expect(page.locator(".draft-note")).to_contain_text("it was not saved")
    page.locator("#claim-9").press("Enter")
    expect(page.locator("#desk-panel h2")).to_contain_text("Claim 9 ")
    expect(page.locator("#decide-reason")).to_have_value("")
    page.locator("#claim-8").press("Enter")
    expect(page.locator("#desk-panel h2")).to_contain_text("Claim 8 ")
    expect(page.locator("#decide-reason")).to_have_value("The baker says six.")
    page.get_by_role("button", name="Discard it").click()
    expect(page.locator("#decide-reason")).to_have_value("")
    page.reload()
    expect(page.locator("#decide-reason")).to_have_value("")


def test_a_lost_connection_says_so_and_keeps_the_words(page: Tab, context, complaints, as_cora, address, desk: Desk):
    page.goto(f"{address}?claim=8")
    page.keyboard.press("d")
    page.keyboard.type("The baker says six.")
    context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#desk-trouble")).to_contain_text("The desk can’t be reached.")
    expect(page.locator("#decide-reason")).to_have_value("The baker says six.")
    context.set_offline(False)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#desk-panel h2")).not_to_contain_text("Claim 8 ")
    assert claim(desk, 8).verdict.reason == "The baker says six."
    complaints[:] = [heard for heard in complaints if "ERR_INTERNET_DISCONNECTED" not in heard]


def test_after_a_log_out_by_time_the_words_are_offered_again(page: Tab, context, log_in, as_cora, address, desk: Desk):
    page.goto(f"{address}?claim=8")
    page.keyboard.press("d")
    page.keyboard.type("The baker says six.")
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#desk-trouble")).to_contain_text("You were logged out.")
    link = page.get_by_role("link", name="Log in again")
    assert "desk/%3Fclaim%3D8" in link.get_attribute("href") or "desk%2F%3Fclaim%3D8" in link.get_attribute("href")
    log_in(desk.people["cora"])
    page.goto(f"{address}?claim=8")
    expect(page.locator("#decide-reason")).to_have_value("The baker says six.")
    expect(page.locator("input[value=disputed]")).to_be_checked()


def test_nothing_typed_is_left_for_the_next_person_at_the_machine(page: Tab, as_cora, address, live_site):
    drafts = "() => Object.keys(localStorage).filter((key) => key.startsWith('factcheck:draft:')).length"
    page.goto(f"{address}?claim=8")
    page.evaluate("() => localStorage.setItem('factcheck:draft:1:1:8:ask', JSON.stringify({at: Date.now() - 9e7}))")
    type_reason(page, "The baker says six.")
    assert page.evaluate(drafts) == 2
    page.goto(f"{live_site}/admin/")
    assert page.evaluate(drafts) == 1  # what is older than a day is gone
    page.locator("#user-tools summary").click()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Log out").click()
    assert page.evaluate(drafts) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_label("Password").or_(page.get_by_text("Logged out"))).to_be_visible()
    assert page.evaluate(drafts) == 0


def test_a_conflict_shows_both_and_mine_can_replace_theirs(page: Tab, as_cora, address, desk: Desk, refusals):
    page.goto(f"{address}?claim=8")
    page.keyboard.press("d")
    page.keyboard.type("The baker says six.")
    row = claim(desk, 8)
    verdicts.record_verdict(
        row, by=desk.people["ben"], verdict="disputed", reason="Ask her again.", at=row.article.chain.last_at
    )
    page.keyboard.press("Control+Enter")
    box = page.locator(".overtaken")
    expect(box).to_contain_text("Ben saved this while you had it open")
    expect(box).to_contain_text("Ask her again.")
    expect(box).to_contain_text("The baker says six.")
    page.get_by_role("button", name="Replace it with mine").click()
    expect(page.locator("#desk-panel")).to_contain_text("Claim 8 is disputed.")
    assert [verdict.reason for verdict in claim(desk, 8).verdicts.order_by("pk")] == [
        "Ask her again.",
        "The baker says six.",
    ]


def test_a_colleague_is_seen_within_seconds_with_what_they_did(
    page: Tab, chromium, as_cora, address, live_site, desk: Desk
):
    page.goto(f"{address}?claim=4")
    type_reason(page, "Half a thought")
    row = claim(desk, 9)
    verdicts.set_in_progress(row, by=desk.people["ben"], at=row.article.chain.last_at)
    be_seen(desk.harbour, desk.people["ben"], 9, at=timezone.now())
    expect(page.locator("#desk-latest")).to_have_text("Ben: claim 9, started.", timeout=8_000)
    expect(page.locator("#claim-9")).to_have_class(re.compile("status-in_progress"))
    expect(page.locator("#claim-9")).to_have_attribute("data-with", "Ben")
    expect(page.locator("#desk-people")).to_contain_text("Ben, claim 9")
    expect(page.locator("#decide-reason")).to_have_value("Half a thought")


def test_a_claim_that_a_colleague_decides_says_so_and_leaves_my_words(page: Tab, as_cora, address, desk: Desk):
    page.goto(f"{address}?claim=8")
    type_reason(page, "Half a thought")
    row = claim(desk, 8)
    verdicts.record_verdict(row, by=desk.people["ben"], verdict="disputed", reason="No.", at=row.article.chain.last_at)
    expect(page.locator("#panel-news")).to_contain_text("Ben: claim 8, disputed.", timeout=8_000)
    expect(page.locator("#decide-reason")).to_have_value("Half a thought")
    page.get_by_role("link", name="Show it").click()
    expect(page.locator("#desk-panel .chip").first).to_have_text("disputed")
    expect(page.locator("#decide-reason")).to_have_value("Half a thought")


def test_the_copy_is_not_taken_from_under_words_that_are_being_selected(page: Tab, as_cora, address, desk: Desk):
    """A colleague marks a claim, and while the copy with it is on its way somebody begins to select words."""
    held: list[Any] = []
    page.route(re.compile("fragment=copy"), lambda route: held.append(route), times=1)  # noqa: PLW0108 - no builtin
    page.goto(f"{address}?claim=3")
    wording.mark_claim(desk.harbour, by=desk.people["ben"], at=timezone.now(), statement="Another.", quote="Three")
    while not held:
        page.wait_for_timeout(100)
    page.keyboard.press("w")
    held.pop().continue_()
    page.wait_for_timeout(1_000)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Select words")).to_be_focused()
    expect(page.locator("#claim-15")).to_be_visible(timeout=8_000)  # it comes once nobody selects any more


def test_on_a_phone_the_claim_is_a_sheet_that_opens(page: Tab, as_cora, address, axe):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}?claim=4")
    expect(page.locator("#form-decide")).to_be_hidden()
    page.get_by_role("link", name="Next", exact=False).first.click()
    shows(page, 5)
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#form-decide")).to_be_visible()
    keep_picture(page, "desk_sheet_390")
    assert axe_violations(page, axe) == []
    page.locator("[data-sheet]").click()
    expect(page.locator("#form-decide")).to_be_hidden()
    expect(page.locator("#claim-5")).to_be_in_viewport()


def test_what_is_not_covered_is_shown(page: Tab, as_cora, address):
    page.goto(address)
    page.get_by_role("button", name="Show what is not").click()
    assert page.locator(".gap").first.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_without_a_script_links_and_forms_do_it_all(chromium, live_site, desk: Desk, address):
    client = Client()
    client.force_login(desk.people["cora"])
    window = chromium.new_context(java_script_enabled=False)
    window.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": live_site,
            }
        ]
    )
    page = window.new_page()
    page.goto(address)
    page.locator("#claim-8").click()
    shows(page, 8)
    page.get_by_label("Disputed").check()
    type_reason(page, "The baker says six.")
    page.get_by_role("button", name="Save and next").click()
    shows(page, 9)
    assert claim(desk, 8).status == "disputed"
    page.get_by_role("link", name="Mark a claim").click()
    page.get_by_label("Quote").fill("the tram office")
    page.get_by_role("button", name="Mark this claim").click()
    shows(page, 15)
    window.close()


def test_on_paper_it_is_the_annotated_copy_with_its_notes(page: Tab, as_cora, address):
    page.goto(f"{address}?claim=4&status=disputed")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    expect(page.get_by_role("heading", name="Checking record")).to_be_visible()
    expect(page.locator("#desk-panel")).to_be_hidden()
    expect(page.locator(".desk-bar")).to_be_hidden()
    head = page.get_by_text("Revision 1. 6 of 14 claims are open. Not for publication.")
    expect(head).to_be_visible()
    assert head.bounding_box()["y"] < page.locator(".copy h2").bounding_box()["y"]
    assert page.locator(".checking-record tbody tr").count() == 14
    assert visible_faults(page) == []
    keep_picture(page, "desk_print")


STATES = {
    "a-form-open": lambda page: page.keyboard.press("s"),
    "the-edit-open": lambda page: page.keyboard.press("e"),
    "a-filter": lambda page: page.locator("[data-filter=disputed].filter-chip").click(),
    "what-is-not-covered": lambda page: page.get_by_role("button", name="Show what is not").click(),
    "the-help": lambda page: page.keyboard.press("?"),
    "a-claim-to-mark": lambda page: page.keyboard.press("m"),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_holds_light_and_dark(page: Tab, as_cora, address, axe, state):
    page.goto(f"{address}?claim=4")
    STATES[state](page)
    page.wait_for_timeout(500)
    faults = {}
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        if found := [*visible_faults(page), *axe_violations(page, axe)]:
            faults[theme] = found
        keep_picture(page, f"desk_{state}_{theme}")
    assert faults == {}


def test_a_page_from_before_a_new_log_in_keeps_the_words(
    page: Tab, context, complaints, log_in, as_cora, address, desk: Desk
):
    page.goto(f"{address}?claim=8")
    page.keyboard.press("d")
    page.keyboard.type("The baker says six.")
    context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#desk-trouble")).to_contain_text("This page is from before you last logged in.")
    page.get_by_role("link", name="Load it anew").click()
    expect(page.locator("#decide-reason")).to_have_value("The baker says six.")
    complaints[:] = [heard for heard in complaints if "status of 403" not in heard]
