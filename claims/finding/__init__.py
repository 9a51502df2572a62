"""Propose every checkable fact in a text: where it stands, what kind it is, how sure the finder is.

Plain Python, offline: rules, word lists and two tables of learned weights, all of this project. Nothing proposed here
is ever decided; a person confirms, edits or waives it.
"""

from claims.finding.candidate import Candidate
from claims.finding.ranking import BESIDE, FLOOR, by_sentence
from claims.finding.reading import Reading

__all__ = ["Candidate", "Reading", "find"]


def find(
    text: str, *, published_on: str | None = None, min_score: float = 0.0, reading: Reading | None = None
) -> list[Candidate]:
    """Return the passages of ``text`` that a checker should look at, in the order of the text.

    ``published_on`` is the article's date (ISO year, month or day), against which "in August" is read.
    ``min_score`` (0 to 1) leaves out what scores less. Without it a sentence is left out where more speaks against
    than for each of its clauses (0.5). ``reading`` is the text taken apart already, for callers that also look for
    contradictions. No two candidates have the same place, and ``text[c.start:c.end] == c.quote`` for each.
    """
    least = max(BESIDE, min_score)
    kept: dict[tuple[int, int], Candidate] = {}
    for found in by_sentence(text, published_on=published_on, reading=reading):
        if any(one.score >= FLOOR for one in found):
            for one in found:
                if one.score >= least:
                    kept.setdefault((one.start, one.end), one)
    return list(kept.values())
