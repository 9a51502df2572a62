"""What a source's web addresses answered when somebody last asked. No part of the record: it is asked anew."""

from typing import Any

from django.db import models

from .fields import LONGEST_ADDRESS, person


class LinkCheck(models.Model):
    """One row per source and address field. `address` is what was asked: a changed address has not been asked yet."""

    source: Any = models.ForeignKey("Source", models.CASCADE, related_name="link_checks")
    field = models.CharField(max_length=20)
    address = models.CharField(max_length=LONGEST_ADDRESS)
    status = models.PositiveSmallIntegerField(null=True)
    sentence = models.CharField(max_length=200)
    led_to = models.CharField(max_length=LONGEST_ADDRESS, blank=True)
    by = person("by", "+")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["source", "field"], name="link_check_once")]

    def __str__(self) -> str:
        return f"{self.field} of source {self.source_id}: {self.sentence}"

    @property
    def is_there(self) -> bool:
        return self.status is not None and 200 <= self.status < 300
