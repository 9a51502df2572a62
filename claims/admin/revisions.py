"""A revision's page: its copy, what cleaning dropped, and the original for download."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims.models import Revision

from .downloads import attachment
from .record import ArticlesRowsAdmin


@admin.register(Revision)
class RevisionAdmin(ArticlesRowsAdmin):
    article_path = "article"
    change_form_template = "admin/claims/revision/change_form.html"
    list_display = ("__str__", "filename", "imported_by", "imported_at")
    list_select_related = ("article", "imported_by")
    fields = ("article", "number", "filename", "sha256", "imported_by", "imported_at", "download", "left_out", "body")
    ordering = ("-imported_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer("original")

    @admin.display(description=_("original"))
    def download(self, revision: Revision) -> str:
        address = reverse("admin:claims_revision_original", args=[revision.pk])
        return format_html('<a href="{}">{}</a>', address, _("Download"))

    @admin.display(description=_("left out by cleaning"), empty_value="")
    def left_out(self, revision: Revision) -> str | None:
        return "\n".join(f"{piece['what']}: {piece['text']}" for piece in revision.dropped) or None

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        revision = kwargs["obj"]
        context["is_current"] = not revision.article.revisions.filter(number__gt=revision.number).exists()
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.original_view)
        return [path("<int:pk>/original/", view, name="claims_revision_original"), *super().get_urls()]

    def original_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """Hand out the original, byte for byte."""
        revision = self.get_object(request, str(pk))
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        if revision is None:
            raise Http404
        return attachment(bytes(revision.original), revision.filename or f"revision-{revision.number}.txt")
