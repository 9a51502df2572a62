"""The source rule: what evidence a decision needs. `Claim.objects.needs_second_source` says part of it in SQL."""

from collections.abc import Iterable
from itertools import combinations

from claims.models import Article, Claim, Evidence, Source, Verdict
from claims.vocabulary import Risk, SourceKind, Stance, Status

from .problems import Problem


def standing_evidence(claim: Claim) -> list[Evidence]:
    """Return the claim's evidence that was not withdrawn, with its sources, in one query."""
    return list(claim.evidence.standing().select_related("source__origin"))


def is_circular(source: Source, article: Article) -> bool:
    """Tell whether a source, or what it copies, comes from the article's own publishers."""
    origin = source.origin
    return article.publishes(source.publisher_key) or (origin is not None and article.publishes(origin.publisher_key))


def are_independent(one: Source, other: Source) -> bool:
    """Tell whether two sources come from two known publishers and neither copies the other or the same third."""
    publishers = {one.publisher_key, other.publisher_key}
    origins = {one.origin_id or one.pk, other.origin_id or other.pk}
    return "" not in publishers and len(publishers) == 2 and len(origins) == 2


def counting(evidence: Iterable[Evidence], article: Article, stance: str) -> list[Evidence]:
    """Return what counts for a decision: looked at, of this stance, not from the article's own publishers."""
    return [e for e in evidence if e.stance == stance and e.counts and not is_circular(e.source, article)]


def meets_two_source_rule(evidence: Iterable[Evidence]) -> bool:
    """Tell whether counting evidence holds a primary document or two independent sources."""
    sources = [e.source for e in evidence]
    if any(source.kind == SourceKind.PRIMARY for source in sources):
        return True
    return any(are_independent(one, other) for one, other in combinations(sources, 2))


def problems_with_support(claim: Claim, *, verdict: str, reason: str) -> list[Problem]:
    """Return what the claim's evidence lacks for this verdict. Shapes: one query, no writes."""
    if verdict not in {Status.VERIFIED, Status.CORRECTED}:
        return []
    evidence = standing_evidence(claim)
    if verdict == Status.VERIFIED:
        return [*_too_little(claim, evidence, Stance.SUPPORTS), *_contradicted(claim, evidence, reason)]
    return _too_little(claim, evidence, Stance.CONTRADICTS)


def problems_with_standing(claim: Claim) -> list[Problem]:
    """Return why the claim's standing verdict no longer meets the source rule; empty where it does.

    A reason answers what contradicted the claim when it was given, and nothing that came later.
    """
    if claim.verdict is None or claim.status not in {Status.VERIFIED, Status.CORRECTED}:
        return []
    problems = problems_with_support(claim, verdict=claim.status, reason=claim.verdict.reason)
    if not problems and claim.status == Status.VERIFIED and _contradicted_since(claim, claim.verdict):
        problems.append(Problem("contradicted", f"A source contradicts claim {claim.number} since.", claim.pk))
    return problems


def _contradicted_since(claim: Claim, verdict: Verdict) -> bool:
    return claim.evidence.standing().filter(stance=Stance.CONTRADICTS, added_at__gt=verdict.at).exists()


def _too_little(claim: Claim, evidence: list[Evidence], stance: str) -> list[Problem]:
    word = "supporting" if stance == Stance.SUPPORTS else "contradicting"
    enough = counting(evidence, claim.article, stance)
    if not enough:
        return [Problem("no_source", _why_no_source(claim, evidence, stance, word), claim.pk)]
    if claim.risk == Risk.HIGH and not meets_two_source_rule(enough):
        return [
            Problem(
                "second_source",
                f"Claim {claim.number} is high risk: it needs one primary document, or two {word} sources from "
                "different publishers that do not copy each other.",
                claim.pk,
            )
        ]
    return []


def _why_no_source(claim: Claim, evidence: list[Evidence], stance: str, word: str) -> str:
    of_stance = [e for e in evidence if e.stance == stance]
    if any(e.counts for e in of_stance):
        return (
            f"Claim {claim.number} has only {word} sources from the article's own publishers. A publication is no "
            "source for itself: bring another one."
        )
    if of_stance:
        return f"Claim {claim.number} has a {word} source, but not where or what it says. Add a locator or a finding."
    return f"Claim {claim.number} has no {word} source yet. Add one, with where it says so or what it says."


def _contradicted(claim: Claim, evidence: list[Evidence], reason: str) -> list[Problem]:
    if reason or not any(e.stance == Stance.CONTRADICTS for e in evidence):
        return []
    return [
        Problem(
            "contradicted",
            f"A source contradicts claim {claim.number}. Give the reason why it is verified all the same.",
            claim.pk,
        )
    ]
