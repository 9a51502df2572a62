"""The record for people to read: one HTML page, without a script and without a link to anywhere."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any

from claims import record
from claims.export.legible import legible
from claims.models import Article

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1c2430}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;"
    "border-bottom:1px solid #d5dae1}td.n{text-align:right;font-variant-numeric:tabular-nums}"
    "code{font-size:12px;overflow-wrap:anywhere}.quiet{color:#5a626e}dl{margin:0}dt{font-weight:600}"
    "dd{margin:0 0 .3rem}"
    "dd{white-space:pre-wrap;overflow-wrap:anywhere}@media print{body{margin:0;max-width:none}}"
)


def page(article: Article, told: Iterable[dict[str, Any]], *, at: datetime, by: str, seal: str) -> Iterator[str]:
    """Yield the page in pieces. `told`: what `lines` yields."""
    headline, whom = _text(article.headline), f" by {_text(by)}" if by else ""
    yield (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">'
        f"<title>Record: {headline}</title><style>{_STYLE}</style></head><body><h1>{headline}</h1>"
        f"<p>The record of “{_text(article.slug)}”, taken from the desk{whom} on {_moment(at)}.</p>"
        f'<p class="quiet">Last seal: {_text(seal)}. Run <code>python3 check.py</code> in this folder to prove that'
        " nothing in it was changed.</p><table><thead><tr><th>Line</th><th>When</th><th>Who</th><th>What</th>"
        "<th>Details</th></tr></thead><tbody>\n"
    )
    for line in told:
        _, name, role = line["actor"]
        who = f"{_text(name)}{role and f' <span class=quiet>({_text(role)})</span>'}"
        yield (
            f'<tr><td class="n">{line["sequence"]}</td><td>{_moment(line["at"])}</td><td>{who}</td>'
            f"<td>{_text(line['action'])}</td><td>{_details(line)}<code>{line['hash']}</code></td></tr>\n"
        )
    yield "</tbody></table></body></html>\n"


def _details(line: dict[str, Any]) -> str:
    if line.get("withheld"):
        return "<p class=quiet>Withheld: they tell of a confidential source.</p>"
    if not line["body"]:
        return "<p class=quiet>Purged.</p>"
    told = {k: v for k, v in json.loads(line["body"]).items() if k not in {record.BOUND, record.GONE} and v != ""}
    return f"<dl>{''.join(f'<dt>{_text(name)}</dt><dd>{_value(value)}</dd>' for name, value in told.items())}</dl>"


def _value(value: Any) -> str:
    return _text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _text(text: Any) -> str:
    return escape(legible(str(text)))


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
