"""What the desk has to say on each claim of an article, for whoever takes the article along."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.text import capfirst

from claims.models import Article, Claim, Confirmation, Evidence, Revision
from claims.models.people import full_name
from claims.vocabulary import Stance, Status

from .legible import legible


@dataclass(frozen=True)
class Note:
    """One claim with its standing verdict, the evidence that stands and the names of who confirmed the verdict.

    `viewer` is who reads the note: of sources hidden from them only the number is told. None is nobody in
    particular, who may know least.
    """

    claim: Claim
    evidence: tuple[Evidence, ...]
    confirmed_by: tuple[str, ...]
    viewer: Any

    @property
    def number(self) -> int:
        return self.claim.number

    @property
    def status(self) -> str:
        return str(Status(self.claim.status).label)

    @property
    def statement(self) -> str:
        return legible(self.claim.statement)

    @property
    def reason(self) -> str:
        return legible(self.claim.verdict.reason) if self.claim.verdict else ""

    @property
    def correction(self) -> str:
        return legible(self.claim.verdict.correction) if self.claim.verdict else ""

    @property
    def decided(self) -> str:
        """Who decided and when, "" for what nobody decided."""
        verdict = self.claim.verdict
        return f"{legible(full_name(verdict.by))}, {moment(verdict.at)}" if verdict else ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Each source in a line: what it says, its name, where, and the finding."""
        return tuple(self._cited(piece) for piece in self.evidence)

    def _cited(self, piece: Evidence) -> str:
        source, stance = piece.source, capfirst(str(Stance(piece.stance).label))
        if source.hidden_from(self.viewer):
            return f"{stance}: {source.name_for(self.viewer)}"
        whence = ", ".join(
            part for part in (source.title, source.publisher, source.published_on, piece.locator) if part
        )
        said = f"{stance}: {whence}" + (f": {piece.finding}" if piece.finding else "")
        return legible(f"{said} <{source.url}>" if source.url else said).replace("\n", " ")


@dataclass(frozen=True)
class Checking:
    """An article's current copy and the notes on all its claims by number, as one person may see them."""

    article: Article
    revision: Revision
    notes: tuple[Note, ...]
    viewer: Any

    def stands(self, claim: Claim) -> bool:
        """Tell whether the claim has a certain place in this copy."""
        return claim.end is not None and claim.revision_id == self.revision.pk and claim.end <= self.revision.length


def moment(at: datetime) -> str:
    """Return a time as the desk's clock showed it: "4 Mar 2026, 12:00"."""
    local = timezone.localtime(at)
    return f"{local.day} {local:%b %Y, %H:%M}"


def checking_of(article: Article, revision: Revision, *, viewer: Any) -> Checking:
    """Return what there is to say about the article. Three queries, however many claims there are."""
    claims = list(article.claims.select_related("verdict__by").order_by("number"))
    evidence = _by_claim(
        (piece.claim_id, piece)
        for piece in Evidence.objects.standing().filter(claim__article=article).select_related("source").order_by("pk")
    )
    standing = Confirmation.objects.filter(verdict__claim__article=article, verdict__claim__verdict=F("verdict"))
    confirmed = _by_claim(
        (row.verdict.claim_id, legible(full_name(row.by)))
        for row in standing.select_related("by", "verdict").order_by("pk")
    )
    notes = (Note(claim, tuple(evidence[claim.pk]), tuple(confirmed[claim.pk]), viewer) for claim in claims)
    return Checking(article, revision, tuple(notes), viewer)


def _by_claim(pairs: Iterable[tuple[int, Any]]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for claim, row in pairs:
        found[claim].append(row)
    return found
