"""Searching claims by their words and by those of their evidence, hidden sources aside."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Claim, Evidence, Source

from .base import words_of

_OWN = ("statement", "quote", "section", "speaker")


def matching(claims: QuerySet[Claim], search_term: str, user: Any) -> QuerySet[Claim]:
    """Return the claims in which every word stands somewhere that this person may read."""
    for word in words_of(search_term):
        own = Q(*((f"{field}__icontains", word) for field in _OWN), _connector=Q.OR)
        claims = claims.filter(own | Exists(_evidence_with(word, user)))
    return claims


def _evidence_with(word: str, user: Any) -> QuerySet[Evidence]:
    readable = Source.objects.open_to(user).filter(pk=OuterRef("source"))
    said = Q(finding__icontains=word) | Q(source__title__icontains=word)
    return Evidence.objects.standing().filter(said, Exists(readable), claim=OuterRef("pk"))
