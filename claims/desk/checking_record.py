"""The notes under the printed copy: one row per claim, with its decision and what it rests on.

Plain rows in two queries and strings, for the same reason as the copy: there may be 500.
"""

from collections import defaultdict
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from claims.models import Article, Evidence
from claims.models.source import hidden_name, sees_confidential
from claims.vocabulary import Stance, Status

_COLUMNS = (
    "number", "statement", "status", "verdict__reason", "verdict__correction", "verdict__by__first_name",
    "verdict__by__last_name", "verdict__by__username", "decided_at",
)  # fmt: skip
_STATUS = {status.value: str(status.label) for status in Status}
_STANCE = {stance.value: str(stance.label) for stance in Stance}


def checking_record(article: Article, user: Any) -> SafeString:
    """Return the rows of the table, in the order of the claims' numbers. Three queries, however many claims."""
    sources = _sources_by_claim(article, user)
    rows = article.claims.order_by("number").values_list(*_COLUMNS)
    return mark_safe("\n".join(_row(row, sources[row[0]]) for row in rows))  # noqa: S308 - escaped cell by cell


def _row(row: tuple[Any, ...], sources: list[str]) -> str:
    number, statement, status, reason, correction, first, last, username, decided_at = row
    name = f"{first} {last}".strip() or username or ""
    by = f"{escape(name)}<br>{decided_at:%-d %b %Y}" if decided_at else ""
    words = [reason or "", f"Corrected wording: {correction}" if correction else ""]
    cells = [
        f'<b class="status-{status}">{_STATUS[status]}</b>' + (f"<br>{by}" if by else ""),
        "<br>".join(escape(word) for word in words if word),
        "<br>".join(sources),
    ]
    inner = "".join(f"<td>{cell}</td>" for cell in (escape(statement), *cells))
    return f'<tr><th scope="row">{number}</th>{inner}</tr>'


def _sources_by_claim(article: Article, user: Any) -> dict[int, list[str]]:
    sees = sees_confidential(user)
    lines: dict[int, list[str]] = defaultdict(list)
    columns = ("claim__number", "stance", "locator", "finding", "source", "source__title", "source__confidential")
    standing = Evidence.objects.standing().filter(claim__article=article).order_by("pk")
    for number, stance, locator, finding, source, title, confidential in standing.values_list(*columns):
        hidden = confidential and not sees
        where = hidden_name(source) if hidden else ", ".join(part for part in (title, locator) if part)
        says = "" if hidden or not finding else f": {finding}"
        lines[number].append(f"<b>{escape(_STANCE[stance].capitalize())}</b> {escape(where + says)}")
    return lines
