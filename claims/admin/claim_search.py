"""What a row of the claim list shows of a search: the words that were looked for, and where a source says them."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import Truncator

from claims.derived.marking import holds, said_by_sources
from claims.derived.query import parts_of


def cut(text: str, letters: int) -> str:
    """Return the text, with an ellipsis where it is longer."""
    return Truncator(text).chars(letters) if len(text) > letters else text


def show_found(claims: Sequence[Any], search: str, user: Any) -> None:
    """Give each claim the parts that were looked for, and what its sources say where its own words lack one.

    One query for all of them, and none where every claim's own words hold what was looked for.
    """
    if not (parts := parts_of(search)):
        return
    for claim in claims:
        claim.sought = parts
    lacking = [claim for claim in claims if not holds(_own_words(claim), parts)]
    said = said_by_sources([claim.pk for claim in lacking], parts, user) if lacking else {}
    for claim in lacking:
        claim.said = said.get(claim.pk, "")


def _own_words(claim: Any) -> str:
    return "\n".join([claim.statement, claim.quote, claim.section, claim.speaker])
