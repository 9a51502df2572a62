"""The source list and a source's page. Of a hidden source nobody without the permission learns more than its number."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import BooleanField, Exists, F, OuterRef, QuerySet, Value
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims.models import Source
from claims.models.people import may
from claims.models.source import OPEN_TITLE, sees_confidential
from claims.review.link_checks import problems_with_checking, standing_checks
from claims.review.sources import EDITABLE, add_source, edit_source
from claims.vocabulary import Table

from .base import as_person
from .choosing_sources import ChoosesSources, SourceResults
from .claim_filters import OwnFilter, known
from .exporting import ExportPage
from .importing import ImportTableMixin
from .merging import merge_selected
from .paging import TURNING
from .saving import RuledAdmin
from .source_files import earlier_files, hand_out
from .source_form import SourceForm
from .source_use import readable_evidence, used_in, uses

_FIELDS = (
    "key", "title", "publisher", "author", "url", "kind", ("published_on", "accessed_on"), "archive_url", "republishes",
    "confidential",
)  # fmt: skip
# What an address may hold without looking for anything: the page, its order, a pop-up's marks.
_NO_SEARCH = TURNING | {"_popup", "_to_field", "_changelist_filters"}
MOST_NAMED = 500


class UsedFilter(OwnFilter):
    """Finds the sources that are used nowhere, which are few, once and by their keys.

    What it saves: asked for the count and again for the page whether any evidence is from each of 80,000 sources, the
    list took 236 ms of CPU, now 57.
    """

    title = _("use")
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("used")), ("no", _("used nowhere"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        asked: dict[Any, bool | None] = {None: None, "yes": True, "no": False}
        if (used := known(asked, self.value())) is None:
            return queryset
        unused = Source.objects.filter(~Exists(readable_evidence(as_person(request)).filter(source=OuterRef("pk"))))
        keys: Any = unused.order_by().values_list("pk", flat=True)
        if len(few := list(keys[: MOST_NAMED + 1])) <= MOST_NAMED:
            keys = few
        return queryset.exclude(pk__in=keys) if used else queryset.filter(pk__in=keys)


@admin.register(Source)
class SourceAdmin(ImportTableMixin, ExportPage, ChoosesSources, RuledAdmin):
    form = SourceForm
    import_tables = (Table.SOURCES,)
    list_display = ("name", "published_by", "kind_shown", "used", "marked")
    list_filter = ("kind", "confidential", UsedFilter)
    empty_value_display = ""  # On a phone, where a source is a card, a row of dashes stands for nothing.
    search_fields = ("key", "title", "publisher", "author", "url")
    autocomplete_fields = ("republishes",)
    readonly_fields = ("download",)
    actions = (merge_selected,)
    change_form_template = "admin/claims/source/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """Return what may be listed, each marked `hidden` or not. A hidden source sorts by nothing that it hides."""
        listed = super().get_queryset(request).current()  # type: ignore[attr-defined]
        if sees_confidential(request.user):
            return listed.annotate(hidden=Value(False, BooleanField()), shown_title=F("title"))
        return listed.annotate(hidden=F("confidential"), shown_title=OPEN_TITLE)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        used = used_in([source.pk for source in changelist.result_list if not source.hidden], request.user)
        for source in changelist.result_list:
            source.used_in = used.get(source.pk)
        return changelist

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the list's order; elsewhere the table's own, for queries that know no `shown_title`."""
        listed = request.resolver_match and request.resolver_match.url_name == "claims_source_changelist"
        return ("shown_title", "pk") if listed else ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Source], search_term: str
    ) -> tuple[QuerySet[Source], bool]:
        if (search_term or set(request.GET) - _NO_SEARCH) and not sees_confidential(request.user):
            # What a search or a filter finds, it tells: a hidden source is found by none. By its title, as the index
            # of titles has it, and no source is without one.
            queryset = queryset.filter(shown_title__gt="")  # type: ignore[misc]
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("source"), ordering="shown_title")
    def name(self, source: Any) -> str:
        return source.name_for(None) if source.hidden else source.title

    @admin.display(description=_("publisher"))
    def published_by(self, source: Any) -> str:
        return "" if source.hidden else source.publisher

    @admin.display(description=_("kind"))
    def kind_shown(self, source: Any) -> str:
        return "" if source.hidden else source.get_kind_display()

    @admin.display(description=_("used in"), empty_value="")
    def used(self, source: Any) -> str | None:
        if source.used_in is None:
            return None
        return "1 claim" if source.used_in == 1 else f"{source.used_in} claims"

    @admin.display(description=_("confidential"))
    def marked(self, source: Any) -> Any:
        return _("confidential") if source.confidential and not source.hidden else ""

    @admin.display(description=_("file"), empty_value="")
    def download(self, source: Source) -> str | None:
        if not source.file:
            return None
        address = reverse("admin:claims_source_download", args=[source.pk])
        return format_html('<a href="{}">{}</a>', address, _("Download"))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and not is_hidden(obj, request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not is_hidden(obj, request)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "merge_source")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        may_upload = obj is None or self.has_change_permission(request, obj)
        return [(None, {"fields": (*_FIELDS, "file" if may_upload else "download")})]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        if (source := kwargs.get("obj")) is not None:
            context |= _links(source, request.user)
            context |= {"uses": uses(source, request.user), "subtitle": source.name_for(request.user)}
            context["earlier_files"] = earlier_files(source)
        return super().render_change_form(request, context, *args, **kwargs)

    def create(self, form: Any, *, by: Any, at: Any) -> Source:
        return add_source(by=by, at=at, **form.values(*EDITABLE))

    def change(self, row: Source, form: Any, *, by: Any, at: Any) -> None:
        edit_source(row, by=by, at=at, **form.values(*EDITABLE))

    def response_change(self, request: HttpRequest, obj: Source) -> HttpResponse:
        return self.leave_hidden(request, obj) or super().response_change(request, obj)

    def response_add(self, request: HttpRequest, obj: Source, post_url_continue: str | None = None) -> HttpResponse:
        return self.leave_hidden(request, obj) or super().response_add(request, obj, post_url_continue)

    def leave_hidden(self, request: HttpRequest, source: Source) -> HttpResponse | None:
        """Lead back to the list who has just made a source confidential and may not open it any more."""
        if not source.hidden_from(request.user) or "_popup" in request.POST:
            return None
        messages.success(request, _("Saved. From now on you see it as “%s” only.") % source.name_for(None))
        return HttpResponseRedirect(reverse("admin:claims_source_changelist"))

    def get_urls(self) -> list[Any]:
        behind_login = self.admin_site.admin_view
        return [
            path("<int:pk>/file/", behind_login(self.file_view), name="claims_source_download"),
            path("<int:pk>/file/<int:number>/", behind_login(self.file_view), name="claims_source_earlier_file"),
            path(
                "choose/", behind_login(SourceResults.as_view(admin_site=self.admin_site)), name="claims_source_choose"
            ),
            *super().get_urls(),
        ]

    def file_view(self, request: HttpRequest, pk: int, number: int | None = None) -> FileResponse:
        return hand_out(self, request, pk, number)


def _links(source: Source, user: Any) -> dict[str, Any]:
    """Return what the page tells of a source's links: nothing where the desk does not check them."""
    if not settings.CHECK_LINKS:
        return {"link_checks": None}
    return {
        "link_checks": standing_checks(source),
        "may_check_links": not problems_with_checking(source, by=user),
    }


def is_hidden(source: Any, request: HttpRequest) -> bool:
    """Tell whether the source, as it stands in the database and not in a form, is hidden from this person."""
    return source is not None and getattr(source, "hidden", source.hidden_from(request.user))
