"""What is told done survives kill -9, and nothing half done does: ten rounds here, more by hand."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent


def test_ten_rounds_of_eight_killed_writers_lose_and_break_nothing(tmp_path):
    settings = connection.settings_dict
    where = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if connection.vendor == "postgresql":
        login = ":".join(filter(None, (settings["USER"], settings["PASSWORD"])))
        where["DATABASE_URL"] = f"postgres://{login}@{settings['HOST']}:{settings['PORT']}/kills"
    command = [sys.executable, "-m", "tests.benchmarks.kills", "--rounds", "10"]
    done = subprocess.run(
        command, cwd=ROOT, env=where | {"TMPDIR": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for what in ("acknowledged verdicts lost", "half-written imports", "half-written exports", "broken chains"):
        assert f"{what}: 0\n" in done.stdout
    assert "verdicts done: 0\n" not in done.stdout
    for act in ("verdict", "import", "revision", "export"):
        assert f"killed at: {act}: " in done.stdout
