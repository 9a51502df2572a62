"""Raw access to the database, for what code is not meant to do."""

import pytest
from django.db import connection, transaction


@pytest.fixture
def sql():
    """Run one statement past the ORM, in a transaction of its own."""

    def run(statement, *values):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else None

    return run
