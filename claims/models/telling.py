"""An index of checked claims by their telling words, on every database alike."""

from collections.abc import Sequence

from django.db import connections, models
from django.utils.translation import gettext_lazy as _

NEWEST = 500  # claims looked at for one word: a word in more of them tells little


class TellingWordQuerySet(models.QuerySet["TellingWord"]):
    def newest(self, words: Sequence[int]) -> list[tuple[int, int]]:
        """Return (word, claim) pairs: of each word the claims that were marked last, 500 at most.

        One query that reads no more index entries than it returns, whatever the archive holds.
        """
        if not words:
            return []
        connection = connections[self.db]
        table = connection.ops.quote_name(self.model._meta.db_table)
        one = (
            f"SELECT * FROM (SELECT word, claim_id FROM {table} WHERE word = %s ORDER BY claim_id DESC LIMIT {NEWEST})"  # noqa: S608
        )
        sql = " UNION ALL ".join(f"{one} AS w{at}" for at in range(len(words)))
        with connection.cursor() as cursor:
            cursor.execute(sql, list(words))
            return [(word, claim) for word, claim in cursor.fetchall()]


class TellingWord(models.Model):
    """One of the few words by which a claim that was decided is found again."""

    word = models.BigIntegerField()
    claim = models.ForeignKey("Claim", models.CASCADE, related_name="telling_words")

    objects = TellingWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("telling word")
        verbose_name_plural = _("telling words")
        constraints = [models.UniqueConstraint(fields=["word", "claim"], name="telling_word_once")]

    def __str__(self) -> str:
        return f"{self.word}: {self.claim_id}"
