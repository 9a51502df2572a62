"""What becomes of the passages that the finder proposes: a claim, a waiver with its reason, or a proposal again.

Nothing here decides anything about a fact. What is accepted becomes an unchecked claim; what is waived says that
there is nothing to check, and so it is for those who check: never for the writer of the copy.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from claims import record
from claims.anchoring.places import Place
from claims.models import Article, Candidate, Claim, Revision
from claims.vocabulary import CandidateState, Risk, Status, WaiverReason

from .notes import hold_for_notes
from .people import archived, lacking, unfit_to_act, writes
from .problems import Conflict, Problem, refuse_if
from .repeats import Repeats
from .turns import as_it_was_read, hold_article
from .wording import AT_ONCE, enter, mark_claim, mark_claims, problems_with_marking

_PROPOSED = ("kind", "value", "speaker", "risk", "sensitive")
_RISKS = list(Risk)
_ACCEPTED = "proposal accepted"


def problems_with_finding(revision: Revision, *, by: Any) -> list[Problem]:
    """Return what keeps this person from having claims proposed in the revision."""
    return [*lacking(by, "add_claim"), *archived(revision.article), *_newer_than(revision)]


def problems_with_accepting(candidate: Candidate, *, by: Any, fields: dict[str, Any]) -> list[Problem]:
    """Return what keeps this person from accepting the passage as a claim with these values."""
    article = candidate.revision.article
    marking = problems_with_marking(
        article, by=by, statement=fields.get("statement") or fields.get("quote", ""), number=None, fields=fields
    )
    lowers = _RISKS.index(Risk(candidate.risk)) > _risk_of(fields)
    return [*marking, *(writes(by, article) if lowers else []), *_not_waiting(candidate)]


def _risk_of(fields: dict[str, Any]) -> int:
    """Return how high the risk is; a word that is no risk is refused elsewhere."""
    risk = fields.get("risk")
    return _RISKS.index(Risk(risk)) if risk in Risk.values else len(_RISKS)


def problems_with_waiving(candidate: Candidate, *, by: Any, reason: str, repeats: Claim | None = None) -> list[Problem]:
    """Return what keeps this person from waiving the passage for this reason."""
    article = candidate.revision.article
    problems = [*unfit_to_act(by, article, "add_claim"), *_not_waiting(candidate)]
    if reason not in WaiverReason.values:
        problems.append(Problem("no_reason", "Say why it is no claim: opinion, not checkable, or repeats a claim."))
    if reason == WaiverReason.REPEATS:
        problems += _not_repeated(repeats, article)
    return problems


def _not_repeated(claim: Claim | None, article: Article) -> list[Problem]:
    if claim is None or claim.article_id != article.pk:
        return [Problem("no_such_claim", "Say which claim it repeats: a number of this article.")]
    if claim.status == Status.CUT:
        return [
            Problem("cut", f"Claim {claim.number} is cut: nobody checks it now. Accept this one instead.", claim.pk)
        ]
    return []


def problems_with_taking_back(candidate: Candidate, *, by: Any) -> list[Problem]:
    """Return what keeps this person from taking the waiver back."""
    problems = [*unfit_to_act(by, candidate.revision.article, "add_claim"), *_newer_than(candidate.revision)]
    if candidate.state != CandidateState.WAIVED:
        problems.append(Problem("not_waived", "This passage is not waived: there is nothing to take back."))
    return problems


def _not_waiting(candidate: Candidate) -> list[Problem]:
    return [*_newer_than(candidate.revision), *_settled(candidate)]


def _settled(candidate: Candidate) -> list[Problem]:
    if candidate.state == CandidateState.PROPOSED:
        return []
    return [Problem("settled", f"This passage is {CandidateState(candidate.state).label} already.")]


def _newer_than(revision: Revision) -> list[Problem]:
    if not revision.article.revisions.filter(number__gt=revision.number).exists():
        return []
    return [Problem("old_copy", "A newer revision of the copy is in. Look at what is proposed in that one.")]


def as_proposed(candidate: Candidate) -> dict[str, Any]:
    """Return the columns of the claim that the passage becomes when nobody edits it."""
    words = {"quote": candidate.quote, "statement": candidate.sentence or candidate.quote}
    return words | {name: getattr(candidate, name) for name in _PROPOSED}


@transaction.atomic
def accept(candidate: Candidate, *, by: Any, at: datetime, stands_at: Place | None = None, **fields: Any) -> Claim:
    """Make the passage a claim, unchecked, in its place. `fields` win over what was proposed; `stands_at` says where
    an edited quote stands.

    Raise Refused with the problems, Conflict where somebody settled the passage since it was read.
    """
    _hold(candidate)
    fields = as_proposed(candidate) | fields
    refuse_if(problems_with_accepting(candidate, by=by, fields=fields))
    if stands_at is None and fields["quote"] == candidate.quote:
        stands_at = _place_of(candidate)
    claim = mark_claim(candidate.revision.article, by=by, at=at, stands_at=stands_at, **fields)
    _settle(candidate, by=by, at=at, action=_ACCEPTED, state=CandidateState.ACCEPTED, claim=claim)
    return claim


@transaction.atomic
def accept_all(candidates: Iterable[Candidate], *, by: Any, at: datetime) -> list[Claim]:
    """Accept every passage as it was proposed, but for those that repeat a claim, in one step: all or none.

    The candidates are of one revision. Raise Refused or Conflict as `accept` does; nothing is written then.
    """
    waiting = list(candidates)
    if not waiting:
        return []
    revision = waiting[0].revision
    _hold(waiting[0])
    versions = dict(Candidate.objects.filter(revision=revision).values_list("pk", "version"))
    for candidate in waiting:
        candidate.revision = revision
        if versions.get(candidate.pk) != candidate.version:
            raise Conflict(candidate)
    refuse_if([*_newer_than(revision), *(problem for one in waiting for problem in _settled(one))])
    fresh = Repeats.of_article(revision.article, revision).apart(waiting)
    marks = [(_place_of(candidate), as_proposed(candidate)) for candidate in fresh]
    claims = mark_claims(revision.article, marks, by=by, at=at)
    told = [_told(candidate) for candidate in fresh]
    for candidate, claim in zip(fresh, claims, strict=True):
        candidate.state, candidate.claim = CandidateState.ACCEPTED, claim
        candidate.settled_by, candidate.settled_at = by, at
        candidate.version += 1
    columns = ["state", "claim", "settled_by", "settled_at", "version"]
    Candidate.objects.bulk_update(fresh, columns, batch_size=AT_ONCE)
    told = [details | {record.BOUND: record.bound(one)} for details, one in zip(told, fresh, strict=True)]
    enter(claims, told, action=_ACCEPTED, by=by, at=at)
    return claims


@transaction.atomic
def waive(candidate: Candidate, *, by: Any, at: datetime, reason: str, repeats: Claim | None = None) -> None:
    """Keep the passage from becoming a claim, for a reason; with REPEATS the claim that says the same.

    Raise Refused with the problems, Conflict where somebody settled the passage since it was read.
    """
    _hold(candidate)
    refuse_if(problems_with_waiving(candidate, by=by, reason=reason, repeats=repeats))
    repeated = repeats if reason == WaiverReason.REPEATS else None
    state = CandidateState.WAIVED
    _settle(candidate, by=by, at=at, action="proposal waived", state=state, waiver=reason, repeats=repeated)


@transaction.atomic
def waive_repeats(candidates: Iterable[Candidate], *, by: Any, at: datetime) -> list[Candidate]:
    """Waive each of the passages that repeats a claim, as `waive` does, in one step: all or none. Return those.

    The candidates are of one revision. Raise Refused or Conflict as `waive` does; nothing is written then.
    """
    waiting = list(candidates)
    if not waiting:
        return []
    _hold(waiting[0])
    revision, article = waiting[0].revision, waiting[0].revision.article
    known, claims = Repeats.of_article(article, revision), {claim.number: claim for claim in article.claims.all()}
    waived = [(one, claims[number]) for one in waiting if (number := known.number(one)) is not None]
    for candidate, claim in waived:
        waive(candidate, by=by, at=at, reason=WaiverReason.REPEATS, repeats=claim)
    return [candidate for candidate, _ in waived]


@transaction.atomic
def take_back(candidate: Candidate, *, by: Any, at: datetime) -> None:
    """Propose a waived passage again. Raise Refused with the problems, Conflict where it was settled anew."""
    _hold(candidate)
    refuse_if(problems_with_taking_back(candidate, by=by))
    _settle(candidate, by=by, at=at, action="waiver taken back", state=CandidateState.PROPOSED, waiver="", repeats=None)


def _hold(candidate: Candidate) -> None:
    """Take the turn of the passage's article. Raise Conflict where the passage was settled since it was read."""
    article = candidate.revision.article
    hold_for_notes(article)
    candidate.revision.article = hold_article(article)
    as_it_was_read(candidate)


def _place_of(candidate: Candidate) -> Place:
    return Place(candidate.start, candidate.end)


def _told(candidate: Candidate, *, waiver: str = "", repeats: Claim | None = None) -> dict[str, Any]:
    """Return what the record tells of a passage that is settled, from how it stands before that."""
    return {
        "revision": candidate.revision.number,
        "start": candidate.start,
        "end": candidate.end,
        "quote": candidate.quote,
        "waiver": {"before": candidate.waiver, "after": waiver},
        "repeats": repeats.number if repeats else None,
    }


def _settle(candidate: Candidate, *, by: Any, at: datetime, action: str, **fields: Any) -> None:
    article, claim = candidate.revision.article, fields.get("claim")
    details = _told(candidate, waiver=fields.get("waiver", ""), repeats=fields.get("repeats"))
    settled = fields["state"] != CandidateState.PROPOSED
    fields |= {"settled_by": by if settled else None, "settled_at": at if settled else None}
    read = Candidate.objects.filter(pk=candidate.pk, version=candidate.version)
    if not read.update(version=F("version") + 1, **fields):
        raise Conflict(candidate)
    candidate.version += 1
    for name, value in fields.items():
        setattr(candidate, name, value)
    bound = record.bound(candidate)
    event = record.append(article, by=by, action=action, at=at, details=details, claim=claim, bound=bound)
    if claim is not None:
        Claim.objects.filter(pk=claim.pk).update(last_event=event)
        claim.last_event = event
