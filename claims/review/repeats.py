"""Which claim a proposed passage says again: offered to a person as such, never accepted a second time unasked."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from claims.anchoring.overlaps import Overlaps
from claims.models import Article, Candidate, Revision
from claims.vocabulary import Kind, Status

_SAME = 0.5  # of all that two passages cover is covered by both
_INSIDE = 0.5  # of the shorter passage lies in the other, and both are of one kind
_ALIKE = 0.75  # of the words of the shorter one are in the other, and the value is the same
_WORD = re.compile(r"\w+")
_COLUMNS = ("number", "kind", "quote", "statement", "value", "start", "end", "revision")


class Known(NamedTuple):
    """A claim that stands: its number, kind, words and value, and where in the revision, null where not certainly."""

    number: int
    kind: str
    words: str
    value: str
    start: int | None
    end: int | None


class Repeats:
    """The claims of an article, to be asked of many passages of one revision."""

    def __init__(self, claims: Iterable[Known]) -> None:
        known = list(claims)
        self._places = Overlaps((c.start, c.end, c) for c in known if c.start is not None and c.end is not None)
        self._by_words: dict[str, int] = {}
        self._by_value: dict[str, list[tuple[int, frozenset[str]]]] = {}
        for claim in known:
            self.add(claim.number, words=claim.words, value=claim.value)

    @classmethod
    def of_article(cls, article: Article, revision: Revision) -> "Repeats":
        """Read the article's claims, cut ones aside. One query."""
        rows = article.claims.exclude(status=Status.CUT).order_by("number").values_list(*_COLUMNS)
        return cls(
            Known(number, kind, quote or statement, value, *((start, end) if of == revision.pk else (None, None)))
            for number, kind, quote, statement, value, start, end, of in rows
        )

    def add(self, number: int, *, words: str, value: str) -> None:
        """Let the words and the value of one more claim be repeated."""
        self._by_words.setdefault(_level(words), number)
        if value:
            self._by_value.setdefault(value.casefold(), []).append((number, _words(words)))

    def number(self, candidate: Candidate) -> int | None:
        """Return the number of the claim that the passage repeats, None for none.

        It lies on the claim's own words, or says the same words elsewhere, or the same value in much the same words.
        """
        return self._over(candidate) or self._by_words.get(_level(candidate.quote)) or self._like(candidate)

    def apart(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Return those that repeat neither a claim nor one another. From then on each counts as a claim."""
        kept = []
        for candidate in candidates:
            if self.number(candidate) is None:
                self.add(-candidate.pk, words=candidate.quote, value=candidate.value)
                kept.append(candidate)
        return kept

    def _over(self, candidate: Candidate) -> int | None:
        """A date inside a sentence of a date is the same fact; who says it is another than what is said."""
        for over in self._places.of(candidate.start, candidate.end):
            like = over.owner.kind in {candidate.kind, Kind.OTHER}
            if over.joint >= _SAME or (like and over.inner >= _INSIDE):
                return over.owner.number
        return None

    def _like(self, candidate: Candidate) -> int | None:
        words = _words(candidate.quote)
        known = self._by_value.get(candidate.value.casefold(), ()) if candidate.value else ()
        return next((n for n, others in known if len(words & others) >= _ALIKE * min(len(words), len(others))), None)


def _level(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))
