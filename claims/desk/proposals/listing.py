"""The passages of a revision as the page needs them: read in one query, in the copy's order, and filtered."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from claims.models import Candidate, Revision
from claims.record import canonical, digest_of
from claims.review.repeats import Repeats
from claims.vocabulary import CandidateState

from .addresses import ALL, REPEATS, STATES, Address

LABELS = {
    CandidateState.PROPOSED: "Proposed",
    REPEATS: "Repeats of a claim",
    CandidateState.ACCEPTED: "Accepted",
    CandidateState.WAIVED: "Waived",
    ALL: "All",
}


@dataclass(frozen=True)
class Chip:
    """A count that is a filter."""

    state: str
    label: str
    count: int
    url: str
    chosen: bool


class Listing:
    """All passages, and which of them the address shows. `repeated` names the claim that a waiting one says again."""

    def __init__(self, revision: Revision, address: Address) -> None:
        rows = Candidate.objects.filter(revision=revision).select_related("claim", "repeats", "settled_by")
        self.rows = list(rows.order_by("start", "end"))
        for row in self.rows:
            row.revision = revision
        self._repeats = Repeats.of_article(revision.article, revision)
        waiting = [row for row in self.rows if row.state == CandidateState.PROPOSED]
        self.repeated = {row.pk: number for row in waiting if (number := self._repeats.number(row)) is not None}
        self.address = address if address.row is not None else address.at(row=self._first(address))

    def state(self, row: Candidate) -> str:
        """Return the state by which a passage is filtered: a repeat waits apart from the rest."""
        return REPEATS if row.pk in self.repeated else row.state

    def lets_through(self, row: Candidate, address: Address) -> bool:
        return (
            address.state in {ALL, self.state(row)}
            and address.kind in {"", row.kind}
            and address.risk in {"", row.risk}
            and round(row.score, 2) >= address.score  # as it is shown
        )

    @cached_property
    def shown(self) -> list[Candidate]:
        return [row for row in self.rows if self.lets_through(row, self.address)]

    @cached_property
    def acceptable(self) -> list[Candidate]:
        """Return what "accept all" accepts of what is shown: neither repeats of claims nor of one another."""
        waiting = [row for row in self.shown if row.state == CandidateState.PROPOSED]
        return self._repeats.apart(waiting)

    @cached_property
    def repeating(self) -> list[Candidate]:
        """Return what "waive all repeats" waives of what is shown."""
        return [row for row in self.shown if row.pk in self.repeated]

    @property
    def seen(self) -> str:
        """Return 64 hexadecimal digits that are others as soon as "accept all" would accept anything else."""
        return digest_of(canonical([[row.pk, row.version] for row in self.acceptable]))

    @property
    def repeats_seen(self) -> str:
        """Return 64 hexadecimal digits that are others as soon as "waive all repeats" would waive anything else."""
        return digest_of(canonical([[row.pk, row.version, self.repeated[row.pk]] for row in self.repeating]))

    def chips(self) -> list[Chip]:
        counts = Counter(self.state(row) for row in self.rows)
        counts[ALL] = len(self.rows)
        chosen = self.address.state
        return [
            Chip(state, LABELS[state], counts[state], self.address.at(state=state, row=None).url, state == chosen)
            for state in STATES
            if counts[state] or state in {chosen, CandidateState.PROPOSED}
        ]

    @cached_property
    def selected(self) -> Candidate | None:
        return next((row for row in self.rows if row.pk == self.address.row), None)

    def neighbours(self) -> tuple[int | None, int | None]:
        """Return the passages before and after the selected one, among those shown."""
        if self.selected is None:
            return None, None
        here = (self.selected.start, self.selected.end, self.selected.pk)
        places = [(row.start, row.end, row.pk) for row in self.shown]
        before = [pk for start, end, pk in places if (start, end, pk) < here]
        after = [pk for start, end, pk in places if (start, end, pk) > here]
        return before[-1] if before else None, after[0] if after else None

    def _first(self, address: Address) -> int | None:
        return next((row.pk for row in self.rows if self.lets_through(row, address)), None)
