"""The record to read: verdicts, confirmations and events. Nobody changes them, here or anywhere."""

from functools import cached_property
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from claims.access.factor import ACTIONS as ABOUT_FACTORS
from claims.models import Chain, Confirmation, Event, Verdict
from claims.review.accounts import ACTIONS as ABOUT_ACCOUNTS
from claims.templatetags.desk import status_chip

from .base import DeskAdmin
from .history import lines
from .paging import TURNING, NearPaginator

_ABOUT_PEOPLE = Q(action__in=[*ABOUT_ACCOUNTS, *ABOUT_FACTORS])
_OF_ACCOUNTS = _ABOUT_PEOPLE & Q(chain__in=Chain.objects.filter(article=None))
SEARCHED = 10_000


class ArticlesRowsAdmin(DeskAdmin):
    """Shows rows of the articles that this person may read; nobody changes them here.

    A search looks at the newest SEARCHED of them, and says so. What it saves: words are looked for inside texts, which
    no index finds, and all 1,226,652 events took 413 ms of CPU.
    """

    article_path = "claim__article"
    change_form_template = "admin/claims/read_only.html"
    search_help_text = format_lazy(
        _("Looks through the newest {most}. The page of an article tells all that was done to it."),
        most=f"{SEARCHED:,}",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        raise Http404  # What never changes has no history.

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = self.model._default_manager.all()
        if request.user.has_perm("claims.read_desk"):
            return rows
        return rows.filter(**{f"{self.article_path}__writer": request.user})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if search_term and (older := queryset.order_by("-pk").values_list("pk", flat=True)[SEARCHED : SEARCHED + 1]):
            queryset = queryset.filter(pk__gt=older[0])
        return super().get_search_results(request, queryset, search_term)


@admin.register(Verdict)
class VerdictAdmin(ArticlesRowsAdmin):
    list_display = ("claim", "chip", "by", "at", "reason")
    list_filter = ("verdict",)
    list_select_related = ("claim", "by")
    search_fields = ("reason", "correction", "claim__statement")
    fields = ("claim", "verdict", "reason", "correction", "by", "at")
    ordering = ("-pk",)

    @admin.display(description=_("verdict"), ordering="verdict")
    def chip(self, verdict: Verdict) -> str:
        return status_chip(verdict.verdict)


@admin.register(Confirmation)
class ConfirmationAdmin(ArticlesRowsAdmin):
    article_path = "verdict__claim__article"
    list_display = ("verdict_of", "by", "at")
    list_select_related = ("verdict__claim", "verdict__by", "by")
    fields = ("verdict", "by", "at")
    ordering = ("-pk",)

    @admin.display(description=_("verdict"))
    def verdict_of(self, confirmation: Confirmation) -> str:
        return f"{confirmation.verdict.claim}: {confirmation.verdict}"


class RecordPaginator(NearPaginator):
    """Counts a whole record by the lengths of its chains.

    What it saves: counted one by one, 1,226,652 events of 10,001 chains took 84 ms of SQLite's time.
    """

    def __init__(self, events: QuerySet[Event], per_page: int, *, user: Any) -> None:
        super().__init__(events, per_page)
        self._user = user

    @cached_property
    def count(self) -> int:
        chains = Chain.objects.all()
        if not self._user.has_perm("claims.read_desk"):
            return _length(chains.filter(article__writer=self._user))
        if self._user.has_perm("auth.change_user"):
            return _length(chains)
        # Named as what tells of no claim, those of accounts are found by an index that holds little else; the chain is
        # asked of each, since SQLite would go through all of the desk's otherwise.
        of_desk = Exists(chains.filter(pk=OuterRef("chain"), article=None))
        told = Event.objects.filter(_ABOUT_PEOPLE, of_desk, claim=None)
        return _length(chains) - told.count()


def _length(chains: QuerySet[Chain]) -> int:
    return chains.aggregate(n=Sum("length"))["n"] or 0


@admin.register(Event)
class EventAdmin(ArticlesRowsAdmin):
    article_path = "chain__article"
    list_display = ("at", "actor_name", "actor_role", "action", "article", "number")
    list_select_related = ("chain__article", "claim")
    search_fields = ("actor_name", "action")
    fields = ("at", "actor_name", "actor_role", "action", "article", "number", "sequence", "hash", "previous", "digest")
    ordering = ("-pk",)
    change_form_template = "admin/claims/event/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        """Return the events of matters that this person may read; accounts are for who manages people."""
        events = super().get_queryset(request)
        if request.user.has_perm("auth.change_user"):
            return events
        return events.exclude(_OF_ACCOUNTS)

    def get_paginator(self, request: HttpRequest, queryset: Any, per_page: int, *args: Any, **kwargs: Any) -> Any:
        if TURNING.issuperset(request.GET):
            return RecordPaginator(queryset, per_page, user=request.user)
        return super().get_paginator(request, queryset, per_page, *args, **kwargs)

    @admin.display(description=_("article"), empty_value="the desk")
    def article(self, event: Event) -> Any:
        return event.chain.article

    @admin.display(description=_("claim"), empty_value="")
    def number(self, event: Event) -> int | None:
        return event.claim.number if event.claim_id and event.claim else None

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["lines"] = lines([kwargs["obj"]], request.user)
        return super().render_change_form(request, context, *args, **kwargs)
