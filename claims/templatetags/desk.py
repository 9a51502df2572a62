"""What pages say in the same way everywhere: a status, a link in typed text, a source's name, the way around."""

import re
from functools import cache
from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.models import Source
from claims.vocabulary import Status

register = template.Library()

DESTINATIONS = (
    (_("Dashboard"), "admin:index", ""),
    (_("Articles"), "admin:claims_article_changelist", "claims.view_article"),
    (_("Claims"), "admin:claims_claim_changelist", "claims.view_claim"),
    (_("Sources"), "admin:claims_source_changelist", "claims.view_source"),
    (_("Imports"), "admin:claims_import_changelist", "claims.view_import"),
    (_("People"), "admin:auth_user_changelist", "auth.view_user"),
)

# Bidirectional controls end an address: with them one address could be made to read like another.
_ADDRESS = re.compile('https?://[^\\s<>"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+', re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?'’”…"


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Return a drawing of `claims/icons.html` by its name; it says nothing to a screen reader."""
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="#icon-{}"/></svg>', name)


@register.simple_tag
@cache
def status_icon(status: str) -> SafeString:
    """Return a status's drawing in its colour, for beside a word that names it."""
    return format_html('<span class="status-icon status-{}">{}</span>', status, icon(status))


@register.simple_tag
def status_chip(status: str) -> SafeString:
    """Return a status as drawing and word in a bordered chip. Raise ValueError for what is no status."""
    return format_html('<span class="chip status-{}">{}{}</span>', status, icon(status), Status(status).label)


@register.simple_tag
def status_word(status: str) -> str:
    """Return a status's word, for where only its code is at hand."""
    return str(Status(status).label)


@register.filter
def linked(text: str | None) -> SafeString:
    """Return typed text escaped, its http(s) addresses as links, its direction kept from the words around it."""
    typed, done = str(text or ""), 0
    parts: list[str] = []
    for found in _ADDRESS.finditer(typed):
        address = without_sentence_end(found[0])
        parts.append(typed[done : found.start()])
        parts.append(format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', address))
        done = found.start() + len(address)
    parts.append(typed[done:])
    return format_html('<bdi class="typed">{}</bdi>', format_html_join("", "{}", ((part,) for part in parts)))


def without_sentence_end(address: str) -> str:
    """Return the address without punctuation that belongs to its sentence.

    >>> without_sentence_end("https://example.org/a_(b)).")
    'https://example.org/a_(b)'
    """
    end, unopened = len(address), address.count(")") - address.count("(")
    while address[end - 1] in _AFTER_ADDRESS or (address[end - 1] == ")" and unopened > 0):
        unopened -= address[end - 1] == ")"
        end -= 1
    return address[:end]


@register.filter
def truncate_start(text: str, most: int) -> str:
    """Return the text's last words, with an ellipsis in front where some are left out.

    >>> truncate_start("It never rained on the old bridge", 12)
    '… old bridge'
    """
    if len(text) <= most:
        return text
    return f"… {text[-most:].partition(' ')[2]}"


@register.simple_tag
def source_name(source: Source, user: Any) -> SafeString:
    """Return what this person may call the source: its title, or of a hidden one its number only."""
    return format_html("<bdi>{}</bdi>", source.name_for(user))


@register.inclusion_tag("claims/navigation.html", takes_context=True)
def navigation(context: Context) -> dict[str, Any]:
    """Return the places that this person may go to, and which of them holds the page."""
    request = context["request"]
    start = reverse("admin:index")
    places = []
    for label, name, permission in DESTINATIONS:
        if permission and not request.user.has_perm(permission):
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        here = request.path == url if url == start else request.path.startswith(url)
        places.append({"label": label, "url": url, "here": here})
    return {"places": places}
