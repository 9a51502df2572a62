"""Who is at which article's desk now. Not part of the record: a row is overwritten as people move on."""

from typing import Any

from django.db import models

from .fields import person


class Presence(models.Model):
    """Where a person was last seen: one row per person and article. `claim` is null for none in particular."""

    article: Any = models.ForeignKey("Article", models.CASCADE, related_name="presences")
    user = person("user", "presences")
    claim: Any = models.ForeignKey("Claim", models.SET_NULL, null=True, related_name="presences")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.article}"
