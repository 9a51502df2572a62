"""Files that come with a source."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.review.files import problems_with_file


@pytest.mark.parametrize("name", ["letter.pdf", "LETTER.PDF", "photo.jpeg", "table.xlsx"])
def test_what_a_desk_collects_is_kept(name):
    assert problems_with_file(SimpleUploadedFile(name, b"x")) == []


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "run.exe", "letter.pdf.js", "nothing", "macro.docm"])
def test_what_a_browser_or_office_would_run_is_refused(name):
    (problem,) = problems_with_file(SimpleUploadedFile(name, b"x"))
    assert problem.code == "file_kind"
    assert name in problem.message


def test_a_file_over_the_limit_is_refused(settings):
    settings.MAX_UPLOAD_MB = 1
    assert problems_with_file(SimpleUploadedFile("a.pdf", b"x" * 1024 * 1024)) == []
    (problem,) = problems_with_file(SimpleUploadedFile("a.pdf", b"x" * (1024 * 1024 + 1)))
    assert problem.message == '"a.pdf" is too big: a file may have 1 MB at most.'


@pytest.mark.parametrize("nothing", [None, "", False])
def test_no_file_is_no_problem(nothing):
    assert problems_with_file(nothing) == []
