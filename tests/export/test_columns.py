"""Which columns can be asked for."""

import pytest

from claims.export.columns import COLUMNS, chosen
from claims.intake.columns import COLUMNS as READ
from claims.intake.columns import EXPORT_ONLY, NOT_OBEYED
from claims.review.problems import Refused
from claims.vocabulary import Table


def test_the_claims_table_has_the_columns_that_the_desk_promises():
    assert ",".join(COLUMNS[Table.CLAIMS]) == (
        "article,number,section,statement,quote,kind,value,speaker,risk,status,reason,correction,checker,"
        "decided_by,decided_at,confirmed_by,sources,findings,revision,record_hash"
    )


@pytest.mark.parametrize("table", Table)
def test_every_column_that_the_import_reads_can_be_exported(table):
    left_over = set(READ[table]) - set(chosen(table, ["all"]))
    assert left_over == set()


@pytest.mark.parametrize("table", Table)
def test_the_import_knows_every_exported_column(table):
    known = {*READ[table], *EXPORT_ONLY, *NOT_OBEYED} if table is Table.CLAIMS else set(READ[table])
    assert set(chosen(table, ["all"])) <= known


def test_of_no_columns_asked_for_come_the_usual_ones():
    assert chosen(Table.VERDICTS, []) == COLUMNS[Table.VERDICTS]


def test_columns_come_in_the_order_asked_for_in_any_case():
    assert chosen(Table.CLAIMS, [" Quote", "number", ""]) == ("quote", "number")


def test_an_unknown_column_is_refused_with_the_known_ones():
    with pytest.raises(Refused) as refusal:
        chosen(Table.VERDICTS, ["claim", "verdct"])
    assert str(refusal.value) == (
        "The verdicts table has no column “verdct”. It has: article, claim, verdict, reason, correction."
    )


def test_a_column_asked_for_twice_is_refused():
    with pytest.raises(Refused, match="The column “claim” is asked for twice"):
        chosen(Table.VERDICTS, ["claim", "reason", "CLAIM"])
