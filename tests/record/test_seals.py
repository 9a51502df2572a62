"""Seals show what a chain alone can't: a cut end, and a record that was written anew from some line on."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from openpyxl import load_workbook

from claims.export.files import Export, Format, filename
from claims.export.files import write as write_file
from claims.export.taking import Paper, Taking
from claims.export.taking import filename as name_of_paper
from claims.management.sealing import Clock
from claims.models import Chain, Claim, Event, EventDetail
from claims.record import append, guards, last_seal, seal
from claims.record.chain import hash_of
from claims.record.hashing import canonical, digest_of
from claims.record.merkle import Tree
from claims.record.seals import BadSeals, read
from claims.review.signoff import sign_off
from claims.review.verdicts import record_verdict
from claims.vocabulary import Table
from tests.conftest import NOW, support
from tests.record.days_work import arrive

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def article(wanda, edith):
    return arrive(wanda, edith)


@pytest.fixture
def write(article, cora):
    def write(number=1):
        for _ in range(number):
            append(article, by=cora, action="tried", at=NOW, details={})

    return write


def path():
    return Path(settings.SEALS_FILE)


def verified():
    call_command("verify_record", seals=path())


def rewrite(chain, first):
    """Write the record anew from this line on, each hash right, as a tamperer who knows everything would."""
    guards.remove(connection)
    events = list(chain.events.filter(sequence__gte=first).order_by("sequence"))
    head = events[0].previous
    for event in events:
        EventDetail.objects.filter(pk=event.pk).update(body='{"n":"forged"}')
        event.digest, event.previous = digest_of('{"n":"forged"}', event.detail.salt), head
        event.hash = head = hash_of(event, article_id=chain.article_id)
        fields = {"digest": event.digest, "previous": event.previous, "hash": event.hash}
        Event._base_manager.filter(pk=event.pk).update(**fields)
    Chain.objects.filter(pk=chain.pk).update(head=head)
    guards.restore(connection)


def cut(chain, last):
    """Take the end of the record away, so that nothing in the database tells of it."""
    guards.remove(connection)
    gone = chain.events.filter(sequence__gt=last)
    EventDetail.objects.filter(event__in=gone)._raw_delete("default")
    Event._base_manager.filter(chain=chain, sequence__gt=last)._raw_delete("default")
    end = chain.events.get(sequence=last)
    Chain.objects.filter(pk=chain.pk).update(length=last, head=end.hash, last_at=end.at)
    guards.restore(connection)


def test_a_cut_end_is_found(article, write, capsys):
    write(3)
    sealed = seal(at=NOW)
    verified()
    assert capsys.readouterr().out.splitlines()[1] == f"It agrees with all 1 seals; the last: {sealed}."
    cut(Chain.objects.get(article=article), 2)
    call_command("verify_record")  # The database alone shows nothing.
    with pytest.raises(CommandError, match="“alma”, line 3: it is missing. A seal knows 4 lines: the end was cut off"):
        verified()


def test_a_record_written_anew_is_found_though_it_goes_on_and_is_sealed_again(article, write):
    write(3)
    seal(at=NOW)
    rewrite(Chain.objects.get(article=article), 3)
    write(2)
    seal(at=LATER)
    call_command("verify_record")
    with pytest.raises(CommandError, match="line 4: it is not the line that was sealed. The record was written anew"):
        verified()


def test_a_record_that_is_gone_is_found(article, write):
    write()
    seal(at=NOW)
    guards.remove(connection)
    with connection.cursor() as cursor:
        for table in ("eventdetail", "event", "chain", "revision"):
            cursor.execute(f"DELETE FROM claims_{table}")
    with pytest.raises(CommandError, match="The record of “alma” was sealed and is not there"):
        verified()


def test_nothing_new_is_no_new_seal_and_what_is_new_is_all_that_a_line_holds(article, write):
    write()
    assert seal(at=NOW) == seal(at=LATER) == last_seal()
    append(None, by=None, action="tried", at=NOW, details={})
    seal(at=LATER)
    first, second = (json.loads(line) for line in path().read_text().splitlines())
    assert [[head[0] for head in line["heads"]] for line in (first, second)] == [[article.pk], [0]]
    assert (second["previous"], second["records"]) == (first["mac"], 2)
    assert path().stat().st_mode & 0o777 == 0o600


def test_the_time_of_seals_never_runs_backwards(write):
    write()
    seal(at=LATER)
    write()
    assert seal(at=NOW).at == LATER


FORGERIES = {
    "its root": lambda lines: [lines[0].replace('"root":"', '"root":"0', 1), *lines[1:]],
    "its time": lambda lines: [lines[0].replace("2026", "2025", 1), *lines[1:]],
    "a head": lambda lines: [*lines[:1], lines[1].replace('"heads":[[', '"heads":[[1', 1), *lines[2:]],
    "one taken out": lambda lines: [lines[0], lines[2]],
    "the first taken out": lambda lines: lines[1:],
    "two changed over": lambda lines: [lines[1], lines[0], lines[2]],
    "no line at all": lambda lines: ["nonsense\n"],
    "no file of seals": lambda lines: [],
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_file_of_seals_is_refused(write, forge):
    for _ in range(3):
        write()
        seal(at=NOW)
    verified()
    path().write_text("".join(forge(path().read_text().splitlines(keepends=True))))
    with pytest.raises(CommandError, match="is no whole file of this desk's seals|holds no seal"):
        verified()


def test_without_the_key_nobody_makes_a_seal(write, settings):
    write()
    settings.SEAL_KEY = "x" * 50
    seal(at=NOW)
    with path().open() as file, pytest.raises(BadSeals, match="Seal 1 does not carry this desk's signature"):
        read(file, key="y" * 50)


def test_a_line_torn_by_a_crash_is_made_again(write):
    write()
    whole = seal(at=NOW)
    with path().open("a") as file:
        file.write('{"at":"2026')
    assert (last_seal(), seal(at=LATER)) == (whole, whole)
    verified()


def test_a_sign_off_is_sealed_when_it_is_committed(
    claim, source, cora, edith, article, django_capture_on_commit_callbacks
):
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        sign_off(claim.article, by=edith, at=NOW)
    (line,) = path().read_text().splitlines()
    heads = {chain.article_id or 0: [chain.length, chain.head] for chain in Chain.objects.all()}
    assert {head[0]: head[1:] for head in json.loads(line)["heads"]} == heads


def root_of(leaves):
    """The root as RFC 6962 defines it, written apart from the code under test."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0].encode()).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + root_of(leaves[:half]) + root_of(leaves[half:])).digest()


def test_the_root_is_that_of_rfc_6962_whatever_changes():
    tree, leaves = Tree(), []
    for number in range(40):
        leaves.append(str(number))
        tree.put(number, str(number))
        assert tree.root == root_of(leaves).hex()
        leaves[number // 3] = f"changed {number}"
        tree.put(number // 3, leaves[number // 3])
        assert tree.root == root_of(leaves).hex()


def test_the_root_is_over_every_head_in_the_order_of_their_first_seal(article, write):
    write()
    sealed = seal(at=NOW)
    chain = Chain.objects.get(article=article)
    assert sealed.root == root_of([canonical([article.pk, chain.length, chain.head])]).hex()


def test_what_is_exported_says_the_last_seal(article, write, tmp_path, capsys):
    call_command("export_copy", article="alma", output=tmp_path / "before.html")
    assert "sealed" not in (tmp_path / "before.html").read_text() + capsys.readouterr().out
    write()
    sealed = f"sealed 2026-03-04 12:00 UTC, root {seal(at=NOW).root}"
    call_command("export_copy", article="alma", output=tmp_path / "copy.html")
    call_command("export_claims", article="alma", output=tmp_path / "claims.csv")
    assert f"· record {sealed}" in (tmp_path / "copy.html").read_text()
    assert capsys.readouterr().out.count(f"The record was {sealed}.") == 2


def test_a_table_has_the_last_seal_in_its_name_and_a_workbook_inside_too(article, write, tmp_path):
    export = Export(Table.CLAIMS, Claim.objects.filter(article=article), None, ("number",), Format.XLSX)
    taking = Taking(article, Paper.CORRECTIONS, "csv", None)
    assert filename(export, on=NOW.date()) == "desk-claims-2026-03-04.xlsx"
    write()
    sealed = seal(at=NOW)
    assert filename(export, on=NOW.date()) == f"desk-claims-2026-03-04-sealed-{sealed.root[:12]}.xlsx"
    assert name_of_paper(taking, on=NOW.date()) == f"alma-corrections-2026-03-04-sealed-{sealed.root[:12]}.csv"
    with (tmp_path / "claims.xlsx").open("wb") as file:
        write_file(export, file, at=NOW)
    assert load_workbook(tmp_path / "claims.xlsx").properties.description == f"The record was {sealed}."


def test_the_seal_that_a_name_tells_of_is_found(write, settings, capsys):
    write()
    first = seal(at=NOW)
    write()
    seal(at=NOW + timedelta(minutes=15))
    call_command("verify_record", seals=settings.SEALS_FILE, root=first.short.upper())
    assert f"Among them is the one asked for: {first}." in capsys.readouterr().out
    with pytest.raises(CommandError, match="No seal in that file"):
        call_command("verify_record", seals=settings.SEALS_FILE, root="no-root")
    with pytest.raises(CommandError, match="Name the file of seals"):
        call_command("verify_record", root=first.short)


def test_who_stays_up_seals_by_the_clock_and_says_what_goes_wrong(write, settings, monkeypatch):
    now, said = [1000.0], []
    monkeypatch.setattr("claims.management.sealing.time.monotonic", lambda: now[0])
    clock = Clock(15, complain=said.append)
    write()
    first = clock.tick()
    write()
    assert (clock.tick(), last_seal()) == (None, first)
    now[0] += 15 * 60
    second = clock.tick()
    assert (second, second != first) == (last_seal(), True)
    settings.SEALS_FILE = path().parent / "nowhere" / "seals.jsonl"
    now[0] += 15 * 60
    assert (clock.tick(), said) == (
        None,
        ["Not sealed this time: The seal can't be written: No such file or directory."],
    )


def test_the_command_seals_once(write, capsys):
    write()
    call_command("seal")
    assert capsys.readouterr().out == f"The record is {last_seal()}.\n"
    with pytest.raises(CommandError, match="--every 1 or more"):
        call_command("seal", every=0)
