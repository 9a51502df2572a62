"""Work that takes longer than a page may: a large file to import, an act on thousands of claims."""

from typing import Self

from django.contrib.auth.models import User
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.vocabulary import JobState

from .fields import choice_constraint, person


class JobQuerySet(models.QuerySet["Job"]):
    def of(self, user: User) -> Self:
        """Return what this person started: it says what they may read, so nobody else is shown it."""
        return self.filter(by=user)


class Job(models.Model):
    """One piece of long work: who asked for what, how far it is, and what came of it.

    `choices` says what to do, `refused` which claims a rule kept as they were: [[claim's key, name, sentence], ...].
    `done` of `total` are written together with the work itself, so that they are true whatever died.
    """

    task = models.CharField(max_length=20)
    title = models.CharField(_("what"), max_length=300)
    choices = models.JSONField(default=dict)
    by = person(_("by"), "jobs")
    at = models.DateTimeField(_("asked for"))
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    sentence = models.TextField(_("what came of it"), blank=True)
    made = models.ForeignKey("Import", models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("long work")
        verbose_name_plural = _("long work")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [choice_constraint("state", JobState, "job")]
        indexes = [models.Index("state", name="job_not_ended", condition=models.Q(state__in=["waiting", "running"]))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("claims:job", args=[self.pk])

    @property
    def has_ended(self) -> bool:
        return self.state in {JobState.DONE, JobState.STOPPED}
