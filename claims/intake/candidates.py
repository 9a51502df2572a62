"""File what the finder proposes for a revision: passages that wait for a person, and where the copy contradicts itself.

Finding again proposes nothing twice: a passage that was proposed, accepted or waived before, or that lies on one
that was, is left as it stands.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from claims import finding, record
from claims.anchoring.overlaps import Overlaps
from claims.finding.consistency import Contradiction, contradictions
from claims.models import Candidate, Revision, Search
from claims.models.candidate import LONGEST
from claims.review.problems import refuse_if
from claims.review.proposals import problems_with_finding
from claims.review.turns import hold_article

_SAME = 0.5  # of all that two passages cover is covered by both
_SAME_NAME = ("start", "end", "quote", "sentence", "kind", "risk", "sensitive", "score")
_AT_ONCE = 500  # rows written by one statement
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Filed:
    """How many passages are newly proposed, how many had been before, and how many contradictions there are."""

    new: int
    known: int
    contradictions: int


def find_in(revision: Revision, *, by: Any, at: datetime, also: Sequence[finding.Candidate] = ()) -> Filed:
    """Let the finder read the revision and file what it proposes; `also` is what another finder proposes.

    Raise Refused with the problems, such as a newer revision that came in; nothing is written then.
    """
    refuse_if(problems_with_finding(revision, by=by))
    reading = finding.Reading(revision.body, revision.article.published_on or None)
    found = finding.find(revision.body, reading=reading)
    found += apart(also, [(one.start, one.end) for one in found])
    return file(revision, found, contradictions(revision.body, reading=reading), by=by, at=at)


@transaction.atomic
def file(
    revision: Revision, found: Sequence[finding.Candidate], against: Sequence[Contradiction], *, by: Any, at: datetime
) -> Filed:
    """File passages and contradictions of the revision's own text. One event tells of the passages that are new."""
    revision.article = hold_article(revision.article)
    refuse_if(problems_with_finding(revision, by=by))
    fresh = _fresh(found, revision)
    Candidate.objects.bulk_create(fresh, batch_size=_AT_ONCE)
    search, _ = Search.objects.update_or_create(
        revision=revision, defaults={"by": by, "at": at, "contradictions": [asdict(one) for one in against]}
    )
    if fresh:
        places = [[one.start, one.end] for one in fresh]
        details, bound = {"revision": revision.number, "proposed": len(fresh), "places": places}, record.bound(*fresh)
        record.append(revision.article, by=by, action="claims proposed", at=at, details=details, bound=bound)
    return Filed(len(fresh), len(found) - len(fresh), len(search.contradictions))


def _fresh(found: Iterable[finding.Candidate], revision: Revision) -> list[Candidate]:
    """Return rows for the passages that no row stands for yet."""
    places = Candidate.objects.filter(revision=revision).places()
    rows = {(one.start, one.end): _row(one, revision) for one in apart(found, places) if _WORD.search(one.quote)}
    return list(rows.values())


def apart(found: Iterable[finding.Candidate], places: Iterable[tuple[int, int]]) -> list[finding.Candidate]:
    """Return those of the passages that are not the same as what stands at one of the places."""
    there = Overlaps((start, end, True) for start, end in places)
    return [one for one in found if all(over.joint < _SAME for over in there.of(one.start, one.end)[:1])]


def _row(found: finding.Candidate, revision: Revision) -> Candidate:
    columns = {name: getattr(found, name) for name in _SAME_NAME}
    named = {"value": found.value, "unit": found.unit, "speaker": found.speaker, "cue": found.reason}
    # Cut off, a value would be another one.
    short = {name: text if len(text) <= LONGEST[name] else "" for name, text in named.items()}
    return Candidate(revision=revision, **columns, **short)
