"""Follow claims from one version of the copy into the next, without a guess.

A claim is kept only where its whole sentence stands unchanged but for typography (`folding.fold`). Likeness
(shared words) is only ever used to show a person where a changed sentence has probably gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from claims.anchoring.likeness import Likeness
from claims.anchoring.places import Copy, Place
from claims.anchoring.sentences import Sentences
from claims.anchoring.standing import Standing

LONGEST_SEARCHED = 5_000  # characters of a changed sentence in which its quote is looked for
MOST_CANDIDATES = 100  # places shown for an ambiguous claim; nobody chooses among more


class Fate(Enum):
    """What became of a claim's sentence in the new copy."""

    KEPT = "kept"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"


@dataclass(frozen=True)
class Outcome:
    """One claim's way into the new copy.

    was: its sentence in the old body. sentence: its sentence in the new body, if known. place: the quote's place in
    the new body; certain when kept, and when changed set only if the quote itself stands once in that sentence.
    candidates: when ambiguous, the places to choose from (the first 100).
    """

    fate: Fate
    was: Place
    place: Place | None = None
    sentence: Place | None = None
    candidates: tuple[Place, ...] = ()


def follow(places: Sequence[Place], old_body: str, new_body: str) -> tuple[Outcome, ...]:
    """One outcome per place, in their order.

    Kept: the sentence (or sentences) around the place stands word for word, once, wherever it moved to; or stands
    as often as before, and its neighbours tell which is which. Ambiguous: it stands in several places now.
    Changed: its words changed, and a sentence like it is there. Gone: none is. Raises ValueError for a place
    outside `old_body` or around no word.
    """
    versions = _Versions(old_body, new_body)
    return tuple(versions.outcome(place) for place in places)


class _Versions:
    def __init__(self, old_body: str, new_body: str) -> None:
        self._old_body, self._new_body = old_body, new_body
        self._old, self._new = Standing(Sentences.of(old_body)), Standing(Sentences.of(new_body))
        fresh = (number for number in range(len(self._new.sentences)) if self._new.text(number) not in self._old)
        self._likeness = Likeness((number, self._new.text(number)) for number in fresh)

    def outcome(self, place: Place) -> Outcome:
        run = self._old.sentences.touched(place.start, place.end)
        if not (0 <= place.start < place.end <= len(self._old_body)) or not run:
            raise ValueError(f"{place} holds no word of the old body")
        was = _source(self._old, run)
        texts = tuple(map(self._old.text, run))
        now = self._new.starts(texts)
        if not now:
            return self._changed_or_gone(place, texts, was)
        at = self._certain(run, texts, now)
        if at is None:
            candidates = tuple(self._moved(place, run, start) for start in now[:MOST_CANDIDATES])
            return Outcome(Fate.AMBIGUOUS, was, candidates=candidates)
        return Outcome(Fate.KEPT, was, self._moved(place, run, at), _source(self._new, range(at, at + len(run))))

    def _certain(self, run: range, texts: tuple[str, ...], now: list[int]) -> int | None:
        """Where the old `run` stands now: its only place, or, if repeats did not grow, that with its neighbours."""
        before = self._old.starts(texts)
        if len(now) == len(before) == 1:
            return now[0]
        mine = self._old.neighbours(run.start, len(run))
        same = self._new.between(texts, mine)
        alone = len(now) <= len(before) and len(self._old.between(texts, mine)) == 1 and len(same) == 1
        return same[0] if alone else None

    def _moved(self, place: Place, run: range, at: int) -> Place:
        old, new = self._old.sentences, self._new.sentences
        first, last = old.indices(place.start, place.end)
        shift = new.firsts[at] - old.firsts[run.start]
        start = max(first + shift, new.firsts[at])
        end = min(last + shift, new.lasts[at + len(run) - 1])
        return Place(new.folded.starts[start], new.folded.ends[end - 1])

    def _changed_or_gone(self, place: Place, texts: tuple[str, ...], was: Place) -> Outcome:
        lost = tuple(text for text in texts if text not in self._new)
        alike, number = self._likeness.closest(" ".join(lost))
        if len(lost) == len(texts) and not alike:
            return Outcome(Fate.GONE, was)
        if number is None:
            return Outcome(Fate.CHANGED, was)
        sentence = _source(self._new, range(number, number + 1))
        return Outcome(Fate.CHANGED, was, self._quote_within(sentence, place), sentence)

    def _quote_within(self, sentence: Place, place: Place) -> Place | None:
        if sentence.end - sentence.start > LONGEST_SEARCHED:
            return None
        quote = self._old_body[place.start : place.end]
        found = Copy(self._new_body[sentence.start : sentence.end]).find(quote)
        if len(found) != 1:
            return None
        return Place(sentence.start + found[0].start, sentence.start + found[0].end)


def _source(version: Standing, run: range) -> Place:
    sentences = version.sentences
    first, last = sentences.firsts[run[0]], sentences.lasts[run[-1]]
    return Place(sentences.folded.starts[first], sentences.folded.ends[last - 1])
