"""Filing spreadsheets: what a file would do, doing it, and undoing it. Every front door comes through here."""

from claims.review.importing import problems_with_undoing

from .filing import file_table, plan
from .plans import CellChange, Counts, Filed, Outcome, Plan, Step
from .undoing import undo

__all__ = [
    "CellChange",
    "Counts",
    "Filed",
    "Outcome",
    "Plan",
    "Step",
    "file_table",
    "plan",
    "problems_with_undoing",
    "undo",
]
