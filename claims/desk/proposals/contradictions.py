"""Where the copy contradicts itself, as the finder last saw it: a sentence with both places as links."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claims.anchoring.surroundings import Surroundings, sentence_around
from claims.models import Revision, Search


class Passage(NamedTuple):
    """A place of the copy, and the name that an address of it ends with."""

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Side:
    """One of the two places: where a link to it leads, and its words in their sentence."""

    name: str
    around: Surroundings


@dataclass(frozen=True)
class Shown:
    """One contradiction: what is wrong in a sentence, and both places."""

    message: str
    first: Side
    second: Side


class Contradictions:
    """What the finder saw in the revision: empty where it has not looked yet. One query."""

    def __init__(self, revision: Revision) -> None:
        self.search = Search.objects.select_related("by").filter(revision=revision).first()
        self._found = self.search.contradictions if self.search else []
        self.passages = _apart([one[side] for one in self._found for side in ("first", "second")])

    def shown(self, body: str) -> list[Shown]:
        """Return them with the words round each place."""
        return [
            Shown(one["message"], self._side(one["first"], body), self._side(one["second"], body))
            for one in self._found
        ]

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
