"""The word index as the ORM sees it, so that a search joins with every other filter."""

from typing import Any

from django.db import models


class WordsIndex(models.Model):
    """One row per claim, made by triggers. No field of it is ever read: they are what a search compares with.

    On SQLite it is an FTS5 table, whose hidden column of its own name takes the search; on PostgreSQL `open` and
    `every` are vectors, without and with what confidential sources say.
    """

    claim: Any = models.OneToOneField(
        "Claim", models.DO_NOTHING, primary_key=True, db_column="rowid", related_name="index", db_constraint=False
    )
    fts = models.TextField(db_column="claims_words")
    open = models.TextField()
    every = models.TextField()

    class Meta:
        managed = False
        db_table = "claims_words"

    def __str__(self) -> str:
        return f"words of claim {self.pk}"
