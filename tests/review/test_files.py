"""Files that come with a source: what they are by their bytes, one thing only, and nothing that does harm on opening."""

import io
import struct
import tracemalloc
import zipfile

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.review.file_kinds import HUGE, KINDS, OTHER, TWO
from claims.review.file_packages import BOMB, DAMAGED, LOCKED, MACROS
from claims.review.files import problems_with_file

MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml", "odt": "content.xml"}


def package(kind="docx", *more, main=None, before=b""):
    """An office file with `more` entries as (name, bytes)."""
    out = io.BytesIO(before)
    out.seek(0, 2)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr(MAIN[kind] if main is None else main, b"<x/>")
        for name, content in more:
            file.writestr(name, content)
    return out.getvalue()


def png(width=800, height=600):
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x02\0\0\0" + b"\0" * 40


def box(kind):
    return b"\0\0\0\x18ftyp" + kind + b"\0" * 40


SOUND = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "png": png(), "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0",
    "jpeg": b"\xff\xd8\xff\xe1\0\x10Exif\0\0<x:xmpmeta", "gif": b"GIF89a\x20\x03\x58\x02\xf7\0\0;", "tif": b"II*\0\x08\0\0\0",
    "tiff": b"MM\0*\0\0\0\x08", "webp": b"RIFF\x24\0\0\0WEBPVP8 ", "wav": b"RIFF\x24\0\0\0WAVEfmt ",
    "mp3": b"ID3\x04\0\0\0\0\0\0", "m4a": box(b"M4A "), "mp4": box(b"isom"), "mov": box(b"qt  "),
    "ogg": b"OggS\0\x02", "opus": b"OggS\0\x02\0\0OpusHead", "flac": b"fLaC\0\0\0\x22",
    "txt": "Said at 5 o’clock.\r\n\tYes.\x0c".encode(), "csv": "a;b\né;2\n".encode("latin-1"), "eml": b"From: a@example.org\n\n<html>",
    **{kind: package(kind, ("[Content_Types].xml", b"<Types/>")) for kind in MAIN},
}  # fmt: skip


def upload(name, data):
    return SimpleUploadedFile(name, data)


def said(name, data):
    """The problem's sentence after the file's name, None where there is no problem."""
    problems = problems_with_file(upload(name, data))
    assert len(problems) < 2
    return problems[0].message.removeprefix(f'"{name}" ') if problems else None


def test_every_kind_on_the_list_has_a_sound_example_here():
    assert {f".{kind}" for kind in SOUND} == set(KINDS)


@pytest.mark.parametrize("kind", SOUND)
def test_a_sound_file_is_kept_whatever_the_case_of_its_name(kind):
    assert said(f"a.{kind}", SOUND[kind]) is None
    assert said(f"A B.{kind.upper()}", SOUND[kind]) is None


@pytest.mark.parametrize("kind", SOUND)
def test_no_kind_passes_under_the_name_of_another(kind):
    alike = [{"jpg", "jpeg"}, {"tif", "tiff"}, {"m4a", "mp4", "mov"}, {"ogg", "opus"}, {"txt", "csv", "eml"}]
    same = next((group for group in alike if kind in group), {kind})
    passed = {other for other in SOUND if said(f"a.{other}", SOUND[kind]) is None}
    assert passed == same


@pytest.mark.parametrize(
    "name", ["page.html", "drawing.svg", "run.exe", "letter.pdf.js", "nothing", "macro.docm", ".pdf", "a.pdf.", "a.zip"]
)
def test_what_a_browser_or_office_would_run_is_refused(name):
    (problem,) = problems_with_file(upload(name, b"%PDF-1.4"))
    assert problem.code == "file_kind"
    assert name in problem.message


ZIP = package()
HOSTILE = {
    "nothing in it": ("a.pdf", b"", OTHER),
    "a program called a text": ("a.txt", b"MZ\x90\x00" + b"\0" * 60, OTHER),
    "a shell script called a text": ("a.txt", b"#!/bin/sh\nrm -rf ~", OTHER),
    "rich text with objects called a text": ("a.txt", b"{\\rtf1\\objdata", OTHER),
    "a text that turns binary late": ("a.txt", b"word " * 2000 + b"\0\0", OTHER),
    "a page called a picture": ("a.png", b"<html><script>alert(1)</script>", OTHER),
    "a page before the PDF": ("a.pdf", b"<script>x</script>\n%PDF-1.4", OTHER),
    "a PDF that is a page too": ("a.pdf", b"%PDF-1.4\n<html><script>x</script>", TWO),
    "a PDF that is a zip too": ("a.pdf", b"%PDF-1.4\n%%EOF\n" + ZIP, TWO),
    "a picture that is a zip too": ("a.gif", SOUND["gif"] + ZIP, TWO),
    "a picture that is a PDF too": ("a.jpg", SOUND["jpg"] + b"%PDF-1.4", TWO),
    "a GIF that is a script too": ("a.gif", b"GIF89a/*\x01\x01\x01\x01*/=1;<script>x()</script>", TWO),
    "PHP in a picture": ("a.jpg", SOUND["jpg"] + b"<?php system($_GET[0]);", TWO),
    "sound that is a page too": ("a.mp3", SOUND["mp3"] + b"<!DOCTYPE html>", TWO),
    "a picture of 64,000 by 64,000 points": ("a.png", png(64000, 64000), HUGE),
    "a GIF of 65,535 by 65,535 points": ("a.gif", b"GIF89a\xff\xff\xff\xff\xf7\0\0;", HUGE),
    "an old Word file": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, OTHER),
    "half a Word file": ("a.docx", ZIP[: len(ZIP) // 2], DAMAGED),
    "a Word file called a workbook": ("a.xlsx", ZIP, DAMAGED),
    "a program before the Word file": ("a.docx", package(before=b"PK\x03\x04MZ"), DAMAGED),
    "a zip that unpacks to 60 MB": ("a.docx", package("docx", ("word/a.xml", b"\0" * 60_000_000)), BOMB),
    "a way out of its folder": ("a.docx", package("docx", ("../../evil.sh", b"x")), DAMAGED),
    "a place of its own on the disk": ("a.docx", package("docx", ("/etc/cron.d/x", b"x")), DAMAGED),
    "a way out as Windows writes it": ("a.odt", package("odt", ("C:\\evil.exe", b"x")), DAMAGED),
    "two parts of one name": ("a.docx", package("docx", ("WORD/document.xml", b"x")), DAMAGED),
    "macros": ("a.xlsx", package("xlsx", ("xl/vbaProject.bin", b"x")), MACROS),
    "macros of another office": ("a.odt", package("odt", ("Basic/Standard/Module1.xml", b"x")), MACROS),
    "a password": ("a.docx", ZIP.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0"), LOCKED),
    "a directory of 65,535 entries": ("a.docx", ZIP[:-12] + b"\xff\xff" + ZIP[-10:], DAMAGED),
    "no directory": ("a.docx", b"PK\x03\x04" + b"\0" * 500, DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(case):
    name, data, sentence = HOSTILE[case]
    assert said(name, data) == sentence


@pytest.mark.parametrize("kind", SOUND)
def test_a_file_cut_anywhere_is_kept_or_refused_but_never_falls(kind):
    for length in range(0, len(SOUND[kind]), max(1, len(SOUND[kind]) // 40)):
        said(f"a.{kind}", SOUND[kind][:length])


def test_looking_at_a_large_file_takes_little_memory(settings):
    big = upload("a.pdf", SOUND["pdf"] + b" " * 15_000_000)
    tracemalloc.start()
    assert problems_with_file(big) == []
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000
    assert big.tell() == 0  # to be kept from its first byte on


def test_a_file_over_the_limit_is_refused(settings):
    settings.MAX_UPLOAD_MB = 1
    assert said("a.pdf", SOUND["pdf"].ljust(1024 * 1024)) is None
    (problem,) = problems_with_file(upload("a.pdf", SOUND["pdf"].ljust(1024 * 1024 + 1)))
    assert problem.message == '"a.pdf" is too big: a file may have 1 MB at most.'


@pytest.mark.parametrize("nothing", [None, "", False])
def test_no_file_is_no_problem(nothing):
    assert problems_with_file(nothing) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.pdf", "/etc/cron.d/x.pdf", "C:\\x.pdf", "a\0.pdf", "a\nb.pdf", "~/.ssh/x.pdf",
        "con.pdf", "%2e%2e%2fx.pdf", "invoice\u202efdp.pdf", "\u200b.pdf", f"{'n' * 300}.pdf", "-rf.pdf", "; rm x;.pdf",
    ],
)  # fmt: skip
def test_no_name_leads_out_of_the_folder_of_files(tmp_path, name):
    from claims.models import Source

    storage = FileSystemStorage(tmp_path)
    field = Source._meta.get_field("file")
    kept = storage.save(field.generate_filename(None, upload(name, b"x").name), upload(name, b"x"), max_length=100)
    path = (tmp_path / kept).resolve()
    assert path.is_relative_to(tmp_path.resolve() / "sources")
    assert path.is_file()
    assert set(path.name).isdisjoint('\0\n\\/;%~\u202e\u200b" ')
