"""Where the copy contradicts itself, as the finder last saw it: a sentence with both places as links."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from claims.anchoring.surroundings import Surroundings, sentence_around
from claims.models import Aside, Revision, Search
from claims.review.contradictions import Words, put_aside_in, words_of
from claims.review.people import unfit_to_act
from claims.vocabulary import AsideReason


class Passage(NamedTuple):
    """A place of the copy, and the name that an address of it ends with."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Side:
    """One of the two places: where a link to it leads, "" for nowhere, and its words in their sentence."""

    name: str
    around: Surroundings


@dataclass(frozen=True)
class Shown:
    """One contradiction: what is wrong in a sentence, and both places. `aside` says who put it aside, and why."""

    words: Words
    sides: tuple[Side, Side]
    aside: Aside | None


class Contradictions:
    """What the finder saw in the revision, and what this person may do with it: empty where it has not looked yet.

    One query, and a second where it saw any: only there is the copy read. `passages` are the places of those that
    nobody put aside.
    """

    def __init__(self, revision: Revision, user: Any) -> None:
        self.search = Search.objects.select_related("by").filter(revision=revision).first()
        seen = self.search.contradictions if self.search else []
        known = [(one, words_of(one, revision.body)) for one in seen]
        asides = put_aside_in(revision.article) if seen else {}
        places = [one[side] for one, words in known if words not in asides for side in ("first", "second")]
        self.passages = _apart(places)
        shown = [self._shown(one, words, asides.get(words), revision.body) for one, words in known]
        self.waiting = [one for one in shown if one.aside is None]
        self.aside = [one for one in shown if one.aside is not None]
        self.may_put_aside = not unfit_to_act(user, revision.article, "add_claim")
        self.reasons = AsideReason.choices

    def _shown(self, seen: dict[str, Any], words: Words, aside: Aside | None, body: str) -> Shown:
        return Shown(words, (self._side(seen["first"], body), self._side(seen["second"], body)), aside)

    def _side(self, place: Sequence[int], body: str) -> Side:
        start, end = place
        name = next((passage.name for passage in self.passages if passage.start < end and start < passage.end), "")
        return Side(name, sentence_around(body, start, end))


def _apart(places: Sequence[Sequence[int]]) -> list[Passage]:
    """Return the places in the order of the copy, each once and none over another."""
    apart: list[Passage] = []
    for start, end in sorted(map(tuple, places)):
        if not apart or start >= apart[-1].end:
            apart.append(Passage(start, end, f"place-{start}-{end}"))
    return apart
