"""Pages to look at, and the faults in them that a machine can see.

To have another page looked at, add it to PAGES: its name, who opens it, and where it is on the Desk.
"""

from base64 import b32decode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page as Tab

from claims.access.totp import code_of, step_of
from claims.jobs import signs
from claims.models import Job, Revision
from claims.review.wording import mark_claim

from .desk import Desk

WIDTHS = (1440, 390)
THEMES = ("light", "dark")


@dataclass(frozen=True)
class Page:
    """A page: `opens` returns its path on a desk, `by` is the first name of who opens it, "" for nobody.

    `then` is what the person does there before it is looked at, and `then_answers` the status of what that brings.
    """

    name: str
    by: str
    opens: Callable[[Desk], str]
    answers: int = 200
    then: Callable[[Tab], None] = lambda tab: None
    then_answers: int = 200


def log_in_wrongly(tab: Tab) -> None:
    tab.get_by_label("Username").fill("cora")
    tab.get_by_label("Password").fill("guess")
    tab.get_by_role("button", name="Log in").click()
    tab.locator(".errornote").wait_for()


def empty_the_statement(tab: Tab) -> None:
    tab.locator("#id_statement").fill("")
    tab.get_by_role("button", name="Save", exact=True).click()
    tab.locator(".errornote").wait_for()


def save_what_is_stale(tab: Tab) -> None:
    tab.locator("#id_version").evaluate("field => field.value = 99")  # as if others had saved it since
    tab.locator("#id_note").fill("Ask the harbour master.")
    tab.get_by_role("button", name="Save", exact=True).click()
    tab.get_by_text("while you had it open").wait_for()


def verify_all(tab: Tab) -> None:
    tab.locator("#action-toggle").check()
    tab.locator("select[name=action]").select_option("verify")
    tab.get_by_role("button", name="Go").click()
    tab.get_by_text("These claims were refused").wait_for()


def archive_an_article(tab: Tab) -> None:
    tab.locator(".action-select").first.check()
    tab.locator("select[name=action]").select_option(index=1)
    tab.get_by_role("button", name="Go").click()
    tab.locator(".messagelist").wait_for()


def find_claims(tab: Tab) -> None:
    tab.get_by_role("button", name="Find claims").click()
    tab.locator(".copy .passage").first.wait_for()
    tab.get_by_text("Edit it first").click()


def against_itself(desk: Desk) -> str:
    """Give the article that has no claims yet copy that contradicts itself."""
    body = "What a school lunch really costs\n\nAnna Berg, 34, cooks it.\n\nAnna Berg, 36, was paid $4 million in 2009."
    body += " He retired in 2009, seven years after the film of 2003."
    fields = {"original": body.encode(), "sha256": "0" * 64, "imported_by": desk.people["edith"]}
    Revision.objects.create(article=desk.lunch, number=2, body=body, imported_at=timezone.now(), **fields)
    return f"/admin/claims/article/{desk.lunch.pk}/desk/proposals/"


def like_another(desk: Desk) -> str:
    """Mark a claim that says what another article had checked before."""
    said = "The council voted 31 to 4."
    mark_claim(desk.lunch, by=desk.people["cora"], at=timezone.now(), statement=said)
    return f"/admin/claims/article/{desk.lunch.pk}/desk/"


def find_and_return(tab: Tab) -> None:
    find_claims(tab)
    tab.locator(".object-tools a", has_text="Desk").click()
    tab.locator(".contradictions").wait_for()


def put_one_aside(tab: Tab) -> None:
    """Put one of two contradictions aside, and open what is folded."""
    find_and_return(tab)
    tab.locator("summary", has_text="Put aside").first.click()
    tab.get_by_label("Both are right").first.check()
    tab.get_by_role("button", name="Put aside").first.click()
    tab.locator(".contradictions summary", has_text="Put aside (1)").click()
    tab.locator("summary", has_text="Put aside").first.click()


def set_up_a_second_factor(tab: Tab) -> None:
    key = b32decode(tab.locator(".factor-key").inner_text().replace(" ", ""))
    tab.get_by_label("Code that the app shows now").fill(code_of(key, step_of(timezone.now())))
    tab.get_by_role("button", name="Turn it on").click()
    tab.locator(".recovery-codes").wait_for()


def take_away_an_hour_later(tab: Tab) -> None:
    for row in Session.objects.all():
        store = SessionStore(row.session_key)
        store["proved_at"] -= 3600
        store.save()
    tab.get_by_role("button", name="Web page").click()
    tab.get_by_label("Password").wait_for()


def show_every_table(tab: Tab) -> None:
    for summary in tab.locator(".as-table > summary").all():
        summary.click()


def long_work(desk: Desk, **fields: Any) -> Job:
    """Make a piece of long work of the editor's that no thread takes up."""
    fields = {"task": "act", "state": "running", "total": 48_213} | fields
    job = Job.objects.create(title="Assign 48,213 claims", by=desk.people["edith"], at=timezone.now(), **fields)
    signs.give(job.pk, 12_000)
    return job


PAGES = (
    Page("log-in", "", lambda desk: "/admin/login/"),
    Page("log-in-refused", "", lambda desk: "/admin/login/", then=log_in_wrongly),
    Page("dashboard", "edith", lambda desk: "/admin/"),
    Page("dashboard-tables", "edith", lambda desk: "/admin/", then=show_every_table),
    Page("dashboard-narrowed", "edith", lambda desk: f"/admin/?article={desk.harbour.pk}&checker=none&prints_by=x"),
    Page("dashboard-of-a-writer", "wanda", lambda desk: "/admin/"),
    Page("dashboard-without-a-role", "nora", lambda desk: "/admin/"),
    Page("dashboard-of-the-admin", "ada", lambda desk: "/admin/"),
    Page("article-dashboard", "edith", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/dashboard/"),
    Page("article-dashboard-empty", "rita", lambda desk: f"/admin/claims/article/{desk.lunch.pk}/dashboard/"),
    Page("desk", "cora", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/desk/?claim=4"),
    Page("desk-of-an-editor", "edith", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/desk/?claim=10"),
    Page("desk-of-the-writer", "wanda", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/desk/?status=open"),
    Page("desk-search", "rita", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/desk/?q=crowns"),
    Page("desk-empty", "cora", lambda desk: f"/admin/claims/article/{desk.lunch.pk}/desk/"),
    Page("desk-mark", "cora", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/desk/mark/?start=111&end=124"),
    Page(
        "proposals", "cora", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/desk/proposals/", then=find_claims
    ),
    Page("proposals-empty", "rita", lambda desk: f"/admin/claims/article/{desk.river.pk}/desk/proposals/"),
    Page("desk-lead", "cora", like_another, then=lambda tab: tab.locator(".leads").wait_for()),
    Page("desk-contradicting", "cora", against_itself, then=find_and_return),
    Page("desk-contradiction-aside", "cora", against_itself, then=put_one_aside),
    Page("sign-off", "edith", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/sign-off/"),
    Page("revision-new", "edith", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/revision/"),
    Page("queries", "wanda", lambda desk: "/admin/queries/"),
    Page("long-work-none", "cora", lambda desk: "/admin/jobs/"),
    Page("long-work", "edith", lambda desk: long_work(desk).get_absolute_url()),
    Page(
        "long-work-interrupted",
        "edith",
        lambda desk: long_work(
            desk,
            state="stopped",
            done=150,
            sentence="The work was interrupted before it was done.",
            refused=[[desk.claim.pk, "The harbour, claim 1", "Claim 1 has no supporting source yet."]],
        ).get_absolute_url(),
    ),
    Page("query-ask", "cora", lambda desk: f"/admin/claims/claim/{desk.claim.pk}/ask/"),
    Page("call-sheet", "cora", lambda desk: f"/admin/claims/source/{desk.source.pk}/call-sheet/"),
    Page("take-away", "edith", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/take-away/"),
    Page("keeping", "edith", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/keeping/"),
    Page("articles", "edith", lambda desk: "/admin/claims/article/"),
    Page("articles-archived", "edith", lambda desk: "/admin/claims/article/", then=archive_an_article),
    Page("article", "edith", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/change/"),
    Page("article-read", "rita", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/change/"),
    Page("article-new", "edith", lambda desk: "/admin/claims/article/import/"),
    Page("article-history", "edith", lambda desk: f"/admin/claims/article/{desk.harbour.pk}/history/"),
    Page("claims", "edith", lambda desk: "/admin/claims/claim/"),
    Page("claims-filtered", "cora", lambda desk: "/admin/claims/claim/?status__exact=disputed&risk__exact=high"),
    Page("claims-of-a-writer", "wanda", lambda desk: "/admin/claims/claim/?q=tram"),
    Page("claim", "cora", lambda desk: f"/admin/claims/claim/{desk.claim.pk}/change/"),
    Page(
        "claim-refused",
        "cora",
        lambda desk: f"/admin/claims/claim/{desk.claim.pk}/change/",
        then=empty_the_statement,
        then_answers=422,
    ),
    Page(
        "claim-conflict",
        "cora",
        lambda desk: f"/admin/claims/claim/{desk.claim.pk}/change/",
        then=save_what_is_stale,
        then_answers=409,
    ),
    Page("claims-refused", "cora", lambda desk: "/admin/claims/claim/", then=verify_all),
    Page("claim-settled", "edith", lambda desk: f"/admin/claims/claim/{desk.claim.pk}/change/"),
    Page("claim-read", "wanda", lambda desk: f"/admin/claims/claim/{desk.claim.pk}/change/"),
    Page("claim-new", "edith", lambda desk: "/admin/claims/claim/add/"),
    Page("claim-history", "edith", lambda desk: f"/admin/claims/claim/{desk.claim.pk}/history/"),
    Page("sources", "cora", lambda desk: "/admin/claims/source/"),
    Page("source", "cora", lambda desk: f"/admin/claims/source/{desk.source.pk}/change/"),
    Page("source-new", "cora", lambda desk: "/admin/claims/source/add/"),
    Page("record", "edith", lambda desk: "/admin/claims/event/"),
    Page("verdicts", "edith", lambda desk: "/admin/claims/verdict/"),
    Page("revisions", "edith", lambda desk: "/admin/claims/revision/"),
    Page("revision", "edith", lambda desk: f"/admin/claims/revision/{desk.harbour.current_revision.pk}/change/"),
    Page("rooms", "edith", lambda desk: "/admin/claims/"),
    Page("import-claims", "edith", lambda desk: "/admin/claims/import/claims/"),
    Page("import-verdicts", "edith", lambda desk: "/admin/claims/import/verdicts/"),
    Page("imports", "edith", lambda desk: "/admin/claims/import/"),
    Page("export-claims", "rita", lambda desk: "/admin/claims/claim/export/"),
    Page("export-sources", "rita", lambda desk: "/admin/claims/source/export/"),
    Page("people", "ada", lambda desk: "/admin/auth/user/"),
    Page("person", "ada", lambda desk: f"/admin/auth/user/{desk.people['cora'].pk}/change/"),
    Page("person-new", "ada", lambda desk: "/admin/auth/user/add/"),
    Page("person-password", "ada", lambda desk: f"/admin/auth/user/{desk.people['cora'].pk}/password/"),
    Page("password", "cora", lambda desk: "/admin/password_change/"),
    Page("second-factor", "cora", lambda desk: "/admin/second-factor/"),
    Page("second-factor-on", "cora", lambda desk: "/admin/second-factor/", then=set_up_a_second_factor),
    Page("second-factor-roles", "ada", lambda desk: "/admin/second-factor/roles/"),
    Page("second-factor-of", "ada", lambda desk: f"/admin/auth/user/{desk.people['cora'].pk}/second-factor/"),
    Page(
        "asked-again",
        "edith",
        lambda desk: f"/admin/claims/article/{desk.harbour.pk}/take-away/",
        then=take_away_an_hour_later,
        then_answers=403,
    ),
    Page("not-found", "cora", lambda desk: "/admin/claims/article/999/dashboard/", 404),
    Page("forbidden", "cora", lambda desk: "/admin/auth/user/", 403),
)

# Text that its box hides, boxes that leave the window, and controls that lie on one another. A box that may be
# scrolled hides nothing; what no eye is meant to see (the skip link, words for screen readers) is left out.
_FAULTS = """() => {
    const faults = [];
    const name = (e) => `${e.tagName.toLowerCase()}${e.id ? "#" + e.id : ""}${e.classList.length ? "." + [...e.classList].join(".") : ""}`
        + ` "${(e.innerText || e.value || "").trim().slice(0, 40)}"`;
    const clippedAway = (e) => e && (getComputedStyle(e).clipPath === "inset(50%)" || clippedAway(e.parentElement));
    const shown = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !clippedAway(e)
        && !e.closest(".visually-hidden, .skip-to-content-link, .select2-hidden-accessible");
    const scrolls = (e) => ["auto", "scroll"].includes(getComputedStyle(e).overflowX);
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide > 0) {
        const out = [...document.querySelectorAll("body *")].filter((e) => shown(e) && e.getBoundingClientRect().right > innerWidth + 1);
        const deepest = out.filter((e) => !out.some((o) => o !== e && e.contains(o)));
        faults.push(`the page is ${wide} px wider than the window: ${deepest.slice(0, 3).map(name).join("; ")}`);
    }
    for (const e of document.querySelectorAll("body *")) {
        if (!shown(e) || e.closest("svg") || e.matches("input, textarea")) continue;
        const style = getComputedStyle(e);
        const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
        const meant = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
        if (hides && !meant && e.clientWidth > 1 && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)) {
            faults.push(`${name(e)} is clipped`);
        }
        if (!hides && !scrolls(e) && e.matches("td, th, li, p, dt, dd, label, h1, h2, h3, a, button, summary, legend, span")
            && style.display !== "inline" && e.scrollWidth > e.clientWidth + 2 && e.clientWidth > 1) {
            faults.push(`${name(e)} spills out of its box by ${e.scrollWidth - e.clientWidth} px`);
        }
        if (e.matches("select") && !e.multiple && e.size < 2) {
            const ruler = document.createElement("canvas").getContext("2d");
            ruler.font = style.font;
            const room = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 18;
            const words = e.selectedOptions[0] ? e.selectedOptions[0].text : "";
            if (ruler.measureText(words).width > room + 1 && style.textOverflow !== "ellipsis") faults.push(`${name(e)} cuts its choice "${words}"`);
        }
    }
    const controls = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, label, h1, h2")]
        .filter((e) => shown(e) && !e.closest("svg"));
    const boxes = controls.map((e) => [...e.getClientRects()].filter((r) => r.width > 1 && r.height > 1));
    for (let i = 0; i < controls.length; i++) for (let j = i + 1; j < controls.length; j++) {
        const [a, b] = [controls[i], controls[j]];
        if (a.contains(b) || b.contains(a) || a.closest(".submit-row") || b.closest(".submit-row")) continue;
        const over = boxes[i].some((p) => boxes[j].some((q) => Math.min(p.right, q.right) - Math.max(p.left, q.left) > 2
            && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 2));
        const inside = (e) => { for (let p = e.parentElement; p; p = p.parentElement) if (scrolls(p)) return p; };
        if (over && inside(a) === inside(b)) faults.push(`${name(a)} and ${name(b)} overlap`);
    }
    return faults;
}"""

_AXE = """async () => (await axe.run(document, {preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}))
    .violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} (${n.any.concat(n.all)[0]?.message || v.help})`))"""


def visible_faults(tab: Tab) -> list[str]:
    """Return what is clipped, overlaps or sticks out of the window."""
    return tab.evaluate(_FAULTS)


def axe_violations(tab: Tab, axe: str) -> list[str]:
    """Return what axe-core finds against WCAG 2.0 to 2.2, levels A and AA.

    It runs past the page's CSP, and without its preloading, which would break that CSP by itself.
    """
    if not tab.evaluate("() => 'axe' in window"):
        tab.evaluate(axe)
    return tab.evaluate(_AXE)
