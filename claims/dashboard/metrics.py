"""Counts for a monitoring system: how many of what, never which."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from claims.models import Article, Claim, Event, LogInAttempt, Query
from claims.vocabulary import Status


@dataclass(frozen=True)
class Gauge:
    """One count. `labels` are of our own vocabularies: nothing that a person typed."""

    name: str
    help: str
    value: int
    labels: tuple[tuple[str, str], ...] = ()


def gauges() -> list[Gauge]:
    """Return the counts. Five queries, each over an index."""
    by_status = dict(Claim.objects.order_by().values_list("status").annotate(Count("pk")))
    claims = [
        Gauge("factcheck_claims", "Claims by status.", by_status.get(status, 0), (("status", status),))
        for status in Status.values
    ]
    return [
        *claims,
        Gauge("factcheck_articles", "Articles that are not archived.", Article.objects.current().count()),
        Gauge("factcheck_open_queries", "Queries without an answer.", Query.objects.filter(answered_at=None).count()),
        Gauge("factcheck_events", "Entries of the record.", Event.objects.count()),
        Gauge("factcheck_failed_log_ins", "Log-ins that failed lately.", LogInAttempt.objects.count()),
    ]


def as_prometheus(counted: Iterable[Gauge]) -> str:
    """Return the counts as Prometheus reads them: text exposition format 0.0.4."""
    lines: list[str] = []
    for gauge in counted:
        if (head := f"# TYPE {gauge.name} gauge") not in lines:
            lines += [f"# HELP {gauge.name} {gauge.help}", head]
        labels = ",".join(f'{name}="{value}"' for name, value in gauge.labels)
        lines.append(f"{gauge.name}{{{labels}}} {gauge.value}" if labels else f"{gauge.name} {gauge.value}")
    return "\n".join(lines) + "\n"
