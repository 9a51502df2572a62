"""Showing in a found claim which of its words were looked for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims.models import Evidence, Source

from .query import Part, folded

AROUND = 60  # signs shown on each side of a word that was found in what a source says


def marked(text: str, parts: Sequence[Part]) -> SafeString:
    """Return the text escaped, with what was looked for in `mark` elements."""
    if not parts:
        return escape(text)  # A list without a search has no word to look for.
    pieces, at = [], 0
    for start, end in _spans(text, parts):
        pieces += [format_html("{}<mark>{}</mark>", text[at:start], text[start:end])]
        at = end
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, text[at:]]))


def _spans(text: str, parts: Iterable[Part]) -> list[tuple[int, int]]:
    """Return the stretches that match, in order, those that overlap as one. Folding keeps every sign's place."""
    plain, joined = folded(text), list[tuple[int, int]]()
    for start, end in sorted(found.span() for part in parts for found in part.pattern.finditer(plain)):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def holds(text: str, parts: Iterable[Part]) -> bool:
    """Tell whether every part stands in the text."""
    plain = folded(text)
    return all(part.pattern.search(plain) for part in parts)


def said_by_sources(claims: Iterable[int], parts: list[Part], user: Any) -> dict[int, SafeString]:
    """Return, by claim, an excerpt of what its sources say with the words looked for, and whether it is the title or
    a finding. One query for all of them.
    """
    readable = Source.objects.open_to(user)
    rows = Evidence.objects.standing().filter(claim__in=list(claims), source__in=readable).order_by("pk")
    said: dict[int, SafeString] = {}
    for claim, title, finding in rows.values_list("claim", "source__title", "finding"):
        for where, text in ((_("Source:"), title), (_("Finding:"), finding)):
            if claim not in said and (spans := _spans(text, parts)):
                start, end = max(0, spans[0][0] - AROUND), spans[-1][1] + AROUND
                said[claim] = format_html("{} {}", where, marked(text[start:end], parts))
    return said
