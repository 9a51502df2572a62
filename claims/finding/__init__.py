"""Propose every checkable fact in a text: where it stands, what kind it is, how sure the finder is.

Plain Python, offline, no model: rules and word lists written for this project. Nothing proposed here is
ever decided; a person confirms, edits or waives it.
"""

from claims.finding.candidate import Candidate
from claims.finding.ranking import FLOOR, candidates
from claims.finding.reading import Reading

__all__ = ["Candidate", "Reading", "find"]


def find(
    text: str, *, published_on: str | None = None, min_score: float = 0.0, reading: Reading | None = None
) -> list[Candidate]:
    """Return the passages of ``text`` that a checker should look at, in the order of the text.

    ``published_on`` is the article's date (ISO year, month or day), against which "in August" is read.
    ``min_score`` (0 to 1) leaves out what scores less; below 0.5 it changes nothing, since what more
    speaks against than for is not proposed at all. ``reading`` is the text taken apart already, for
    callers that also look for contradictions. No two candidates
    have the same place, and ``text[c.start:c.end] == c.quote`` for each.
    """
    floor = max(FLOOR, min_score)
    kept: dict[tuple[int, int], Candidate] = {}
    for found in candidates(text, published_on=published_on, reading=reading):
        if found.score >= floor:
            kept.setdefault((found.start, found.end), found)
    return list(kept.values())
