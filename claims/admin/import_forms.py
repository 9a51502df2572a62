"""The two forms of an import: which file, and yes."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from import_export.forms import ConfirmImportForm, ImportForm

from claims.models import Article
from claims.vocabulary import Table


class UploadForm(ImportForm):
    """A file and what to do with it. What kind of file it is, its content says: nothing asks for a format."""

    import_file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("CSV, TSV or XLSX. Nothing is written before you have seen what it would do."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    article = forms.ModelChoiceField(
        Article.objects.none(),
        label=_("Article"),
        required=False,
        empty_label=_("as the file's column “article” says"),
    )
    good_rows = forms.BooleanField(
        label=_("Import the good rows"),
        required=False,
        help_text=_("Without this a file with any refused row is not imported at all."),
    )
    decide = forms.BooleanField(
        label=_("Record these decisions as mine"),
        error_messages={"required": _("A file decides nothing by itself. Tick this to record them as your decisions.")},
    )
    field_order = ("import_file", "article", "good_rows", "decide")

    def __init__(self, formats: Any, resources: Any, *, table: Table, user: Any, **kwargs: Any) -> None:
        super().__init__(formats, resources, **kwargs)
        unused = {"format", "resource"}
        unused |= {"article"} if table is Table.SOURCES else set()
        unused |= set() if table is Table.VERDICTS else {"decide"}
        for name in unused:
            del self.fields[name]
        self.fields["import_file"].widget.attrs.pop("class", None)
        if "article" in self.fields:
            articles = Article.objects.visible_to(user).current().by_due_date()
            self.fields["article"].queryset = articles

    @property
    def media(self) -> forms.Media:
        return forms.Media()  # The stock script guesses the format that is no longer asked for.

    def clean_import_file(self) -> Any:
        file = self.cleaned_data["import_file"]
        if file.size > settings.MAX_UPLOAD_MB * 1024 * 1024:
            message = _("The file is larger than %d MB. Split it, or use the command import_table on the server.")
            raise forms.ValidationError(message % settings.MAX_UPLOAD_MB)
        return file


class ConfirmForm(ConfirmImportForm):
    """Names the checked file; all else about it is kept on our side."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("original_file_name", "format", "resource"):
            del self.fields[name]
