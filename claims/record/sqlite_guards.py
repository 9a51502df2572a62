"""The record's guards on SQLite.

INSERT OR REPLACE deletes the row it replaces without firing DELETE triggers, so each guarded table refuses
an INSERT that meets an existing row on any of its unique keys.
"""

from . import guarded

_SAME = {
    "claims_verdict": "id = NEW.id",
    "claims_confirmation": "id = NEW.id OR (verdict_id = NEW.verdict_id AND by_id = NEW.by_id)",
    "claims_event": (
        "id = NEW.id OR (chain_id = NEW.chain_id AND (sequence = NEW.sequence OR previous = NEW.previous))"
    ),
    "claims_eventdetail": "event_id = NEW.event_id",
    "claims_claim": "id = NEW.id OR (article_id = NEW.article_id AND number = NEW.number)",
    "claims_revision": "id = NEW.id OR (article_id = NEW.article_id AND number = NEW.number)",
}
_WORDS = {"is_not": "IS NOT", "false": "0"}

STANDING = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def drop(name: str) -> str:
    """Return the statement that removes a guard if it is there."""
    return f"DROP TRIGGER IF EXISTS {name}"


def mark(statement: str) -> str:
    """Return what `STANDING` shows of a guard that was made by this statement."""
    return statement


def _refuse(name: str, when: str, table: str, condition: str, sentence: str) -> tuple[str, str]:
    body = f"SELECT RAISE(ABORT, '{sentence}')"
    return name, f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {condition} BEGIN {body}; END"


def _not_replaced(table: str, sentence: str) -> tuple[str, str]:
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {_SAME[table]})"  # noqa: S608 (our own names, no input)
    return _refuse(f"{table}_no_replace", "INSERT", table, there, sentence)


def _append_only(table: str) -> list[tuple[str, str]]:
    sentence = guarded.is_append_only(table)
    return [
        _refuse(f"{table}_no_update", "UPDATE", table, guarded.changed_wrongly(table, always="1"), sentence),
        _refuse(f"{table}_no_delete", "DELETE", table, "1", sentence),
        _not_replaced(table, sentence),
    ]


_CLAIM = "claims_claim"
_REVISION = "claims_revision"

CREATE = dict(
    [
        *(guard for table in guarded.APPEND_ONLY for guard in _append_only(table)),
        _not_replaced(_CLAIM, guarded.STARTS_UNCHECKED),
        _refuse(f"{_CLAIM}_starts_unchecked", "INSERT", _CLAIM, "NEW.status <> 'unchecked'", guarded.STARTS_UNCHECKED),
        _refuse(
            f"{_CLAIM}_status_explained",
            "UPDATE",
            _CLAIM,
            guarded.UNEXPLAINED.format(**_WORDS),
            guarded.NEEDS_EXPLANATION,
        ),
        _refuse(f"{_CLAIM}_event_forward", "UPDATE", _CLAIM, guarded.SET_BACK, guarded.GOES_FORWARD),
        _refuse(f"{_CLAIM}_new_place_inside", "INSERT", _CLAIM, guarded.OUTSIDE, guarded.LIES_INSIDE),
        _refuse(f"{_CLAIM}_place_inside", "UPDATE", _CLAIM, guarded.OUTSIDE, guarded.LIES_INSIDE),
        _refuse(f"{_CLAIM}_kept", "DELETE", _CLAIM, guarded.DECIDED_ONCE, guarded.IS_CUT),
        _refuse(f"{_REVISION}_no_update", "UPDATE", _REVISION, "1", guarded.IS_KEPT),
        _refuse(f"{_REVISION}_kept", "DELETE", _REVISION, guarded.IN_USE, guarded.IS_KEPT),
        _not_replaced(_REVISION, guarded.IS_KEPT),
    ]
)
