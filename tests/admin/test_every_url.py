"""Every address of the site, every sort of person, looking and sending: generated from the site's own list.

A new address fails here until it is entered below with who may look at it and who may send to it.
"""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client

from claims.models import Article, Claim, Event, Evidence, Import, Job, Query, Revision, Source, Verdict
from claims.review import queries, verdicts
from claims.review.wording import mark_claim
from tests.conftest import NOW, make_person, make_source, support
from tests.intake.bringing import bring

from .addresses import addresses, filled

# Words that stand only in the confidential source, and only in the article that is not wanda's.
SECRET = "Zetaleak"
FOREIGN = "Foreigncopy"


@pytest.fixture
def people(wanda, cora, edith, rita, ada):
    others = {
        "walter": make_person("walter", "writer"),
        "nora": make_person("nora"),
        "root": make_person("root", is_superuser=True),
    }
    return {"wanda": wanda, "cora": cora, "edith": edith, "rita": rita, "ada": ada, **others}


@pytest.fixture
def site(article, claim, source, people, ben):
    cora, edith = people["cora"], people["edith"]
    eve = make_person("eve", "editor")
    eve.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    secret = make_source(
        eve, f"{SECRET}-key", title=f"{SECRET} title", author=f"{SECRET} author", publisher=f"{SECRET} publisher",
        url=f"https://{SECRET}.example/", confidential=True, file=SimpleUploadedFile(f"{SECRET}.txt", b"Zetaleak file"),
    )  # fmt: skip
    open_copy = make_source(cora, "agency", republishes=secret)
    row = support(claim, source, by=cora)
    support(claim, secret, by=eve, locator=f"{SECRET} locator", finding=f"{SECRET} finding")
    support(claim, open_copy, by=cora, stance="context")
    verdict = verdicts.record_verdict(claim, by=cora, verdict="verified", at=NOW)
    confirmation = verdicts.confirm(verdict, by=ben, at=NOW)
    query = queries.ask(claim, by=eve, question=f"Ask {SECRET}?", source=secret, at=NOW)
    other = Article.objects.create(slug="other", headline=f"{FOREIGN} headline", writer=ben, publication="The Weekly")
    fields = {"filename": "o.txt", "sha256": "0" * 64, "imported_by": edith, "imported_at": NOW}
    Revision.objects.create(article=other, number=1, body=f"{FOREIGN} body", original=b"x", **fields)
    mark_claim(other, by=edith, at=NOW, statement=f"{FOREIGN} statement", quote=f"{FOREIGN} body")
    bring("claims", "statement\nAnother.\n", article=article, by=edith)
    event = Event.objects.filter(chain__article=article)[0]
    job = Job.objects.create(task="act", title=f"{SECRET} work", by=eve, at=NOW)
    return SimpleNamespace(
        article=article, claim=claim, source=source, verdict=verdict, confirmation=confirmation, event=event,
        revision=article.revisions.get(), user=ben, query=query, row=row, other=other, secret=secret, job=job,
        **{"import": Import.objects.get()},
    )  # fmt: skip


EVERYBODY = frozenset({"wanda", "walter", "cora", "edith", "rita", "ada", "root", "nora"})
DESK = frozenset({"cora", "edith", "rita", "root"})  # a superuser without a role may look, as has_perm says
READS = DESK | {"wanda"}  # wanda wrote this article,
LISTS = READS | {"walter"}  # walter another one: lists show each of them the own alone
EXPORTS = frozenset({"cora", "edith", "rita"})
CHECKS = frozenset({"cora", "edith"})
HANDS_IN = frozenset({"wanda", "edith"})
EDITS = frozenset({"edith"})
PEOPLE = frozenset({"ada", "root"})
NOBODY: frozenset[str] = frozenset()
Entry = tuple[frozenset[str], frozenset[str]]  # who gets a page, who may send to it


def rows_of(name: str, lists: Any, opens: Any, adds: Any, changes: Any, history: Any) -> dict[str, Entry]:
    """Return the entries of the pages that the admin gives every model. Nothing is deleted."""
    pages = {"changelist": (lists, NOBODY), "change": (opens, changes), "add": (adds, adds)}
    pages |= {"history": (history, NOBODY), "delete": (NOBODY, NOBODY)}
    return {f"{name}_{page}": entry for page, entry in pages.items()}


ENTRIES: dict[str, Entry] = {
    **rows_of("claims_article", LISTS, READS, NOBODY, EDITS, DESK),
    **rows_of("claims_claim", LISTS, READS, CHECKS, CHECKS, DESK),
    **rows_of("claims_source", LISTS, READS, CHECKS | {"wanda", "walter"}, CHECKS, DESK),
    **rows_of("claims_revision", LISTS, READS, NOBODY, NOBODY, NOBODY),
    **rows_of("claims_verdict", DESK, DESK, NOBODY, NOBODY, NOBODY),
    **rows_of("claims_confirmation", DESK, DESK, NOBODY, NOBODY, NOBODY),
    **rows_of("claims_event", DESK, DESK, NOBODY, NOBODY, NOBODY),
    **rows_of("claims_import", DESK, DESK, NOBODY, NOBODY, NOBODY),
    **rows_of("auth_user", PEOPLE, PEOPLE, PEOPLE, PEOPLE, PEOPLE),
    "auth_user_password_change": (PEOPLE, PEOPLE),
    "claims_article_import": (HANDS_IN | {"walter"}, HANDS_IN | {"walter"}),
    **{f"claims_{model}_import": (EDITS, EDITS) for model in ("claim", "evidence", "verdict")},
    **{f"claims_{model}_process_import": (NOBODY, EDITS) for model in ("claim", "evidence", "verdict")},
    **{f"claims_{model}_empty_sheet": (EDITS, NOBODY) for model in ("claim", "evidence", "verdict")},
    "claims_source_import": (HANDS_IN | {"walter"}, HANDS_IN | {"walter"}),
    "claims_source_process_import": (NOBODY, HANDS_IN | {"walter"}),
    "claims_source_empty_sheet": (HANDS_IN | {"walter"}, NOBODY),
    "claims_import_undo": (NOBODY, EDITS),
    "claims_import_refused": (NOBODY, NOBODY),  # only who brought the file has such a list
    "claims_claim_export": (EXPORTS, EXPORTS),
    "claims_source_export": (EXPORTS, EXPORTS),
    "claims_revision_original": (READS, NOBODY),
    "claims_source_download": (NOBODY, NOBODY),  # tried with the confidential one
    "claims_source_earlier_file": (NOBODY, NOBODY),
    "claims_source_choose": (NOBODY, NOBODY),  # refused without its parameters
    "autocomplete": (NOBODY, NOBODY),
    "view_on_site": (NOBODY, NOBODY),
    "app_list": (LISTS, NOBODY),
    "dashboard": (EVERYBODY, NOBODY),
    "index": (EVERYBODY, NOBODY),
    "article_dashboard": (READS, NOBODY),
    "revise": (HANDS_IN, HANDS_IN),
    "revision_preview": (NOBODY, NOBODY),  # only who handed the copy in has a preview
    "sign_off": (DESK, EDITS),
    "ask": (CHECKS, CHECKS),
    "call_sheet": (DESK, NOBODY),
    "check_links": (NOBODY, NOBODY),  # off: tests/review/test_link_checks.py
    "queries": (EVERYBODY, NOBODY),
    "query": (READS, NOBODY),  # this one went to the confidential source
    "keeping": (DESK, EDITS),
    "jobs": (EVERYBODY, NOBODY),  # each sees the own work alone
    "job": (NOBODY, NOBODY),  # only who started it
    "take_away": (EXPORTS, EXPORTS),
    "checked_copy": (EXPORTS, NOBODY),
    "desk": (READS, NOBODY),
    "desk_news": (READS, NOBODY),
    "desk_sources": (READS, NOBODY),
    "desk_mark": (READS, READS),
    # The desk answers all who read it with the rule's own sentence: tests/journeys/test_every_path.py.
    **{
        f"desk_{act}": (NOBODY, READS)
        for act in ("decide", "reopen", "progress", "confirm", "ask", "edit", "unmark", "bring")
    },
    "desk_evidence": (NOBODY, READS),
    "proposals": (DESK, NOBODY),
    "proposals_find": (NOBODY, DESK),  # the page answers all who read it with the rule's own sentence
    "proposals_accept_all": (NOBODY, DESK),
    "proposals_waive_repeats": (NOBODY, DESK),
    "proposals_put_aside": (NOBODY, DESK),
    "proposals_bring_back": (NOBODY, DESK),
    **{f"proposals_{act}": (NOBODY, NOBODY) for act in ("accept", "waive", "take_back")},  # there is no such passage
    "healthz": (EVERYBODY, EVERYBODY),  # they know nobody and tell nothing: tests/site/test_health.py
    "readyz": (EVERYBODY, EVERYBODY),
    "metrics": (NOBODY, NOBODY),  # off
    "home": (NOBODY, NOBODY),
    "login": (NOBODY, EVERYBODY),
    "logout": (NOBODY, EVERYBODY),
    "password_change": (EVERYBODY, EVERYBODY),
    "password_change_done": (EVERYBODY, NOBODY),
    "second_factor": (EVERYBODY, EVERYBODY),
    "second_factor_roles": (PEOPLE, PEOPLE),
    "second_factor_of": (PEOPLE, PEOPLE),
    "jsi18n": (EVERYBODY, NOBODY),
    "admin/(?P<url>.*)$": (NOBODY, NOBODY),
}
SHORT = "<path:object_id>/"  # the old short addresses of rows, which lead on to the long ones
SHUT = {403, 404, 405}
DONE = {200, 302, 409, 422}
# Damaged and hostile parameters. That no list falls over any of them is tests/admin/test_damaged.py.
GAMES = [
    "_popup=1&_to_field=password&next=//evil.example&_changelist_filters=//evil.example",
    "article=999999999999999999999999&claim=99999999999999999999&since=9999999999999999999&on=x&start=-1&end=9",
    "writer__password__startswith=a&by__password=a&checker__password__gte=a&added_by__email__regex=.",
    f"find={'%25' * 3000}&q={'a' * 9000}&term=%00&fragment=x&status=%E2%80%AE&p=-1&o=9.-9.x&e=1&all=",
]


COUNTED = (Article, Claim, Event, Evidence, Import, Query, Revision, Source, Verdict, User, Session)
COUNTS = "SELECT " + ", ".join(f"(SELECT COUNT(*) FROM {model._meta.db_table})" for model in COUNTED)


def rows() -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        return tuple(cursor.fetchone())


def browser_of(person: Any) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(person)
    return browser


def body_of(answer: Any) -> str:
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def test_every_address_is_entered_above():
    assert {name for name in addresses() if not name.endswith(SHORT)} == set(ENTRIES)


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_a_person_sees_and_sends_what_is_entered_and_nothing_else(site, people, who):
    browser, wrong = browser_of(people[who]), []
    for name, pattern in addresses().items():
        looks, sends = ENTRIES.get(name, (NOBODY, NOBODY))
        path, before = filled(pattern, site), rows()
        got = browser.get(path)
        body = body_of(got)
        if (got.status_code == 200) != (who in looks) or got.status_code >= 500 or rows() != before:
            wrong.append(f"looking at {path}: {got.status_code}")
        if SECRET.casefold() in body.casefold() or (who not in DESK and FOREIGN in body):
            wrong.append(f"{path} shows what is hidden")
        if "default-src 'none'" not in got["Content-Security-Policy"] or "no-store" not in got["Cache-Control"]:
            wrong.append(f"{path} lacks headers")
        if name == "logout":
            continue
        point = transaction.savepoint()
        sent = browser.post(path, {}).status_code
        if not (sent in DONE if who in sends else sent in SHUT or sent == got.status_code):
            wrong.append(f"sending to {path}: {sent}")
        if name != "claims_import_undo" and rows() != before:
            wrong.append(f"{path} wrote something")
        transaction.savepoint_rollback(point)
    assert wrong == []


def test_who_is_not_logged_in_is_sent_to_the_log_in_from_everywhere(client, site):
    for name, pattern in addresses().items():
        for answer in (client.get(filled(pattern, site)), client.post(filled(pattern, site), {})):
            page = answer.url.startswith("/admin/login/?next=/admin/") if answer.status_code == 302 else None
            assert page or name in {"home", "login", "logout", "healthz", "readyz", "metrics"}, (
                name,
                answer.status_code,
            )


@pytest.mark.parametrize("who", ["wanda", "edith"])
def test_no_parameter_shows_more_or_leads_away(site, people, who):
    browser, before, wrong = browser_of(people[who]), rows(), []
    for name, pattern in addresses().items():
        for game in GAMES if who in ENTRIES.get(name, (NOBODY,))[0] else ():
            answer = browser.get(f"{filled(pattern, site)}?{game}")
            body = body_of(answer)
            leads_away = "evil" in answer.get("Location", "") or re.search(
                r"""(href|action)=["'](https?:)?//evil""", body
            )
            hidden = SECRET in body or (who == "wanda" and FOREIGN in body)
            if answer.status_code >= 500 or leads_away or hidden:
                wrong.append((name, game[:40], answer.status_code))
    assert (wrong, rows()) == ([], before)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_no_other_method_does_anything(site, people, method):
    browser, before = browser_of(people["edith"]), rows()
    answers = {
        path: browser.generic(method, path).status_code for path in (filled(p, site) for p in addresses().values())
    }
    assert [path for path, status in answers.items() if status >= 500] == []
    assert rows() == before


def test_a_head_answers_as_a_look_does_and_shows_nothing(site, people):
    browser, before, wrong = browser_of(people["walter"]), rows(), []
    for name, pattern in addresses().items():
        looks, _sends = ENTRIES.get(name, (NOBODY, NOBODY))
        answer = browser.head(filled(pattern, site))
        shown = answer.status_code == 200 and name != "login"  # that page leads only a GET on
        if shown != ("walter" in looks) or body_of(answer):
            wrong.append((name, answer.status_code))
    assert (wrong, rows()) == ([], before)


def test_the_file_of_a_hidden_source_is_for_those_who_may_see_it(site, people):
    path = f"/admin/claims/source/{site.secret.pk}/file/"
    people["edith"].user_permissions.add(Permission.objects.get(codename="see_confidential"))
    assert body_of(browser_of(people["edith"]).get(path)) == "Zetaleak file"
    assert browser_of(people["cora"]).get(path).status_code == 403
