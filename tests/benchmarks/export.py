"""What a row of our CSV export costs: `python -m tests.benchmarks.export [claims]`, on either database.

Makes an archive (`make_corpus`, a hundred claims to an article) and writes the same columns of its claims three
times: by our export, by a plain cursor and csv.writer with the joins in SQL, and by a stock django-import-export
resource (of fewer rows: it is slow). Prints CPU per row of each (with the database server's), how much memory each
held at its highest, and how long a download takes to begin.
"""

import csv
import io
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.measuring import cpu_of, machine, own_desk

CLAIMS, EACH = 20_000, 100  # of them in an article
OF_STOCK = 1_000

PLAIN = """
    SELECT a.slug, c.number, c.section, c.statement, c.quote, c.kind, c.value, c.speaker, c.risk, c.status, v.reason,
           v.correction, u.username, d.username, c.decided_at,
           (SELECT group_concat(p.username, char(10)) FROM claims_confirmation n JOIN auth_user p ON p.id = n.by_id
            WHERE n.verdict_id = v.id),
           (SELECT group_concat(s.key, char(10)) FROM claims_evidence e JOIN claims_source s ON s.id = e.source_id
            WHERE e.claim_id = c.id AND e.withdrawn_at IS NULL),
           (SELECT group_concat(s.key || ': ' || e.locator || ': ' || e.finding, char(10)) FROM claims_evidence e
            JOIN claims_source s ON s.id = e.source_id WHERE e.claim_id = c.id AND e.withdrawn_at IS NULL),
           r.number, h.hash
    FROM claims_claim c JOIN claims_article a ON a.id = c.article_id
    LEFT JOIN claims_verdict v ON v.id = c.verdict_id LEFT JOIN auth_user u ON u.id = c.checker_id
    LEFT JOIN auth_user d ON d.id = v.by_id LEFT JOIN claims_revision r ON r.id = c.revision_id
    LEFT JOIN claims_event h ON h.id = c.last_event_id
    ORDER BY c.article_id, c.number
"""


def main(claims: int) -> None:
    with own_desk() as folder:
        from django.core.management import call_command

        print(machine())
        print(f"{claims:,} claims")
        call_command("make_corpus", articles=-(-claims // EACH), claims=claims)
        _measure(claims, folder)


def _measure(claims: int, folder: Path) -> None:
    from claims.models import Article, Claim

    few = Claim.objects.filter(article__in=Article.objects.order_by("pk")[: OF_STOCK // EACH])
    ours = _cost(lambda: _ours(Claim.objects.all(), folder), claims)
    plain = _cost(lambda: _plain(folder), claims)
    stock = _cost(lambda: _stock(few, folder), few.count())
    print(f"{'':24}{'us CPU/row':>12}{'to ours':>10}{'peak MB':>10}")
    for name, (cpu, peak) in {"ours": ours, "plain cursor": plain, "import-export, stock": stock}.items():
        print(f"{name:24}{cpu:12.1f}{cpu / ours[0]:10.2f}{peak / 1e6:10.1f}")
    waits = [_first_byte(Claim.objects.all()) for _ in range(3)]
    print(f"first byte of the download: {min(waits):.2f} s, at the slowest {max(waits):.2f} s")


def _first_byte(claims) -> float:
    """Return the seconds until a download begins."""
    from django.utils import timezone

    from claims.export.columns import COLUMNS
    from claims.export.files import Export
    from claims.export.streaming import stream
    from claims.vocabulary import Table

    start = time.monotonic()
    with stream(Export(Table.CLAIMS, claims, None, COLUMNS[Table.CLAIMS]), at=timezone.now()) as file:
        assert file.read(1)
        return time.monotonic() - start


def _cost(act: Callable[[], object], rows: int) -> tuple[float, float]:
    """Return the CPU microseconds per row, the best of three, and the highest memory in bytes of one more run."""
    spent = []
    for _ in range(3):
        spent.append(cpu_of(act))
    tracemalloc.start()
    act()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return min(spent) / rows * 1e6, peak


def _ours(claims, folder: Path) -> None:
    from django.utils import timezone

    from claims.export.columns import COLUMNS
    from claims.export.files import Export, write
    from claims.vocabulary import Table

    with (folder / "ours.csv").open("wb") as file:
        write(Export(Table.CLAIMS, claims, None, COLUMNS[Table.CLAIMS]), file, at=timezone.now())


def _plain(folder: Path) -> None:
    from django.db import connection, transaction

    query = PLAIN
    if connection.vendor == "postgresql":
        query = query.replace("group_concat(", "string_agg(").replace("char(10)", "chr(10)")
    # On PostgreSQL a cursor of the server's: the whole answer is not held here.
    with (
        transaction.atomic(),
        (folder / "plain.csv").open("w", newline="") as file,
        connection.chunked_cursor() as cursor,
    ):
        writer = csv.writer(file)
        cursor.execute(query)
        while rows := cursor.fetchmany(2000):
            writer.writerows(rows)


def _stock(claims, folder: Path) -> None:
    from import_export import fields, resources

    from claims.models import Claim

    class ClaimResource(resources.ModelResource):
        article = fields.Field("article__slug")
        reason = fields.Field("verdict__reason")
        correction = fields.Field("verdict__correction")
        checker = fields.Field("checker__username")
        decided_by = fields.Field("verdict__by__username")
        confirmed_by = fields.Field()
        sources = fields.Field()
        findings = fields.Field()
        revision = fields.Field("revision__number")
        record_hash = fields.Field("last_event__hash")

        class Meta:
            model = Claim
            fields = (
                "article", "number", "section", "statement", "quote", "kind", "value", "speaker", "risk", "status",
                "reason", "correction", "checker", "decided_by", "decided_at", "confirmed_by", "sources", "findings",
                "revision", "record_hash",
            )  # fmt: skip

        def dehydrate_confirmed_by(self, claim):
            confirmations = claim.verdict.confirmations.all() if claim.verdict else ()
            return "\n".join(confirmation.by.username for confirmation in confirmations)

        def dehydrate_sources(self, claim):
            return "\n".join(piece.source.key for piece in claim.evidence.all())

        def dehydrate_findings(self, claim):
            return "\n".join(f"{p.source.key}: {p.locator}: {p.finding}" for p in claim.evidence.all())

    text = io.StringIO(ClaimResource().export(claims).csv)
    (folder / "stock.csv").write_text(text.getvalue())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS)
