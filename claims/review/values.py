"""What people typed, as the rules read it and the desk keeps it."""

import re
import unicodedata
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from .problems import Problem

# Controls show nothing, and what turns the direction makes a line, and what follows it, show other words than are
# stored. A spreadsheet with either is refused, so an export must not hold them. Marks and joiners of scripts stay.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")


def tidy(text: str) -> str:
    """Return the text as it is kept: NFC, one kind of line end, nothing round it; "" where nothing can be seen.

    So a reason typed in a browser is the same as that reason in a spreadsheet, and an invisible one is none.
    """
    text = _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = unicodedata.normalize("NFC", text).strip()
    return text if any(unicodedata.category(sign)[0] not in "CZ" for sign in text) else ""


def tidied(fields: dict[str, Any], *, of: Collection[str]) -> dict[str, Any]:
    """Return the fields with every text tidied. Raise TypeError for a name that is not one `of` these."""
    if stray := sorted(set(fields) - set(of)):
        raise TypeError(f"Not to be written here: {', '.join(stray)}.")
    return {name: tidy(value) if isinstance(value, str) else value for name, value in fields.items()}


def ill_formed(model: Any, fields: dict[str, Any]) -> list[Problem]:
    """Return what of these values a column can't hold: an unknown word, too long a text, no web address."""
    problems = []
    for name, value in fields.items():
        field = model._meta.get_field(name)
        try:
            if field.choices or (value and isinstance(value, str)):
                field.clean(value, None)
        except ValidationError as error:
            label = capfirst(str(field.verbose_name))
            problems += [Problem("bad_field", f"{label}: {message}", column=name) for message in error.messages]
    return problems
