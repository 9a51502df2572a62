"""A day and a time as two boxes, each with a name of its own: the stock pair has none that a screen reader knows."""

from typing import Any

from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.translation import gettext_lazy as _


class MomentWidget(AdminSplitDateTime):
    class Media:
        js = ["admin/js/core.js"]  # the calendar needs it, and only an admin's own forms bring it

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        for box, name in zip(self.widgets, (_("Date"), _("Time")), strict=True):
            box.attrs["aria-label"] = name
