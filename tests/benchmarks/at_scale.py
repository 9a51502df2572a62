"""Lists and dashboards at a million claims against the same pages at a thousand: `python -m tests.benchmarks.at_scale`.

Fills two desks, one of 10 articles with 1,000 claims and one of as many claims as asked for (default: 1,000,000 in
10,000 articles; see `archive`), and prints for each page the median CPU time (with that of the PostgreSQL backend,
where there is one), the queries, and the ratio to its peer: the dashboard's to itself with 1,000 claims, every list's
to the first page of the claim list with 1,000 claims.

    python -m tests.benchmarks.at_scale [--claims N] [--folder DIR] [--all-current]

SQLite in DIR, kept there for the next run, else in a temporary folder; PostgreSQL where DATABASE_URL names a database
of nothing else (a second one, its name with _small, is made beside it). --all-current: no article is put away.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SMALL, LARGE, RUNS = 1_000, 1_000_000, 9
DASHBOARD, LISTS, QUERIES = 1.3, 1.5, 8  # what issue 5 asks for
CLAIMS = "/admin/claims/claim/"
ALL = f"{CLAIMS}?article__archived__exact=all"
DASHBOARDS = {"dashboard": "/admin/", "dashboard, archive too": "/admin/?archived_too=on"}
PAGES = {
    "claims, first page": CLAIMS,
    "claims, first page, archive too": ALL,
    "claims, by status": f"{ALL}&status__exact=disputed",
    "claims, by checker": f"{ALL}&checker__id__exact={{checker}}",
    "claims, high risk": f"{ALL}&risk__exact=high",
    "claims, a common word": f"{ALL}&q=hospital",
    "claims, two words and a status": f"{ALL}&q=hospital+crowns&status__exact=corrected",
    "claims, a phrase": f"{ALL}&q=%22power+station+in+albergdorf%22",
    "claims, a beginning": f"{ALL}&q=hosp*",
    "claims, last page": f"{ALL}&p={{last}}",
    "claims, page 5,000": f"{ALL}&p={{deep}}",
    "claims, need a second source": f"{CLAIMS}?needs=second_source",
    "claims, need confirmation": f"{CLAIMS}?needs=unconfirmed",
    "articles": "/admin/claims/article/?archived__exact=all",
    "sources": "/admin/claims/source/",
    "events": "/admin/claims/event/",
    "verdicts": "/admin/claims/verdict/",
}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=LARGE)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--all-current", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.one, all_current=asked.all_current)))
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        small, large = (_apart(claims, folder, asked) for claims in (SMALL, asked.claims))
    return report(small, large, asked.claims)


def _apart(claims: int, folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Measure a desk of so many claims in a process of its own, on a database of its own."""
    environment = os.environ | {"DATA_DIR": str(folder / str(claims))}
    if (url := os.environ.get("DATABASE_URL")) and claims == SMALL:
        environment["DATABASE_URL"] = _beside(url)
    command = [sys.executable, "-m", "tests.benchmarks.at_scale", "--one", str(claims)]
    command += ["--all-current"] if asked.all_current else []
    told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(told.splitlines()[-1])


def _beside(url: str) -> str:
    import psycopg

    small = f"{url}_small"
    with psycopg.connect(url, autocommit=True) as connection:
        name = small.rpartition("/")[2]
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
    return small


def measure(claims: int, *, all_current: bool) -> dict[str, Any]:
    """Return {page: [CPU ms, queries]} and what was measured."""
    from tests.benchmarks import archive

    archive.set_up(os.environ["DATA_DIR"])
    archive.fill(claims)
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client

    from claims.models import Article, Claim

    archived = Article.objects.filter(archived=True)
    put_away = list(archived.values_list("pk", flat=True)) if all_current else []
    archived.filter(pk__in=put_away).update(archived=False)
    client, there = Client(), Claim.objects.count()
    client.force_login(User.objects.get(username="corpus-editor-1"))
    last = -(-there // 50)
    fields = {
        "checker": User.objects.get(username="corpus-checker-1").pk,
        "last": last,
        "deep": min(5_000, max(1, last // 2)),
    }
    pages = {name: url.format(**fields) for name, url in (DASHBOARDS | PAGES).items()}
    try:
        cost = {name: _cost(lambda url=url: client.get(url)) for name, url in pages.items()}
    finally:
        Article.objects.filter(pk__in=put_away).update(archived=True)
    return {
        "claims": there,
        "articles": Article.objects.count(),
        "current": Article.objects.count() - (0 if all_current else archived.count()),
        "database": connection.vendor,
        "cost": cost,
    }


def _cost(get: Callable[[], Any]) -> list[float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert get().status_code == 200
    asked, used = len(queries), []  # Read now: the next request's start empties what was captured.
    for _ in range(RUNS):
        start = _cpu()
        get()
        used.append(_cpu() - start)
    return [statistics.median(used) * 1000, asked]


def _cpu() -> float:
    """Return the CPU seconds that this process, and the PostgreSQL backend that serves it, have used."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    connection.ensure_connection()
    fields = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def report(small: dict[str, Any], large: dict[str, Any], claims: int) -> int:
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {large['database']};"
        f" {large['claims']:,} claims in {large['articles']:,} articles, {large['current']:,} of them current,"
        f" against {small['claims']:,} in {small['articles']:,}; CPU ms, median of {RUNS}"
    )
    print(f"{'':34}{small['claims']:>10,}{large['claims']:>12,}{'ratio':>8}{'limit':>7}{'queries':>9}")
    failed = 0
    for name, (cpu, queries) in large["cost"].items():
        dashboard = name in DASHBOARDS
        peer, limit = small["cost"][name if dashboard else "claims, first page"][0], DASHBOARD if dashboard else LISTS
        ratio, few = cpu / peer, small["cost"][name]
        over = ratio > limit or (not dashboard and queries > QUERIES) or queries > few[1] + 2
        failed += over
        print(f"{name:34}{few[0]:10.1f}{cpu:12.1f}{ratio:8.2f}{limit:7.1f}{queries:9}{'  over' if over else ''}")
    return 1 if failed and claims >= LARGE else 0


if __name__ == "__main__":
    sys.exit(main())
