"""kill -9 at random moments while eight people decide, import, revise, export and seal.

    python -m tests.benchmarks.kills --rounds 200

Makes a desk of its own, on SQLite or in a database of its own beside that of DATABASE_URL. In each round eight
processes work until all of them are killed at once; then what they were told is done is looked for, and the whole
record is verified. Ends with 1 where anything was lost, half-written or broken.
"""

import argparse
import io
import os
import random
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

WRITERS = 8
ARTICLES = 4
ROWS = 5  # claims in an imported file
LONGEST = 0.4  # seconds that a round goes on, at most, once as many acts as writers are done
ACTS = {"verdict": 60, "import": 12, "revision": 10, "export": 10, "seal": 8}
BODY = "The bridge\n\n" + "\n\n".join(f"Pillar {n} of the bridge stands {n} metres deep." for n in range(1, 11))


class Desk:
    """What the writers do, each as somebody who is at the desk."""

    def __init__(self, folder: Path) -> None:
        from django.contrib.auth.models import User

        self.folder = folder
        self.checkers = list(User.objects.filter(username__startswith="checker"))
        self.editor = User.objects.get(username="editor")

    def verdict(self, article, dice):
        """Decide on a claim that is open, or open one that is decided."""
        from claims.review.verdicts import record_verdict, reopen
        from claims.vocabulary import UNDECIDED

        claim = dice.choice(list(article.claims.select_related("article", "verdict").order_by("number")[:200]))
        by = dice.choice(self.checkers)
        if claim.status not in UNDECIDED:
            reopen(claim, by=by, reason="Looked at again.", at=_now())
            return None
        return record_verdict(claim, by=by, verdict="disputed", reason=f"Doubtful: {dice.random()}", at=_now()).pk

    def import_(self, article, dice):
        """Bring in a file of claims: all of it or nothing."""
        from claims.intake.filing import file_table

        sheet = "statement\n" + "".join(f"Pillar {dice.random()} stands firm.\n" for _ in range(ROWS))
        filed = file_table("claims", sheet.encode(), "claims.csv", article=article, by=self.editor, at=_now())
        return filed.import_.pk if filed.import_ else None

    def revision(self, article, dice):
        """Bring in new copy, which moves every claim."""
        from claims.review.revising import Choices, plan_revision, revise

        body = f"{BODY}\n\nPillar {dice.random()} was added."
        plan = plan_revision(article, body, by=self.editor)
        file = {"original": body.encode(), "filename": "new.txt", "dropped": []}
        seen = {"seen": plan.fingerprint, "choices": Choices()}
        return revise(article, by=self.editor, at=_now(), body=body, **file, **seen).pk

    def export(self, article, dice):
        """Write the whole record to a file, over the last one."""
        from django.core.management import call_command

        path = self.folder / f"{article.slug}-{dice.randrange(3)}.zip"
        call_command("export_record", article.slug, output=path, person="editor", stdout=io.StringIO())
        return path.name

    def seal(self, article, dice):
        from claims import record

        return record.seal(at=_now()).root


def _now():
    from django.utils import timezone

    return timezone.now()


def work(number: int, seed: str, folder: Path) -> None:
    """Work until killed; write down what was done only once it is done."""
    from claims.models import Article
    from claims.review.problems import Conflict, Refused

    dice, desk = random.Random(f"{seed}/{number}"), Desk(folder)
    articles = list(Article.objects.order_by("pk"))
    with (folder / f"told-{number}.txt").open("a", buffering=1) as told:
        while True:
            (act,) = dice.choices(list(ACTS), weights=list(ACTS.values()))
            (folder / f"at-{number}.txt").write_text(act)
            try:
                done = getattr(desk, "import_" if act == "import" else act)(dice.choice(articles), dice)
            except (Conflict, Refused):
                continue  # Two people at once: one of them is told so.
            if done is not None:
                told.write(f"{act} {done}\n")


def one_round(number: int, seed: str, folder: Path) -> Counter[str]:
    """Let everybody work, and kill them all at a moment that nobody chose. Return at which acts."""
    from django.db import connections

    connections.close_all()
    writers = []
    for writer in range(WRITERS):
        if (pid := os.fork()) == 0:
            try:
                work(writer, f"{seed}/{number}", folder)
            except BaseException as error:
                print(f"writer {writer}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(1)
        writers.append(pid)
    enough, patience = _acts(folder) + WRITERS, time.monotonic() + 20
    while _acts(folder) < enough and time.monotonic() < patience:
        time.sleep(0.01)
    time.sleep(random.Random(f"{seed}/{number}").uniform(0, LONGEST))
    for pid in writers:
        os.kill(pid, signal.SIGKILL)
    for pid in writers:
        _, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):
            raise SystemExit("A writer ended by itself: see above.")
    return Counter(f"killed at: {path.read_text() or 'nothing'}" for path in folder.glob("at-*.txt"))


def _acts(folder: Path) -> int:
    return sum(path.read_text().count("\n") for path in folder.glob("told-*.txt"))


def faults(folder: Path) -> Counter[str]:
    """Look for everything that was told done, for halves, and at the whole record."""
    from django.conf import settings

    from claims import record
    from claims.models import Import, Revision, Verdict
    from claims.record.seals import read
    from claims.record.verifying import verify

    told: dict[str, list[str]] = {act: [] for act in ACTS}
    for path in folder.glob("told-*.txt"):
        for line in path.read_text().splitlines():
            act, _, done = line.partition(" ")
            told[act].append(done)
    found = Counter({f"{act}s done": len(done) for act, done in told.items()})
    for act, model in (("verdict", Verdict), ("import", Import), ("revision", Revision)):
        there = set(map(str, model.objects.values_list("pk", flat=True)))
        found[f"acknowledged {act}s lost"] = len(set(told[act]) - there)
    found["half-written imports"] = sum(one.made_claims.count() != one.new for one in Import.objects.all())
    found["half-written exports"] = sum(not _whole(path) for path in folder.glob("*.zip"))
    record.seal(at=_now())  # A torn last line is cut off by whoever seals next.
    with Path(settings.SEALS_FILE).open() as file:
        sealed = read(file, key=settings.SEAL_KEY)
    roots = {line.partition('"root":"')[2][:64] for line in Path(settings.SEALS_FILE).read_text().splitlines()}
    found["acknowledged seals lost"] = len(set(told["seal"]) - roots)
    verified = verify(sealed=sealed.heads)
    if verified.broken:
        print(verified.broken, file=sys.stderr)
    found["broken chains"] = bool(verified.broken)
    found["entries"] = verified.entries
    return found


def _whole(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None and "manifest.json" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def set_up() -> None:
    """Make a desk with four articles, ten claims each."""
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command

    from claims.review.arrival import bring_in_article
    from claims.review.wording import mark_claim

    call_command("migrate", verbosity=0)
    for name, role in (("editor", "editor"), ("checker-1", "checker"), ("checker-2", "checker")):
        User.objects.create(username=name, is_staff=True).groups.set(Group.objects.filter(name=role))
    editor = User.objects.get(username="editor")
    for number in range(ARTICLES):
        article = bring_in_article(
            by=editor, at=_now(), body=BODY, original=BODY.encode(), filename="bridge.txt", dropped=[],
            slug=f"bridge-{number}", headline="The bridge",
        )  # fmt: skip
        for n in range(1, 11):
            quote = f"Pillar {n} of the bridge stands {n} metres deep"
            mark_claim(article, by=editor, at=_now(), statement=f"Pillar {n} is {n} m deep.", quote=quote)


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """Point the settings at a desk of its own, and drop it at the end. Yield its name, "" on SQLite."""
    os.environ |= {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "factcheck.settings", "SEALS_FILE": ""}
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        os.environ.pop("DATABASE_URL", None)
        yield ""
        return
    parts = urlsplit(url)
    name = f"{parts.path.strip('/')}_own_{os.getpid()}"
    _administer(url, f'CREATE DATABASE "{name}"')
    os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
    try:
        yield name
    finally:
        _administer(url, f'DROP DATABASE "{name}" WITH (FORCE)')


def _administer(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(urlunsplit(urlsplit(url)._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(statement)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", default="1")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made, own_database(folder := Path(made)) as name:
        import django
        from django.db import connections

        django.setup()
        set_up()
        killed: Counter[str] = Counter()
        for number in range(asked.rounds):
            killed += one_round(number, asked.seed, folder)
            found = faults(folder)
            if any(count for what, count in found.items() if _is_fault(what)):
                print(f"round {number + 1}:", dict(found))
                return 1
        connections.close_all()
    print(
        f"{asked.rounds} rounds of {WRITERS} writers on {'PostgreSQL' if name else 'SQLite'}, each killed by SIGKILL:"
    )
    for what, count in (*sorted(killed.items()), *found.items()):
        print(f"  {what}: {count:,}")
    return 0


def _is_fault(what: str) -> bool:
    return "lost" in what or "half" in what or "broken" in what


if __name__ == "__main__":
    sys.exit(main())
