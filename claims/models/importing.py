"""Files that people brought in, so that what came of them can be seen and undone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import person


class Import(models.Model):
    """One confirmed file: what it was and what it did.

    `before` holds, per changed row, the values that an undo puts back:
    [{"model": "claim", "pk": 7, "version": 3, "values": {...}}, ...]; `version` is the row's after the import.
    """

    article = models.ForeignKey(
        "Article", models.SET_NULL, null=True, related_name="imports", verbose_name=_("article")
    )
    table = models.CharField(_("table"), max_length=20)
    filename = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    before = models.JSONField(default=list, editable=False)
    by = person(_("by"), "imports")
    at = models.DateTimeField(_("at"))
    undone_by = person(_("undone by"), "+", null=True, editable=False)
    undone_at = models.DateTimeField(_("undone"), null=True, editable=False)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.filename} · {self.at:%Y-%m-%d %H:%M}"
