"""A new version of an article's copy: what it would do to every claim, and doing it.

Nothing is written before somebody has seen the plan. What is written then is one step: the revision, the place of
every claim in it, and the decisions that no longer hold because the words they were made about are not there.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import transaction

from claims import record
from claims.anchoring.places import Place
from claims.models import Article, Claim, Revision
from claims.vocabulary import UNDECIDED, Status

from .carrying import carry
from .notes import hold_for_notes, propose_notes
from .people import archived, lacking, unfit_to_act
from .problems import Conflict, Problem, refuse_if
from .signoff import revoke
from .transitions import may_move, move
from .turns import hold_article
from .values import tidy
from .verdicts import problems_with, record_verdict
from .ways import Becomes, Way, ways

_COLUMNS = ("revision", "start", "end", "occurrences")
_AT_ONCE = 200  # claims moved by one statement
_NOTHING = Place(0, 0)  # no claim stands there


@dataclass(frozen=True)
class Choices:
    """What a person chose where the texts decide nothing, by the claim's primary key.

    cut: claims whose passage is gone and that are cut with it; the others reopen. places: for an ambiguous claim
    one of its candidates, or None where none of them is its own.
    """

    cut: frozenset[int] = frozenset()
    places: Mapping[int, Place | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What bringing in `body` would do, as things stood when it was made. `may_cut`: keys of gone claims that this
    person may cut. Nothing of it is written."""

    article: Article
    revision: Revision
    body: str
    ways: tuple[Way, ...]
    may_cut: frozenset[int]

    @property
    def changes_nothing(self) -> bool:
        return self.body == self.revision.body

    def of(self, *becomes: Becomes) -> list[Way]:
        """Return the ways that end like this, in the order of the claims' numbers."""
        return [way for way in self.ways if way.becomes in becomes]

    @cached_property
    def fingerprint(self) -> str:
        """Return 64 hexadecimal digits that are others as soon as anything that the plan rests on is."""
        claims = [_rests_on(way.claim) for way in self.ways]
        return record.digest_of(record.canonical([self.revision.pk, self.body, sorted(self.may_cut), claims]))


def _rests_on(claim: Claim) -> list[Any]:
    status = "open" if claim.status in UNDECIDED else claim.status
    return [claim.pk, status, claim.verdict_id, claim.quote, claim.statement, claim.start, claim.end]


def problems_with_revising(article: Article, *, by: Any) -> list[Problem]:
    """Return what keeps this person from bringing in new copy of the article. Writers bring in their own."""
    problems = [*lacking(by, "import_article"), *archived(article)]
    if not problems and lacking(by, "change_article") and article.writer_id != by.pk:
        problems.append(Problem("not_own", "You may bring in new copy of the articles that you wrote."))
    if not article.revisions.exists():
        problems.append(Problem("no_copy", "There is no copy of this article yet that could be compared."))
    return problems


def plan_revision(article: Article, body: str, *, by: Any) -> Plan:
    """Compare new copy with the current one. Shapes: two queries and one per disputed claim that is gone.

    Raise Refused with the problems of bringing it in.
    """
    refuse_if(problems_with_revising(article, by=by))
    revision = article.revisions.defer("original").order_by("-number")[0]
    claims = list(article.claims.select_related("verdict").order_by("number"))
    for claim in claims:
        claim.article = article
    found = tuple(ways(claims, revision.body, body))
    may_cut = frozenset(
        way.claim.pk
        for way in found
        if way.becomes is Becomes.GONE and not problems_with_cutting(way.claim, by=by, revision=revision.number + 1)
    )
    return Plan(article, revision, body, found, may_cut)


def problems_with_cutting(claim: Claim, *, by: Any, revision: int) -> list[Problem]:
    """Return what keeps this person from cutting the claim whose passage left the copy."""
    if may_move(claim.status, Status.CUT):
        return problems_with(claim, by=by, verdict=Status.CUT, reason=_why_cut(revision))
    return unfit_to_act(by, claim.article, "settle_claim")


def problems_with_choices(plan: Plan, choices: Choices) -> list[Problem]:
    """Return for which claims nothing was chosen, or what can't be."""
    problems = [
        Problem("choose", f"Claim {way.claim.number} stands in several places now. Say which is its own.", way.claim.pk)
        for way in plan.of(Becomes.AMBIGUOUS)
        if choices.places.get(way.claim.pk, _NOTHING) not in {None, *way.candidates}
    ]
    if choices.cut - plan.may_cut:
        problems.append(Problem("may_not_cut", "You may not cut these claims: they reopen, and an editor decides."))
    return problems


@transaction.atomic
def revise(
    article: Article,
    *,
    by: Any,
    at: datetime,
    body: str,
    original: bytes,
    filename: str,
    dropped: list[dict[str, str]],
    seen: str,
    choices: Choices,
) -> Revision:
    """Bring in new copy, move every claim into it and reopen what changed; return the new revision.

    `seen` is the fingerprint of the plan that the person saw. The same copy again changes nothing and returns the
    current revision. Raise Refused with the problems, Conflict where the plan is no longer true; nothing is written.
    """
    hold_for_notes(article, dropped)
    article = hold_article(article)
    plan = plan_revision(article, body, by=by)
    if plan.changes_nothing:
        return plan.revision
    if plan.fingerprint != seen:
        raise Conflict(article)
    refuse_if(problems_with_choices(plan, choices))
    revision = _written(plan, by=by, at=at, original=original, filename=filename, dropped=dropped)
    chosen = [_chosen(way, choices) for way in plan.ways]
    staying = _placed([way for way in chosen if not _reopens(way, choices.cut)], revision)
    _tell(plan, revision, staying, by=by, at=at)
    revoke(article, by=by, at=at, because=f"Revision {revision.number} of the copy was brought in.")
    # Not a new version of the claim: nothing that anybody may have open in a form has changed.
    Claim.objects.bulk_update(staying, _COLUMNS, batch_size=_AT_ONCE)
    _follow(chosen, revision, cut=choices.cut, by=by, at=at)
    propose_notes([way.claim for way in plan.ways if way.claim.pk not in choices.cut], revision, by=by, at=at)
    carry(plan.revision, revision, by=by, at=at)
    return revision


def _written(
    plan: Plan, *, by: Any, at: datetime, original: bytes, filename: str, dropped: list[dict[str, str]]
) -> Revision:
    sha256, filename = hashlib.sha256(original).hexdigest(), tidy(filename)
    return Revision.objects.create(
        article=plan.article,
        number=plan.revision.number + 1,
        body=plan.body,
        original=original,
        filename=filename,
        sha256=sha256,
        dropped=dropped,
        imported_by=by,
        imported_at=at,
    )


def _placed(staying: list[Way], revision: Revision) -> list[Claim]:
    """Give the claims that stay as they are their places in the revision; nothing is written yet."""
    for way in staying:
        for name, value in _columns(way, revision).items():
            setattr(way.claim, name, value)
    return [way.claim for way in staying]


def _tell(plan: Plan, revision: Revision, staying: list[Claim], *, by: Any, at: datetime) -> None:
    facts = {"revision": revision.number, "file": revision.filename, "sha256": revision.sha256}
    details = facts | {"dropped": revision.dropped, "claims": _numbers(plan)}
    bound = record.bound(revision, *staying)
    record.append(plan.article, by=by, action="revision brought in", at=at, details=details, bound=bound)


def _numbers(plan: Plan) -> dict[str, list[int]]:
    return {becomes.value: [way.claim.number for way in plan.of(becomes)] for becomes in Becomes if plan.of(becomes)}


def _chosen(way: Way, choices: Choices) -> Way:
    if way.becomes is not Becomes.AMBIGUOUS:
        return way
    place = choices.places[way.claim.pk]
    return replace(way, becomes=Becomes.CHANGED if place is None else Becomes.KEPT, place=place)


def _follow(found: list[Way], revision: Revision, *, cut: frozenset[int], by: Any, at: datetime) -> None:
    for way in found:
        if _reopens(way, cut):
            _reopen(way, revision, by=by, at=at)
    for way in found:
        if way.claim.pk in cut:
            record_verdict(way.claim, by=by, verdict=Status.CUT, reason=_why_cut(revision.number), at=at)


def _reopens(way: Way, cut: frozenset[int]) -> bool:
    """Tell whether the claim is open afterwards, or on its way to a cut that its status does not allow."""
    if way.becomes is not Becomes.GONE or not way.is_decided:
        return way.reopens
    return way.claim.pk not in cut or not may_move(way.claim.status, Status.CUT)


def _reopen(way: Way, revision: Revision, *, by: Any, at: datetime) -> None:
    reason = _WHY[way.becomes] % {"n": revision.number}
    details = {"reason": reason, "revision": revision.number, "was": way.was, "now": way.now}
    columns = _columns(way, revision)
    move(way.claim, to=Status.UNCHECKED, by=by, at=at, action="reopened", details=details, **columns)


def _columns(way: Way, revision: Revision) -> dict[str, Any]:
    start, end = (way.place.start, way.place.end) if way.place else (None, None)
    return {"revision": revision, "start": start, "end": end, "occurrences": way.occurrences}


def _why_cut(number: int) -> str:
    return f"Its passage is gone from the copy since revision {number}."


_WHY = {
    Becomes.CHANGED: "Revision %(n)d changed the words around it.",
    Becomes.FOUND: "Its words have a place in the copy only since revision %(n)d: they were checked without it.",
    Becomes.GONE: "Its passage is gone from the copy since revision %(n)d.",
}
