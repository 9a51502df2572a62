"""What the preview of an import shows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.intake.filing import Outcome, Plan
from claims.vocabulary import Table

ROWS, PROBLEMS, WARNINGS = 30, 500, 100

_MARKS = {Outcome.NEW: ("+", _("New")), Outcome.CHANGED: ("~", _("Changed"))}
_NOUNS = {
    Table.SOURCES: ("source", "sources"),
    Table.CLAIMS: ("claim", "claims"),
    Table.EVIDENCE: ("piece of evidence", "pieces of evidence"),
    Table.VERDICTS: ("verdict", "verdicts"),
}


def shown(plan: Plan, *, good_rows: bool) -> dict[str, Any]:
    """Return the context of the preview page."""
    writing = plan.counts.new + plan.counts.changed
    fileable = plan.changes_something and plan.lets_write(good_rows=good_rows)
    return {
        "plan": plan,
        "tiles": _tiles(plan),
        "rows": [_row(step) for step in plan.rows[:ROWS]],
        "more_rows": max(0, writing - ROWS),
        "problems": plan.problems[:PROBLEMS],
        "more_problems": max(0, len(plan.problems) - PROBLEMS),
        "warnings": plan.warnings[:WARNINGS],
        "more_warnings": max(0, len(plan.warnings) - WARNINGS),
        "button": button(plan) if fileable else "",
        "nothing_new": not plan.problems and not plan.changes_something,
    }


def _tiles(plan: Plan) -> list[tuple[str, str, int]]:
    words = {"new": ("+", _("New")), "changed": ("~", _("Changed")), "unchanged": ("=", _("Unchanged"))}
    words["refused"] = ("!", _("Refused"))
    return [(*words[name], number) for name, number in plan.counts._asdict().items()]  # type: ignore[misc]


def _row(step: Any) -> dict[str, Any]:
    mark, word = _MARKS[step.outcome]
    return {"step": step, "mark": mark, "word": word, "cells": list(step.cells)}


def button(plan: Plan) -> str:
    """Return what the button says that files the plan: "Import 5 claims"."""
    number = plan.counts.new + plan.counts.changed
    verb = "Record" if plan.table is Table.VERDICTS else "Import"
    return f"{verb} {number:,} {_NOUNS[plan.table][number != 1]}"
