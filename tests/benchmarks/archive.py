"""An archive of any size for the benchmarks: `python -m tests.benchmarks.archive CLAIMS` fills the desk's database.

`make_corpus` makes 300 articles with 100 claims each, 126 of them current. The ones put away are then copied, rows
and all, until the archive is as large as asked for: each copy lies further back and its keys before the older ones'.
For the copying the triggers are away; afterwards they are put back, which indexes and counts everything anew.
What is copied is no true record (hashes repeat): time lists and pages on it, nothing else.
"""

import os
import sys
import time
from typing import Any

ARTICLES, EACH = 300, 100
APART = 10_000_000  # between the keys of two copies
DAYS = 29  # what a copy lies before the next

# For each table: whose rows to copy, and which columns hold keys, times and names that must stay unique.
_OF = "SELECT id FROM claims_article WHERE archived AND id >= {first}"
_CLAIMS = f"SELECT id FROM claims_claim WHERE article_id IN ({_OF})"
_SOURCES = f"SELECT source_id FROM claims_evidence WHERE claim_id IN ({_CLAIMS})"
_CHAINS = f"SELECT id FROM claims_chain WHERE article_id IN ({_OF})"
_EVENTS = f"SELECT id FROM claims_event WHERE chain_id IN ({_CHAINS})"
_VERDICTS = f"SELECT id FROM claims_verdict WHERE claim_id IN ({_CLAIMS})"
TABLES = {
    "claims_article": (f"id IN ({_OF})", ["id"], ["due_at"], ["slug"]),
    "claims_revision": (f"article_id IN ({_OF})", ["id", "article_id"], ["imported_at"], []),
    "claims_import": (f"article_id IN ({_OF})", ["id", "article_id"], ["at"], []),
    "claims_source": (f"id IN ({_SOURCES})", ["id"], [], ["key"]),
    "claims_chain": (f"article_id IN ({_OF})", ["id", "article_id"], ["last_at"], []),
    "claims_event": (f"chain_id IN ({_CHAINS})", ["id", "chain_id", "claim_id"], ["at"], []),
    "claims_eventdetail": (f"event_id IN ({_EVENTS})", ["event_id"], [], []),
    "claims_claim": (
        f"article_id IN ({_OF})",
        ["id", "article_id", "revision_id", "verdict_id", "last_event_id", "imported_in_id"],
        ["decided_at"],
        [],
    ),
    "claims_verdict": (f"claim_id IN ({_CLAIMS})", ["id", "claim_id"], ["at"], []),
    "claims_confirmation": (f"verdict_id IN ({_VERDICTS})", ["id", "verdict_id"], ["at"], []),
    "claims_evidence": (f"claim_id IN ({_CLAIMS})", ["id", "claim_id", "source_id"], ["added_at"], []),
}


def set_up(folder: str) -> None:
    """Start Django on the database of DATABASE_URL, or on one in this folder."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "factcheck.settings", "DATA_DIR": folder, "ALLOWED_HOSTS": "testserver"}
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()


def fill(claims: int) -> None:
    """Migrate the database and fill it, unless it holds an archive of that size already."""
    from django.core.management import call_command

    from claims.models import Claim

    call_command("migrate", verbosity=0)
    if Claim.objects.count() >= claims:
        return
    call_command("make_corpus", articles=min(ARTICLES, claims // EACH), claims=min(ARTICLES * EACH, claims))
    if claims > ARTICLES * EACH:
        multiply(claims)


def multiply(claims: int) -> None:
    """Copy what is put away until there are about so many claims."""
    from django.db import connection, transaction

    from claims.derived import triggers
    from claims.models import Claim
    from claims.record import guards

    more = claims - Claim.objects.count()
    copies = -(-more // Claim.objects.filter(article__archived=True).count())
    first = copies * APART
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            triggers.remove(connection)
            guards.remove(connection)
        cursor.execute("DELETE FROM claims_tally")  # Counted anew at the end; its keys would name nothing.
        for table, (_whose, keys, _times, _names) in TABLES.items():
            moved = ", ".join(f"{key} = {key} + {first}" for key in keys)
            cursor.execute(f"UPDATE {table} SET {moved}")
        for copy in range(copies):
            for table, how in TABLES.items():
                cursor.execute(_copying(connection, table, copy, copies, first, *how))
    if connection.vendor == "sqlite":
        guards.restore(connection)
        triggers.restore(connection)
    else:
        triggers.rebuild(connection)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(_style(), _models()):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


def _copying(connection: Any, table: str, copy: int, copies: int, first: int, whose: str, keys, times, names) -> str:
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    days = (copies - copy) * DAYS
    if connection.vendor == "postgresql":
        earlier = f"{{}} - interval '{days} days'"
    else:
        earlier = f"strftime('%Y-%m-%d %H:%M:%f', {{}}, '-{days} days')"
    values = {name: f'"{name}"' for name in columns}
    values |= {name: f"{name} - {first - copy * APART}" for name in keys}
    values |= {name: earlier.format(name) for name in times}
    values |= {name: f"{name} || '-{copy}'" for name in names}
    listed = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({listed}) SELECT {', '.join(values.values())} FROM {table} WHERE " + whose.format(
        first=first
    )


def _style() -> Any:
    from django.core.management.color import no_style

    return no_style()


def _models() -> Any:
    from django.apps import apps

    return list(apps.get_app_config("claims").get_models())


if __name__ == "__main__":
    started, used = time.monotonic(), time.process_time()
    set_up(os.environ.get("DATA_DIR") or sys.exit("Name a folder in DATA_DIR."))
    fill(int(sys.argv[1]))
    print(f"{time.monotonic() - started:.0f} s, {time.process_time() - used:.0f} s of CPU in this process")
