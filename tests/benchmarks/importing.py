"""What filing a claims sheet costs: `python -m tests.benchmarks.importing [claims [articles]]`, on either database.

One CSV of claims over many articles is filed by `file_table`, as the command does: read, validated, each quote
looked for in its article's copy, one Event per article with a digest per claim. The peers, in the same run and
into the same tables with all their indexes and guards: the very same rows by a raw executemany (on PostgreSQL
COPY), and a stock django-import-export resource (of fewer rows: it is slow), as it comes and told to validate, as
ours does. Then the same file again. Every peer's work is rolled back. CPU is this process's and the database server's.

With --memory the command itself files the sheet in a process of its own, after one of a tenth of it. Prints the most
memory that each of the two ever held, and exits with 1 where that is more than 300 MB.
"""

import argparse
import csv
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.measuring import cpu_of, database_url, machine, own_desk, show

CLAIMS, ARTICLES, OF_STOCK = 20_000, 200, 500
MEMORY = 300  # MB
WRITTEN = ("claims_import", "claims_event", "claims_eventdetail", "claims_claim")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("claims", type=int, nargs="?", default=CLAIMS)
    parser.add_argument("articles", type=int, nargs="?", default=ARTICLES)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        file_alone(asked.alone)
        return 0
    return memory(asked.claims, asked.articles) if asked.memory else compare(asked.claims, asked.articles)


def compare(claims: int, articles: int) -> int:
    with own_desk() as folder:
        print(machine())
        print(f"{claims:,} claims over {articles:,} articles")
        by = fill(articles, claims // articles)
        path = folder / "claims.csv"
        write_sheet(path, range(articles), claims // articles)
        measure(path, claims, by)
    return 0


def memory(claims: int, articles: int) -> int:
    each, tenth, peak = claims // articles, articles // 10, 0.0
    with own_desk() as folder:
        print(machine())
        fill(tenth + articles, each)
        for some in (range(tenth), range(tenth, tenth + articles)):
            path = folder / "claims.csv"
            write_sheet(path, some, each)
            command = [sys.executable, "-m", "tests.benchmarks.importing", "--alone", str(path)]
            environment = os.environ | {"DATABASE_URL": database_url()}
            told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
            peak = int(told.splitlines()[-1]) * 1024 / 1e6
            print(f"{len(some) * each:,} claims over {len(some):,} articles: {peak:.0f} MB at most", flush=True)
    return 1 if peak > MEMORY else 0


def file_alone(path: str) -> None:
    """File the sheet by the command; print the most memory that this process ever held, in kB.

    As the kernel tells it of this program: what a process says of its children counts its own memory into theirs.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("import_table", "claims", path, by="edith")
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    print(told["VmHWM"].split()[0])


def sentence(article: int, number: int) -> str:
    return f"On day {number} of the year {1000 + article} the engineer Ida Holm counted {number * 37 + article:,} cars."


def fill(articles: int, each: int):
    """Make the articles with their copy and an editor who imports; return the editor."""
    from django.contrib.auth.models import Group, User
    from django.utils import timezone

    from claims.models import Article, Chain, Revision

    by = User.objects.create_user("edith", is_staff=True)
    by.groups.add(Group.objects.get(name="editor"))
    made = Article.objects.bulk_create(
        (Article(slug=f"story-{n}", headline=f"Story {n}") for n in range(articles)), batch_size=500
    )
    Chain.objects.bulk_create(Chain(article=article) for article in made)
    Revision.objects.bulk_create(
        (
            Revision(
                article=article, number=1, body=body, length=len(body), original=b"x", sha256="0" * 64, imported_by=by,
                imported_at=timezone.now(),
            )
            for n, article in enumerate(made)
            for body in [" ".join(sentence(n, k) for k in range(1, each + 1))]
        ),
        batch_size=100,
    )  # fmt: skip
    return by


def write_sheet(path: Path, articles: Iterable[int], each: int) -> None:
    """Write the CSV: every column of a claims sheet but those that name people and sources."""
    names = [
        "article",
        "number",
        "section",
        "statement",
        "quote",
        "kind",
        "value",
        "speaker",
        "risk",
        "sensitive",
        "note",
    ]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for n in articles:
            for k in range(1, each + 1):
                quote = sentence(n, k)[:-1]
                statement = f"{quote}, says the yearly report of the city – and nobody else counted them."
                value = str(k * 37 + n)
                writer.writerow(
                    [f"story-{n}", k, "Opening", statement, quote, "number", value, "Ida Holm", "low", "no", "Ask."]
                )


def measure(path: Path, claims: int, by) -> None:
    from django.db import transaction

    preview(path, by, new=claims)  # what is loaded and compiled once is no cost of a row
    with transaction.atomic():
        ours = cpu_of(lambda: file(path, by, new=claims))
        written = dump()
        again = cpu_of(lambda: file(path, by, new=0))
        assert dump(only_counts=True) == [len(rows) for _, rows in written.values()], "the second import wrote"
        transaction.set_rollback(True)
    with transaction.atomic():
        raw = cpu_of(lambda: insert_raw(written))
        transaction.set_rollback(True)
    looked = cpu_of(lambda: preview(path, by, new=claims))
    stock = {}
    for validating in (False, True):
        with transaction.atomic():
            stock[validating] = cpu_of(lambda v=validating: insert_stock(path, validating=v)) / OF_STOCK * claims
            transaction.set_rollback(True)
    with transaction.atomic():
        tracemalloc.start()
        file(path, by, new=claims)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        transaction.set_rollback(True)
    table = [
        ("raw insert of the same rows", raw),
        ("ours: file", ours),
        ("ours: the same file again", again),
        ("ours: preview", looked),
        ("import-export, stock", stock[False]),
        ("import-export, validating", stock[True]),
    ]
    show(["", "us CPU/row", "to raw", "to ours"], [(n, s / claims * 1e6, s / raw, s / ours) for n, s in table])
    print(f"highest memory held while filing: {peak / 1e6:.1f} MB")


def file(path: Path, by, *, new: int) -> None:
    from django.utils import timezone

    from claims.intake.filing import file_table

    with path.open("rb") as data:
        filed = file_table("claims", data, path.name, by=by, at=timezone.now())
    assert not filed.problems, filed.problems[:3]
    assert filed.counts.new == new


def preview(path: Path, by, *, new: int) -> None:
    from claims.intake.filing import plan

    with path.open("rb") as data:
        looked_at = plan("claims", data, path.name, by=by)
        assert looked_at.counts.new == new and looked_at.fingerprint


def dump(*, only_counts: bool = False):
    from django.db import connection

    written = {}
    with connection.cursor() as cursor:
        for table in WRITTEN:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            written[table] = [column[0] for column in cursor.description], cursor.fetchall()
    return [len(rows) for _, rows in written.values()] if only_counts else written


def insert_raw(written) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for table, (names, rows) in written.items():
            columns = ", ".join(f'"{name}"' for name in names)
            if connection.vendor == "postgresql":
                from psycopg.types.json import Jsonb

                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row([Jsonb(cell) if isinstance(cell, list) else cell for cell in row])
            else:
                marks = ", ".join(["?"] * len(names))
                cursor.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def stock_resource(*, validating: bool = False):
    """Return a stock resource for the same columns."""
    from import_export import fields, resources
    from import_export.widgets import ForeignKeyWidget

    from claims.models import Article, Claim

    class ClaimResource(resources.ModelResource):
        article = fields.Field("article", "article", widget=ForeignKeyWidget(Article, "slug"))

        class Meta:
            model = Claim
            clean_model_instances = validating
            import_id_fields = ("article", "number")
            fields = (
                "article", "number", "section", "statement", "quote", "kind", "value", "speaker", "risk", "sensitive",
                "note",
            )  # fmt: skip

    return ClaimResource


def first_rows(path: Path, rows: int) -> str:
    """Return the sheet's head: its names and so many rows."""
    with path.open(newline="", encoding="utf-8") as lines:
        return "".join(line for _, line in zip(range(rows + 1), lines, strict=False))


def insert_stock(path: Path, *, validating: bool) -> None:
    import tablib

    head = first_rows(path, OF_STOCK)
    resource = stock_resource(validating=validating)()
    result = resource.import_data(tablib.Dataset().load(head, format="csv"), raise_errors=True)
    assert result.totals["new"] == OF_STOCK


if __name__ == "__main__":
    sys.exit(main())
