"""Pieces that several tables share: dates as people know them, and publishers as they are compared."""

import re
import unicodedata
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

_ISO_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_NO_DATE = _("Write a date as year, year-month or year-month-day: 1999, 1999-05 or 1999-05-21.")

_NOBODYS = {"", "original publisher not shown"}


# PostgreSQL's B-tree takes no more than 2704 bytes a row, and addresses are looked up by index.
LONGEST_ADDRESS = 2000


def not_too_long_for_the_index(address: str) -> None:
    """Raise ValidationError where an address has more bytes than an index of every database takes."""
    if len(address.encode()) > LONGEST_ADDRESS:
        raise ValidationError(_("This address is too long: %(most)s bytes at most."), params={"most": LONGEST_ADDRESS})


def web_address(verbose_name: Any) -> "models.URLField[str, str]":
    """Return a field for an address of the web, which may stay empty."""
    validators = [not_too_long_for_the_index]
    return models.URLField(verbose_name, max_length=LONGEST_ADDRESS, blank=True, validators=validators)


def date_of_the_calendar(text: str) -> None:
    """Raise ValidationError where `text` is no year, month or day that there was or will be."""
    if not _ISO_DATE.fullmatch(text):
        raise ValidationError(_NO_DATE)
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError as error:
        raise ValidationError(_NO_DATE) from error


def iso_date(verbose_name: Any) -> "models.CharField[str, str]":
    """Return a field for a date known to the year, the month or the day, which a DateField can't hold."""
    return models.CharField(verbose_name, max_length=10, blank=True, validators=[date_of_the_calendar])


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
    # Invisible signs would make one publisher two.
    visible = "".join(sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign) != "Cf")
    key = _without_asides(" ".join(visible.split())).casefold()
    return "" if key in _NOBODYS else key


def _without_asides(name: str) -> str:
    """Return the name without "(...)" at its end, read once from there: a hostile name costs no more."""
    end, depth = len(name), 0
    for at in range(len(name) - 1, -1, -1):
        depth += (name[at] == ")") - (name[at] == "(")
        if depth < 0 or (depth == 0 and name[at] not in "( "):
            break
        if depth == 0:
            end = at
    return name[:end].rstrip()


models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)
