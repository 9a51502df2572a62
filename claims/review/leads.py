"""Claims of other articles that were checked before and say much the same: leads to confirm, never verdicts."""

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from claims.finding.similarity import most_alike
from claims.finding.telling import keys_of
from claims.models import Article, Claim, Evidence, TellingWord, Verdict
from claims.vocabulary import DECIDED, MARKED_BY_MISTAKE, Stance, Status

MOST = 3
_COMPARED = 40  # claims that share the rarest words, compared letter by letter
_SHARED = 2  # words at least: one name or one year alone leads anywhere
_ALIKE = 0.55


@dataclass(frozen=True)
class Lead:
    """A claim checked before, its standing verdict, and what its sources are called for this person."""

    claim: Claim
    verdict: Verdict
    sources: list[str]


def leads(statement: str, article: Article, *, by: Any) -> list[Lead]:
    """Return the claims most like the statement that other articles of this person's had decided, best first.

    Three queries at most, however large the archive. Only for who may read the whole desk: of the articles that a
    writer may read, all are the own.
    """
    if not by.has_perm("claims.read_desk"):
        return []
    pool = Claim.objects.visible_to(by).filter(pk__in=_sharing(statement), status__in=DECIDED, verdict__isnull=False)
    pool = pool.exclude(article=article).exclude(status=Status.CUT, verdict__reason=MARKED_BY_MISTAKE)
    claims = list(pool.select_related("article", "verdict__by").order_by("-decided_at", "pk"))
    found = most_alike(statement, [claim.statement for claim in claims], limit=MOST, at_least=_ALIKE) if claims else []
    alike = [claims[match.place] for match in found]
    sources = _sources(alike, by) if alike else {}
    return [Lead(claim, claim.verdict, sources[claim.pk]) for claim in alike if claim.verdict]


def _sharing(statement: str) -> list[int]:
    """Return keys of the claims that share the most, and the rarest, telling words with the statement."""
    by_word: dict[int, list[int]] = defaultdict(list)
    for word, claim in TellingWord.objects.newest(keys_of(statement)):
        by_word[word].append(claim)
    weights: dict[int, list[float]] = defaultdict(list)
    for claims in by_word.values():
        for claim in claims:
            weights[claim].append(1 / math.log2(2 + len(claims)))
    shared = [claim for claim, found in weights.items() if len(found) >= _SHARED]
    return sorted(shared, key=lambda claim: (-sum(weights[claim]), -claim))[:_COMPARED]


def _sources(claims: list[Claim], by: Any) -> dict[int, list[str]]:
    """Return what stood for and against each claim, a confidential source by its number where it is hidden."""
    named: dict[int, list[str]] = defaultdict(list)
    said = Evidence.objects.standing().filter(claim__in=claims, stance__in=(Stance.SUPPORTS, Stance.CONTRADICTS))
    for row in said.select_related("source").order_by("pk"):
        named[row.claim_id].append(f"{row.get_stance_display()}: {row.source.name_for(by)}")
    return named


def remember(claim: Claim) -> None:
    """Let a claim that was just decided be found by its words. Two queries where it was known by the same before."""
    words = set(keys_of(claim.statement))
    known = set(TellingWord.objects.filter(claim=claim).values_list("word", flat=True))
    if known - words:
        TellingWord.objects.filter(claim=claim, word__in=known - words).delete()
    TellingWord.objects.bulk_create([TellingWord(claim=claim, word=word) for word in sorted(words - known)])
