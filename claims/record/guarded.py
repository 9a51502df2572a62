"""What the guards hold, in words and in the SQL that both databases share.

A guard refuses a write to its table where its condition is true of the row. NEW and OLD are the row after
and before; `is_not` is each database's comparison that takes NULL for a value.
"""

MOVED = """(NEW.status {is_not} OLD.status OR NEW.verdict_id {is_not} OLD.verdict_id
             OR NEW.decided_at {is_not} OLD.decided_at)"""

# A later event than the last: an old one that said the same once explains nothing now.
EXPLAINED = """(
    NEW.last_event_id > COALESCE(OLD.last_event_id, 0)
    AND EXISTS (SELECT 1 FROM claims_event e
                WHERE e.id = NEW.last_event_id AND e.claim_id = NEW.id AND e.status = NEW.status)
    AND (NEW.verdict_id IS NULL OR EXISTS (
        SELECT 1 FROM claims_verdict v
        WHERE v.id = NEW.verdict_id AND v.claim_id = NEW.id AND v.verdict = NEW.status AND v.at = NEW.decided_at)))"""

# COALESCE: where an event was never written, NULL > 0 is unknown, and a guard must not rest on that.
UNEXPLAINED = f"{MOVED} AND NOT COALESCE({EXPLAINED}, {{false}})"

# Else the last event could be set back first, and an old one used again.
SET_BACK = "OLD.last_event_id IS NOT NULL AND (NEW.last_event_id IS NULL OR NEW.last_event_id < OLD.last_event_id)"

OUTSIDE = """NEW.revision_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM claims_revision r
    WHERE r.id = NEW.revision_id AND r.article_id = NEW.article_id
      AND (NEW."end" IS NULL OR NEW."end" <= r.length))"""

# Deleted and inserted again, a claim would be unchecked with nothing to explain it, a revision another text.
DECIDED_ONCE = "EXISTS (SELECT 1 FROM claims_verdict v WHERE v.claim_id = OLD.id)"
IN_USE = """(EXISTS (SELECT 1 FROM claims_claim c WHERE c.revision_id = OLD.id)
             OR EXISTS (SELECT 1 FROM claims_signoff s WHERE s.revision_id = OLD.id))"""

# A purge or a redaction empties a detail's body; that is all that may ever change in it.
NOT_EMPTIED = "NOT (NEW.body = '' AND NEW.event_id = OLD.event_id AND NEW.salt = OLD.salt)"

APPEND_ONLY = ("claims_verdict", "claims_confirmation", "claims_event", "claims_eventdetail")

STARTS_UNCHECKED = "a claim starts unchecked and is never replaced"
NEEDS_EXPLANATION = "a status needs the verdict or event that explains it"
GOES_FORWARD = "the last event of a claim only goes forward"
LIES_INSIDE = "a place lies inside its revision"
IS_CUT = "a claim that was decided is cut, never deleted"
IS_KEPT = "a revision is never changed: bring in a new one"


def is_append_only(table: str) -> str:
    """Return what a guard of this table says."""
    return f"{table} is append-only"


def changed_wrongly(table: str, *, always: str) -> str:
    """Return the condition under which an UPDATE of an append-only table is refused."""
    return NOT_EMPTIED if table == "claims_eventdetail" else always
