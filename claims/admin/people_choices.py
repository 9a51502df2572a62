"""Choosing people in a form: by the name that colleagues know, and only those who fit."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from claims.models.people import full_name, may

NOBODY = "none"
BACKEND = "django.contrib.auth.backends.ModelBackend"


class PersonField(forms.ModelChoiceField):
    """One person of a list, shown by full name."""

    def label_from_instance(self, obj: Any) -> str:
        return full_name(obj)


class _OrNobody(forms.models.ModelChoiceIterator):
    def __iter__(self) -> Iterator[Any]:
        first, *people = super().__iter__()
        yield from (first, (NOBODY, _("nobody")), *people)


class PersonOrNobodyField(PersonField):
    """One person of a list or, chosen as well, nobody: None."""

    iterator = _OrNobody

    def clean(self, value: Any) -> Any:
        return None if value == NOBODY else super().clean(value)


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
