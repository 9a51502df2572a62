"""What to export: which rows of the list, which table, columns and format."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from import_export.forms import ExportForm as StockForm

from claims.export.columns import COLUMNS, choices
from claims.export.files import Export, Format
from claims.export.selection import ALL, sources_of, statuses_in
from claims.vocabulary import Status, Table

_TABLES = [
    (Table.CLAIMS.value, _("claims, verdicts and sources")),
    (Table.SOURCES.value, _("the sources of these claims")),
    (Table.EVIDENCE.value, _("the evidence of these claims")),
    (Table.VERDICTS.value, _("the verdicts on these claims")),
]


class ExportForm(StockForm):
    """The format and the columns of a list's rows. The list's own filters and search decide which rows."""

    table = Table.SOURCES
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one column.")},
    )
    bom = forms.BooleanField(
        label=_("CSV for a spreadsheet program"),
        required=False,
        help_text=_("Marks the file as UTF-8: without it some programs show “é” as “Ã©”."),
    )
    field_order: tuple[str, ...] = ("format", "bom", "columns")

    def __init__(self, formats: Any, resources: Any, *, queryset: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(formats, resources, **kwargs)
        self.queryset = queryset
        del self.fields["resource"], self.fields["export_items"]
        self.fields["format"] = forms.ChoiceField(
            label=_("Format"), choices=Format.choices, initial=Format.CSV, widget=forms.RadioSelect
        )
        self.fields["columns"].choices = [(name, name) for name in choices(self.table)]
        self.fields["columns"].initial = COLUMNS[self.table]
        self.order_fields(self.field_order)

    def clean_columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.cleaned_data["columns"]))

    def export(self, *, by: Any) -> Export:
        """Return what was asked for."""
        given = self.cleaned_data
        return Export(self.table, self.queryset, by, given["columns"], Format(given["format"]), given["bom"])


class ClaimsExportForm(ExportForm):
    """Which of the list's claims, and what of them."""

    table = Table.CLAIMS
    status = forms.ChoiceField(label=_("Which claims"), widget=forms.RadioSelect)
    of_them = forms.ChoiceField(label=_("What of them"), choices=_TABLES, initial=Table.CLAIMS)
    field_order = ("status", "of_them", *ExportForm.field_order)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counts = self.queryset.counted_by_status()  # type: ignore[attr-defined]
        self.fields["status"].choices = _which(counts)
        present = [status for status, count in counts.items() if count]
        self.fields["status"].initial = present[0] if len(present) == 1 else Status.VERIFIED.value
        self.fields["columns"].help_text = _("Of the claims. The other tables come whole, as an import reads them.")

    def export(self, *, by: Any) -> Export:
        given = self.cleaned_data
        claims = self.queryset.filter(status__in=statuses_in(given["status"]))
        table = Table(given["of_them"])
        columns = given["columns"] if table is Table.CLAIMS else COLUMNS[table]
        rows = sources_of(claims) if table is Table.SOURCES else claims
        return Export(table, rows, by, columns, Format(given["format"]), given["bom"])


def _which(counts: dict[str, int]) -> list[tuple[str, Any]]:
    """Return the choices, each with its number: what is published first, the working copy next."""
    return [
        (Status.VERIFIED.value, _("Verified claims (to publish): %d") % counts[Status.VERIFIED]),
        (ALL, _("All claims (working copy): %d") % sum(counts.values())),
        *(
            (status.value, _("Only %(status)s: %(number)d") % {"status": status.label, "number": counts[status]})
            for status in Status
            if status is not Status.VERIFIED and counts[status]
        ),
    ]
