"""What becomes of each claim when the copy changes: asked of the texts, decided by nobody yet.

Where the words of a claim went is `anchoring.following`'s to say. Here it meets the claim's status: DESIGN says
which claims stay as they are, which reopen, and which wait for a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.anchoring.following import Fate, Outcome, follow
from claims.anchoring.places import Copy, Place
from claims.models import Claim
from claims.vocabulary import DECIDED, MARKED_BY_MISTAKE, Status

MOST_PLACES = 20  # of a quote without a certain place; more are not compared one by one


class Becomes(StrEnum):
    """What the new copy makes of a claim."""

    KEPT = "kept"  # same words, moved or not
    CHANGED = "changed"  # its sentence says something else now
    AMBIGUOUS = "ambiguous"  # its sentence stands in several places now
    GONE = "gone"  # no sentence like it is left
    MADE = "made"  # corrected, and the correction is in the copy now
    NOT_MADE = "not made"  # corrected, and the copy still does not say it
    FOUND = "found"  # had no certain place, has one now
    UNPLACED = "unplaced"  # has no certain place, before or now
    CUT = "cut"  # was cut before


@dataclass(frozen=True)
class Way:
    """One claim's way into the new copy.

    was, now: its sentence before and after, "" where none is known. place, occurrences: where its words stand in
    the new copy, if that is certain, and how often they stand there. candidates: the places to choose from.
    """

    claim: Claim
    becomes: Becomes
    was: str = ""
    now: str = ""
    place: Place | None = None
    occurrences: int = 0
    candidates: tuple[Place, ...] = ()

    @property
    def is_decided(self) -> bool:
        """Tell whether there is a decision that a change can undo. A cut claim stays cut."""
        return self.claim.status in DECIDED and self.claim.status != Status.CUT

    @property
    def reopens(self) -> bool:
        """Tell whether the claim must be checked again, whatever anybody chooses."""
        return self.is_decided and self.becomes in {Becomes.CHANGED, Becomes.FOUND}


def ways(claims: Iterable[Claim], old_body: str, new_body: str) -> list[Way]:
    """Return one way per claim, in their order. The claims' places are places of `old_body`."""
    return _Ways(old_body, new_body).of(list(claims))


class _Ways:
    def __init__(self, old_body: str, new_body: str) -> None:
        self.old_body, self.new_body = old_body, new_body
        self.old, self.new = Copy(old_body), Copy(new_body)

    def of(self, claims: list[Claim]) -> list[Way]:
        places = [self.places_of(claim) for claim in claims]
        outcomes = iter(follow([place for some in places for place in some], self.old_body, self.new_body))
        return [self.way(claim, [next(outcomes) for _ in some]) for claim, some in zip(claims, places, strict=True)]

    def places_of(self, claim: Claim) -> Sequence[Place]:
        """Where the claim stands in the old copy: one place if that is certain, else all that it may be."""
        if claim.start is not None and claim.end is not None:
            return [Place(claim.start, claim.end)]
        return self.old.find(claim.words)[:MOST_PLACES] if claim.status in DECIDED else []

    def way(self, claim: Claim, outcomes: list[Outcome]) -> Way:
        if claim.start is None:
            return self.without_place(claim, outcomes)
        outcome = outcomes[0]
        if claim.status == Status.CUT:
            return self.placed(claim, Becomes.CUT, outcome, outcome.place if outcome.fate is Fate.KEPT else None)
        if claim.status == Status.CORRECTED and not self.is_made(claim):
            return self.corrected(claim, outcome)
        becomes = Becomes(outcome.fate.value)
        return self.placed(claim, becomes, outcome, outcome.place)

    def placed(self, claim: Claim, becomes: Becomes, outcome: Outcome, place: Place | None) -> Way:
        was = self.old_body[outcome.was.start : outcome.was.end]
        now = self.new_body[outcome.sentence.start : outcome.sentence.end] if outcome.sentence else ""
        occurrences = max(len(self.new.find(claim.words)), int(place is not None))
        return Way(claim, becomes, was, now, place, occurrences, outcome.candidates)

    def is_made(self, claim: Claim) -> bool:
        """Tell whether the corrected wording is what stands at the claim's place: from then on it is its words."""
        return any((place.start, place.end) == (claim.start, claim.end) for place in self.old.find(correction(claim)))

    def corrected(self, claim: Claim, outcome: Outcome) -> Way:
        made = self.made(claim, outcome)
        if made:
            return self.placed(claim, Becomes.MADE, outcome, made[0] if len(made) == 1 else None)
        if outcome.fate in {Fate.KEPT, Fate.CHANGED}:
            # Where its words are gone and the correction is not there, the changed sentence is its passage.
            return self.placed(claim, Becomes.NOT_MADE, outcome, outcome.place or outcome.sentence)
        return self.placed(claim, Becomes(outcome.fate.value), outcome, None)

    def made(self, claim: Claim, outcome: Outcome | None) -> Sequence[Place]:
        """Where the corrected wording stands now: in the claim's new sentence, or wherever it did not stand before."""
        found = self.new.find(correction(claim))
        if outcome is not None and outcome.sentence is not None:
            inside = [p for p in found if outcome.sentence.start <= p.start and p.end <= outcome.sentence.end]
            if inside:
                return inside
        elsewhere = outcome is None or outcome.fate is not Fate.KEPT
        return found if elsewhere and len(found) > len(self.old.find(correction(claim))) else ()

    def without_place(self, claim: Claim, outcomes: list[Outcome]) -> Way:
        found = self.new.find(claim.words)
        place, often = (found[0] if len(found) == 1 else None), len(found)
        if claim.status == Status.CUT:
            return Way(claim, Becomes.CUT, place=None if _was_mistake(claim) else place, occurrences=often)
        if claim.status == Status.CORRECTED:
            made = self.made(claim, None) or self.new.find(correction(claim))
            becomes = Becomes.MADE if made else Becomes.NOT_MADE
            return Way(claim, becomes, place=made[0] if len(made) == 1 else place, occurrences=len(made) or often)
        if place is not None:
            return Way(claim, Becomes.FOUND, place=place, occurrences=often)
        if claim.status in DECIDED and not self.stand_as_before(claim, outcomes, often):
            return Way(claim, Becomes.CHANGED, occurrences=often)
        return Way(claim, Becomes.UNPLACED, occurrences=often)

    def stand_as_before(self, claim: Claim, outcomes: list[Outcome], often: int) -> bool:
        """Tell whether all places that the words had still have their sentences, and there are no more of them."""
        before = len(self.old.find(claim.words))
        return often == before == len(outcomes) and all(outcome.fate is Fate.KEPT for outcome in outcomes)


def _was_mistake(claim: Claim) -> bool:
    """Tell whether the mark was taken away: such a claim stands in no copy, whatever words it quotes."""
    return claim.verdict is not None and claim.verdict.reason == MARKED_BY_MISTAKE


def correction(claim: Claim) -> str:
    """Return the wording that a corrected claim asks for."""
    return claim.verdict.correction if claim.verdict else ""
