"""Passages that the claim finder proposes, and what it saw of a whole revision."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import CandidateState, Kind, Risk, WaiverReason

from .fields import choice_constraint, person

# Characters of what the finder says of a passage; it may say more of a hostile one.
LONGEST = {"value": 500, "unit": 100, "speaker": 200, "cue": 200}


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def proposed(self) -> Self:
        """Return those that wait for a person."""
        return self.filter(state=CandidateState.PROPOSED)

    def waived(self) -> Self:
        """Return those that somebody found to be no claim."""
        return self.filter(state=CandidateState.WAIVED)

    def places(self) -> Iterable[tuple[int, int]]:
        """Return where they stand, as pairs of character offsets."""
        return self.order_by("start", "end").values_list("start", "end")


class Candidate(models.Model):
    """A proposed claim: accepted it became `claim`, waived it keeps the reason why not.

    `repeats` is the claim that a passage waived as a repeat says again.
    """

    revision = models.ForeignKey("Revision", models.PROTECT, related_name="candidates")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    sentence = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OTHER)
    value = models.CharField(max_length=LONGEST["value"], blank=True)
    unit = models.CharField(max_length=LONGEST["unit"], blank=True)
    speaker = models.CharField(max_length=LONGEST["speaker"], blank=True)
    risk = models.CharField(max_length=10, choices=Risk, default=Risk.LOW)
    sensitive = models.BooleanField(default=False)
    score = models.FloatField()
    cue = models.CharField(max_length=LONGEST["cue"], blank=True, help_text=_("Which cue of the copy spoke for it."))
    state = models.CharField(max_length=10, choices=CandidateState, default=CandidateState.PROPOSED)
    waiver = models.CharField(max_length=20, choices=WaiverReason, blank=True)
    claim = models.ForeignKey("Claim", models.PROTECT, null=True, blank=True, related_name="candidates")
    repeats = models.ForeignKey("Claim", models.PROTECT, null=True, blank=True, related_name="repeated_by")
    settled_by = person(_("settled by"), "+", null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CandidateQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(waiver=WaiverReason.REPEATS, repeats__isnull=False)
                | (~Q(waiver=WaiverReason.REPEATS) & Q(repeats__isnull=True)),
                name="candidate_repeats_a_claim",
            ),
        ]

    def __str__(self) -> str:
        return self.quote


class Search(models.Model):
    """The claim finder's last look at a revision: by whom, when, and where the copy contradicts itself.

    `contradictions` is a list of {"sort", "first", "second", "message"}; the places are pairs of character offsets.
    """

    revision = models.OneToOneField("Revision", models.PROTECT, related_name="search")
    by = person(_("by"), "+")
    at = models.DateTimeField()
    contradictions = models.JSONField(default=list)

    class Meta:
        verbose_name = _("search for claims")
        verbose_name_plural = _("searches for claims")

    def __str__(self) -> str:
        return str(self.revision)
