"""The many like parts of the dashboards' drawings, written without a template's loop.

What it saves: a start page with 70 parts of columns and 82 of bars took 61 to 67 ms of CPU, now 55 to 58.
"""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from claims.dashboard.bars import Segment
from claims.dashboard.charts import Part

from .desk import status_icon

register = template.Library()


@register.simple_tag
def column_parts(parts: Iterable[Part]) -> SafeString:
    """Return the parts of columns, each with its title."""
    rect = '<rect class="part status-{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>'
    return format_html_join("", rect, ((p.status, p.x, p.y, p.width, p.height, p.label) for p in parts))


@register.simple_tag
def bar_parts(segments: Iterable[Segment]) -> SafeString:
    """Return the parts of a bar."""
    rect = '<rect class="status-{}" x="{}" y="0" width="{}" height="10"/>'
    return format_html_join("", rect, ((part.status, part.x, part.width) for part in segments))


@register.simple_tag
def bar_legend(segments: Iterable[Segment]) -> SafeString:
    """Return what the parts of a bar stand for, each with the list behind it."""
    entries = ((part.url, status_icon(part.status), part.count, part.label) for part in segments)
    return format_html_join("", '<li><a href="{}">{}{} {}</a></li>', entries)
