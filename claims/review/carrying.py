"""Proposals and what became of them, carried into a new revision of the copy where the words are the same.

A passage is carried where its whole sentence stands unchanged but for typography, as a claim is kept. Where a word of
the sentence changed, nothing is carried: the finder looks at it anew, and so does a person.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from claims import record
from claims.anchoring.following import Fate, Outcome, follow
from claims.anchoring.places import Place
from claims.models import Candidate, Revision
from claims.vocabulary import CandidateState

_AT_ONCE = 500  # rows written by one statement


def carry(old: Revision, new: Revision, *, by: Any, at: datetime) -> Counter[str]:
    """Give the new revision the old one's passages; return how many there are of each state. One event tells it.

    Two queries where there is nothing to carry, few more else, however many passages there are.
    """
    candidates = list(Candidate.objects.filter(revision=old).order_by("start", "end"))
    outcomes = follow([Place(one.start, one.end) for one in candidates], old.body, new.body) if candidates else ()
    taken: dict[Place, Candidate] = {}
    for candidate, outcome in zip(candidates, outcomes, strict=True):
        for place in _places(candidate, outcome):
            taken.setdefault(place, _moved(candidate, place, new))
    Candidate.objects.bulk_create(taken.values(), batch_size=_AT_ONCE)
    counts = Counter(one.state for one in taken.values())
    if taken:
        details, bound = {"revision": new.number, **counts}, record.bound(*taken.values())
        record.append(new.article, by=by, action="proposals carried over", at=at, details=details, bound=bound)
    return counts


def _places(candidate: Candidate, outcome: Outcome) -> Iterator[Place]:
    """Yield where the passage's sentence stands word for word now.

    Where it stands more often than before, an opinion is one in every place; which of them is an accepted claim's is
    for a person to choose, when the claim's own place is.
    """
    if outcome.fate is Fate.KEPT and outcome.place is not None:
        yield outcome.place
    elif outcome.fate is Fate.AMBIGUOUS and candidate.state != CandidateState.ACCEPTED:
        yield from outcome.candidates


def _moved(candidate: Candidate, place: Place, revision: Revision) -> Candidate:
    kept = {
        field.attname: getattr(candidate, field.attname)
        for field in Candidate._meta.concrete_fields
        if field.name not in {"id", "revision", "start", "end", "quote", "version"}
    }
    words = revision.body[place.start : place.end]
    return Candidate(revision=revision, start=place.start, end=place.end, quote=words, **kept)
