"""What a row can say, the database holds: every constraint refuses a write that no Python code has looked at."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from claims.record import guards

NULL = None
OWN_ID = object()
NOON = "2026-03-04 12:00:00+00:00"

# Constraint -> the row, and the columns that violate it and it alone.
CHECKS = {
    "article_slug_given": ("article", {"slug": ""}),
    "article_headline_given": ("article", {"headline": ""}),
    "revision_number_positive": ("revision", {"number": 0}),
    "revision_length_true": ("revision", {"length": 7}),
    "revision_sha256_whole": ("revision", {"sha256": "abc"}),
    "candidate_place_whole": ("candidate", {"end": 1}),
    "candidate_state_known": ("candidate", {"state": "lost"}),
    "candidate_kind_known": ("candidate", {"kind": "gossip"}),
    "candidate_risk_known": ("candidate", {"risk": "none"}),
    "candidate_waiver_known": ("candidate", {"waiver": "boring"}),
    "candidate_waived_because": ("candidate", {"state": "waived"}),
    "candidate_accepted_as_claim": ("candidate", {"state": "accepted"}),
    "candidate_repeats_a_claim": ("candidate", {"repeats_id": OWN_ID}),
    "aside_reason_known": ("aside", {"reason": "boring"}),
    "aside_brought_back_by_somebody": ("aside", {"brought_back_at": NOON}),
    "job_state_known": ("job", {"state": "lost"}),
    "claim_number_positive": ("claim", {"number": 0}),
    "claim_statement_given": ("claim", {"statement": ""}),
    "claim_status_known": ("claim", {"status": "done"}),
    "claim_kind_known": ("claim", {"kind": "gossip"}),
    "claim_risk_known": ("claim", {"risk": "none"}),
    "claim_place_whole": ("claim", {"start": 5, "end": 5}),
    "claim_decided_by_verdict": ("claim", {"status": "unchecked"}),
    "evidence_stance_known": ("evidence", {"stance": "maybe"}),
    "evidence_withdrawn_by_somebody": ("evidence", {"withdrawn_at": NOON}),
    "query_question_given": ("query", {"question": ""}),
    "query_answered_by_somebody": ("query", {"answer": "1999"}),
    "event_status_known": ("event", {"status": "done"}),
    "event_hashes_whole": ("event", {"hash": "abc"}),
    "event_first_follows_nothing": ("event", {"sequence": 0}),
    "signoff_revoked_because": ("signoff", {"revoked_at": NOON}),
    "source_kind_known": ("source", {"kind": "rumour"}),
    "source_key_given": ("source", {"key": ""}),
    "source_title_given": ("source", {"title": ""}),
    "source_copies_another": ("source", {"republishes_id": OWN_ID}),
    "source_copy_has_origin": ("source", {"origin_id": NULL}),
    "source_merged_into_another": ("source", {"merged_into_id": OWN_ID}),
    "verdict_verdict_known": ("verdict", {"verdict": "done", "correction": ""}),
    "verdict_reason_given": ("verdict", {"reason": ""}),
    "verdict_correction_given": ("verdict", {"verdict": "corrected", "correction": ""}),
    "verdict_correction_fits": ("verdict", {"verdict": "verified"}),
}

# More ways to break one that says several things.
MORE = [
    ("claim_place_whole", "claim", {"end": NULL}),
    ("claim_place_whole", "claim", {"start": NULL}),
    ("claim_place_whole", "claim", {"revision_id": NULL}),
    ("claim_decided_by_verdict", "claim", {"verdict_id": NULL}),
    ("claim_decided_by_verdict", "claim", {"decided_at": NULL}),
    ("evidence_withdrawn_by_somebody", "evidence", {"withdrawn_by_id": 1}),
    ("aside_brought_back_by_somebody", "aside", {"brought_back_by_id": 1}),
    ("query_answered_by_somebody", "query", {"answered_at": NOON}),
    ("signoff_revoked_because", "signoff", {"revoked_because": "A claim changed."}),
    ("event_first_follows_nothing", "event", {"sequence": 1}),
    ("event_first_follows_nothing", "event", {"previous": "0" * 64}),
    ("source_copy_has_origin", "source", {"republishes_id": NULL}),
    ("source_copy_has_origin", "source", {"origin_id": OWN_ID}),
]

# Constraint -> the row, and what a second one needs to collide on nothing else.
UNIQUES = {
    "revision_number_unique": ("revision", {}),
    "candidate_place_unique": ("candidate", {}),
    "claim_number_unique": ("claim", {}),
    "evidence_said_once": ("evidence", {}),
    "chain_one_per_article": ("chain", {}),
    "event_sequence_unique": ("event", {"previous": "1" * 64}),
    "event_chain_never_forks": ("event", {"sequence": 99}),
    "signoff_one_standing": ("signoff", {}),
    "confirmation_once": ("confirmation", {}),
    "presence_once": ("presence", {}),
    "recovery_code_once": ("recovery_code", {}),
    "source_key_once": ("source", {}),
    "tally_once": ("tally", {}),
    "telling_word_once": ("telling_word", {}),
    "link_check_once": ("link_check", {}),
}


@pytest.fixture
def unguarded(db):
    """Without the triggers, which would refuse most of these writes first. The test's rollback puts them back."""
    guards.remove(connection)


def write(row, columns):
    """Update the row past the ORM's own opinions."""
    values = {name: row.pk if value is OWN_ID else value for name, value in columns.items()}
    settings = ", ".join(f'"{name}" = %s' for name in values)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {settings} WHERE id = %s", [*values.values(), row.pk])


def insert_again(row, columns):
    """Insert a second row like this one, its key and these columns aside."""
    kept = [f.column for f in row._meta.concrete_fields if not f.primary_key and f.column not in columns]
    names = ", ".join(f'"{name}"' for name in [*kept, *columns])
    values = ", ".join([*(f'"{name}"' for name in kept), *["%s"] * len(columns)])
    table = row._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE id = %s", [*columns.values(), row.pk]
        )


@pytest.mark.parametrize(("name", "of", "columns"), [*((name, *case) for name, case in CHECKS.items()), *MORE])
def test_a_row_that_makes_no_sense_is_refused(rows, unguarded, name, of, columns):
    with pytest.raises(IntegrityError, match=name):
        write(getattr(rows, of), columns)


@pytest.mark.parametrize("name", UNIQUES)
def test_a_second_row_of_the_same_is_refused(rows, unguarded, name):
    of, columns = UNIQUES[name]
    with pytest.raises(IntegrityError, match="(?i)unique"):
        insert_again(getattr(rows, of), columns)


def test_each_constraint_of_the_desk_has_its_test():
    tables = apps.get_app_config("claims").get_models()
    declared = {constraint.name: type(constraint) for model in tables for constraint in model._meta.constraints}
    assert CHECKS.keys() == {name for name, kind in declared.items() if kind is models.CheckConstraint}
    assert UNIQUES.keys() == {name for name, kind in declared.items() if kind is models.UniqueConstraint}
    assert {name for name, *_case in MORE} <= CHECKS.keys()


def test_withdrawn_evidence_may_be_said_again(rows, unguarded, cora):
    write(rows.evidence, {"withdrawn_at": NOON, "withdrawn_by_id": cora.pk})
    insert_again(rows.evidence, {"withdrawn_at": None, "withdrawn_by_id": None})
    assert rows.claim.evidence.standing().count() == 1


@pytest.mark.parametrize("row", ["article", "revision", "claim", "source", "verdict", "event"])
def test_what_others_lean_on_is_not_deleted_even_where_every_trigger_is_gone(rows, unguarded, row):
    row = getattr(rows, row)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        connection.check_constraints()


def test_a_person_of_the_record_is_not_deleted(rows, cora):
    with pytest.raises(models.ProtectedError):
        cora.delete()
