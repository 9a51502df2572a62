"""SECURITY.md names a test for every control, and each is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "SECURITY.md").read_text()
ROWS = [row.strip("|").split(" | ") for row in TEXT.splitlines() if row.startswith("|")][2:]


def test_every_control_of_the_threat_model_has_a_test_that_is_there():
    named = [re.findall(r"`(tests/[\w/]+\.py)`", row[3]) for row in ROWS]
    assert len(named) > 15
    assert [row for row, tests in zip(ROWS, named, strict=True) if not tests] == []
    assert [test for tests in named for test in tests if "def test_" not in (ROOT / test).read_text()] == []


def test_the_limits_that_it_tells_are_those_of_the_code():
    from claims.access.throttle import BY_ADDRESS, BY_NAME, TOGETHER, WINDOW

    told = re.search(r"(\d+) failures of a name at a place, (\d+) of a place, (\d+) of a name in (\d+) minutes", TEXT)
    assert tuple(map(int, told.groups())) == (TOGETHER, BY_ADDRESS, BY_NAME, WINDOW.total_seconds() // 60)
