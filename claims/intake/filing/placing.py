"""Where a file's claims stand in the copy, and what to tell a person about those without a certain place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from claims.anchoring.places import Copy
from claims.models import Article
from claims.review.wording import place
from claims.vocabulary import Kind, Risk, Status

_SHOWN = 20


@dataclass(slots=True)
class NewClaim:
    """A claim on its way to the database. A row of the model takes 20 microseconds to make, this one takes 2."""

    article: Article
    number: int
    section: str = ""
    statement: str = ""
    quote: str = ""
    kind: str = Kind.OTHER.value
    value: str = ""
    speaker: str = ""
    risk: str = Risk.LOW.value
    sensitive: bool = False
    note: str = ""
    revision_id: int | None = None
    start: int | None = None
    end: int | None = None
    occurrences: int | None = None
    checker_id: int | None = None
    # What every new claim starts with.
    status: ClassVar[str] = Status.UNCHECKED.value
    verdict_id: ClassVar[None] = None
    decided_at: ClassVar[None] = None

    @property
    def words(self) -> str:
        """What is looked for in the copy, as of any claim."""
        return self.quote or self.statement


class Places:
    """Finds quotes in the article's current copy, which is prepared once."""

    def __init__(self, article: Article) -> None:
        # The original file may be large and is not needed here.
        self.revision = article.revisions.defer("original").order_by("-number").first()

    @cached_property
    def copy(self) -> Copy:
        return Copy(self.revision.body if self.revision else "")

    def put(self, claim: NewClaim) -> None:
        """Put a claim that is not saved yet where its words stand."""
        for name, value in place(claim.words, self.revision, copy=self.copy).items():
            if name == "revision":
                claim.revision_id = value and value.pk
            else:
                setattr(claim, name, value)


def notes_on_places(claims: Iterable[NewClaim]) -> Iterator[str]:
    """Say which claims have no certain place, by number."""
    lost = [claim for claim in claims if claim.start is None]
    if unread := [claim for claim in lost if claim.occurrences is None]:
        yield f"{_claims(len(unread))} not looked for in the copy: the article has none yet."
    if absent := [claim.number for claim in lost if claim.occurrences == 0]:
        yield f"{_claims(len(absent))} not found in the copy: {_listed(absent)}."
    if several := [claim for claim in lost if claim.occurrences]:
        found = [f"{claim.number} (found {claim.occurrences} times)" for claim in several]
        yield f"{_claims(len(several))} found more than once, so without a certain place: {_listed(found)}."


def _claims(number: int) -> str:
    return "1 claim was" if number == 1 else f"{number:,} claims were"


def _listed(names: list[Any]) -> str:
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(map(str, names[:_SHOWN])) + more
