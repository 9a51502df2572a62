"""Passages that the claim finder proposes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import CandidateState, Kind, Risk, WaiverReason

from .fields import choice_constraint, person


class Candidate(models.Model):
    """A proposed claim: accepted it became `claim`, waived it keeps the reason why not."""

    revision = models.ForeignKey("Revision", models.PROTECT, related_name="candidates")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    value = models.CharField(max_length=500, blank=True)
    unit = models.CharField(max_length=100, blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    risk = models.CharField(max_length=10, choices=Risk, default=Risk.LOW)
    sensitive = models.BooleanField(default=False)
    score = models.FloatField()
    cue = models.CharField(max_length=200, blank=True, help_text=_("Which cue of the copy spoke for it."))
    state = models.CharField(max_length=10, choices=CandidateState, default=CandidateState.PROPOSED)
    waiver = models.CharField(max_length=20, choices=WaiverReason, blank=True)
    claim = models.ForeignKey("Claim", models.PROTECT, null=True, blank=True, related_name="candidates")
    settled_by = person(_("settled by"), "+", null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["revision", "start", "end"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "start", "end"], name="candidate_place_unique"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="candidate_place_whole"),
            choice_constraint("state", CandidateState, "candidate"),
            choice_constraint("kind", Kind, "candidate"),
            choice_constraint("risk", Risk, "candidate"),
            models.CheckConstraint(
                condition=Q(waiver="") | Q(waiver__in=WaiverReason.values), name="candidate_waiver_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=CandidateState.WAIVED) | ~Q(waiver=""), name="candidate_waived_because"
            ),
            models.CheckConstraint(
                condition=~Q(state=CandidateState.ACCEPTED) | Q(claim__isnull=False),
                name="candidate_accepted_as_claim",
            ),
        ]

    def __str__(self) -> str:
        return self.quote
