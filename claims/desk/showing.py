"""The desk's page and its parts: what the templates are given."""

from typing import Any

from django.contrib import admin
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from claims.dashboard import words
from claims.dashboard.coverage import coverage
from claims.models import Candidate, Claim
from claims.models.people import may
from claims.review.leads import leads
from claims.review.unmarking import problems_with_unmarking
from claims.vocabulary import CandidateState, Kind, Risk, SourceKind, Stance

from . import presence
from .asking import may_ask, queries_about
from .attempts import Trouble
from .checking_record import checking_record
from .copy import annotated
from .deciding import possibilities
from .history import lines
from .opening import Opened
from .proposals.waiting import proposed
from .searching import sources_of, sources_with
from .sourcing import evidence_lines, part_of

PARTS = {"copy": "claims/desk/copy.html", "top": "claims/desk/top.html"}
PANEL, PAGE = "claims/desk/panel.html", "claims/desk/page.html"


def show(opened: Opened, *, trouble: Trouble | None = None, mark: Any = None) -> HttpResponse:
    """Return the page, or the part that a script asked for. `mark`: the form of a new claim instead of a claim."""
    if opened.fragment in PARTS:
        context = about(opened) | (copy(opened) if opened.fragment == "copy" else {})
        return _answer(opened, PARTS[opened.fragment], context)
    context = about(opened) | panel(opened, trouble=trouble, mark=mark)
    status = trouble.status if trouble else 200
    if opened.is_fragment:
        return _answer(opened, PANEL, context, status=status)
    site = admin.site.each_context(opened.request) | {"title": opened.article.headline}
    record = {"record_rows": checking_record(opened.article, opened.user)}
    waiting = proposed(opened.revision, opened.user)
    return _answer(opened, PAGE, site | context | copy(opened) | record | waiting, status=status)


def _answer(opened: Opened, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = TemplateResponse(opened.request, template, context, status=status)
    # The script knows by this that it was not sent a log-in page or an error.
    response["X-Desk"] = opened.fragment or "page"
    return response


def about(opened: Opened) -> dict[str, Any]:
    """Return what every part needs."""
    board = opened.board
    return {
        "article": opened.article,
        "board": board,
        "address": opened.address,
        "chips": board.chips(),
        "prints": words.prints(opened.article.due_at, at=timezone.now()),
        "late": opened.article.due_at is not None and opened.article.due_at < timezone.now(),
        "may_mark": opened.may("add_claim") and opened.revision is not None,
        "marker": presence.marker(opened.article),
        "mark_url": opened.address.act("mark"),
        "news_url": opened.address.act("news"),
        "sources_url": opened.address.act("sources"),
    }


def copy(opened: Opened) -> dict[str, Any]:
    """Return the copy with its claims, what of it no claim covers, and who else is here."""
    people = presence.colleagues(opened.article, opened.user, at=timezone.now())
    shown: dict[str, Any] = {"colleagues": people, "revision": opened.revision}
    if opened.revision is None:
        return shown
    candidates = Candidate.objects.filter(revision=opened.revision, state=CandidateState.WAIVED).order_by("start")
    waived = list(candidates.values_list("start", "end"))
    body, headline = opened.revision.body, opened.article.headline
    places = [(r.start, r.end) for r in opened.board.rows if r.start is not None and r.end is not None]
    html = annotated(body, opened.board, waived=waived, headline=headline, with_whom=presence.by_claim(people))
    return shown | {"copy": html, "coverage": coverage(body, [*places, *waived])}


def panel(opened: Opened, *, trouble: Trouble | None, mark: Any) -> dict[str, Any]:
    """Return what stands beside the copy: a claim, or the form of a new one."""
    shown = {
        "trouble": trouble,
        "kinds": Kind.choices,
        "risks": Risk.choices,
        "stances": Stance.choices,
        "source_kinds": SourceKind.choices,
    }
    if mark is not None:
        return shown | {"mark": mark}
    claim = opened.claim()
    return shown | (selected(opened, claim, trouble) if claim else {"missing": opened.named.claim})


def selected(opened: Opened, claim: Claim, trouble: Trouble | None) -> dict[str, Any]:
    """Return everything about one claim. The queries do not grow with the article's claims."""
    user, number = opened.user, claim.number
    before, after = opened.board.neighbours()
    evidence = evidence_lines(claim, user)
    verdicts = list(claim.verdicts.select_related("by").prefetch_related("confirmations__by").order_by("-pk"))
    claim.verdict = next((verdict for verdict in verdicts if verdict.pk == claim.verdict_id), None)
    may_bring = opened.may("add_evidence")
    typed = trouble.form.data.get("verdict", "") if trouble and trouble.part == "decide" and trouble.overtaken else ""
    possible = possibilities(claim, user, typed=typed)
    may_ask_now, may_edit = may_ask(claim, user), opened.may("change_claim")
    forms = {"decide": True, "bring": may_bring, "edit": may_edit, "ask": may_ask_now, "reopen": possible["may_reopen"]}
    forms |= {part_of(line["row"].pk): line["may_change"] for line in evidence}
    return {
        "claim": claim,
        "evidence": evidence,
        # What happened meanwhile may have taken away the form that the sentence would stand in.
        "trouble_above": trouble is not None and not forms.get(trouble.part),
        "verdicts": verdicts,
        "leads": leads(claim.statement, opened.article, by=user) if claim.is_open else [],
        "queries": queries_about(claim, user),
        "may_ask": may_ask_now,
        "lines": lines(claim) if user.has_perm("claims.view_event") else [],
        "before": opened.address.at(claim=before).url if before else "",
        "after": opened.address.at(claim=after).url if after else "",
        "next_open": opened.address.at(claim=number_).url if (number_ := opened.board.next_open()) else "",
        "may_bring": may_bring,
        "may_add_source": may(user, "add_source"),
        "known_sources": found_sources(opened, trouble) if may_bring else [],
        "may_edit": may_edit,
        "may_unmark": may_edit and not problems_with_unmarking(claim, by=user),
        "acts": {name: opened.address.act(name, number) for name in ACTS},
    } | possible


ACTS = ("decide", "reopen", "progress", "confirm", "bring", "ask", "edit", "unmark")


def found_sources(opened: Opened, trouble: Trouble | None) -> list[Any]:
    """Return the sources to choose from: what was searched for, else those of this article."""
    words_ = trouble.form.data.get("find", "") if trouble and trouble.part == "bring" else ""
    found = sources_with(words_, opened.user) if words_ else sources_of(opened.article, opened.user)
    chosen = trouble.form.cleaned_data.get("source") if trouble and trouble.part == "bring" else None
    return found if chosen is None or chosen in found else [chosen, *found]
