"""For the machines that watch the desk: is it alive, can it work, how much is there. Nothing here names anything."""

import hmac

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse

from claims.dashboard.metrics import as_prometheus, gauges
from claims.record import guards

PATHS = ("healthz", "readyz", "metrics")  # asked over plain HTTP by the machine itself: no redirect to https


def alive(request: HttpRequest) -> HttpResponse:
    """Answer: this process serves. It asks nobody, so that a database that is away restarts no web process."""
    return _plain("ok\n")


def ready(request: HttpRequest) -> HttpResponse:
    """Answer whether a person could work now: the database answers, is migrated, and the record's guards stand."""
    try:
        missing = _missing()
    except Error:
        missing = "the database does not answer"
    return _plain(f"not ready: {missing}\n", 503) if missing else _plain("ready\n")


def _missing() -> str:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "the database waits for manage.py migrate"
    return "the record's guards are missing: run manage.py migrate" if guards.missing(connection) else ""


def metrics(request: HttpRequest) -> HttpResponse:
    """Tell counts in Prometheus's text format, version 0.0.4, to who sends the token. Without a token set: no page."""
    token = settings.METRICS_TOKEN
    if not token:
        raise Http404
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not hmac.compare_digest(sent.encode(), token.encode()):
        answer = _plain("The token is missing or wrong.\n", 401)
        answer["WWW-Authenticate"] = "Bearer"
        return answer
    answer = _plain(as_prometheus(gauges()))
    answer["Content-Type"] = "text/plain; version=0.0.4; charset=utf-8"
    return answer


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
