"""Choosing a source by typing part of its name."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest

from .base import is_key


class SourceResults(AutocompleteJsonView):
    """Answers with the sources that this person may choose, each by the name that this person may know."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(obj.pk), "text": obj.name_for(self.request.user)}


class SourceSelect(AutocompleteSelect):
    """The stock list, which breaks when it has to show again what is no key."""

    url_name = "%s:claims_source_choose"

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        return super().optgroups(name, [key for key in value if is_key(str(key))], attr)


class ChoosesSources:
    """Gives an admin's links to sources this list."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name not in self.autocomplete_fields:  # type: ignore[attr-defined]
            return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        kwargs["widget"] = SourceSelect(db_field, self.admin_site)  # type: ignore[attr-defined]
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        field.label_from_instance = lambda source: source.name_for(request.user)
        return field
