"""An editor's clearance of one revision."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .fields import person


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def standing(self) -> Self:
        return self.filter(revoked_at__isnull=True)


class SignOff(models.Model):
    """Who cleared which revision, and what took the clearance back."""

    revision = models.ForeignKey("Revision", models.PROTECT, related_name="sign_offs", verbose_name=_("revision"))
    by = person(_("by"), "sign_offs")
    at = models.DateTimeField(_("at"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_because = models.TextField(_("revoked because"), blank=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision"], condition=Q(revoked_at__isnull=True), name="signoff_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_because="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_because="")),
                name="signoff_revoked_because",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision} · {self.by}"
