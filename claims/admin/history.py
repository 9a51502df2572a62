"""What the record says of a row, with the details of hidden sources left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from claims.models import Article, Claim, Event, Evidence, Source
from claims.models.source import sees_confidential
from claims.record import BOUND, GONE, details_of

PER_PAGE = 25
# Of the chain's many details only these are words for people; the rest are numbers for the proof.
_UNTOLD = {"number", "verdict", "evidence", "query", "account", "start", "end", "places", "sha256", BOUND, GONE}
_SOURCES = ("source", "into", "republishes")


@dataclass(frozen=True)
class Change:
    """One value before and after an event. `before` is None where the event tells only one."""

    label: str
    before: str | None
    after: str


@dataclass(frozen=True)
class Line:
    """One event and what it changed. `hidden` tells that details were left out for this reader."""

    event: Event
    changes: list[Change]
    hidden: bool = False


def events_of(row: Any) -> QuerySet[Event]:
    """Return the events that tell of this claim, article, source, evidence or account, newest first."""
    events = Event.objects.order_by("-pk").select_related("detail", "claim")
    if isinstance(row, Claim):
        return events.filter(claim=row)
    if isinstance(row, Article):
        return events.filter(chain__article=row)
    if isinstance(row, Evidence):
        return events.filter(claim=row.claim_id).filter(_names("evidence", row.pk))
    named = "source" if isinstance(row, Source) else "account"
    return events.filter(chain__article=None).filter(_names(named, row.pk))


def _names(what: str, pk: int) -> Q:
    """Return the test for details that name the row; in the canonical JSON no typed text can look like it."""
    ends = (",", "}")
    return Q(detail__body__contains=f'"{what}":{pk}{ends[0]}') | Q(detail__body__contains=f'"{what}":{pk}{ends[1]}')


def last_to_save(row: Any) -> str:
    """Return the name of the person who saved the row last."""
    events = events_of(row)
    if isinstance(row, Claim):
        events = events.exclude(Q(action__startswith="evidence") | Q(action="confirmed"))
    if isinstance(row, Article):
        events = events.filter(claim=None)
    return events.values_list("actor_name", flat=True).first() or "Somebody"


def lines(events: Iterable[Event], user: Any) -> list[Line]:
    """Return what a person may read of these events. Shapes: one query for all sources they name."""
    told = [(event, details_of(event)) for event in events]
    sources = Source.objects.in_bulk({pk for _, details in told for pk in _sources_in(details)})
    return [_line(event, details, sources, user) for event, details in told]


def _sources_in(details: dict[str, Any]) -> Iterator[int]:
    before = details.get("before")
    for values in (details, before if isinstance(before, dict) else {}):
        for name in _SOURCES:
            pk = str(values.get(name) or "")
            if pk.isdecimal():
                yield int(pk)


def _line(event: Event, details: dict[str, Any], sources: dict[int, Source], user: Any) -> Line:
    if _hides(event, details, sources, user):
        named = [sources[pk].name_for(user) for pk in dict.fromkeys(_sources_in(details)) if pk in sources]
        return Line(event, [Change("source", None, name) for name in named], hidden=True)
    return Line(event, list(_changes(details, sources, user)))


def _hides(event: Event, details: dict[str, Any], sources: dict[int, Source], user: Any) -> bool:
    """Tell whether the details may hold words of a source that is hidden from this person."""
    if sees_confidential(user):
        return False
    if "import" in event.action:
        return True  # A file's details quote rows of every table.
    return any(pk not in sources or sources[pk].confidential for pk in _sources_in(details))


def _changes(details: dict[str, Any], sources: dict[int, Source], user: Any) -> Iterator[Change]:
    def said(name: str, value: Any) -> str:
        if name in _SOURCES and str(value or "").isdecimal():
            source = sources.get(int(value))
            return source.name_for(user) if source else f"source {value}"
        return _words(value)

    before = details.get("before") or {}
    for name, value in _pairs(details):
        old = before.get(name) if isinstance(before, dict) else None
        if name in _UNTOLD or (isinstance(before, dict) and before and name not in before):
            continue
        if value not in ("", None) or old not in ("", None):
            yield Change(_label(name), None if old is None else said(name, old), said(name, value))


def _pairs(details: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if "from" in details and "to" in details:
        yield "status", f"{details['from']} → {details['to']}".replace("_", " ")
        details = {name: value for name, value in details.items() if name not in {"from", "to"}}
    if "to" in details and "name" in details:
        yield "to", details["name"] or "nobody"
        details = {name: value for name, value in details.items() if name not in {"to", "name"}}
    after = details.get("after")
    plain = after if isinstance(after, dict) else {n: v for n, v in details.items() if n != "before"}
    yield from plain.items()


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ("; " if any(isinstance(inner, dict) for inner in value) else ", ").join(map(_words, value))
    if isinstance(value, dict):
        told = ((name, inner) for name, inner in value.items() if inner not in ("", None))
        return ", ".join(f"{_label(name)}: {_words(inner)}" for name, inner in told)
    return "" if value is None else str(value)


@cache
def _label(name: str) -> str:
    for model in ("claim", "evidence", "source", "article"):
        try:
            return str(apps.get_model("claims", model)._meta.get_field(name).verbose_name)
        except (FieldDoesNotExist, AttributeError):
            continue
    return name.replace("_", " ")


def page_of(events: QuerySet[Event], request: HttpRequest, parameter: str = "p") -> tuple[Page, list[Line]]:
    """Return one page of events, whatever page number the address asks for, and its lines."""
    page = Paginator(events, PER_PAGE).get_page(request.GET.get(parameter))
    return page, lines(page.object_list, request.user)


class HistoryPage:
    """Gives an admin's history page the desk's own record instead of Django's log."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)  # type: ignore[attr-defined]
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_view_permission(request, row) or not may_read_record(request.user, row):  # type: ignore[attr-defined]
            raise PermissionDenied
        context = history_context(self, request, row) | (extra_context or {})
        return TemplateResponse(request, "admin/claims/history.html", context)


def history_context(admin: Any, request: HttpRequest, row: Any) -> dict[str, Any]:
    """Return what the history page of a row shows."""
    page, told = page_of(events_of(row), request)
    title = f"History of {admin.opts.verbose_name} {row}"
    shown = {"title": title, "subtitle": None, "object": row, "opts": admin.opts, "page": page, "lines": told}
    return admin.admin_site.each_context(request) | shown | {"show_claim": isinstance(row, Article)}


def may_read_record(user: Any, row: Any) -> bool:
    """Tell whether a person may read events: of the desk's matters, or of accounts for who manages them."""
    if isinstance(row, Article | Claim | Source | Evidence):
        return user.has_perm("claims.view_event")
    return user.has_perm("auth.change_user")
