"""Contradictions within one article: ages, dates, totals, spellings of names, and sums that do not come out.

Each is a value with both places; a person decides which of the two is wrong, or that neither is.
"""

from collections.abc import Iterator

from claims.finding import arithmetic, spellings
from claims.finding.contradiction import Contradiction
from claims.finding.facts import Fact, facts
from claims.finding.reading import Reading

__all__ = ["Contradiction", "contradictions"]


def contradictions(
    text: str, *, published_on: str | None = None, reading: Reading | None = None
) -> list[Contradiction]:
    """Return where a text speaks against itself, in the order of the first place, each pair once.

    ``reading`` is the text taken apart already, for callers that also look for candidates.
    """
    reading = reading or Reading(text, published_on)
    found = [
        *_disagreeing(facts(reading)),
        *spellings.variants(reading),
        *arithmetic.mistakes(reading),
    ]
    return sorted(set(found), key=lambda c: (c.first, c.second, c.message))


def _disagreeing(stated: list[Fact]) -> Iterator[Contradiction]:
    """Compare each fact with the first one stated on the same subject."""
    known: dict[tuple[str, ...], Fact] = {}
    for fact in stated:
        before = known.setdefault(fact.key, fact)
        if not before.agrees(fact):
            yield Contradiction(
                fact.sort,
                before.place,
                fact.place,
                f"{fact.about}: {before.words} in one place, {fact.words} in another.",
            )
