"""The list of imports, and the page of one with what it did and the way to undo it."""

from io import BytesIO
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.intake import waiting
from claims.intake.filing import problems_with_undoing, undo
from claims.models import Import
from claims.models.people import full_name, may
from claims.review.problems import Conflict, Refused
from claims.vocabulary import Table

from .downloads import attachment
from .importing import ImportPages, ImportTableMixin, address, may_import
from .record import ArticlesRowsAdmin

_FOLLOWING = {Table.SOURCES: Table.CLAIMS, Table.CLAIMS: Table.EVIDENCE, Table.EVIDENCE: Table.VERDICTS}


@admin.register(Import)
class ImportAdmin(ImportTableMixin, ImportPages, ArticlesRowsAdmin):
    article_path = "article"
    import_tables = tuple(Table)
    list_display = (
        "filename",
        "table",
        "article",
        "new",
        "changed",
        "unchanged",
        "refused",
        "brought_by",
        "at",
        "state",
    )
    list_filter = ("table",)
    list_select_related = ("article", "by", "undone_by")
    search_fields = ("filename", "sha256")
    fields = (
        ("filename", "table"), "article", ("new", "changed", "unchanged", "refused"), ("brought_by", "at", "state"),
        "sha256",
    )  # fmt: skip
    readonly_fields = ("brought_by", "state")
    change_form_template = "claims/import_done.html"

    @admin.display(description=_("by"), ordering="by__username")
    def brought_by(self, import_: Import) -> str:
        return full_name(import_.by)

    @admin.display(description=_("state"), ordering="undone_at")
    def state(self, import_: Import) -> str:
        if import_.undone_at is None:
            return str(_("filed"))
        return f"undone by {full_name(import_.undone_by)} on {import_.undone_at:%Y-%m-%d}"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/undo/", wrap(self.undo_view), name="claims_import_undo"),
            path("refused/<str:name>/", wrap(self.refused_view), name="claims_import_refused"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        import_ = kwargs["obj"]
        context["onward"] = [] if import_.undone_at else _onward(import_, request.user)
        context["may_undo"] = may(request.user, "import_table")
        context["obstacles"] = problems_with_undoing(import_, by=request.user)
        if waiting.refused(str(import_.pk), by=request.user) is not None:
            context["refused_url"] = reverse("admin:claims_import_refused", args=[import_.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo an import, if asked by POST; the rule says whether it may be."""
        if not may(request.user, "import_table"):
            raise PermissionDenied
        import_ = self.get_object(request, str(pk))
        if import_ is None:
            raise Http404
        if request.method == "POST":
            self._undo(request, import_)
        return HttpResponseRedirect(reverse("admin:claims_import_change", args=[pk]))

    def _undo(self, request: HttpRequest, import_: Import) -> None:
        try:
            undo(import_, by=request.user, at=timezone.now())
        except Refused as refused:
            for problem in refused.problems:
                messages.error(request, problem.message)
        except Conflict:
            messages.error(request, _("Somebody is at work on these rows at this moment. Nothing was undone."))
        else:
            messages.success(request, _("The import was undone. The record keeps a line of both."))

    def refused_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """Hand out the refused rows of an own file."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        rows = waiting.refused(name, by=request.user)
        if rows is None:
            raise Http404
        return attachment(BytesIO(rows), "refused-rows.csv")  # type: ignore[return-value]


def _onward(import_: Import, user: Any) -> list[tuple[str, str]]:
    """Return what a person does after an import, each with its address: the desk, and the table that builds on it."""
    steps = []
    if import_.article_id:
        steps.append((str(_("Check at the desk")), reverse("claims:desk", args=[import_.article_id])))
    following = _FOLLOWING.get(Table(import_.table))
    if following and may_import(user, following):
        steps.append((_("Import %s") % following.label, address(following, article=import_.article_id)))
    return steps
