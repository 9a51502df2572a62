"""The record's guards on PostgreSQL.

TRUNCATE fires no row trigger and needs its own. The tables' owner could still drop all of this: in
production the web processes' role should not own the tables (README, PostgreSQL).
"""

NAMES = """SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
           WHERE NOT tgisinternal AND tgenabled = 'O' AND pg_table_is_visible(c.oid)"""

_KEPT = ["claims_verdict", "claims_confirmation", "claims_event", "claims_eventdetail"]


def drop(name: str) -> str:
    """Return the statement that removes a guard and its function if they are there."""
    return f"DROP FUNCTION IF EXISTS {name}() CASCADE"


def _refuse(name: str, when: str, table: str, condition: str, sentence: str) -> tuple[str, str]:
    each = "STATEMENT" if when == "TRUNCATE" else "ROW"
    return (
        name,
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard$
        BEGIN
            IF {condition} THEN
                RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $guard$;
        CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()""",
    )


def _append_only(table: str) -> list[tuple[str, str]]:
    allowed = "NEW.body = '' AND NEW.event_id = OLD.event_id AND NEW.salt = OLD.salt"
    update = f"NOT ({allowed})" if table == "claims_eventdetail" else "true"
    sentence = f"{table} is append-only"
    return [
        _refuse(f"{table}_no_update", "UPDATE", table, update, sentence),
        _refuse(f"{table}_no_delete", "DELETE", table, "true", sentence),
        _refuse(f"{table}_no_truncate", "TRUNCATE", table, "true", sentence),
    ]


_MOVED = """(NEW.status IS DISTINCT FROM OLD.status OR NEW.verdict_id IS DISTINCT FROM OLD.verdict_id
             OR NEW.decided_at IS DISTINCT FROM OLD.decided_at)"""
_EXPLAINED = """(
    NEW.last_event_id IS DISTINCT FROM OLD.last_event_id
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
        *(guard for table in _KEPT for guard in _append_only(table)),
        _refuse(
            "claims_claim_starts_unchecked",
            "INSERT",
            "claims_claim",
            "NEW.status <> 'unchecked'",
            "a claim starts unchecked and is never replaced",
        ),
        _refuse(
            "claims_claim_status_explained",
            "UPDATE OF status, verdict_id, decided_at",
            "claims_claim",
            f"{_MOVED} AND NOT {_EXPLAINED}",
            "a status needs the verdict or event that explains it",
        ),
        _refuse(
            "claims_claim_place_inside",
            'INSERT OR UPDATE OF revision_id, article_id, start, "end"',
            "claims_claim",
            _OUTSIDE,
            "a place lies inside its revision",
        ),
        _refuse(
            "claims_revision_no_update",
            "UPDATE OF body, original, sha256, article_id, number",
            "claims_revision",
            "true",
            "a revision is never changed: bring in a new one",
        ),
    ]
)
