"""Verdicts, confirmations, events and their details are added to, and never changed or taken away."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models.deletion import ProtectedError

from claims.models import Article, Claim, Confirmation, Event, EventDetail, Revision, Verdict
from claims.models.verdict import AppendOnlyError
from claims.review.verdicts import confirm, record_verdict
from tests.conftest import NOW, support

KEPT = [Verdict, Confirmation, Event, EventDetail]
IN_CODE = [Verdict, Confirmation, Event]
TEXT = {Verdict: "reason", Confirmation: "at", Event: "action", EventDetail: "salt"}


@pytest.fixture
def decided(claim, source, cora, ben):
    support(claim, source, by=cora)
    verdict = record_verdict(claim, by=cora, verdict="verified", reason="It stands.", at=NOW)
    confirm(verdict, by=ben, at=NOW)
    return claim


@pytest.fixture(params=KEPT, ids=lambda model: model.__name__)
def model(request, decided):
    return request.param


@pytest.fixture(params=IN_CODE, ids=lambda model: model.__name__)
def coded(request, decided):
    return request.param


def row_of(model):
    return model.objects.order_by("pk").last()


def everything(model):
    return list(model.objects.order_by("pk").values())


def columns(model):
    return ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)


@pytest.mark.parametrize(
    "change",
    [
        lambda model: model.objects.update(**{TEXT[model]: "x"}),
        lambda model: model.objects.filter(pk=row_of(model).pk).delete(),
        lambda model: model.objects.bulk_update([row_of(model)], [TEXT[model]]),
        lambda model: row_of(model).save(),
        lambda model: row_of(model).delete(),
        lambda model: model.objects.update_or_create(pk=row_of(model).pk, defaults={TEXT[model]: "x"}),
    ],
    ids=["update", "queryset delete", "bulk_update", "save", "delete", "update_or_create"],
)
def test_code_is_told_to_add_a_row_instead(coded, change):
    before = everything(coded)
    with pytest.raises(AppendOnlyError, match=f"^{coded.__name__} is append-only"):
        change(coded)
    assert everything(coded) == before


def insert(model, start="INSERT", end="", **changed):
    """Insert the row that is there once more, with other values where told."""
    row = {field.column: getattr(row_of(model), field.attname) for field in model._meta.concrete_fields} | changed
    marks = ", ".join(["%s"] * len(row))
    names = ", ".join(f'"{name}"' for name in row)
    adapted = [
        model._meta.get_field(n.removesuffix("_id") if n != "actor_id" else n).get_db_prep_save(v, connection)
        for n, v in row.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"{start} INTO {model._meta.db_table} ({names}) VALUES ({marks}) {end}", adapted)


def raw(statement):
    def run(model):
        key, text = model._meta.pk.column, model._meta.get_field(TEXT[model]).column
        with connection.cursor() as cursor:
            cursor.execute(statement.format(table=model._meta.db_table, key=key, text=text, pk=row_of(model).pk))

    return run


def upsert(model):
    key, text = model._meta.pk.column, model._meta.get_field(TEXT[model]).column
    insert(model, end=f"ON CONFLICT ({key}) DO UPDATE SET {text} = excluded.{text}")


def upsert_by_orm(model):
    row, field = row_of(model), model._meta.pk.name
    model._base_manager.bulk_create([row], update_conflicts=True, unique_fields=[field], update_fields=[TEXT[model]])


@pytest.mark.parametrize(
    "attack",
    [
        raw("UPDATE {table} SET {text} = {text} WHERE {key} = {pk}"),
        raw("UPDATE {table} SET {key} = {key} + 1000 WHERE {key} = {pk}"),
        raw("DELETE FROM {table}"),
        raw("DELETE FROM {table} WHERE {key} = {pk}"),
        upsert,
        upsert_by_orm,
        lambda model: model._base_manager.filter(pk=row_of(model).pk).update(**{TEXT[model]: getattr(row_of(model), TEXT[model])}),
        lambda model: model._base_manager.all()._raw_delete("default"),
        lambda model: model._base_manager.all().delete(),
    ],
    ids=["update", "move", "delete all", "delete", "upsert", "bulk_create upsert", "base manager", "_raw_delete", "collector"],
)  # fmt: skip
def test_the_database_refuses_what_goes_round_the_code(model, attack):
    before = everything(model)
    with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
        attack(model)
    assert everything(model) == before


EMPTYING = {
    "postgresql": ["TRUNCATE {table} CASCADE", "TRUNCATE claims_claim CASCADE", "TRUNCATE claims_chain CASCADE"],
    "sqlite": ["DELETE FROM {table}", "DELETE FROM {table} WHERE true"],  # The first is its truncate optimization.
}


def test_no_table_is_emptied_at_one_go(model):
    before = everything(model)
    for statement in EMPTYING[connection.vendor]:
        with pytest.raises(DatabaseError, match="append-only|never changed"), transaction.atomic():
            connection.check_constraints()  # PostgreSQL truncates nothing that waits for a check.
            raw(statement)(model)
    assert everything(model) == before


INSERTS = {"sqlite": ["INSERT OR REPLACE", "REPLACE", "INSERT OR FAIL"], "postgresql": ["INSERT"]}
REPLACED = {
    Verdict: [{}],
    Confirmation: [{}, {"id": 9999}],
    Event: [{}, {"id": 9999, "previous": "1" * 64}, {"id": 9999, "sequence": 77}],
    EventDetail: [{}],
    Claim: [{}, {"id": 9999}],
    Revision: [{}, {"id": 9999}],
}


@pytest.mark.parametrize(("model", "changed"), [(model, changed) for model in REPLACED for changed in REPLACED[model]])
@pytest.mark.parametrize("start", INSERTS[connection.vendor])
def test_no_row_is_replaced_by_way_of_any_of_its_unique_keys(decided, model, changed, start):
    before = everything(model)
    if model is Claim:
        changed = changed | {"status": "unchecked", "verdict_id": None, "decided_at": None}
    with pytest.raises(DatabaseError, match="append-only|never replaced|never changed|unique"), transaction.atomic():
        insert(model, start=start, **changed)
    assert everything(model) == before


def test_a_confirmed_verdict_can_only_be_followed(decided, cora):
    first = decided.verdict
    second = record_verdict(decided, by=cora, verdict="verified", reason="It stands still.", at=NOW)
    assert list(decided.verdicts.order_by("pk")) == [first, second]


def test_a_detail_can_be_emptied_and_nothing_else(decided, sql):
    detail = EventDetail.objects.first()
    for changes in (
        "body = 'other'",
        "salt = '1'",
        "event_id = 4711",
        "body = '', salt = '1'",
        "body = '', event_id = 4711",
    ):
        with pytest.raises(DatabaseError, match="append-only"):
            sql(f"UPDATE claims_eventdetail SET {changes} WHERE event_id = %s", detail.pk)
    sql("UPDATE claims_eventdetail SET body = '' WHERE event_id = %s", detail.pk)
    assert EventDetail.objects.get(pk=detail.pk).body == ""


@pytest.mark.parametrize("row", [lambda claim: claim, lambda claim: claim.article, lambda claim: claim.verdict.by])
def test_nothing_that_the_record_names_is_deleted_by_a_cascade(decided, row):
    counts = [model.objects.count() for model in KEPT]
    with pytest.raises((ProtectedError, AppendOnlyError)):
        row(decided).delete()
    assert [model.objects.count() for model in KEPT] == counts


def test_a_claim_that_was_decided_stays_even_where_it_is_open_again(decided, cora, sql):
    from claims.review.verdicts import reopen

    reopen(decided, by=cora, reason="A reader wrote in.", at=NOW)
    with pytest.raises(DatabaseError, match="cut, never deleted"):
        sql("DELETE FROM claims_claim WHERE id = %s", decided.pk)
    assert Claim.objects.filter(pk=decided.pk).exists()


def test_an_undecided_claim_without_a_trace_can_go_with_its_import(claim, sql):
    sql("DELETE FROM claims_claim WHERE id = %s", claim.pk)
    assert not Claim.objects.exists()
    assert Event.objects.get(action="marked").claim_id == claim.pk


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_revision SET body = 'other', length = 5",
        "UPDATE claims_revision SET original = 'other'",
        "UPDATE claims_revision SET imported_by_id = imported_by_id",
        "UPDATE claims_revision SET id = id + 1",
        "DELETE FROM claims_revision",
    ],
)
def test_a_revision_in_use_is_what_was_brought_in(claim, sql, statement):
    before = everything(Revision)
    with pytest.raises(DatabaseError, match="a revision is never changed"):
        sql(statement)
    assert everything(Revision) == before


def test_an_article_that_nobody_has_worked_on_may_go(article):
    article.revisions.all().delete()
    article.delete()
    assert not Article.objects.exists()
