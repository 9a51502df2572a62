"""Passages that the claim finder proposes, what it saw of a whole revision, and what of that was put aside."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import AsideReason, CandidateState, Kind, Risk, WaiverReason

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


class AsideQuerySet(models.QuerySet["Aside"]):
    def standing(self) -> Self:
        """Return those that nobody brought back."""
        return self.filter(brought_back_at__isnull=True)


class Aside(models.Model):
    """A contradiction of an article's copy that somebody put aside. Brought back, never deleted.

    It is known by what it says and by the words of both places: it holds in each revision where they are the same.
    """

    article = models.ForeignKey("Article", models.PROTECT, related_name="asides")
    sort = models.CharField(max_length=20)
    message = models.TextField()
    first = models.TextField()
    second = models.TextField()
    reason = models.CharField(max_length=20, choices=AsideReason)
    by = person(_("by"), "+")
    at = models.DateTimeField()
    brought_back_by = person(_("brought back by"), "+", null=True, blank=True)
    brought_back_at = models.DateTimeField(null=True, blank=True)

    objects = AsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("contradiction put aside")
        verbose_name_plural = _("contradictions put aside")
        default_permissions = ()
        ordering = ["article", "pk"]
        constraints = [
            choice_constraint("reason", AsideReason, "aside"),
            models.CheckConstraint(
                condition=Q(brought_back_at__isnull=True, brought_back_by__isnull=True)
                | Q(brought_back_at__isnull=False, brought_back_by__isnull=False),
                name="aside_brought_back_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.message
