"""The file that proves itself: what is in it, that the checker finds any change, and what it keeps back."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command

from claims.export.record_file import check
from claims.models import Event
from claims.record.binding import kinds_of
from claims.record.hashing import canonical
from claims.review.evidence import withdraw
from claims.review.queries import ask
from tests.conftest import NOW, make_person, make_source, support
from tests.record.days_work import a_days_work

SECRET = "Zetaleak"


@pytest.fixture
def article(wanda, cora, ben, edith):
    """A whole life at the desk, and a confidential source: one piece of its evidence stands, one was withdrawn."""
    article = a_days_work(wanda=wanda, cora=cora, ben=ben, edith=edith)
    edith.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    del edith._desk_permissions
    secret = make_source(edith, f"{SECRET}-key", title=f"{SECRET} title", confidential=True)
    claim = article.claims.get(number=8)
    for place in ("folder 7", "folder 8"):
        piece = support(claim, secret, by=edith, locator=f"{SECRET} {place}", at=NOW + timedelta(days=2))
    withdraw(piece, by=edith, at=NOW + timedelta(days=2))
    ask(claim, by=edith, question=f"Does {SECRET} know?", source=secret, at=NOW + timedelta(days=2))
    return article


@pytest.fixture
def unpacked(article, tmp_path):
    """Export the record as this person, or as nobody, and unpack it."""

    def export(person=None):
        path = tmp_path / f"{person}.zip"
        call_command("export_record", "alma", output=path, **({"person": person} if person else {}))
        folder = tmp_path / f"record-{person}"
        zipfile.ZipFile(path).extractall(folder)
        return folder

    return export


def run(folder):
    """Run the checker as a lawyer would: a bare Python, somewhere else."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", folder / "check.py"], check=False, capture_output=True, text=True, cwd="/"
    )
    return done.returncode, done.stdout


def test_the_checker_proves_a_file_that_nobody_touched_and_everything_is_in_it(unpacked, article):
    folder = unpacked("edith")
    code, said = run(folder)
    lines = json.loads((folder / "seal.json").read_text())["length"]
    rows = sum(kind.model.objects.count() for kind in kinds_of(article.pk).values())
    assert (code, said.splitlines()[0]) == (
        0,
        f"Unchanged: {lines} lines of the record and {rows} rows that it answers for.",
    )
    assert "Withheld" not in said
    assert f"Sealed up to line {lines} on 20" in said
    assert (folder / "revisions" / "1-original.txt").read_bytes() == bytes(article.revisions.get(number=1).original)
    assert SECRET in (folder / "events.jsonl").read_text()
    assert "The bridge that was late" in (folder / "record.html").read_text()
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {
        f"rows/{kind}.jsonl" for kind in ("claim", "evidence", "verdict", "confirmation", "sign-off", "query")
    } < names
    assert {"claims.csv", "evidence.csv", "sources.json", "checked-copy.html", "README.txt", "revisions/2.txt"} < names


def test_who_may_not_see_confidential_sources_gets_no_word_of_them_and_still_a_proof(unpacked, cora):
    for person in (None, "cora"):
        folder = unpacked(person)
        told = [path for path in folder.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
        assert told == []
        code, said = run(folder)
        assert (code, said.splitlines()[1]) == (
            0, "Withheld for a confidential source: details of 4 lines, 3 rows.",
        )  # fmt: skip
        assert said.startswith("Unchanged:")


def test_who_takes_confidential_sources_along_is_in_the_record(unpacked):
    unpacked("cora")
    assert not Event.objects.filter(action="exported confidential sources").exists()
    unpacked("edith")
    assert Event.objects.get(action="exported confidential sources").actor_name == "Edith"


def sealed_again(folder, name):
    """What a forger does next: give the changed file its right hash in the manifest."""
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"][name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(canonical(manifest))


def first_line(text, change):
    first, _, rest = text.partition("\n")
    values = json.loads(first)
    change(values)
    return f"{canonical(values)}\n{rest}"


CHANGES = {
    "a line": ("events.jsonl", lambda t: first_line(t, lambda line: line.update(action="nothing"))),
    "a line's details": ("events.jsonl", lambda t: first_line(t, lambda line: line.update(body="{}"))),
    "a line left out": ("events.jsonl", lambda t: t.partition("\n")[2]),
    "the end left out": ("events.jsonl", lambda t: t.rstrip("\n").rpartition("\n")[0] + "\n"),
    "a line withheld": ("events.jsonl", lambda t: first_line(t, lambda line: line.update(withheld=True, about=[]))),
    **{
        f"a {kind}": (f"rows/{kind}.jsonl", lambda t, c=column: first_line(t, lambda row: row["values"].update({c: "forged"})))
        for kind, column in (
            ("claim", "statement"), ("evidence", "finding"), ("verdict", "reason"), ("confirmation", "at"),
            ("revision", "body"), ("query", "answer"), ("sign-off", "at"),
        )
    },
    "a claim left out": ("rows/claim.jsonl", lambda t: t.partition("\n")[2]),
    "a verdict put in": ("rows/verdict.jsonl", lambda t: first_line(t, lambda row: row.update(key=4711)) + t),
    "a copy": ("revisions/1.txt", lambda t: t.replace("1999", "1998")),
    "an original": ("revisions/1-original.txt", lambda t: t.replace("1999", "1998")),
    "the seal": ("seal.json", lambda t: t.replace('"root":"', '"root":"00', 1)),
}  # fmt: skip


def test_any_change_is_found_whether_or_not_the_manifest_is_forged_too(unpacked):
    whole = unpacked("edith")
    assert check.check(whole)[0].startswith("Unchanged")
    unseen = []
    for what, (name, change) in CHANGES.items():
        folder = whole.with_name("forged")
        shutil.copytree(whole, folder)
        text = (folder / name).read_text()
        (folder / name).write_text(change(text))
        for forge in (lambda: None, lambda n=name, f=folder: sealed_again(f, n)):
            forge()
            try:
                check.check(folder)
                unseen.append(what)
            except (check.Changed, KeyError, ValueError):
                pass
        shutil.rmtree(folder)
    assert unseen == []


def test_the_checker_says_what_is_wrong(unpacked):
    folder = unpacked()
    (folder / "revisions" / "1.txt").write_text("Another text.")
    assert run(folder) == (1, "NOT AS IT LEFT THE DESK. revisions/1.txt was changed.\n")
    (folder / "revisions" / "1.txt").unlink()
    assert run(folder) == (1, "NOT AS IT LEFT THE DESK. revisions/1.txt is missing.\n")
    (folder / "extra.txt").write_text("x")
    (folder / "manifest.json").write_text("{")
    assert run(folder)[1].startswith("NOT AS IT LEFT THE DESK. It can't be read (JSONDecodeError")


def test_who_may_not_export_gets_nothing(article, tmp_path):
    make_person("walter", "writer")
    with pytest.raises(CommandError, match="no article with the slug"):
        call_command("export_record", "alma", output=tmp_path / "r.zip", person="walter")
    with pytest.raises(CommandError, match="does not let you export"):
        call_command("export_record", "alma", output=tmp_path / "r.zip", person="wanda")
    assert list(tmp_path.glob("*.zip")) == []
