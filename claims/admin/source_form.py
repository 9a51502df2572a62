"""The form of a source's page, and its private file."""

from typing import Any

from django.contrib.admin.widgets import AdminFileWidget
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.models import Source

from .saving import RuledForm


class PrivateFileInput(AdminFileWidget):
    """Links the kept file to our own download, which asks who is there; files have no address of their own."""

    template_name = "admin/claims/source/file_input.html"
    source: Source | None = None

    def is_initial(self, value: Any) -> bool:
        return bool(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if self.source is not None and self.source.pk:
            context["widget"]["download"] = reverse("admin:claims_source_download", args=[self.source.pk])
        return context


class SourceForm(RuledForm):
    """A source's fields. What it copies is chosen among sources that this person may know."""

    class Meta:
        model = Source
        fields = ()  # The admin names them.
        widgets = {"file": PrivateFileInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].widget.source = self.instance
            self.fields["file"].help_text = _("One that you replace or take off is kept and stays listed below.")
        if "republishes" in self.fields:
            known = Source.objects.open_to(self.user).current().values("pk")
            choice = Source.objects.filter(Q(pk__in=known) | Q(pk=self.instance.republishes_id))
            field: Any = self.fields["republishes"]
            field.queryset = choice

    def clean_file(self) -> Any:
        """Return the upload, the file that is there, or "" where it is to be taken off."""
        return self.cleaned_data["file"] or ""
