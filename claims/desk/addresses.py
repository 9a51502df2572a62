"""Addresses at the desk: each names its claim and what is filtered, so that it can be sent to a colleague."""

from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from claims.review.wording import HIGHEST_NUMBER
from claims.vocabulary import Status

OPEN = "open"
FILTERS = (OPEN, *Status.values)
_LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Address:
    """Where somebody is at an article's desk. `claim` is a claim's number; "" as status or words filters nothing."""

    article: int
    claim: int | None = None
    status: str = ""
    words: str = ""

    @classmethod
    def read(cls, article: int, parameters: QueryDict) -> Self:
        """Return the address that the parameters give; what makes no sense in them is left out."""
        claim, status = parameters.get("claim", ""), parameters.get("status", "")
        words = " ".join(parameters.get("q", "").replace("\0", " ").split())[:_LONGEST_SEARCH]
        return cls(article, number_in(claim), status if status in FILTERS else "", words)

    def at(self, **changes: Any) -> Self:
        return replace(self, **changes)

    @property
    def query(self) -> str:
        named = {"claim": self.claim, "status": self.status, "q": self.words}
        return urlencode({name: value for name, value in named.items() if value})

    @property
    def url(self) -> str:
        return self._with_query(reverse("claims:desk", args=[self.article]))

    def act(self, name: str, *arguments: int) -> str:
        """Return the address to which the desk's form of this name is sent."""
        return self._with_query(reverse(f"claims:desk_{name}", args=[self.article, *arguments]))

    def _with_query(self, path: str) -> str:
        return f"{path}?{self.query}" if self.query else path


def number_in(text: str) -> int | None:
    """Return the claim number that the text is, None where it is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        return None
    number = int(text)
    return number if 1 <= number <= HIGHEST_NUMBER else None
