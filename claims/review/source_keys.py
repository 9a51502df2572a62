"""What a source may be called: every table has to be able to name it, several of them in one cell.

Whether a confidential source has some key, nobody without the permission may learn by trying: a key is taken only by
a source that the person may see. Where a hidden one has it too, the newcomer is kept under another one, which that
person does not see either.
"""

import re
import secrets
from typing import Any

from claims.models import Source
from claims.models.source import sees_confidential

SEPARATOR = re.compile("[;\n\r\v\f\x85\u2028\u2029]")
LOOKS_LIKE_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|javascript:|data:|vbscript:|mailto:|//)", re.IGNORECASE)
_WHOLE_ADDRESS = re.compile(r"https?://[^\s<>\"]+\Z", re.IGNORECASE)
NUMBERED = re.compile(r"Confidential source ([1-9][0-9]{0,17})\Z", re.IGNORECASE)


def wrong_with_key(key: str) -> str:
    """Return the sentence on why no source can have this key, "" where one can."""
    if SEPARATOR.search(key):
        return "A source's key can't hold a semicolon or a line end: those stand between keys in a claims sheet."
    if LOOKS_LIKE_ADDRESS.match(key) and not _WHOLE_ADDRESS.match(key):
        return "A key that looks like an address has to be a whole one: https://…, without spaces."
    if NUMBERED.match(key):
        return "Confidential sources are numbered by the desk: give the source a key of its own."
    return ""


def is_taken(key: str, *, by: Any, besides: Source | None = None) -> bool:
    """Tell whether another source that this person may see has the key."""
    others = Source.objects.filter(key=key).exclude(pk=besides.pk if besides and besides.pk else 0)
    return (others if sees_confidential(by) else others.filter(confidential=False)).exists()


def kept_keys(wanted: list[str]) -> dict[str, str]:
    """Return by key wanted for a new confidential source the one that it is kept under: itself where that is free."""
    there = Source.objects.filter(confidential=True, key__in=wanted).values_list("key", flat=True) if wanted else []
    return {key: key for key in wanted} | {key: f"{key[:180]}-{secrets.token_hex(6)}" for key in there}
