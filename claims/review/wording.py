"""Marking claims and changing what they say. Nothing stays decided under changed words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from claims import record
from claims.anchoring.places import Copy, Place
from claims.models import Article, Claim, Revision
from claims.vocabulary import DECIDED

from .assignment import problems_with_checker
from .notes import hold_for_notes, propose_notes
from .people import archived, lacking, writes
from .problems import Problem, refuse_if
from .signoff import revoke
from .transitions import write_change
from .turns import hold_article, hold_claim
from .values import ill_formed, tidied
from .verdicts import reopen_because, reopen_if_unsupported

EDITABLE = ("section", "statement", "quote", "kind", "value", "speaker", "risk", "sensitive", "note")
DECIDING = ("statement", "quote", "value")
_OFFSETS = ("start", "end")
AT_ONCE = 200  # rows written by one statement
HIGHEST_NUMBER = 2**31 - 1  # what the column holds on every database


def place(words: str, revision: Revision | None, *, copy: Copy | None = None) -> dict[str, Any]:
    """Return the columns of a claim's place: where `words` stand in the revision, if that is certain.

    `copy` is the revision's prepared body, for callers that place many claims.
    """
    if revision is None:
        return {"revision": None, "start": None, "end": None, "occurrences": None}
    places = (copy or Copy(revision.body)).find(words)
    start, end = (places[0].start, places[0].end) if len(places) == 1 else (None, None)
    return {"revision": revision, "start": start, "end": end, "occurrences": len(places)}


def problems_with_place(stands_at: Place, *, quote: str, revision: Revision | None) -> list[Problem]:
    """Return what is wrong with a place that a person chose for a quote: it must be the copy's own words there."""
    if revision is not None and quote and revision.body[stands_at.start : stands_at.end] == quote:
        return []
    return [Problem("not_there", "The copy does not say this at the place you marked. Mark the words again.")]


def chosen(stands_at: Place, *, quote: str, revision: Revision | None, copy: Copy | None = None) -> dict[str, Any]:
    """Return the columns of a place that a person chose. Raise Refused where the quote does not stand there."""
    refuse_if(problems_with_place(stands_at, quote=quote, revision=revision))
    return place(quote, revision, copy=copy) | {"start": stands_at.start, "end": stands_at.end}


def changes_words(claim: Claim, fields: dict[str, Any]) -> bool:
    """Tell whether these new values would change what was decided on."""
    return any(name in fields and fields[name] != getattr(claim, name) for name in DECIDING)


def next_number(article: Article) -> int:
    """Return the number after the article's highest."""
    return (article.claims.aggregate(n=Max("number"))["n"] or 0) + 1


def problems_with_marking(
    article: Article, *, by: Any, statement: str, number: int | None, fields: dict[str, Any] | None = None
) -> list[Problem]:
    """Return what keeps this person from marking a claim in the article. `fields`: its other columns."""
    fields = fields or {}
    problems = [*lacking(by, "add_claim"), *archived(article)]
    if not statement:
        problems.append(Problem("no_statement", "Say in one sentence what is claimed."))
    if number is not None and not 1 <= number <= HIGHEST_NUMBER:
        problems.append(Problem("bad_number", f"Number a claim from 1 to {HIGHEST_NUMBER:,}."))
    elif number is not None and article.claims.filter(number=number).exists():
        problems.append(Problem("number_taken", f"This article has a claim {number} already. Use another number."))
    if (checker := fields.get("checker")) is not None:
        problems += [
            *([] if checker == by else lacking(by, "assign_claim")),
            *problems_with_checker(checker, article=article),
        ]
    return [*problems, *ill_formed(Claim, {name: fields[name] for name in EDITABLE if name in fields})]


@transaction.atomic
def mark_claim(
    article: Article, *, by: Any, at: datetime, number: int | None = None, stands_at: Place | None = None, **fields: Any
) -> Claim:
    """Mark a new claim, unchecked and in its place in the copy. `fields` are of EDITABLE, `checker` and
    `imported_in`.

    Without a number it gets the next; without `stands_at` it stands where its quote does, if that is certain.
    Raise Refused with the problems.
    """
    hold_for_notes(article)
    article = hold_article(article)  # Two people get two numbers.
    fields = _complete(fields)
    refuse_if(problems_with_marking(article, by=by, statement=fields["statement"], number=number, fields=fields))
    revision = article.current_revision
    claim = Claim(article=article, number=number or next_number(article), **fields)
    where = chosen(stands_at, quote=claim.quote, revision=revision) if stands_at else place(claim.words, revision)
    _write_mark(claim, where, by=by, at=at)
    _follow_marks([claim], revision, by=by, at=at)
    return claim


@transaction.atomic
def mark_claims(
    article: Article, marks: Iterable[tuple[Place, dict[str, Any]]], *, by: Any, at: datetime
) -> list[Claim]:
    """Mark many claims as `mark_claim` does, all or none, each with its place in the current copy and its fields."""
    hold_for_notes(article)
    article = hold_article(article)
    revision, claims = article.current_revision, []
    copy = Copy(revision.body) if revision else None
    for number, (stands_at, values) in enumerate(marks, next_number(article)):
        fields = _complete(values)
        refuse_if(problems_with_marking(article, by=by, statement=fields["statement"], number=None, fields=fields))
        where = chosen(stands_at, quote=fields["quote"], revision=revision, copy=copy)
        claims.append(Claim(article=article, number=number, **fields, **where))
    if claims:
        Claim.objects.bulk_create(claims, batch_size=AT_ONCE)
        enter(claims, [_mark_told(claim) for claim in claims], action="marked", by=by, at=at)
        _follow_marks(claims, revision, by=by, at=at)
    return claims


def enter(claims: list[Claim], told: list[dict[str, Any]], *, action: str, by: Any, at: datetime) -> None:
    """Write one event about each of an article's claims, the last of each from then on. `told` are their details."""
    lines = [
        record.Line(claim.article_id, by, action, at, details, claim=claim.pk)
        for claim, details in zip(claims, told, strict=True)
    ]
    for claim, event in zip(claims, record.append_many(lines), strict=True):
        claim.last_event_id = event
    Claim.objects.bulk_update(claims, ["last_event"], batch_size=AT_ONCE)


def _mark_told(claim: Claim) -> dict[str, Any]:
    details = {name: getattr(claim, name) for name in ("number", *EDITABLE, "start", "end")}
    return details | {record.BOUND: record.bound(claim)}


def _complete(fields: dict[str, Any]) -> dict[str, Any]:
    """Return a new claim's fields as they are kept; its quote states it where no statement does."""
    fields = tidied(fields, of=(*EDITABLE, "checker", "imported_in"))
    return fields | {"statement": fields.get("statement") or fields.get("quote", "")}


def _write_mark(claim: Claim, where: dict[str, Any], *, by: Any, at: datetime) -> None:
    for name, value in where.items():
        setattr(claim, name, value)
    claim.save(force_insert=True)
    details = _mark_told(claim)
    claim.last_event = record.append(claim.article, by=by, action="marked", at=at, details=details, claim=claim)
    Claim.objects.filter(pk=claim.pk).update(last_event=claim.last_event)


def _follow_marks(claims: list[Claim], revision: Revision | None, *, by: Any, at: datetime) -> None:
    """Do what follows from new claims: a clearance ends, and the writer's notes at them become evidence."""
    revoke(claims[0].article, by=by, at=at, because=f"Claim {claims[0].number}: marked.")
    propose_notes(claims, revision, by=by, at=at)


def problems_with_editing(claim: Claim, *, by: Any, fields: dict[str, Any]) -> list[Problem]:
    """Return what keeps this person from giving the claim these values."""
    problems = [*lacking(by, "change_claim"), *archived(claim.article)]
    if not fields.get("statement", claim.statement):
        problems.append(Problem("no_statement", f"Claim {claim.number} needs a statement.", claim.pk))
    if "risk" in fields:
        problems += writes(by, claim.article)  # A lower risk asks for fewer sources and no second person.
    return [*problems, *ill_formed(Claim, fields)]


@transaction.atomic
def edit_claim(
    claim: Claim, *, by: Any, at: datetime, copy: Copy | None = None, stands_at: Place | None = None, **fields: Any
) -> list[str]:
    """Give the claim new values; return the names of those that changed, "place" for one that a person chose.

    A decided claim whose statement, quote or value changes is reopened, as is one that no longer meets the
    source rule at its new risk. `fields` are of EDITABLE. Raise Refused or Conflict, and then change nothing.
    """
    hold_claim(claim)
    fields = tidied(fields, of=EDITABLE)
    changed = {name: value for name, value in fields.items() if value != getattr(claim, name)}
    moves = stands_at is not None and (
        (stands_at.start, stands_at.end) != (claim.start, claim.end) or "quote" in changed
    )
    if not changed and not moves:
        return []
    refuse_if(problems_with_editing(claim, by=by, fields=changed))
    where = _moved(claim, changed, copy, stands_at if moves else None)
    before = {name: getattr(claim, name) for name in (*changed, *(_OFFSETS if moves else ()))}
    after = changed | ({name: where[name] for name in _OFFSETS} if moves else {})
    reopens = _reopened_by(claim, changed, moves=moves)
    write_change(claim, by=by, at=at, action="changed", details={"before": before, "after": after}, **changed, **where)
    if reopens:
        reopen_because(claim, by=by, at=at, reason=f"Its {reopens} changed after it was decided.")
    elif "risk" in changed:
        reopen_if_unsupported(claim, by=by, at=at, because="Its risk was changed.")
    return [*changed, *(["place"] if moves else [])]


def _reopened_by(claim: Claim, changed: dict[str, Any], *, moves: bool) -> str:
    """Return the names of the changes that end a decision, "" for none: what it was made about is not there now.

    A place that somebody gives to a claim without one changes nothing that was decided.
    """
    if claim.status not in DECIDED:
        return ""
    names = [name for name in DECIDING if name in changed]
    return ", ".join([*names, *(["place"] if moves and not names and claim.start is not None else [])])


def _moved(claim: Claim, changed: dict[str, Any], copy: Copy | None, stands_at: Place | None) -> dict[str, Any]:
    if stands_at is not None:
        quote = changed.get("quote", claim.quote)
        return chosen(stands_at, quote=quote, revision=claim.article.current_revision)
    words = changed.get("quote", claim.quote) or changed.get("statement", claim.statement)
    if words == claim.words:
        return {}
    return place(words, claim.revision or claim.article.current_revision, copy=copy)
