"""The copy changes late: an editor's and a writer's way in a real browser, and how their pages look."""

import re

import pytest
from django.utils import timezone

from claims.intake import waiting
from claims.models import Claim, Query, SignOff
from claims.review import queries, verdicts
from claims.review.signoff import sign_off

from .desk import HARBOUR, Desk
from .looking import THEMES, WIDTHS, axe_violations, visible_faults
from .test_every_page import keep_picture

LATE = (
    (
        HARBOUR.replace("voted 31 to 4", "voted 30 to 5")
        .replace("Ines Varga, who owns the bakery", "Ines Varga, who runs the bakery")
        .replace(" For eleven months the tram office had no director.", "")
        .replace("The first tram would run", "The first tram, the council said, would run")
    )
    + "\n\nOnce more: of the 26 shops trading on Quay Street in 2020, 15 are left. Of the 26 shops trading on Quay Street in 2020, 15 are left."
)


def claim_of(desk: Desk, number: int) -> Claim:
    return desk.harbour.claims.get(number=number)


def hand_over(page, live_site: str, desk: Desk, copy: str) -> None:
    page.goto(f"{live_site}/admin/claims/article/{desk.harbour.pk}/revision/")
    page.get_by_label("Or paste the copy").fill(copy)
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(re.compile("/revision/[^/]{32}/$"))


def test_an_editor_brings_in_late_copy_and_chooses_what_the_texts_can_not(
    page, complaints, log_in, live_site, desk: Desk
):
    log_in(desk.people["edith"])
    hand_over(page, live_site, desk, LATE)
    changed = page.get_by_role("region", name="Changed: to be checked again")
    assert "31" in changed.locator("del").first.inner_text()
    assert "30" in changed.locator("ins").first.inner_text()
    page.get_by_role("button", name="Bring in revision 2").click()
    page.get_by_role("link", name="Claim 10 stands in several places now. Say which is its own.").click()
    complaints[:] = [heard for heard in complaints if "status of 422" not in heard]
    page.get_by_label("Of the 26 shops").first.check()
    page.get_by_label("Cut claim 13").check()
    page.get_by_role("button", name="Bring in revision 2").click()
    page.wait_for_url(re.compile("/dashboard/"))
    assert "Revision 2 is in." in page.get_by_role("status").inner_text()
    stands = {number: claim_of(desk, number).status for number in (1, 2, 7, 10, 13)}
    assert stands == {1: "unchecked", 2: "unchecked", 7: "corrected", 10: "disputed", 13: "cut"}


def test_a_decision_meanwhile_brings_the_page_back_with_the_choices_kept(
    page, complaints, log_in, live_site, desk: Desk
):
    log_in(desk.people["edith"])
    hand_over(page, live_site, desk, LATE)
    page.get_by_label("Cut claim 13").check()
    page.get_by_label("Of the 26 shops").nth(1).check()
    claim = claim_of(desk, 8)
    verdicts.record_verdict(claim, by=desk.people["ben"], verdict="disputed", reason="Four.", at=timezone.now())
    page.get_by_role("button", name="Bring in revision 2").click()
    assert "Ben: marked disputed, claim 8" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Cut claim 13").is_checked()
    assert page.get_by_label("Of the 26 shops").nth(1).is_checked()
    assert desk.harbour.revisions.count() == 1
    complaints[:] = [heard for heard in complaints if "status of 409" not in heard]
    page.get_by_role("button", name="Bring in revision 2").click()
    page.wait_for_url(re.compile("/dashboard/$"))
    assert desk.harbour.revisions.count() == 2


def test_without_javascript_the_whole_way_works_by_keyboard(chromium, live_site, desk: Desk, log_in, context):
    log_in(desk.people["edith"])
    window = chromium.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = window.new_page()
    hand_over(page, live_site, desk, HARBOUR.replace("31 to 4", "30 to 5"))
    page.get_by_role("button", name="Bring in revision 2").press("Enter")
    page.wait_for_url(re.compile("/dashboard/$"))
    window.close()
    assert claim_of(desk, 1).status == "unchecked"


def test_a_writer_answers_a_question_and_the_obstacle_is_gone(page, log_in, live_site, desk: Desk):
    query = Query.objects.get()
    log_in(desk.people["edith"])
    page.goto(f"{live_site}/admin/claims/article/{desk.harbour.pk}/sign-off/")
    assert page.get_by_role("link", name="A query about claim 4 has no answer yet.").count() == 1
    log_in(desk.people["wanda"])
    page.goto(f"{live_site}/admin/queries/")
    page.get_by_role("link", name="Answer about claim 4").click()
    page.get_by_label("Answer", exact=False).fill("The budget of 2025.")
    page.get_by_role("button", name="Answer").click()
    page.wait_for_url(f"{live_site}/admin/queries/")
    query.refresh_from_db()
    assert (query.answer, query.answered_by) == ("The budget of 2025.", desk.people["wanda"])
    log_in(desk.people["edith"])
    page.goto(f"{live_site}/admin/claims/article/{desk.harbour.pk}/sign-off/")
    assert page.get_by_role("link", name="A query about claim 4 has no answer yet.").count() == 0


def test_a_call_sheet_on_paper_holds_questions_and_room_for_answers(page, log_in, live_site, desk: Desk):
    question = "Is it so that 90,000 crowns a day while the state heritage office ordered a stop?"
    queries.ask(claim_of(desk, 11), by=desk.people["cora"], question=question, source=desk.source, at=timezone.now())
    log_in(desk.people["cora"])
    page.goto(f"{live_site}/admin/claims/source/{desk.source.pk}/call-sheet/")
    page.emulate_media(media="print")
    keep_picture(page, "call-sheet_print")
    assert page.get_by_text(question).is_visible()
    assert page.locator(".room-for-answer").first.is_visible()
    assert not page.get_by_text("Do not read this out").is_visible()
    assert desk.harbour.headline not in page.locator("body").inner_text()


def preview(desk: Desk, copy: str) -> str:
    kept = waiting.keep(
        iter([copy.encode()]), by=desk.people["edith"], table="revision", article=desk.harbour.pk, name="late.txt"
    )
    return f"/admin/claims/article/{desk.harbour.pk}/revision/{kept.token}/"


def ask_source(desk: Desk) -> str:
    question = "Is it so that 90,000 crowns a day while the state heritage office ordered a stop?"
    queries.ask(claim_of(desk, 11), by=desk.people["cora"], question=question, source=desk.source, at=timezone.now())
    return f"/admin/claims/source/{desk.source.pk}/call-sheet/"


def signed_off(desk: Desk) -> str:
    river = desk.river
    for claim in river.claims.all():
        if claim.status in {"unchecked", "in_progress"}:
            verdicts.record_verdict(claim, by=desk.people["cora"], verdict="disputed", reason="No.", at=timezone.now())
    for claim in river.claims.filter(status="disputed"):
        verdicts.record_verdict(
            claim, by=desk.people["edith"], verdict="stet", reason="A figure of speech.", at=timezone.now()
        )
    sign_off(river, by=desk.people["edith"], at=timezone.now())
    queries.ask(river.claims.first(), by=desk.people["cora"], question="Which weir?", at=timezone.now())
    queries.answer_query(Query.objects.latest("pk"), by=desk.people["wanda"], answer="The old one.", at=timezone.now())
    sign_off(river, by=desk.people["edith"], at=timezone.now())
    assert SignOff.objects.count() == 2
    return f"/admin/claims/article/{river.pk}/sign-off/"


PAGES = {
    "revision": ("edith", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/revision/"),
    "revision-preview": ("edith", lambda desk: preview(desk, LATE)),
    "revision-unchanged": ("edith", lambda desk: preview(desk, HARBOUR)),
    "sign-off": ("edith", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/sign-off/"),
    "sign-off-done": ("edith", signed_off),
    "queries": ("cora", lambda desk: "/admin/queries/"),
    "queries-of-a-writer": ("wanda", lambda desk: "/admin/queries/"),
    "queries-none": ("nora", lambda desk: "/admin/queries/"),
    "query": ("wanda", lambda desk: f"/admin/queries/{Query.objects.get().pk}/"),
    "ask": ("cora", lambda desk: f"/admin/claims/claim/{desk.claim.pk}/ask/"),
    "call-sheet": ("cora", ask_source),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_in_every_light_and_width(name, page, log_in, live_site, desk: Desk, axe):
    by, opens = PAGES[name]
    path = opens(desk)
    log_in(desk.people[by])
    assert page.goto(live_site + path).status == 200
    faults = {}
    for theme in THEMES:
        for width in WIDTHS:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # no colour halfway to the other light
            page.set_viewport_size({"width": width, "height": 900})
            keep_picture(page, f"{name}_{theme}_{width}")
            if found := [*visible_faults(page), *axe_violations(page, axe)]:
                faults[f"{theme}, {width} px"] = found
    assert faults == {}
