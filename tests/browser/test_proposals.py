"""Going through proposed claims with the keyboard, and on paper."""

from claims.models import Candidate, Claim


def passages(desk):
    return list(Candidate.objects.filter(revision__article=desk.river).order_by("start", "end"))


def test_a_checker_accepts_and_waives_with_keys_and_prints_the_bare_copy(page, log_in, live_site, desk):
    log_in(desk.people["cora"])
    page.goto(f"{live_site}/admin/claims/article/{desk.river.pk}/desk/")
    page.get_by_role("button", name="Find claims").click()
    page.locator(".passage.here").first.wait_for()
    page.wait_for_load_state()  # the keys' script comes after the page
    waiting = page.locator(".copy a.passage.is-proposed").count()
    assert waiting > 1
    first = page.locator(".passage.here").first.get_attribute("data-passage")
    page.keyboard.press("j")
    page.wait_for_url("**/proposals/?at=*")
    assert page.locator(".passage.here").first.get_attribute("data-passage") != first
    page.keyboard.press("k")
    page.locator(f"#passage-{first}[aria-current]").wait_for()
    before = Claim.objects.count()
    page.keyboard.press("a")
    page.get_by_text("is marked, unchecked.").wait_for()
    assert Claim.objects.count() == before + 1
    page.keyboard.press("Tab")  # It goes on from the next passage, not from the top of the page.
    assert page.evaluate("document.activeElement.closest('#desk-panel') !== null")
    page.keyboard.press("w")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_text("The passage is waived: not checkable.").wait_for()
    assert sorted(row.state for row in passages(desk) if row.settled_by_id) == ["accepted", "waived"]
    page.emulate_media(media="print")
    shown = page.locator("#desk-panel, .desk-bar, .all-at-once, .passage .badge")
    assert not any(part.is_visible() for part in shown.all())
    assert page.locator(".copy").is_visible()


def test_letters_do_nothing_while_somebody_types_or_has_switched_them_off(page, log_in, live_site, desk):
    log_in(desk.people["cora"])
    page.goto(f"{live_site}/admin/claims/article/{desk.river.pk}/desk/proposals/")
    page.get_by_role("button", name="Find claims").click()
    page.locator(".passage.here").first.wait_for()
    page.wait_for_load_state()  # the keys' script comes after the page
    page.keyboard.press("e")
    page.keyboard.type("aw")
    page.get_by_label("Single letters are shortcuts").uncheck()
    page.keyboard.press("a")
    assert page.get_by_label("Statement").is_visible()
    assert not Candidate.objects.exclude(state="proposed").exists()
