"""Choosing people in a form: by the name that colleagues know, and only those who fit."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from claims.models.people import full_name, may

BACKEND = "django.contrib.auth.backends.ModelBackend"


class PersonField(forms.ModelChoiceField):
    """One person of a list, shown by full name."""

    def label_from_instance(self, obj: Any) -> str:
        return full_name(obj)


def checkers() -> QuerySet[User]:
    """Return the active people who may record verdicts."""
    return _by_name(User.objects.with_perm("claims.record_verdict", include_superusers=False, backend=BACKEND))


def checkers_for(user: Any, now: int | None) -> QuerySet[User]:
    """Return whom this person may choose as checker: anybody, or without the right to assign only themselves.

    `now` is the primary key of the present checker, who stays in the list.
    """
    mine = checkers() if may(user, "assign_claim") else checkers().filter(pk=user.pk)
    return _by_name(User.objects.filter(Q(pk__in=mine.values("pk")) | Q(pk=now)))


def writers() -> QuerySet[User]:
    """Return the active people who may hand in copy."""
    return _by_name(User.objects.with_perm("claims.import_article", include_superusers=False, backend=BACKEND))


def _by_name(people: QuerySet[User]) -> QuerySet[User]:
    return people.order_by("first_name", "last_name", "username")
