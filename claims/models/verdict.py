"""What people decided. Append-only: by code here, by database triggers below it."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import DECIDED, Status

from .fields import person


class AppendOnlyError(TypeError):
    """Raised where code tries to change or delete a row of the record."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses in code what the triggers refuse in the database, with a sentence instead of an SQL error."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} is append-only: add a new row instead.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError(f"{self.model.__name__} is append-only: nothing is deleted from the record.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        self.update()

    delete.queryset_only = True  # type: ignore[attr-defined]


class AppendOnly(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} is append-only: add a new row instead.")
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{type(self).__name__} is append-only: nothing is deleted from the record.")


class Verdict(AppendOnly):
    """A person's decision on a claim. A change of mind is a new verdict."""

    claim = models.ForeignKey("Claim", models.PROTECT, related_name="verdicts", verbose_name=_("claim"))
    verdict = models.CharField(
        _("verdict"), max_length=20, choices=[(s.value, s.label) for s in Status if s in DECIDED]
    )
    reason = models.TextField(_("reason"), blank=True)
    correction = models.TextField(_("corrected wording"), blank=True)
    by = person(_("by"), "verdicts")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ["claim", "pk"]
        indexes = [
            models.Index("at", "verdict", name="verdict_at"),
            models.Index("verdict", "id", name="verdict_verdict"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=DECIDED), name="verdict_verdict_known"),
            models.CheckConstraint(
                condition=Q(verdict=Status.VERIFIED) | Q(verdict=Status.CORRECTED) | ~Q(reason=""),
                name="verdict_reason_given",
            ),
            models.CheckConstraint(
                condition=~Q(verdict=Status.CORRECTED) | ~Q(correction=""), name="verdict_correction_given"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=[Status.DISPUTED, Status.CORRECTED]) | Q(correction=""),
                name="verdict_correction_fits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} · {self.by}"


class Confirmation(AppendOnly):
    """A second person's agreement with one verdict."""

    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="confirmations", verbose_name=_("verdict"))
    by = person(_("by"), "confirmations")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["verdict", "pk"]
        constraints = [models.UniqueConstraint(fields=["verdict", "by"], name="confirmation_once")]

    def __str__(self) -> str:
        return f"{self.verdict} · {self.by}"
