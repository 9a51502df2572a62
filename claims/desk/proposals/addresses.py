"""Addresses of the proposals' page: each names the passage and what is filtered, so that it can be sent on."""

import math
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from claims.vocabulary import CandidateState, Kind, Risk

ALL, REPEATS = "all", "repeats"
STATES = (CandidateState.PROPOSED, REPEATS, CandidateState.ACCEPTED, CandidateState.WAIVED, ALL)
_LONGEST_KEY = 18  # digits of a key that every database takes


@dataclass(frozen=True)
class Address:
    """Where somebody is. `row` is a passage's key; "" as kind or risk and 0 as score filter nothing."""

    article: int
    row: int | None = None
    state: str = CandidateState.PROPOSED
    kind: str = ""
    risk: str = ""
    score: float = 0.0

    @classmethod
    def read(cls, article: int, parameters: QueryDict) -> Self:
        """Return the address that the parameters give; what makes no sense in them is left out."""
        row, state = parameters.get("at", ""), parameters.get("state", "")
        kind, risk = parameters.get("kind", ""), parameters.get("risk", "")
        return cls(
            article,
            int(row) if row.isascii() and row.isdigit() and len(row) <= _LONGEST_KEY else None,
            state if state in STATES else CandidateState.PROPOSED,
            kind if kind in Kind.values else "",
            risk if risk in Risk.values else "",
            score_in(parameters.get("score", "")),
        )

    def at(self, **changes: Any) -> Self:
        return replace(self, **changes)

    @property
    def query(self) -> str:
        state = "" if self.state == CandidateState.PROPOSED else self.state
        named = {"at": self.row, "state": state, "kind": self.kind, "risk": self.risk, "score": self.score}
        return urlencode({name: value for name, value in named.items() if value})

    @property
    def url(self) -> str:
        return self._with_query(reverse("claims:proposals", args=[self.article]))

    def act(self, name: str, *arguments: int) -> str:
        """Return the address to which the form of this name is sent."""
        return self._with_query(reverse(f"claims:proposals_{name}", args=[self.article, *arguments]))

    def _with_query(self, path: str) -> str:
        return f"{path}?{self.query}" if self.query else path


def score_in(text: str) -> float:
    """Return the score from 0 to 1 that the text is, to two places; 0 where it is none."""
    try:
        score = float(text[:20].replace(",", "."))
    except ValueError:
        return 0.0
    return round(score, 2) if math.isfinite(score) and 0 <= score <= 1 else 0.0
