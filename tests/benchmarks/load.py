"""Verdicts under load: `python -m tests.benchmarks.load [seconds]`, on either database.

Eight people log in at the product's own server (two web processes as the container starts them) and mark claims as
fast as it answers, two people to an article, while two readers walk through the lists; before that the readers
walk alone. Then the very rows that came of it are written by raw SQL into a copy of the database as it was, by
eight clients: a verdict with its event, details, claim and chain in one transaction, as the desk does. Every verdict that was acknowledged is looked for. Ends with 1 where one is lost or doubled, or where
anything else than a page or a redirect was answered. CPU is that of the web processes and of the database's.
"""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier, Event, Thread
from urllib.parse import urlencode

from tests.benchmarks.measuring import cpu_seconds, database_url, machine, own_desk, show

PEOPLE, READERS, SECONDS = 8, 2, 30
EACH = 100  # claims of an article
FASTEST = 40  # verdicts a second for which two people's articles have claims
IDLE = 1.0  # seconds after which a connection is opened anew; the server's own patience is 2
LEAST, SLOWEST = 0.5, 3.0  # what issue 5 asks for: throughput to raw SQL, the readers' p95 to the idle one
PASSWORD = "a-password-for-this-run-only"
ROOT = Path(__file__).resolve().parent.parent.parent


def main(seconds: float) -> int:
    with own_desk() as folder:
        print(machine())
        work = set_up(articles=int(PEOPLE // 2 * (seconds * FASTEST // EACH + 1)))
        with copied(folder) as before:
            told = desk(folder, work, seconds)
            raw = raw_seconds(before)
        return report(told, raw, seconds)


def set_up(articles: int) -> list[list[tuple[int, int]]]:
    """Make people and articles; return for each person the claims to mark, as (article, number)."""
    from django.contrib.auth.models import Group, User
    from django.utils import timezone

    from claims.intake.filing import file_table
    from claims.models import Article, Claim
    from claims.review.arrival import bring_in_article

    for name, role in [("edith", "editor"), *((name_of(n), "checker") for n in range(PEOPLE + READERS))]:
        User.objects.create_user(name, password=PASSWORD, is_staff=True).groups.set(Group.objects.filter(name=role))
    by, at = User.objects.get(username="edith"), timezone.now()
    sheet = "article,statement\n"
    for n in range(articles):
        body = f"Story {n}\n\n" + " ".join(f"Pillar {k} stands {k + n} metres deep." for k in range(EACH))
        bring_in_article(
            by=by, at=at, body=body, original=body.encode(), filename="s.txt", dropped=[], slug=f"story-{n}",
            headline=f"Story {n}",
        )  # fmt: skip
        sheet += "".join(f"story-{n},Pillar {k} stands {k + n} metres deep.\n" for k in range(EACH))
    filed = file_table("claims", sheet.encode(), "claims.csv", by=by, at=at)
    assert not filed.problems, filed.problems[:3]
    work: list[list[tuple[int, int]]] = [[] for _ in range(PEOPLE)]
    order = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    for article, number in Claim.objects.order_by("article_id", "number").values_list("article_id", "number"):
        pair = order.index(article) % (PEOPLE // 2)
        work[pair * 2 + number % 2].append((article, number))
    return work


def name_of(person: int) -> str:
    return f"person-{person}"


@contextmanager
def copied(folder: Path) -> Iterator[Callable[[], object]]:
    """Copy the database as it is; the value connects to the copy."""
    from django.db import connection, connections

    connections.close_all()
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        shutil.copy(name, folder / "before.sqlite3")
        yield lambda: sqlite3.connect(folder / "before.sqlite3", timeout=60, isolation_level=None)
        return
    import psycopg

    url = database_url()
    administer = psycopg.connect(url.rpartition("/")[0] + "/postgres", autocommit=True)
    administer.execute(f'CREATE DATABASE "{name}_before" TEMPLATE "{name}"')
    try:
        yield lambda: psycopg.connect(f"{url}_before", autocommit=True)
    finally:
        administer.execute(f'DROP DATABASE "{name}_before" WITH (FORCE)')


@dataclass
class Told:
    """What the people and the readers were told: acknowledged claims, other answers, waits in seconds, CPU seconds."""

    marked: list[tuple[int, int]] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    marking: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    web: float = 0.0
    server: float = 0.0
    held: float = 0.0
    took: float = 0.0


def desk(folder: Path, work: list[list[tuple[int, int]]], seconds: float) -> Told:
    told = Told()
    with served(folder) as (port, web):
        people = [Visitor(port, name_of(n), told) for n in range(PEOPLE)]
        readers = [Visitor(port, name_of(PEOPLE + n), told) for n in range(READERS)]
        articles = sorted({article for article, _ in work[0]})
        together([lambda r=r: r.read(articles, after(seconds / 3), told.idle) for r in readers])
        spent, start = (web_cpu(web), server_cpu()), time.monotonic()
        done = Event()
        reading = [Thread(target=r.read, args=(articles, done.is_set, told.busy)) for r in readers]
        for thread in reading:
            thread.start()
        together([lambda p=p, w=w: p.mark(w, after(seconds)) for p, w in zip(people, work, strict=True)])
        told.took = time.monotonic() - start
        done.set()
        for thread in reading:
            thread.join()
        told.web, told.server = web_cpu(web) - spent[0], server_cpu() - spent[1]
        told.held = max(memory(pid) for pid in children(web))
    return told


def after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def together(acts: list[Callable[[], object]]) -> float:
    """Do all acts at once in threads; return the seconds until the last was done. Raise what one of them raised."""
    start, raised = Barrier(len(acts) + 1), list[Exception]()

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except Exception as error:
            raised.append(error)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    start.wait()
    begun = time.monotonic()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]
    return time.monotonic() - begun


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, int]]:
    """Start the server as the container does, on the benchmark's own database; yield its port and process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = json.loads((ROOT / "Dockerfile").read_text().splitlines()[-1].removeprefix("CMD "))
    command = [word.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for word in words]
    here = {"DATA_DIR": str(folder), "DATABASE_URL": database_url(), "WORKERS": "yes"}
    environment = os.environ | here | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    manage = [sys.executable, "manage.py", "collectstatic", "--noinput"]
    subprocess.run(manage, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as web:
        try:
            wait_for(port)
            yield port, web.pid
        finally:
            web.send_signal(signal.SIGTERM)


def wait_for(port: int) -> None:
    for _ in range(120):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The server does not answer.")


class Visitor:
    """One person's browser: a connection that is kept, a session, and the token of its forms."""

    def __init__(self, port: int, name: str, told: Told) -> None:
        self.port, self.told, self.cookies = port, told, dict[str, str]()
        self.connection, self.last = HTTPConnection("127.0.0.1", port, timeout=60), 0.0
        self.ask("GET", "/admin/login/")
        self.ask("POST", "/admin/login/", {"username": name, "password": PASSWORD})
        assert "sessionid" in self.cookies, f"{name} can't log in"

    def ask(self, method: str, path: str, values: dict[str, str] | None = None) -> int:
        """Ask for a page; return the status."""
        if time.monotonic() - self.last > IDLE:
            self.connection.close()  # Before the server does: nothing that is sent must be in doubt.
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if values is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
            body = urlencode(values | {"csrfmiddlewaretoken": self.cookies["csrftoken"]})
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        self.last = time.monotonic()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            if found := re.match(r"([^=]+)=([^;]*)", cookie):
                self.cookies[found[1]] = found[2]
        return answer.status

    def mark(self, claims: list[tuple[int, int]], over: Callable[[], bool]) -> None:
        for article, number in claims:
            if over():
                return
            form = {"version": "1", "verdict": "disputed", "reason": f"Doubtful: {number}.", "then": "next"}
            if self.timed("POST", f"/admin/claims/article/{article}/desk/claim/{number}/decide/", 302, form):
                self.told.marked.append((article, number))
        self.told.errors["too few claims: raise FASTEST"] += 1

    def read(self, articles: list[int], over: Callable[[], bool], waits: list[float]) -> None:
        pages = ["/admin/", "/admin/claims/claim/", *(f"/admin/claims/article/{pk}/desk/" for pk in articles[:3])]
        while not over():
            for page in pages:
                self.timed("GET", page, 200, waits=waits)

    def timed(self, method: str, path: str, wanted: int, form=None, waits: list[float] | None = None) -> bool:
        start = time.monotonic()
        try:
            status = self.ask(method, path, form)
        except OSError as error:
            self.told.errors[f"{method}: {error}"] += 1
            self.connection.close()
            return False
        (self.told.marking if waits is None else waits).append(time.monotonic() - start)
        if status != wanted:
            self.told.errors[f"{method}: {status}"] += 1
        return status == wanted


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def web_cpu(web: int) -> float:
    return sum(map(cpu_seconds, children(web)))


def memory(pid: int) -> float:
    """Return the most memory that the process held, in MB."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def server_cpu() -> float:
    """Return the CPU seconds of all PostgreSQL processes that serve this database now; 0.0 on SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return sum(cpu_seconds(pid) for (pid,) in cursor.fetchall())


def raw_seconds(connect: Callable[[], object]) -> float:
    """Return the seconds that eight clients take to write the same rows into the copy, a transaction each."""
    people = [transactions_of(name_of(n)) for n in range(PEOPLE)]

    def write(transactions) -> None:
        client = connect()
        if isinstance(client, sqlite3.Connection):
            client.execute("PRAGMA synchronous=FULL")
        begin = "BEGIN IMMEDIATE" if isinstance(client, sqlite3.Connection) else "BEGIN"
        for statements in transactions:
            client.execute(begin)
            for statement, values in statements:
                client.execute(statement, values)
            client.execute("COMMIT")
        client.close()

    print("writing the same rows by raw SQL ...", file=sys.stderr)
    return together([lambda t=t: write(t) for t in people])


def transactions_of(name: str) -> list[list[tuple[str, list]]]:
    """Return what the desk wrote for this person's verdicts: statements with values, by transaction."""
    from django.db import connection

    from claims.models import Event

    mark = "?" if connection.vendor == "sqlite" else "%s"
    transactions = []
    marked = Event.objects.filter(actor_name=name, action="marked disputed").order_by("pk")
    for event, claim, chain in marked.values_list("pk", "claim_id", "chain_id"):
        inserts = [
            inserted("claims_verdict", "claim_id", claim, mark),
            inserted("claims_event", "id", event, mark),
            inserted("claims_eventdetail", "event_id", event, mark),
        ]
        verdict, line = (
            dict(zip(columns_of(table), values, strict=True))
            for table, (_, values) in zip(("claims_verdict", "claims_event"), inserts, strict=False)
        )
        turn = f"UPDATE claims_chain SET length = length + 1, head = {mark}, last_at = {mark} WHERE id = {mark}"
        moved = (
            f"UPDATE claims_claim SET status = 'disputed', version = version + 1, verdict_id = {mark}, "
            f"decided_at = {mark}, last_event_id = {mark} WHERE id = {mark}"
        )
        change = (moved, [verdict["id"], verdict["at"], event, claim])
        transactions.append([(turn, [line["hash"], line["at"], chain]), *inserts, change])
    return transactions


def columns_of(table: str) -> list[str]:
    from django.apps import apps

    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    return [column.column for column in model._meta.concrete_fields]


def inserted(table: str, key: str, value: int, mark: str) -> tuple[str, list]:
    """Return the statement that writes this row once more, into the copy."""
    from django.db import connection

    names = columns_of(table)
    quoted = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {quoted} FROM {table} WHERE {key} = %s", [value])
        row = list(cursor.fetchone())
    return f"INSERT INTO {table} ({quoted}) VALUES ({', '.join([mark] * len(names))})", row


def report(told: Told, raw: float, seconds: float) -> int:
    from claims.models import Verdict
    from claims.record.verifying import verify

    stored = Counter(Verdict.objects.values_list("claim__article_id", "claim__number"))
    lost, doubled = set(told.marked) - set(stored), sum(stored.values()) - len(stored)
    unasked = len(stored.keys() - set(told.marked))
    done = len(told.marked)
    rate, raw_rate = done / told.took, done / raw
    print(f"{PEOPLE} people for {seconds:g} s, 2 web processes, {READERS} readers beside them; {done:,} verdicts")
    show(["", "desk", "raw SQL", "ratio"], [["verdicts a second", rate, raw_rate, rate / raw_rate]])
    web, server = told.web / done * 1000, told.server / done * 1000
    print(
        f"CPU of a verdict, the readers' pages beside it counted in: {web:.1f} ms web, {server:.1f} ms database server"
    )
    print(f"cores that the run got: {(told.web + told.server) / told.took:.2f} of {cores()}")
    idle, busy = p95(told.idle), p95(told.busy)
    print(f"p95 of a verdict: {p95(told.marking) * 1000:,.0f} ms")
    print(
        f"p95 of a reader's page: {idle * 1000:,.0f} ms alone, {busy * 1000:,.0f} ms meanwhile: {busy / idle:.1f} times"
    )
    print(f"most memory of a web process: {told.held:,.0f} MB")
    broken = verify().broken
    print(f"lost: {len(lost)}; doubled: {doubled}; stored and not acknowledged: {unasked}; errors: {dict(told.errors)}")
    print(f"record: {broken or 'whole'}")
    print(f"aims: {LEAST} of raw {'met' if rate / raw_rate >= LEAST else 'missed'}, "
          f"p95 under {SLOWEST} times {'met' if busy / idle < SLOWEST else 'missed'}")  # fmt: skip
    return int(bool(lost or doubled or unasked or told.errors or broken))


def p95(waits: list[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.95)]


def cores() -> int:
    return len(os.sched_getaffinity(0))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
