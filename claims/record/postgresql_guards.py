"""The record's guards on PostgreSQL.

TRUNCATE fires no row trigger and needs its own. No trigger names a column (UPDATE OF ...): PostgreSQL refuses
a migration that alters the type of such a column. The tables' owner could still drop all of this: in
production the web processes' role should not own the tables (README, PostgreSQL).
"""

from . import guarded

_WORDS = {"is_not": "IS DISTINCT FROM", "false": "false"}

STANDING = """SELECT t.tgname, p.prosrc
              FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
              WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"""


def drop(name: str) -> str:
    """Return the statement that removes a guard and its function if they are there."""
    return f"DROP FUNCTION IF EXISTS {name}() CASCADE"


def mark(statement: str) -> str:
    """Return what `STANDING` shows of a guard that was made by this statement: its function's body."""
    return statement.split("$guard$")[1]


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
    sentence = guarded.is_append_only(table)
    return [
        _refuse(f"{table}_no_update", "UPDATE", table, guarded.changed_wrongly(table, always="true"), sentence),
        _refuse(f"{table}_no_delete", "DELETE", table, "true", sentence),
        _refuse(f"{table}_no_truncate", "TRUNCATE", table, "true", sentence),
    ]


_CLAIM = "claims_claim"
_REVISION = "claims_revision"

CREATE = dict(
    [
        *(guard for table in guarded.APPEND_ONLY for guard in _append_only(table)),
        _refuse(f"{_CLAIM}_starts_unchecked", "INSERT", _CLAIM, "NEW.status <> 'unchecked'", guarded.STARTS_UNCHECKED),
        _refuse(
            f"{_CLAIM}_status_explained",
            "UPDATE",
            _CLAIM,
            guarded.UNEXPLAINED.format(**_WORDS),
            guarded.NEEDS_EXPLANATION,
        ),
        _refuse(f"{_CLAIM}_event_forward", "UPDATE", _CLAIM, guarded.SET_BACK, guarded.GOES_FORWARD),
        _refuse(f"{_CLAIM}_place_inside", "INSERT OR UPDATE", _CLAIM, guarded.OUTSIDE, guarded.LIES_INSIDE),
        _refuse(f"{_CLAIM}_kept", "DELETE", _CLAIM, guarded.DECIDED_ONCE, guarded.IS_CUT),
        _refuse(f"{_REVISION}_no_update", "UPDATE", _REVISION, "true", guarded.IS_KEPT),
        _refuse(f"{_REVISION}_kept", "DELETE", _REVISION, guarded.IN_USE, guarded.IS_KEPT),
        _refuse(f"{_REVISION}_no_truncate", "TRUNCATE", _REVISION, "true", guarded.IS_KEPT),
    ]
)
