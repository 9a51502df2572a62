"""Getting in: second factors, the roles that need one, and log-ins that failed lately.

No secret lies here. A factor's key is derived from its salt and the site's own key (`access.factor`), recovery
codes and log-in names are keyed digests: who steals the database alone can neither log in nor read who tried.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class SecondFactor(models.Model):
    """A person's one-time codes. `last_step` is the newest time step whose code was taken: none is taken twice."""

    user: Any = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="second_factor")
    salt = models.CharField(max_length=64)
    last_step = models.BigIntegerField()
    set_up_at = models.DateTimeField()

    class Meta:
        verbose_name = _("second factor")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user} since {self.set_up_at:%Y-%m-%d}"


class RecoveryCode(models.Model):
    """The digest of a code that stands in for a lost phone, once: the row goes when it is used."""

    factor: Any = models.ForeignKey(SecondFactor, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["factor", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code {self.pk}"


class FactorDuty(models.Model):
    """A role whose people must have a second factor."""

    group: Any = models.OneToOneField(Group, models.CASCADE, related_name="factor_duty")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.group)


class LogInAttempt(models.Model):
    """A password or code that was wrong, or is just being looked at: under which name, from where. Both digests."""

    who = models.CharField(max_length=64)
    where = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index("who", "at", name="attempt_who"),
            models.Index("where", "at", name="attempt_where"),
        ]

    def __str__(self) -> str:
        return f"attempt at {self.at:%Y-%m-%d %H:%M}"
