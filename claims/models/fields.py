"""Pieces that several tables share: dates as people know them, and publishers as they are compared."""

import re
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

ISO_DATE = RegexValidator(
    r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z",
    _("Write a date as year, year-month or year-month-day: 1999, 1999-05 or 1999-05-21."),
)

_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_NOBODYS = {"", "original publisher not shown"}


def iso_date(verbose_name: Any) -> "models.CharField[str, str]":
    """Return a field for a date known to the year, the month or the day, which a DateField can't hold."""
    return models.CharField(verbose_name, max_length=10, blank=True, validators=[ISO_DATE])


def person(verbose_name: Any, related_name: str, **kwargs: Any) -> "models.ForeignKey[Any, Any]":
    """Return a link to an account. Accounts are switched off, never deleted: the record names them."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=verbose_name,
        on_delete=models.PROTECT,
        related_name=related_name,
        **kwargs,
    )


def choice_constraint(field: str, choices: type[models.TextChoices], table: str) -> models.CheckConstraint:
    """Return the constraint that keeps `field` inside its vocabulary, whoever writes the row."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": choices.values}), name=f"{table}_{field}_known")


def publisher_key(name: str) -> str:
    """Return what publishers are compared by: casefolded, without a trailing "(...)"; "" is nobody's.

    >>> publisher_key("The New York Times (copy at am1.news)")
    'the new york times'
    """
    key = " ".join(name.split())
    while key != (shorter := _ASIDE.sub("", key)):
        key = shorter
    key = key.casefold()
    return "" if key in _NOBODYS else key


models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)
