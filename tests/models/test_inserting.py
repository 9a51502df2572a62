"""Inserting many rows at once."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from claims.models.inserting import insert
from tests.conftest import NOW

COLUMNS = [
    "username", "first_name", "last_name", "email", "password", "is_superuser", "is_staff", "is_active", "date_joined",
]  # fmt: skip


def rows(names):
    return ((name, "Ida", "Holm", "", "!", False, True, True, NOW) for name in names)


@pytest.mark.django_db
@pytest.mark.parametrize("over", [-1, 0, 1])
def test_rows_that_take_several_statements_are_all_there_in_their_order(over):
    one_statement = (connection.features.max_query_params or 999) // len(COLUMNS)
    names = [f"user-{number}" for number in range(2 * one_statement + over)]
    insert(User, COLUMNS, rows(names))
    stored = User.objects.order_by("pk").values_list("username", "date_joined", "is_staff")
    assert list(stored) == [(name, NOW, True) for name in names]


@pytest.mark.django_db
def test_no_rows_are_nothing():
    insert(User, COLUMNS, [])
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_row_that_breaks_a_rule_is_refused_as_djangos_own_error():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(User, COLUMNS, rows(["one", "two", "one"]))
