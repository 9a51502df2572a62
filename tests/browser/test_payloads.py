"""Scripts, broken markup and turned text in every field a person can fill: shown as typed on every page, never run."""

import io
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from openpyxl import Workbook

from claims.intake.articles import file_article
from claims.models import Event, Import
from claims.review import evidence, queries, verdicts
from claims.review.articles import edit_article
from claims.review.wording import edit_claim, mark_claim
from tests.admin.addresses import addresses, filled
from tests.conftest import make_person, make_source
from tests.intake.bringing import bring

RUN = "window.struck=1"
PAYLOADS = [
    f"<script>{RUN}</script>", f"</script><script>{RUN}</script>", f"<img src=x onerror={RUN}>", f"<svg onload={RUN}>",
    f"<svg/onload={RUN}//", f"\"><script>{RUN}</script>", f"' autofocus onfocus={RUN} x='", f'" autofocus onfocus="{RUN}',
    f"<body onload={RUN}>", f"<iframe srcdoc='<script>parent.{RUN}</script>'>", f"<a href=javascript:{RUN}>go</a>",
    f"<details open ontoggle={RUN}>", f"<style>@import 'javascript:{RUN}'</style>", f"</textarea><script>{RUN}</script>",
    f"</title><script>{RUN}</script>", f"<!--><script>{RUN}</script>-->", f"<![CDATA[<script>{RUN}</script>]]>", f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;", f"<math><mtext><script>{RUN}</script>", f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"https://a.example/\"onmouseover=\"{RUN}", f"https://a.example/'><script>{RUN}</script>", f"javascript:{RUN}", f"JaVaScRiPt&colon;{RUN}",
    f"[go](javascript:{RUN})", f"{{{{constructor.constructor('{RUN}')()}}}}", f"{{% debug %}}${{{RUN}}}`${{{RUN}}}`", f"<template><script>{RUN}</script></template>",
    f"<object data=javascript:{RUN}>", f"<form action=javascript:{RUN}><button autofocus>", f"<meta http-equiv=refresh content=0;url=javascript:{RUN}>", "<base href=//evil.example>",
    "<link rel=stylesheet href=//evil.example>", f"<x hx-get=/ hx-trigger=load hx-on:load={RUN}>", f"\u003cscript\u003e{RUN}\u003c/script\u003e", f"%3Cscript%3E{RUN}%3C/script%3E", f"＜script＞{RUN}＜/script＞",
]  # fmt: skip
TURNED = "\u202eturned\u2066 round\u200b\u200d\ufeff \u0301\u0301\u0301"
ALL = " ".join(PAYLOADS) + " " + TURNED
# What a payload would leave in the page if a single one were taken for markup.
STRUCK = """() => [
    ...(window.struck ? ["a script ran"] : []),
    ...[...document.querySelectorAll("iframe, object, embed, base, math, template, meta[http-equiv=refresh], link[href*=evil]")],
    ...[...document.querySelectorAll("body *")].filter((e) => [...e.attributes].some((a) => /^(on|hx-on)/.test(a.name))),
    ...[...document.querySelectorAll("[href], [src], [action], [formaction]")].filter((e) =>
        ["href", "src", "action", "formaction"].some((n) => /^\\s*(javascript|data|vbscript):/i.test(e.getAttribute(n) || ""))),
].map((e) => e.outerHTML ? e.outerHTML.slice(0, 200) : e)"""
# Text that turns the direction, and other text after it on the same lines that would be turned with it.
SPILLS = """() => {
    const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        if (!node.data.includes("\\u202e") || node.parentElement.closest("script, style, textarea, option, template")) continue;
        let block = node.parentElement, held = false;
        for (;; block = block.parentElement) {
            held ||= /isolate|plaintext/.test(getComputedStyle(block).unicodeBidi) && getComputedStyle(block).display.startsWith("inline");
            if (!getComputedStyle(block).display.startsWith("inline") || block === document.body) break;
        }
        if (held) continue;
        const range = document.createRange();
        range.setStartAfter(node);
        range.setEnd(block, block.childNodes.length);
        const after = [...range.cloneContents().childNodes].map((n) => n.textContent).join("").trim();
        if (after && block.checkVisibility()) found.push(`${block.tagName}.${block.className}: "${after.slice(0, 40)}"`);
    }
    return [...new Set(found)];
}"""


def part(number: int, length: int) -> str:
    """Return a payload that a short field holds, and the turned text where there is room."""
    payload = [p for p in PAYLOADS if len(p) <= length][number % sum(len(p) <= length for p in PAYLOADS)]
    return f"{payload} {TURNED}" if len(payload) + len(TURNED) < length else payload


@pytest.fixture
def site(live_site):
    """An article, a claim, a source and all that people say about them, full of payloads."""
    now = timezone.now()
    edith, cora = (
        make_person(name, role, last_name=PAYLOADS[n])
        for n, (name, role) in enumerate([("edith", "editor"), ("cora", "checker")])
    )
    edith.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    wanda, ada = make_person(PAYLOADS[3], "writer", last_name=PAYLOADS[4]), make_person("ada", "admin")
    act = {"by": edith, "at": now}
    copy = f"A headline\n\n{ALL}\n\nThe bridge opened on 3 May 1999, {TURNED} says Holm.\n\n" + "\n\n".join(PAYLOADS)
    article = file_article(copy.encode(), f"{part(2, 200)}.txt".replace("/", ""), slug="hostile", **act).article
    edit_article(
        article, writer=wanda, headline=part(5, 290), byline=part(6, 290), publication=part(7, 290), desk=part(8, 95),
        source_url="https://a.example/?x=%22%3E%3Cscript%3E", **act,
    )  # fmt: skip
    said = {"section": part(9, 190), "value": ALL[:490], "speaker": part(10, 190), "note": ALL, "risk": "high"}
    claim = mark_claim(article, statement=ALL, quote="3 May 1999", checker=cora, **said, **act)
    edit_claim(claim, note=f"{ALL} again", **act)
    source = make_source(
        edith, part(11, 190).replace(";", ""), title=ALL[:490], publisher=part(12, 290), author=part(13, 290),
        url="https://a.example/%22onmouseover=%22window.struck=1", kind="primary document",
    )  # fmt: skip
    row = evidence.add_evidence(claim, source, stance="supports", locator=ALL[:490], finding=ALL, by=cora, at=now)
    evidence.add_evidence(claim, source, stance="contradicts", locator="p", finding=ALL, by=cora, at=now)
    verdict = verdicts.record_verdict(claim, verdict="disputed", reason=ALL, correction=ALL, by=cora, at=now)
    confirmation = verdicts.confirm(verdict, **act)
    query = queries.ask(claim, question=ALL, by=cora, at=now)
    queries.answer_query(query, answer=ALL, by=wanda, at=now)
    queries.ask(claim, question=ALL, source=source, by=cora, at=now)
    bring("claims", f"statement,{PAYLOADS[2]}\nAnother one.,x\n", article=article, by=edith)
    return SimpleNamespace(
        article=article, claim=claim, source=source, row=row, secret=source, verdict=verdict, confirmation=confirmation,
        query=query, revision=article.revisions.get(), event=Event.objects.filter(claim=claim).last(), user=wanda,
        people={"edith": edith, "wanda": wanda, "ada": ada}, **{"import": Import.objects.get()},
    )  # fmt: skip


def faults(page) -> list[str]:
    return [*page.evaluate(STRUCK), *(f"turns what follows: {spill}" for spill in page.evaluate(SPILLS))]


@pytest.mark.parametrize("who", ["edith", "wanda", "ada"])
def test_no_page_takes_words_for_markup(page, log_in, live_site, site, who):
    log_in(site.people[who])
    page.on("dialog", lambda dialog: dialog.dismiss())
    found, opened = {}, 0
    for name, pattern in addresses().items():
        if (
            name in {"logout", "login", "jsi18n", "desk_sources"}
            or "empty_sheet" in name
            or name.endswith(("original", "download"))
        ):
            continue
        path = filled(pattern, site)
        answer = page.request.get(live_site + path)
        if answer.status != 200 or "html" not in answer.headers["content-type"]:
            continue
        page.goto(live_site + path)
        opened += 1
        if wrong := faults(page):
            found[path] = wrong
    assert (found, opened > 5) == ({}, True)


def workbook() -> bytes:
    book = Workbook()
    book.active.title = "'<img src=x onerror=a()>'"[:31].replace("/", "")
    book.active.append([*PAYLOADS[:6], "statement", "kind"])
    book.active.append([*PAYLOADS[:6], ALL, PAYLOADS[2]])
    book.create_sheet("<svg onload=alert(1)>").append(["x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_step_of_an_import_takes_words_for_markup(page, log_in, live_site, site, complaints, kind):
    log_in(site.people["edith"])
    rows = f'statement,note,kind,"{PAYLOADS[2]}"\n"{TURNED}","{PAYLOADS[0]}",{PAYLOADS[3]},x\nGood.,"{PAYLOADS[0]}",,\n'
    file = {
        "name": f"{PAYLOADS[2]}{TURNED}.{kind}",
        "mimeType": "text/csv",
        "buffer": rows.encode() if kind == "csv" else workbook(),
    }
    for good_rows in (False, True):
        page.goto(f"{live_site}/admin/claims/import/claims/?article={site.article.pk}")
        page.set_input_files("input[type=file]", file)
        page.get_by_label("Article").select_option(value=str(site.article.pk))
        page.get_by_label("Import the good rows").set_checked(good_rows)
        page.get_by_role("button", name="Check file").click()
        page.wait_for_load_state()
        assert faults(page) == []
    if kind == "csv":
        page.get_by_role("button", name="Import 1 claim").click()
        page.wait_for_url("**/change/")
        assert faults(page) == []
    complaints[:] = [heard for heard in complaints if "status of 422" not in heard]
