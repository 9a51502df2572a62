"""A request that brings more than the desk takes is refused by its length, before it is read."""

import pytest


class Untouched:
    def read(self, *size):
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize("length", [str(26 * 1024 * 1024), "9" * 40, "-1", "1e3", "٣"])
def test_a_body_too_long_or_of_no_length_is_not_read(client, settings, length):
    settings.MAX_UPLOAD_MB = 20
    answer = client.generic("POST", "/admin/login/", **{"CONTENT_LENGTH": length, "wsgi.input": Untouched()})
    assert answer.status_code == 413
    assert "A file may have 20 MB at most" in answer.text
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_body_just_over_a_files_limit_gets_as_far_as_the_form(client, settings, db):
    settings.MAX_UPLOAD_MB = 1
    answer = client.post("/admin/login/", {"username": "x" * (1024 * 1024 + 10), "password": "x"})
    assert answer.status_code in {200, 400}
