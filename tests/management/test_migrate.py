"""migrate brings a desk of an older version to this one, whatever guards and triggers it finds or misses."""

import pytest
from django.core.management import call_command
from django.db import connection

from claims.derived import triggers
from claims.record import guards


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_missing_guards_and_triggers_do_not_keep_it_from_putting_them_back(own_database, capsys):
    guards.remove(connection)
    triggers.remove(connection)
    call_command("migrate", verbosity=0, skip_checks=False)
    assert (guards.missing(connection), triggers.missing(connection)) == ([], [])


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite remakes a table to change it")
def test_triggers_of_an_older_version_stand_in_no_migrations_way(own_database):
    call_command("migrate", "claims", "0013", verbosity=0)
    run(
        "CREATE TRIGGER claims_tally_claim_new AFTER INSERT ON claims_claim"
        " BEGIN UPDATE claims_tally SET unchecked = unchecked + 1; END"
    )
    call_command("migrate", verbosity=0, skip_checks=False)
    assert triggers.missing(connection) == []
