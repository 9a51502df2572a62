"""Where a file's claims stand in the copy, and what to tell a person about those without a certain place."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from claims.anchoring.places import Copy
from claims.models import Article, Claim
from claims.review.wording import place

_SHOWN = 20


class Places:
    """Finds quotes in the article's current copy, which is prepared once."""

    def __init__(self, article: Article) -> None:
        # The original file may be large and is not needed here.
        self.revision = article.revisions.defer("original").order_by("-number").first()

    @cached_property
    def copy(self) -> Copy:
        return Copy(self.revision.body if self.revision else "")

    def of(self, words: str) -> dict[str, Any]:
        """Return the columns of the place of these words."""
        return place(words, self.revision, copy=self.copy)


def notes_on_places(claims: Iterable[Claim]) -> Iterator[str]:
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
