"""Whoever changes a row behind the record's back is found, whatever row and column it is."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction

from claims.models import (
    Article,
    Candidate,
    Chain,
    Claim,
    Confirmation,
    Event,
    EventDetail,
    Evidence,
    Revision,
    SignOff,
    Source,
)
from claims.record import append, guards
from claims.record.binding import FREE, KINDS, UNBOUND
from claims.record.verifying import verify
from claims.review.sources import edit_source
from tests.conftest import NOW, make_source
from tests.record.days_work import a_days_work

CHAINED = (Chain, Event, EventDetail)
TABLES = (*CHAINED, *(kind.model for kind in KINDS.values()))


@pytest.fixture
def article(wanda, cora, ben, edith):
    return a_days_work(wanda=wanda, cora=cora, ben=ben, edith=edith)


@pytest.fixture
def tampering(article):
    """The tamperer owns the database: no trigger and no constraint stands in the way."""
    guards.remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "SELECT conrelid::regclass, conname FROM pg_constraint WHERE conrelid::regclass::text LIKE 'claims_%%'"
                " AND (contype = 'f' OR (contype IN ('c', 'u') AND conrelid::regclass::text = ANY(%s)))",
                [[model._meta.db_table for model in TABLES]],
            )
            for table, name in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}" CASCADE')
    yield article
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def broken_by(act):
    """Do it, verify, and undo it; return what the record says."""
    point = transaction.savepoint()
    try:
        act()
        return verify().broken
    finally:
        transaction.savepoint_rollback(point)


def another(field, value):
    """Return a value of the column that it does not hold."""
    if isinstance(field, models.ForeignKey | models.OneToOneField | models.AutoField):
        return 999_999 if value is None else value + 100_000
    if isinstance(field, models.DateTimeField):
        return (value or NOW) + timedelta(seconds=1)
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.BinaryField):
        return bytes(value)[:-1] + b"X"
    if isinstance(field, models.JSONField):
        return [*value, {"what": "x", "text": "x"}]
    if isinstance(field, models.IntegerField | models.FloatField):
        return (value or 0) + 1000
    value = str(value)  # Of a file its name.
    if len(value) == field.max_length:
        return value[:-1] + ("0" if value[-1] != "0" else "1")
    return f"{value}x"


def name_of(model, field):
    return f"{model._meta.verbose_name}.{field.name}"


def test_a_days_work_is_whole(article, capsys):
    found = verify()
    assert (found.broken, found.records) == ("", 2)
    assert found.entries == Event.objects.count()
    call_command("verify_record")
    call_command("verify_record", article="alma")
    whole, own = capsys.readouterr().out.splitlines()
    assert whole == f"The record is whole: {found.entries} entries in 2 records."
    assert own == f"The record is whole: {Chain.objects.get(article=article).length} entries in 1 record."


def test_every_table_is_answered_for_or_named_as_free_with_a_reason():
    """Generated from what is installed: a new table without an answer fails here."""
    installed = {model._meta.label_lower for model in apps.get_models()}
    answered = {model._meta.label_lower for model in TABLES}
    assert answered.isdisjoint(FREE)
    assert installed == answered | FREE.keys()
    assert all(FREE.values())
    assert all(UNBOUND.values())


def test_tampering_with_any_column_of_any_table_is_found(tampering):
    """Generated from the models: a new column is tampered with from its first day."""
    unseen, tried = set(), Counter()
    for model in TABLES:
        rows = list(model._base_manager.order_by("pk"))
        for field in model._meta.concrete_fields:
            for row in (rows[0], rows[-1]):
                value = field.get_db_prep_save(another(field, getattr(row, field.attname)), connection)
                statement = (
                    f'UPDATE {model._meta.db_table} SET "{field.column}" = %s WHERE {model._meta.pk.column} = %s'
                )
                tried[model] += 1
                if not broken_by(lambda s=statement, v=value, r=row: run(s, v, r.pk)):
                    unseen.add(name_of(model, field))
    assert unseen == UNBOUND.keys()
    assert min(tried.values()) >= 6
    assert verify().broken == ""


# What another row with the same content needs, so that no unique key refuses it.
PUT_IN = {
    Event: {"sequence": "sequence + 5000", "previous": f"'{'f' * 64}'"},
    Confirmation: {"by_id": "by_id + 5000"},
    SignOff: {"revoked_at": "at", "revoked_because": "'x'"},
    Evidence: {"locator": "'x'"},
    Claim: {"number": "number + 500"},
    Revision: {"number": "number + 500"},
    Article: {"slug": "slug || 'x'"},
    Candidate: {"start": '"start" + 1'},
    Source: {"key": "key || 'x'"},
    Chain: {"article_id": "article_id + 5000"},
}


def put_in(model, pk):
    """Put the row in once more, under another key."""
    key = model._meta.pk.column
    values = {f.column: f'"{f.column}"' for f in model._meta.concrete_fields} | {key: f"{key} + 5000"}
    values |= PUT_IN.get(model, {})
    names = ", ".join(f'"{name}"' for name in values)
    table = model._meta.db_table
    run(f"INSERT INTO {table} ({names}) SELECT {', '.join(values.values())} FROM {table} WHERE {key} = %s", pk)


def test_a_row_that_is_taken_away_or_put_in_is_found(tampering):
    for model in TABLES:
        if model is Chain:
            continue
        delete = f"DELETE FROM {model._meta.db_table} WHERE {model._meta.pk.column} = %s"
        for row in (model._base_manager.order_by("pk").first(), model._base_manager.order_by("pk").last()):
            assert broken_by(lambda r=row, d=delete: run(d, r.pk)), f"without {row!r}"
            assert broken_by(lambda m=model, r=row: put_in(m, r.pk)), f"with another {row!r}"


def test_a_file_that_is_changed_or_gone_is_found_and_one_that_was_replaced_too(article, cora):
    source = make_source(cora, "scan", file=SimpleUploadedFile("scan.txt", b"It opened on 3 May 1999."))
    first = Path(source.file.path)
    line = Event.objects.latest("pk").sequence
    edit_source(source, by=cora, at=NOW, file=SimpleUploadedFile("scan.txt", b"It opened on 4 May 1999."))
    assert verify().broken == ""
    Path(source.file.path).write_bytes(b"It opened on 5 May 1999.")
    name = source.file.name
    assert verify().broken == f"The desk's own record, line {line + 1}: the file {name} is not as this line left it."
    first.unlink()
    where = f"The desk's own record, line {line}: the file sources/{first.parent.name}/{first.name}"
    assert verify().broken == f"{where}, of which it tells, is not there."
    assert verify(article).broken == ""


def test_lines_that_change_places_are_found(tampering):
    chain = Chain.objects.get(article=tampering)
    one, other = chain.events.filter(action="assigned").order_by("sequence")[:2]

    def swap():
        for pk, sequence in ((one.pk, 4711), (other.pk, one.sequence), (one.pk, other.sequence)):
            run("UPDATE claims_event SET sequence = %s WHERE id = %s", sequence, pk)

    assert broken_by(swap) == f"The record of “alma”, line {one.sequence}: it does not follow the line before it."


def test_a_cut_tail_is_found_where_the_chain_or_the_tables_still_tell_of_it(tampering):
    last = Event.objects.get(action="signed off")
    run("DELETE FROM claims_eventdetail WHERE event_id = %s", last.pk)
    run("DELETE FROM claims_event WHERE id = %s", last.pk)
    assert (
        verify().broken == f"The record of “alma”, line {last.sequence}: it is missing. The record ends before its end."
    )
    run("UPDATE claims_chain SET length = %s, head = %s, last_at = %s WHERE article_id = %s",
        last.sequence - 1, last.previous, Event.objects.latest("pk").at, tampering.pk)  # fmt: skip
    key = SignOff.objects.get().pk
    assert verify().broken == f"The record of “alma”: no line tells of sign-off {key}. It was put in or altered."


def test_the_first_broken_entry_is_named(tampering):
    claim = tampering.claims.get(number=8)
    lines = Chain.objects.get(article=tampering).events.order_by("sequence")
    run("UPDATE claims_claim SET quote = %s WHERE id = %s", "8,000 cars a day", claim.pk)
    brought = lines.get(action="revision brought in")
    sentence = f"The record of “alma”, line {brought.sequence}: claim 8 is not as this line left it."
    with pytest.raises(CommandError, match=f"^The record is broken. {sentence}$"):
        call_command("verify_record")
    run("UPDATE claims_eventdetail SET body = '' WHERE event_id = %s", lines[2].pk)
    assert verify(tampering).broken == "The record of “alma”, line 3: its details are not as they were written."


def test_other_articles_are_read_too_and_one_alone_when_asked(tampering, wanda, cora, ben, edith):
    guards.restore(connection)
    other = a_days_work(wanda=wanda, cora=cora, ben=ben, edith=edith, slug="ferry")
    guards.remove(connection)
    run(
        "UPDATE claims_evidence SET finding = 'x' WHERE claim_id IN (SELECT id FROM claims_claim WHERE article_id = %s)",
        other.pk,
    )
    assert "“ferry”" in verify().broken
    assert verify(tampering).broken == ""


def test_verifying_takes_as_many_queries_for_more_lines(article, cora, django_assert_num_queries):
    with django_assert_num_queries(15):
        verify(article)
    for number in range(3):
        append(article, by=cora, action="tried", at=NOW + timedelta(days=2), details={"n": number})
    with django_assert_num_queries(15):
        verify(article)


def test_an_article_that_nobody_has_is_named(db):
    with pytest.raises(CommandError, match="There is no article with the slug “nowhere”"):
        call_command("verify_record", article="nowhere")
