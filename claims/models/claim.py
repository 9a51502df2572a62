"""One checkable fact of an article."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import OPEN, UNDECIDED, Kind, Risk, Status

from .article import Article, Revision
from .fields import choice_constraint, person
from .query import Query
from .verdict import Confirmation


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: User) -> Self:
        """Return what this person may read: the whole desk's claims, or those of articles they wrote."""
        if user.has_perm("claims.read_desk"):
            return self
        return self.filter(article__writer=user)

    def of_current_articles(self) -> Self:
        return self.filter(article__archived=False)

    def open(self) -> Self:
        return self.filter(status__in=OPEN)

    def overdue(self, *, at: datetime) -> Self:
        """Return open claims of articles that should have gone to print by `at`."""
        return self.open().filter(article__archived=False, article__due_at__lt=at)

    def needs_second_source(self) -> Self:
        """Return open high-risk claims whose standing support does not meet the two-source rule.

        The same rule as `claims.review.support`, which `claims.derived.counting` says in SQL; a test holds them equal.
        """
        return self.open().filter(risk=Risk.HIGH, supported__isnull=True)

    def unconfirmed(self) -> Self:
        """Return decided high-risk claims whose verdict no second person has confirmed. Cut claims need none."""
        # Not by joining what is missing: PostgreSQL would take it for one row, and begin with every verdict there is.
        confirmed = Confirmation.objects.filter(verdict=OuterRef("verdict"))
        return self.filter(~Exists(confirmed), risk=Risk.HIGH, verdict__isnull=False).exclude(status=Status.CUT)

    def not_placed(self) -> Self:
        """Return claims that stand nowhere certain in the copy, cut ones aside."""
        return self.filter(start__isnull=True).exclude(status=Status.CUT)

    def waiting_for_answer(self) -> Self:
        """Return claims with a query that nobody has answered yet."""
        # From the few open queries to their claims: the other way round every claim would be asked.
        return self.filter(pk__in=Query.objects.filter(answered_at__isnull=True).values("claim"))

    def for_list(self) -> Self:
        """Return what a list of claims shows, without a query per row."""
        return self.select_related("article", "checker").defer("article__own_publishers")

    def counted_by_status(self) -> dict[str, int]:
        """Return how many claims stand at each status, zeros included, in the vocabulary's order."""
        rows: Iterable[tuple[str, int]] = self.order_by().values_list("status").annotate(n=Count("pk"))
        return dict.fromkeys(Status.values, 0) | dict(rows)


class Claim(models.Model):
    """One checkable fact: a statement in the checker's words, its phrase in the copy, and where it stands.

    `start` and `end` are character offsets into the body of `revision`; both are null when the quote has no
    certain place. `occurrences` tells how often it stands there: null when nobody looked (no copy yet).
    """

    # No index of its own: those of (article, number) and (article, status) begin with it.
    article = models.ForeignKey(
        Article, models.PROTECT, related_name="claims", verbose_name=_("article"), db_index=False
    )
    # Nothing looks for claims by their revision or their last event, and neither is ever deleted.
    revision = models.ForeignKey(
        Revision, models.PROTECT, null=True, editable=False, related_name="claims", db_index=False
    )
    number = models.PositiveIntegerField(_("number"))
    section = models.CharField(_("section"), max_length=200, blank=True)
    statement = models.TextField(_("statement"), help_text=_("One fact, complete in itself, in your words."))
    quote = models.TextField(_("quote"), blank=True, help_text=_("Its phrase in the copy, letter by letter."))
    start = models.PositiveIntegerField(_("start"), null=True, editable=False)
    end = models.PositiveIntegerField(_("end"), null=True, editable=False)
    occurrences = models.PositiveIntegerField(null=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    value = models.CharField(_("value"), max_length=500, blank=True)
    speaker = models.CharField(_("speaker"), max_length=200, blank=True)
    risk = models.CharField(_("risk"), max_length=10, choices=Risk, default=Risk.LOW)
    sensitive = models.BooleanField(_("sensitive"), default=False)
    note = models.TextField(_("note"), blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.UNCHECKED, editable=False)
    verdict = models.ForeignKey("Verdict", models.PROTECT, null=True, editable=False, related_name="+", db_index=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    checker = person(_("checker"), "assigned_claims", null=True, blank=True, db_index=False)
    # Written with every change to the claim: the database lets a status move only to what this row says.
    last_event = models.ForeignKey(
        "Event", models.PROTECT, null=True, editable=False, related_name="+", db_constraint=True, db_index=False
    )
    imported_in = models.ForeignKey("Import", models.SET_NULL, null=True, editable=False, related_name="made_claims")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["article", "number"]
        indexes = [
            # Counts per status and load per checker are answered from this index alone.
            models.Index("status", "checker", "article", name="claim_status_checker_article"),
            models.Index("article", "status", name="claim_article_status"),
            # The claim list's order, for whatever filter lets many claims through; a page far in is found by its keys.
            models.Index(F("article").desc(), "number", "id", name="claim_newest_first"),
            models.Index("checker", "status", name="claim_checker_status"),
            models.Index("verdict", name="claim_verdict", condition=Q(verdict__isnull=False)),
            # What was decided day by day is counted from this index alone.
            models.Index(
                "decided_at", "article", "status", name="claim_decided_status", condition=Q(decided_at__isnull=False)
            ),
            models.Index("risk", "status", name="claim_risk_status"),
            # In the list's order: a kind has too many claims to sort, and too few to be looked for among all.
            models.Index("kind", F("article").desc(), "number", "id", name="claim_kind_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="claim_number_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="claim_number_positive"),
            models.CheckConstraint(condition=~Q(statement=""), name="claim_statement_given"),
            choice_constraint("status", Status, "claim"),
            choice_constraint("kind", Kind, "claim"),
            choice_constraint("risk", Risk, "claim"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, end__gt=F("start"), revision__isnull=False),
                name="claim_place_whole",
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNDECIDED, verdict__isnull=True, decided_at__isnull=True)
                | (~Q(status__in=UNDECIDED) & Q(verdict__isnull=False, decided_at__isnull=False)),
                name="claim_decided_by_verdict",
            ),
        ]
        permissions = [
            ("record_verdict", "Can mark claims verified or disputed"),
            ("confirm_verdict", "Can confirm another person's verdict"),
            ("settle_claim", "Can settle disputes: correct, cut, stet"),
            ("assign_claim", "Can assign claims to checkers"),
            ("import_table", "Can import claims, sources, evidence and verdicts"),
            ("export_claim", "Can export claims, sources and evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.statement}"

    def get_absolute_url(self) -> str:
        return reverse("admin:claims_claim_change", args=[self.pk])

    @property
    def words(self) -> str:
        """Return what is looked for in the copy: the quote, or where there is none the statement."""
        return self.quote or self.statement

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def place_in_words(self) -> str:
        """Return where the claim stands, as a person says it."""
        if self.start is not None:
            return f"characters {self.start} to {self.end}"
        if self.occurrences is None:
            return "no copy yet"
        return "not found" if self.occurrences == 0 else f"found {self.occurrences} times"
