"""The record: every change of an article as one line, chained by hash."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import Status

from .verdict import AppendOnly

NO_HASH = "0" * 64


class Chain(models.Model):
    """Where a chain of events ends now. Its row is what two writers of one article take turns on.

    One chain per article, and one without an article for what belongs to none: people, permissions, sources.
    """

    article = models.OneToOneField("Article", models.PROTECT, null=True, related_name="chain")
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=NO_HASH)
    last_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("chain")
        verbose_name_plural = _("chains")
        constraints = [
            # NULLs are all different in a unique column: the desk's own chain needs this to stay one.
            models.UniqueConstraint(
                models.functions.Coalesce("article", 0),
                name="chain_one_per_article",
                violation_error_message="",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article or 'desk'}: {self.length}"


class Event(AppendOnly):
    """One line of the record: who did what when, bound to its details and to the line before it.

    The person's id, name and role are copied, so that the line stays true when the account changes.
    `status` is where the claim stands after the event, empty where the event moved none.
    """

    # No index of its own: that of (chain, sequence) begins with it.
    chain = models.ForeignKey(Chain, models.PROTECT, related_name="events", db_index=False)
    sequence = models.PositiveBigIntegerField(_("number"))
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("who"), max_length=310)
    actor_role = models.CharField(_("role"), max_length=100, blank=True)
    action = models.CharField(_("what"), max_length=50)
    at = models.DateTimeField(_("when"))
    # No database constraint: an undone import takes its claims away, and the line that tells of them stays.
    claim = models.ForeignKey(
        "Claim", models.DO_NOTHING, null=True, related_name="events", db_constraint=False, db_index=False
    )
    status = models.CharField(max_length=20, blank=True, choices=Status)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["chain", "sequence"]
        indexes = [
            # Of the few events that tell of no claim: among them those of accounts, which not everybody may read.
            models.Index("action", name="event_of_no_claim", condition=Q(claim__isnull=True)),
            # Without those: in an index of all SQLite would look for them here, and read 20,000 instead of 20.
            models.Index("claim", name="event_claim", condition=Q(claim__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="event_sequence_unique"),
            models.UniqueConstraint(fields=["chain", "previous"], name="event_chain_never_forks"),
            models.CheckConstraint(condition=Q(status="") | Q(status__in=Status.values), name="event_status_known"),
            models.CheckConstraint(
                condition=Q(digest__length=64, previous__length=64, hash__length=64), name="event_hashes_whole"
            ),
            # The first line of a chain, number 1, follows nothing, and no other does.
            models.CheckConstraint(
                condition=Q(sequence=1, previous=NO_HASH) | (Q(sequence__gt=1) & ~Q(previous=NO_HASH)),
                name="event_first_follows_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}. {self.action} · {self.actor_name}"


class EventDetail(models.Model):
    """What an event changed, salted so that its digest tells nothing; the only part a purge may empty."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="detail")
    salt = models.CharField(max_length=32)
    body = models.TextField(blank=True)

    class Meta:
        verbose_name = _("event detail")
        verbose_name_plural = _("event details")

    def __str__(self) -> str:
        return f"{self.event_id}"
