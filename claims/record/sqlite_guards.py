"""The record's guards on SQLite.

INSERT OR REPLACE deletes the row it replaces without firing DELETE triggers, so each append-only table
refuses an INSERT that meets an existing row on any of its unique keys.
"""

NAMES = "SELECT name FROM sqlite_master WHERE type = 'trigger'"

_KEPT = {
    "claims_verdict": "id = NEW.id",
    "claims_confirmation": "id = NEW.id OR (verdict_id = NEW.verdict_id AND by_id = NEW.by_id)",
    "claims_event": (
        "id = NEW.id OR (chain_id = NEW.chain_id AND (sequence = NEW.sequence OR previous = NEW.previous))"
    ),
    "claims_eventdetail": "event_id = NEW.event_id",
}


def drop(name: str) -> str:
    """Return the statement that removes a guard if it is there."""
    return f"DROP TRIGGER IF EXISTS {name}"


def _refuse(name: str, when: str, table: str, condition: str, sentence: str) -> tuple[str, str]:
    body = f"SELECT RAISE(ABORT, '{sentence}')"
    return name, f"CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {condition} BEGIN {body}; END"


def _append_only(table: str, same: str) -> list[tuple[str, str]]:
    allowed = "NEW.body = '' AND NEW.event_id = OLD.event_id AND NEW.salt = OLD.salt"
    update = f"NOT ({allowed})" if table == "claims_eventdetail" else "1"
    return [
        _refuse(f"{table}_no_update", "UPDATE", table, update, f"{table} is append-only"),
        _refuse(f"{table}_no_delete", "DELETE", table, "1", f"{table} is append-only"),
        _refuse(
            f"{table}_no_replace",
            "INSERT",
            table,
            f"EXISTS (SELECT 1 FROM {table} WHERE {same})",  # noqa: S608 (our own names, no input)
            f"{table} is append-only",
        ),
    ]


_MOVED = (
    "(NEW.status IS NOT OLD.status OR NEW.verdict_id IS NOT OLD.verdict_id OR NEW.decided_at IS NOT OLD.decided_at)"
)
_EXPLAINED = """(
    NEW.last_event_id IS NOT OLD.last_event_id
    AND EXISTS (SELECT 1 FROM claims_event e
                WHERE e.id = NEW.last_event_id AND e.claim_id = NEW.id AND e.status = NEW.status)
    AND (NEW.verdict_id IS NULL OR EXISTS (
        SELECT 1 FROM claims_verdict v
        WHERE v.id = NEW.verdict_id AND v.claim_id = NEW.id AND v.verdict = NEW.status AND v.at = NEW.decided_at)))"""
_OUTSIDE = """NEW.revision_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM claims_revision r
    WHERE r.id = NEW.revision_id AND r.article_id = NEW.article_id
      AND (NEW."end" IS NULL OR NEW."end" <= r.length))"""

CREATE = dict(
    [
        *(guard for table, same in _KEPT.items() for guard in _append_only(table, same)),
        _refuse(
            "claims_claim_starts_unchecked",
            "INSERT",
            "claims_claim",
            "NEW.status <> 'unchecked' OR EXISTS (SELECT 1 FROM claims_claim c WHERE c.id = NEW.id "
            "OR (c.article_id = NEW.article_id AND c.number = NEW.number))",
            "a claim starts unchecked and is never replaced",
        ),
        _refuse(
            "claims_claim_status_explained",
            "UPDATE",
            "claims_claim",
            f"{_MOVED} AND NOT {_EXPLAINED}",
            "a status needs the verdict or event that explains it",
        ),
        _refuse(
            "claims_claim_new_place_inside",
            "INSERT",
            "claims_claim",
            _OUTSIDE,
            "a place lies inside its revision",
        ),
        _refuse(
            "claims_claim_place_inside",
            "UPDATE",
            "claims_claim",
            _OUTSIDE,
            "a place lies inside its revision",
        ),
        _refuse(
            "claims_revision_no_update",
            "UPDATE OF body, original, sha256, article_id, number",
            "claims_revision",
            "1",
            "a revision is never changed: bring in a new one",
        ),
    ]
)
