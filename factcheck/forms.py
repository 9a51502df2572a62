"""How forms are drawn."""

from typing import Any

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Django's own, without a template for a field's errors where there are none: a claim's page drew 45 of 117 so."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name.startswith("django/forms/errors/list/") and not context["errors"]:
            return ""
        return super().render(template_name, context, request)
