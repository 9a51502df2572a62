"""Exporting what a list shows.

django-import-export gives the page's address and the list's rows under its filters and search. What is
written, and for whom, is `claims.export`.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from import_export.admin import ExportMixin

from claims.access.asking import still_you
from claims.export.files import Export, filename
from claims.export.streaming import stream
from claims.models.people import may
from claims.review.problems import Refused

from .base import is_damaged
from .downloads import attachment
from .export_form import ExportForm


class ExportPage(ExportMixin, admin.ModelAdmin):
    """Adds the page `admin:claims_MODEL_export` and, for those who may export, its link above the list."""

    export_form_class = ExportForm
    export_template_name = "claims/export.html"
    import_export_change_list_template = None  # the list keeps its own template, which knows `export_url`

    def has_export_permission(self, request: HttpRequest) -> bool:
        return may(request.user, "export_claim")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        address = reverse(f"admin:claims_{self.opts.model_name}_export")
        url = f"{address}?{request.GET.urlencode()}".rstrip("?") if self.has_export_permission(request) else ""
        return super().changelist_view(request, {"export_url": url, **(extra_context or {})})

    @method_decorator(still_you())
    def export_action(self, request: HttpRequest) -> HttpResponse:
        """Show the form; once it is answered, hand out the file."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        try:
            form = self._export_form(request)
        except IncorrectLookupParameters:
            messages.error(request, _("That address was damaged. This is the whole list."))
            return HttpResponseRedirect(reverse(f"admin:claims_{self.opts.model_name}_changelist"))
        file = _file(form, request.user) if form.is_valid() else None
        return self._export_page(request, form) if file is None else file  # type: ignore[return-value]

    def _export_form(self, request: HttpRequest) -> ExportForm:
        if is_damaged(request.GET):
            raise IncorrectLookupParameters
        queryset = self.get_export_queryset(request)
        data = request.POST if request.method == "POST" else None
        formats, resources = self.get_export_formats(), self.get_export_resource_classes(request)
        return self.export_form_class(formats, resources, queryset=queryset, data=data)

    def _export_page(self, request: HttpRequest, form: ExportForm) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Export %s") % self.opts.verbose_name_plural,
            "form": form,
            "narrowed": request.GET.urlencode(),
            "list_url": reverse(f"admin:claims_{self.opts.model_name}_changelist"),
        }
        return TemplateResponse(request, self.export_template_name, context, status=422 if form.errors else 200)


def _file(form: ExportForm, user: Any) -> FileResponse | None:
    """Return the download, or None where the format can't hold it; the form says why then."""
    export: Export = form.export(by=user)
    try:
        file = stream(export, at=timezone.now())
    except Refused as refused:
        form.add_error(None, [problem.message for problem in refused.problems])
        return None
    return attachment(file, filename(export, on=timezone.localdate()))
