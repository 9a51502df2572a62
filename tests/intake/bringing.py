"""Short ways for tests to bring a typed spreadsheet to the desk."""

from datetime import timedelta

from claims.intake.filing import file_table, plan
from tests.conftest import NOW

LATER = NOW + timedelta(hours=1)


def look(table, text, *, article=None, by, **choices):
    """What the typed CSV would do."""
    return plan(table, text.encode(), f"{table}.csv", article=article, by=by, **choices)


def bring(table, text, *, article=None, by, at=NOW, **choices):
    """File the typed CSV."""
    return file_table(table, text.encode(), f"{table}.csv", article=article, by=by, at=at, **choices)


def sentences(found):
    return [str(problem) for problem in found.problems]
