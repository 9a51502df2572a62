"""Questions that a checker asks about a claim."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .fields import person


class QueryQuerySet(models.QuerySet["Query"]):
    def visible_to(self, user: Any) -> Self:
        """Return the queries of articles that this person may read: the whole desk's, or those they wrote."""
        if user.has_perm("claims.read_desk"):
            return self
        return self.filter(claim__article__writer=user)

    def waiting(self) -> Self:
        """Return queries without an answer, of articles that are not put away."""
        return self.filter(answered_at__isnull=True, claim__article__archived=False)

    def to_writer(self, user: Any) -> Self:
        """Return the queries that go to this person as the writer of the article."""
        return self.filter(source__isnull=True, claim__article__writer=user)

    def for_list(self) -> Self:
        """Return what a list of queries shows, without a query to the database per row."""
        return self.select_related("claim__article", "source", "asked_by", "answered_by")


class Query(models.Model):
    """A checker's question to the writer, or to a source, and its answer."""

    claim = models.ForeignKey("Claim", models.PROTECT, related_name="queries", verbose_name=_("claim"))
    source = models.ForeignKey(
        "Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="queries",
        verbose_name=_("source"),
        help_text=_("Empty: the question goes to the writer."),
    )
    question = models.TextField(_("question"))
    asked_by = person(_("asked by"), "asked_queries")
    asked_at = models.DateTimeField(_("asked"))
    answer = models.TextField(_("answer"), blank=True)
    answered_by = person(_("answered by"), "answered_queries", null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = QueryQuerySet.as_manager()

    class Meta:
        verbose_name = _("query")
        verbose_name_plural = _("queries")
        ordering = ["-asked_at", "pk"]
        indexes = [models.Index("claim", name="query_open", condition=Q(answered_at__isnull=True))]
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="query_question_given"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="query_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.question
