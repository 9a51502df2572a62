"""Settings come from the environment, and a wrong one is refused at start with a sentence."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def start(tmp_path, **environment):
    """Import the settings in a process of its own and return (exit code, what it said last)."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    show = "from factcheck import settings as s; print(s.DATABASES['default']['ENGINE'], s.DEBUG, len(s.SECRET_KEY))"
    done = subprocess.run(
        [sys.executable, "-c", show],
        cwd=ROOT,
        env={**kept, "DATA_DIR": str(tmp_path / "data"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stdout or done.stderr).strip().splitlines()[-1]


def test_with_nothing_set_the_desk_starts_on_sqlite_with_debug_off(tmp_path):
    assert start(tmp_path) == (0, "django.db.backends.sqlite3 False 86")


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    start(tmp_path)
    path = tmp_path / "data" / "secret_key"
    first = path.read_text()
    start(tmp_path)
    assert path.read_text() == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_postgresql_is_used_where_database_url_says_so(tmp_path):
    code, said = start(tmp_path, DATABASE_URL="postgres://desk:pw@127.0.0.1:5432/desk")
    assert (code, said.split()[0]) == (0, "django.db.backends.postgresql")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "maybe", 'DEBUG is "maybe". Set it to yes or no.'),
        ("HTTPS", "2", 'HTTPS is "2". Set it to yes or no.'),
        ("BEHIND_PROXY", "x", 'BEHIND_PROXY is "x". Set it to yes or no.'),
        ("SECRET_KEY", "short", "SECRET_KEY is too short or too plain. Use 50 random characters or more."),
        ("DATABASE_URL", "nonsense", "DATABASE_URL can't be read."),
        ("DATABASE_URL", "mysql://u:p@h/n", "DATABASE_URL names a database that Factcheck does not run on"),
        ("TIME_ZONE", "Mars/Base", 'TIME_ZONE is "Mars/Base". Use a name such as Europe/Berlin.'),
        ("TIME_ZONE", "../../etc/passwd", "TIME_ZONE is"),
        ("MAX_UPLOAD_MB", "lots", 'MAX_UPLOAD_MB is "lots". Set it to a whole number from 1 to 2000.'),
        ("MAX_UPLOAD_MB", "0", 'MAX_UPLOAD_MB is "0". Set it to a whole number from 1 to 2000.'),
        ("LOG_FORMAT", "xml", 'LOG_FORMAT is "xml". Set it to plain or json.'),
        ("METRICS_TOKEN", "letmein", "METRICS_TOKEN is too short."),
        ("SESSION_MINUTES", "-5", 'SESSION_MINUTES is "-5". Set it to a whole number from 1 to 43200.'),
        ("SESSION_MINUTES", "9" * 5000, "SESSION_MINUTES is"),
        ("CSRF_TRUSTED_ORIGINS", "desk.example.org", "CSRF_TRUSTED_ORIGINS needs the scheme and no path"),
        ("CSRF_TRUSTED_ORIGINS", "https://desk.example.org/admin/", "CSRF_TRUSTED_ORIGINS needs the scheme"),
        ("ALLOWED_HOSTS", "https://desk.example.org", "ALLOWED_HOSTS needs bare names"),
        ("ALLOWED_HOSTS", ",", "ALLOWED_HOSTS needs bare names"),
        ("DATABASE_URL", "sqlite:////no/such/folder/desk.sqlite3", "DATABASE_URL names a file in a folder"),
        ("FINDER_URL", "models.example.org", "FINDER_URL needs an address alone"),
        ("FINDER_URL", "https://me:pw@models.example.org/v1", "FINDER_URL needs an address alone"),
        ("FINDER_URL", "http://models.example.org/v1", "FINDER_URL needs https"),
        ("FINDER_URL", "https://models.example.org/v1", "FINDER_URL is set and FINDER_MODEL is not."),
        ("FINDER_MODEL", "small", "FINDER_MODEL is set and FINDER_URL is not."),
        ("FINDER_KEY", "abc", "FINDER_KEY needs FINDER_URL"),
        ("FINDER_SECONDS", "0", 'FINDER_SECONDS is "0". Set it to a whole number from 1 to 600.'),
        ("DATA_DIR", "/proc/nowhere", "DATA_DIR /proc/nowhere can't be used"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(tmp_path, name, value, sentence):
    code, said = start(tmp_path, **{name: value})
    assert code == 1
    assert said.startswith(f"django.core.exceptions.ImproperlyConfigured: {sentence}")


def test_a_command_says_the_sentence_and_nothing_else(tmp_path):
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "DEBUG": "maybe"}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, 'DEBUG is "maybe". Set it to yes or no.\n')


def test_the_readme_names_every_setting():
    source = "".join(path.read_text() for path in (ROOT / "factcheck").glob("*.py"))
    names = set(re.findall(r'(?:env_\w+\(|environ\.get\()"([A-Z_]+)"', source))
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.M))
    assert names == documented
