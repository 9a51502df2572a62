"""The site's own list of its addresses, and each as the address of a row that is there."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver


def addresses() -> dict[str, str]:
    """Return every address of the site as a pattern, by its name, or by itself where it has none."""

    def walk(patterns: Any, before: str = "") -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            text = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, text)
            else:
                yield pattern.name or text, text

    return dict(walk(get_resolver().url_patterns))


def filled(pattern: str, site: Any, **given: Any) -> str:
    """Return the pattern as an address of a row that is there."""
    model = re.match(r"admin/(?:claims|auth)/(\w+)/", pattern)
    if "/file/" in pattern:
        given = {"pk": site.secret.pk}
    own = {"queries/": "query", "jobs/": "job"}
    row = (
        getattr(site, model[1], None)
        if model
        else next((getattr(site, own[part], None) for part in own if part in pattern), None)
    )
    values = {"pk": row and row.pk, "object_id": row and row.pk, "id": row and row.pk, "number": 1, "row": site.row.pk,
              "token": "x" * 32, "name": "1", "content_type_id": 1, **given}  # fmt: skip
    path = re.sub(r"(?<!P)<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), pattern)
    return "/" + path.replace("^(?P<app_label>claims|auth)/$", "claims/").replace("(?P<url>.*)$", "nowhere/")
