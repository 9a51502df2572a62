"""Importing spreadsheets: upload, preview, confirm.

django-import-export gives the forms and the order of the steps. Reading, checking and writing are
`claims.intake.filing`, which knows nothing of this page.
"""

from io import BytesIO
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.admin import ImportMixin
from import_export.formats.base_formats import CSV, TSV, XLSX

from claims.intake import waiting
from claims.intake.filing import Filed, Plan, file_table, plan
from claims.intake.tables import empty_sheet, refused_rows
from claims.jobs import import_file, wake
from claims.models import Article
from claims.models.people import may
from claims.review.importing import problems_with_importing
from claims.vocabulary import Table

from .downloads import attachment
from .import_columns import explained
from .import_forms import ConfirmForm, UploadForm
from .import_preview import shown

AT_ONCE = 2000  # rows that are filed while the person waits for the page
MODELS = {Table.SOURCES: "source", Table.CLAIMS: "claim", Table.EVIDENCE: "evidence", Table.VERDICTS: "verdict"}


def may_import(user: Any, table: Table) -> bool:
    """Tell whether a person may open a table's import: writers that of sources, who imports spreadsheets all."""
    allowed = table is Table.SOURCES or may(user, "import_table")
    return allowed and not problems_with_importing(table, by=user, article=None, decide=True)


class ImportTableMixin(admin.ModelAdmin):
    """Puts a link to the table's import above a list, for those who may import: set `import_tables`."""

    import_tables: tuple[Table, ...] = ()
    change_list_template = "claims/import_list.html"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        tables = [table for table in self.import_tables if may_import(request.user, table)]
        links = [(_("Import %s") % table.label, address(table)) for table in tables]
        return super().changelist_view(request, {"import_links": links, **(extra_context or {})})


def address(table: Table, step: str = "import", *, article: Any = "") -> str:
    """Return the address of a step of a table's import, with an article's number that is chosen there already."""
    chosen = f"?article={article}" if article and table is not Table.SOURCES else ""
    return reverse(f"admin:claims_{MODELS[table]}_{step}") + chosen


class ImportPages(ImportMixin, admin.ModelAdmin):
    """The steps of an import, for each of the four tables at an address of its own."""

    import_form_class = UploadForm
    confirm_form_class = ConfirmForm
    import_export_change_list_template = None  # Lists say themselves which imports they link to.
    import_template_name = "claims/import.html"
    import_formats = [CSV, TSV, XLSX]

    def get_urls(self) -> list[URLPattern]:
        pages = []
        views = {"import": self.import_action, "process_import": self.process_import, "empty_sheet": self.sheet_view}
        for table, model in MODELS.items():
            for step, view in views.items():
                address = f"{table.value}/" if step == "import" else f"{table.value}/{step.replace('_', '-')}/"
                wrapped = self.admin_site.admin_view(view)
                pages.append(path(address, wrapped, {"table": table}, name=f"claims_{model}_{step}"))
        # Not the mixin's own addresses: they know one table.
        return [*pages, *super(ImportMixin, self).get_urls()]

    def has_import_permission(self, request: HttpRequest, table: Table | None = None) -> bool:
        return any(may_import(request.user, one) for one in ([table] if table else Table))

    def _admit(self, request: HttpRequest, table: Table) -> None:
        if not self.has_import_permission(request, table):
            raise PermissionDenied

    def import_action(self, request: HttpRequest, table: Table) -> HttpResponse:
        """Show the upload form, or check an uploaded file and show what it would do."""
        self._admit(request, table)
        form = self._upload_form(request, table)
        if request.method == "POST" and form.is_valid():
            return self._check(request, table, form)
        return self._page(request, table, {"form": form}, 422 if form.errors else 200)

    def _upload_form(self, request: HttpRequest, table: Table) -> UploadForm:
        kwargs = self.get_import_form_kwargs(request)
        if request.method == "POST":  # The mixin takes a POST without fields for no POST at all.
            kwargs |= {"data": request.POST, "files": request.FILES}
        kwargs |= {"initial": {"article": request.GET.get("article", "")[:20]}, "table": table, "user": request.user}
        return UploadForm(self.get_import_formats(), self.get_import_resource_classes(request), **kwargs)

    def _check(self, request: HttpRequest, table: Table, form: UploadForm) -> HttpResponse:
        file, article = form.cleaned_data["import_file"], form.cleaned_data.get("article")
        upload = waiting.keep(
            file.chunks(),
            by=request.user,
            table=table.value,
            name=file.name,
            article=article.pk if article else None,
            good_rows=form.cleaned_data["good_rows"],
            decide=form.cleaned_data.get("decide", False),
        )
        return self._preview(request, table, upload)

    def _preview(self, request: HttpRequest, table: Table, upload: waiting.Waiting, status: int = 200) -> HttpResponse:
        choices = _choices(request, upload)
        with upload.path.open("rb") as file:
            looked_at = plan(table, file, upload.choices["name"], **choices)
            rows_kept = _keep_refused(looked_at, file, upload.token, request)
        context = shown(looked_at, good_rows=upload.choices["good_rows"]) | {"article": choices["article"]}
        if context["button"]:
            rows = sum(looked_at.counts)
            upload.choose(fingerprint=looked_at.fingerprint, rows=rows)
            context["confirm_form"] = ConfirmForm(initial={"import_file_name": upload.token})
        else:
            upload.discard()
            context["form"] = self._upload_form_again(request, table, upload)
        context["refused_url"] = reverse("admin:claims_import_refused", args=[upload.token]) if rows_kept else ""
        return self._page(request, table, context, status)

    def _upload_form_again(self, request: HttpRequest, table: Table, upload: waiting.Waiting) -> UploadForm:
        formats, resources = self.get_import_formats(), self.get_import_resource_classes(request)
        return UploadForm(formats, resources, table=table, user=request.user, initial=upload.choices)

    def process_import(self, request: HttpRequest, table: Table) -> HttpResponse:
        """File what was checked, once. Whatever the form names, only an own upload for this table is found."""
        self._admit(request, table)
        form = ConfirmForm(request.POST)
        token = form.cleaned_data["import_file_name"] if form.is_valid() else ""
        upload = waiting.find(token, by=request.user)
        if upload is None or upload.choices.get("table") != table.value or "fingerprint" not in upload.choices:
            gone = _("No checked file waits here: it was imported or put aside already, or checked a day ago.")
            messages.warning(request, gone if request.method == "POST" else _("Choose a file first."))
            return HttpResponseRedirect(address(table))
        if "cancel" in request.POST:
            upload.discard()
            messages.info(request, _("Nothing was imported. The file was put aside."))
            return HttpResponseRedirect(address(table))
        if upload.choices["rows"] > AT_ONCE:
            return self._hand_on(request, upload)
        return self._file(request, table, upload)

    def _hand_on(self, request: HttpRequest, upload: waiting.Waiting) -> HttpResponse:
        """Let a worker file a large upload, once; its page says how far it is."""
        if "job" not in upload.choices:
            job = import_file(upload, by=request.user, at=timezone.now(), rows=upload.choices["rows"])
            upload.choose(job=job.pk)
        wake()
        return HttpResponseRedirect(reverse("claims:job", args=[upload.choices["job"]]))

    def _file(self, request: HttpRequest, table: Table, upload: waiting.Waiting) -> HttpResponse:
        kept = upload.choices
        with upload.path.open("rb") as file:
            choices = _choices(request, upload) | {"good_rows": kept["good_rows"], "seen": kept["fingerprint"]}
            filed = file_table(table, file, kept["name"], at=timezone.now(), **choices)
            if filed.import_ is not None:
                _keep_refused(filed, file, str(filed.import_.pk), request)
        if filed.refused:
            messages.error(request, " ".join(map(str, filed.problems[-1:])))
            return self._preview(request, table, upload, 409)
        upload.discard()
        return self._told(request, table, filed)

    def _told(self, request: HttpRequest, table: Table, filed: Filed) -> HttpResponse:
        (messages.info if filed.import_ is None else messages.success)(request, filed.sentence)
        for sentence in [*filed.notes, *filed.reopened[:20]] if filed.import_ else []:
            messages.info(request, sentence)
        if filed.import_ is None:
            return HttpResponseRedirect(address(table))
        if not request.user.has_perm("claims.view_import"):
            return HttpResponseRedirect(reverse(f"admin:claims_{MODELS[table]}_changelist"))
        return HttpResponseRedirect(reverse("admin:claims_import_change", args=[filed.import_.pk]))

    def sheet_view(self, request: HttpRequest, table: Table) -> HttpResponse:
        """Hand out an empty sheet with the table's columns."""
        self._admit(request, table)
        return attachment(BytesIO(empty_sheet(table).encode()), f"{table.value}.csv")  # type: ignore[return-value]

    def _page(self, request: HttpRequest, table: Table, context: dict[str, Any], status: int) -> HttpResponse:
        chosen = request.POST.get("article", request.GET.get("article", ""))
        chosen = chosen if chosen.isdecimal() else ""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import %s") % table.label,
            "table": table,
            "columns": explained(table),
            "tables": [(t.label, address(t, article=chosen), t is table) for t in Table if may_import(request.user, t)],
            "upload_url": address(table),
            "sheet_url": address(table, "empty_sheet"),
            "process_url": address(table, "process_import"),
            **context,
        }
        return TemplateResponse(request, self.import_template_name, context, status=status)


def _choices(request: HttpRequest, upload: waiting.Waiting) -> dict[str, Any]:
    """Return what was chosen for an upload. Raise PermissionDenied where its article is out of sight by now."""
    article = None
    if (pk := upload.choices["article"]) is not None:
        article = Article.objects.visible_to(request.user).filter(pk=pk).first()  # type: ignore[arg-type]
        if article is None:
            raise PermissionDenied
    return {"article": article, "by": request.user, "decide": upload.choices["decide"]}


def _keep_refused(found: Plan | Filed, file: Any, name: str, request: HttpRequest) -> bool:
    """Keep the refused rows for download, if the file is a table at all; tell whether there are any."""
    if not found.problems:
        return False
    looked_at = found if isinstance(found, Plan) else found.plan
    if not looked_at.is_readable:
        return False
    waiting.keep_refused(refused_rows(file, looked_at.filename, found.problems), name, by=request.user)
    return True
