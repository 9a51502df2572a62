"""A desk is backed up while people work, and comes back whole; a backup that is none changes nothing."""

import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import Article, Event, Source
from claims.record import append, guards, seal
from claims.record.verifying import verify
from tests.benchmarks.measuring import database_url
from tests.conftest import NOW, make_person, make_source
from tests.record.days_work import a_days_work

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def desk(own_database, settings, tmp_path):
    """A desk with an article, a source with a file, and a seal, in a database of its own."""
    settings.DATA_DIR = tmp_path
    people = {name: make_person(name, role) for name, role in ROLES.items()}
    article = a_days_work(**people)
    make_source(people["edith"], "scan", file=SimpleUploadedFile("scan.pdf", b"%PDF-1.4 a scan"))
    seal(at=NOW)
    return article


ROLES = {"wanda": "writer", "cora": "checker", "ben": "checker", "edith": "editor"}


class Writing:
    """People who write to the record all the while."""

    def __init__(self, article, number=2):
        self.article, self.written, self.stop = article, [], threading.Event()
        self.threads = [threading.Thread(target=self.write, args=(n,), daemon=True) for n in range(number)]

    def write(self, number):
        try:
            while not self.stop.is_set():
                for where in (self.article, None):
                    event = append(where, by=None, action=f"tried {number}", at=NOW, details={"n": len(self.written)})
                    self.written.append(event.pk)
        finally:
            connection.close()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        while len(self.written) < 4:
            threading.Event().wait(0.01)
        return self

    def __exit__(self, *error):
        self.stop.set()
        for thread in self.threads:
            thread.join(timeout=60)


def test_a_desk_at_work_is_backed_up_and_comes_back_whole(desk, tmp_path, capsys):
    with Writing(desk) as people:
        before = set(people.written)
        call_command("backup", tmp_path / "desk.zip")
        after = len(people.written)
    assert len(people.written) >= after >= len(before)
    scan = Path(settings.MEDIA_ROOT) / Source.objects.get(key="scan").file.name
    scan.unlink()
    sealed = Path(settings.SEALS_FILE).read_text()
    Path(settings.SEALS_FILE).unlink()
    last = append(None, by=None, action="after the backup", at=NOW, details={}).pk
    call_command("restore", tmp_path / "desk.zip", replace=True)
    kept = set(Event.objects.values_list("pk", flat=True))
    assert (before - kept, last in kept, scan.read_bytes()) == (set(), False, b"%PDF-1.4 a scan")
    assert (verify().broken, guards.missing(connection)) == ("", [])
    assert Path(settings.SEALS_FILE).read_text() == sealed
    call_command("verify_record", seals=Path(settings.SEALS_FILE))
    assert "Its record is whole" in capsys.readouterr().out


def test_the_keys_are_not_in_it_and_nobody_else_reads_it(desk, tmp_path):
    call_command("backup", tmp_path / "desk.zip")
    with zipfile.ZipFile(tmp_path / "desk.zip") as archive:
        assert sorted(name.partition("/")[0].partition(".")[0] for name in archive.namelist()) == [
            "database", "files", "manifest", "seals",
        ]  # fmt: skip
    assert (tmp_path / "desk.zip").stat().st_mode & 0o777 == 0o600


def damaged(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def of_another_kind(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", '{"database":"oracle","files":{},"taken_at":"2026-01-01"}')


SPOILT = {
    "damaged": (damaged, "damaged"),
    "cut short": (lambda path: path.write_bytes(path.read_bytes()[:-400]), "no backup of a desk, or a damaged one"),
    "something else": (lambda path: path.write_text("number,statement"), "no backup of a desk"),
    "of another kind": (of_another_kind, "It is of a desk on oracle"),
    "gone": (Path.unlink, "can't be read: No such file"),
}


def test_what_is_no_whole_backup_changes_nothing(desk, tmp_path):
    call_command("backup", tmp_path / "whole.zip")
    before = list(Event.objects.values_list("hash", flat=True))
    for spoil, sentence in SPOILT.values():
        path = tmp_path / "spoilt.zip"
        path.write_bytes((tmp_path / "whole.zip").read_bytes())
        spoil(path)
        with pytest.raises(CommandError, match=sentence):
            call_command("restore", path, replace=True)
    assert list(Event.objects.values_list("hash", flat=True)) == before


def test_a_desk_with_articles_is_not_replaced_unasked_and_no_half_backup_is_left(desk, tmp_path, monkeypatch):
    with pytest.raises(CommandError, match="This desk holds articles"):
        call_command("restore", tmp_path / "any.zip")
    assert Article.objects.exists()
    with pytest.raises(CommandError, match="can't be written: No such file"):
        call_command("backup", tmp_path / "nowhere" / "desk.zip")
    if connection.vendor == "postgresql":
        monkeypatch.setenv("PATH", "")
        with pytest.raises(CommandError, match="No backup was made. pg_dump is not on this machine"):
            call_command("backup", tmp_path / "desk.zip")
        assert not (tmp_path / "desk.zip").exists()


def test_where_no_room_is_left_the_last_backup_stays_and_a_sentence_says_so(desk, tmp_path):
    """The system itself lets the command write no file longer than 64 KiB."""
    kept = tmp_path / "kept" / "desk.zip"
    kept.parent.mkdir()
    kept.write_bytes(b"of yesterday")
    limited = f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536)); sys.argv = {['manage.py', 'backup', str(kept)]}"
    environment = os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": database_url()}
    command = [sys.executable, "-c", f"{limited}; import manage; manage.main()"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "No backup was made." in done.stderr or "can't be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert [(path, path.read_bytes()) for path in kept.parent.iterdir()] == [(kept, b"of yesterday")]
