"""The claims of an article as the desk needs them: plain rows, read in one query, in reading order."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from claims.models import Article, Revision
from claims.vocabulary import OPEN, Status

from . import addresses
from .addresses import Address


class Row(NamedTuple):
    """One claim. `start` and `end` are null where it has no certain place in the revision that is shown."""

    number: int
    status: str
    start: int | None
    end: int | None
    statement: str
    quote: str
    occurrences: int | None


@dataclass(frozen=True)
class Chip:
    """A count that is a filter."""

    status: str
    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True)
class Board:
    """All claims in reading order, those without a place last by number; and where the person is among them."""

    rows: list[Row]
    address: Address

    @classmethod
    def of(cls, article: Article, revision: Revision | None, address: Address) -> "Board":
        """Read the article's claims. One query, however many there are."""
        here = revision.pk if revision else None
        columns = ("number", "status", "start", "end", "statement", "quote", "occurrences", "revision_id")
        rows = [
            Row(number, status, start if at == here else None, end if at == here else None, *words)
            for number, status, start, end, *words, at in article.claims.order_by().values_list(*columns)
        ]
        return cls(sorted(rows, key=_in_reading_order), address)

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(row.status for row in self.rows)

    @property
    def open(self) -> int:
        return sum(self.counts[status] for status in OPEN)

    @cached_property
    def shown(self) -> list[Row]:
        """The rows that the filters leave in."""
        return [row for row in self.rows if self.lets_through(row)]

    @cached_property
    def not_found(self) -> list[Row]:
        """Claims without a certain place. Cut ones have lost it rightly and are listed all the same."""
        return [row for row in self.rows if row.start is None]

    def lets_through(self, row: Row) -> bool:
        status, words = self.address.status, self.address.words.casefold()
        if status and row.status != status and not (status == addresses.OPEN and row.status in OPEN):
            return False
        return not words or words == str(row.number) or words in f"{row.statement}\n{row.quote}".casefold()

    def chips(self) -> list[Chip]:
        """Return the filters: all, open, and each status that occurs or is chosen."""
        counted = [("", "All", len(self.rows)), (addresses.OPEN, "Open", self.open)]
        counted += [(status.value, str(status.label), self.counts[status]) for status in Status]
        chosen = self.address.status
        return [
            Chip(status, label, count, self.address.at(status=status).url, status == chosen)
            for status, label, count in counted
            if count or status in {"", chosen}
        ]

    def first(self) -> int | None:
        """Return the claim to begin with: the first open one that is shown, or the first."""
        return next((row.number for row in self.shown if row.status in OPEN), self._number_at(0))

    def next_open(self) -> int | None:
        """Return the next open claim after the selected one, from the top again after the last."""
        at = self._index(self.rows)
        round_ = self.rows[at + 1 :] + self.rows[: max(at, 0)]
        return next((row.number for row in round_ if row.status in OPEN), None)

    def neighbours(self) -> tuple[int | None, int | None]:
        """Return the claims before and after the selected one, among those shown."""
        at = self._index(self.shown)
        if at >= 0:
            return self._number_at(at - 1) if at else None, self._number_at(at + 1)
        # The selected claim is filtered out: from where it stands to the nearest that are shown.
        order = {row.number: index for index, row in enumerate(self.rows)}
        here = order.get(self.address.claim or 0, -1)
        before = [row.number for row in self.shown if order[row.number] < here]
        after = (row.number for row in self.shown if order[row.number] > here)
        return before[-1] if before else None, next(after, None)

    def _index(self, rows: list[Row]) -> int:
        return next((index for index, row in enumerate(rows) if row.number == self.address.claim), -1)

    def _number_at(self, index: int) -> int | None:
        return self.shown[index].number if index < len(self.shown) else None


def _in_reading_order(row: Row) -> tuple[bool, int, int, int]:
    return row.start is None, row.start or 0, -(row.end or 0), row.number
