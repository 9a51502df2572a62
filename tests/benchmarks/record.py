"""What the record costs: `python -m tests.benchmarks.record [entries]`.

Makes a desk of its own, on SQLite or in a database of its own beside that of DATABASE_URL.

Two tables. The first: one verdict through the rules, in CPU milliseconds, and
how much of that is the record's (the append with its digests, against the same verdict with an append that does
nothing). The second: verifying as many entries, a million unless told otherwise, over records of 10,000 lines with
every row they answer for: CPU seconds in all and per 100,000, and the most memory that the process held.
"""

import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from tests.benchmarks.measuring import machine

from .kills import own_database

ENTRIES = 1_000_000
PER_RECORD = 10_000
VERDICTS = 100


def main(entries: int) -> None:
    with tempfile.TemporaryDirectory() as folder, own_database(Path(folder)):
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0)
        print(machine())
        _verdicts()
        _fill(entries)
        # In a process of its own: what filling held is no part of what verifying needs.
        connections.close_all()
        subprocess.run([sys.executable, "-m", "tests.benchmarks.record", "--verify"], check=True)


@contextmanager
def _cpu():
    """Yield a list that holds the CPU seconds afterwards."""
    spent: list[float] = []
    start = time.process_time()
    yield spent
    spent.append(time.process_time() - start)


def _verdicts() -> None:
    from django.db import transaction

    from claims.models import Event
    from claims.review import transitions

    claims, by = _claims(VERDICTS * 2)
    half = iter(claims)
    with transaction.atomic(), _cpu() as whole:
        _decide([next(half) for _ in range(VERDICTS)], by)
    stand_in = Event(pk=Event.objects.latest("pk").pk)
    nothing = {"append": lambda *a, **k: stand_in, "digest_of_row": lambda *a, **k: "", "bound": lambda *a, **k: {}}
    with _without_guards(), mock.patch.multiple(transitions.record, **nothing), transaction.atomic():
        with _cpu() as bare:
            _decide(list(half), by)
        transaction.set_rollback(True)  # What no event explains must not stay.
    each, without = (spent[0] / VERDICTS * 1000 for spent in (whole, bare))
    print(f"{'a verdict through the rules':<40}{each:>8.2f} ms CPU")
    print(f"{'of that the record':<40}{each - without:>8.2f} ms CPU ({(each - without) / each:.0%})\n")


def _decide(claims, by) -> None:
    from django.utils import timezone

    from claims.review.verdicts import record_verdict

    for claim in claims:
        record_verdict(claim, by=by, verdict="disputed", reason="Doubtful.", at=timezone.now())


@contextmanager
def _without_guards():
    """The guards would rightly refuse a status that no event explains."""
    from django.db import connection

    from claims.record import guards

    guards.remove(connection)
    yield
    guards.restore(connection)


def _claims(number: int):
    from django.contrib.auth.models import Group, User
    from django.utils import timezone

    from claims.intake.filing import file_table
    from claims.models import Claim
    from claims.review.arrival import bring_in_article

    cora, edith = User.objects.create_user("cora"), User.objects.create_user("edith")
    cora.groups.add(Group.objects.get(name="checker"))
    edith.groups.add(Group.objects.get(name="editor"))
    article = bring_in_article(
        by=edith, at=timezone.now(), body="The bridge", original=b"The bridge", filename="b.txt", dropped=[],
        slug="bridge", headline="The bridge",
    )  # fmt: skip
    sheet = "statement\n" + "".join(f"Statement {n} of the bridge.\n" for n in range(number))
    file_table("claims", sheet.encode(), "c.csv", article=article, by=edith, at=timezone.now())
    return list(Claim.objects.select_related("article", "verdict").order_by("pk")), cora


def _fill(entries: int) -> None:
    """Make records whose lines each answer for a row, as a desk's do: of ten lines seven decide, three bring evidence."""
    from django.contrib.auth.models import User
    from django.db import connection, transaction
    from django.utils import timezone

    from claims import record
    from claims.models import Article, Claim, Evidence, Verdict
    from claims.record import guards
    from claims.review.sources import add_source

    at, by = timezone.now(), User.objects.get(username="cora")
    source = add_source(by=by, at=at, key="s", title="A source")
    guards.remove(connection)  # The claims' pointers to their last lines are set at one go.
    while (done := _lines()) < entries:
        with transaction.atomic():
            article = Article.objects.create(slug=f"filled-{done}", headline="Filled")
            record.append(article, by=by, action="brought in", at=at, details={}, bound=record.bound(article))
            claims = Claim.objects.bulk_create(
                Claim(article=article, number=n, statement=f"Statement {n}.") for n in range(1, PER_RECORD // 10 + 1)
            )
            lines = []
            for claim in claims:
                verdicts = [Verdict(claim=claim, verdict="disputed", reason=f"{n}", by=by, at=at) for n in range(7)]
                pieces = [
                    Evidence(claim=claim, source=source, locator=f"{n}", added_by=by, added_at=at) for n in range(3)
                ]
                Verdict.objects.bulk_create(verdicts)
                Evidence.objects.bulk_create(pieces)
                for row in (*verdicts, *pieces):
                    details = {"number": claim.number, "reason": "Doubtful.", record.BOUND: record.bound(row, claim)}
                    lines.append(record.Line(article.pk, by, "marked disputed", at, details, claim.pk, "disputed"))
            events = record.append_many(lines)
            last = dict(zip((line.claim for line in lines), events, strict=True))
            for claim in claims:
                claim.last_event_id = last[claim.pk]
            Claim.objects.bulk_update(claims, ["last_event"], batch_size=500)
    guards.restore(connection)


def _lines() -> int:
    from claims.models import Event

    return Event.objects.count()


def verify_only() -> None:
    import django

    django.setup()
    from claims.record.verifying import verify

    before = _held()
    with _cpu() as loop:
        sum(n for n in range(5_000_000))
    with _cpu() as spent:
        found = verify()
    assert not found.broken, found.broken
    print(f"{'entries verified':<40}{found.entries:>12,} in {found.records} records")
    print(f"{'CPU in all':<40}{spent[0]:>12.1f} s")
    print(f"{'CPU for 100,000':<40}{spent[0] / found.entries * 100_000:>12.2f} s")
    print(f"{'beside a loop of 5,000,000 additions':<40}{spent[0] / loop[0]:>12.1f} times")
    print(f"{'most memory':<40}{_held():>12.0f} MB, of which {before:.0f} before the first line")


def _held() -> float:
    """Return the most memory that this process held so far, in MB."""
    # Not getrusage's: that goes over from the process that started this one.
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    if sys.argv[1:] == ["--verify"]:
        verify_only()
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else ENTRIES)
