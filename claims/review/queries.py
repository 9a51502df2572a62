"""Questions about a claim to the writer or to a source, and their answers. What waits for one blocks sign-off."""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims import record
from claims.anchoring.borrowing import Borrowing
from claims.models import Article, Claim, Query, Source
from claims.models.people import may

from .people import archived, blind, lacking
from .problems import Conflict, Problem, refuse_if
from .signoff import revoke
from .turns import claim_as_it_stands
from .values import tidy

LONGEST = 5_000  # characters of a question or an answer


def problems_with_asking(claim: Claim, *, by: Any, question: str, source: Source | None = None) -> list[Problem]:
    """Return what keeps this person from asking this about the claim; without a source it goes to the writer."""
    problems = [*lacking(by, "add_query"), *archived(claim.article), *_words_missing(question, "question")]
    if source is not None:
        problems += blind(by, source)
        if source.merged_into_id is not None:
            message = "This source was merged into another. Choose the one that stayed."
            problems.append(Problem("merged_before", message, claim.pk))
    return problems


def _words_missing(text: str, what: str) -> list[Problem]:
    text = tidy(text)
    if not text:
        return [Problem(f"no_{what}", f"Write the {what}.")]
    if len(text) > LONGEST:
        return [Problem("too_long", f"Keep the {what} to {LONGEST:,} characters: it has {len(text):,}.")]
    return []


@transaction.atomic
def ask(claim: Claim, *, by: Any, question: str, at: datetime, source: Source | None = None) -> Query:
    """Ask the writer, or the source, about the claim; a standing sign-off of the article ends.

    The same question again while it waits is no second one. Raise Refused with the problems.
    """
    claim = claim_as_it_stands(claim)
    refuse_if(problems_with_asking(claim, by=by, question=question, source=source))
    asked = {"source": source, "question": tidy(question), "asked_by": by}
    if (there := claim.queries.filter(**asked, answered_at__isnull=True).first()) is not None:
        return there
    query = Query.objects.create(claim=claim, asked_at=at, **asked)
    tell(query, by=by, at=at, action="query asked", question=query.question)
    revoke(claim.article, by=by, at=at, because=f"Claim {claim.number}: query asked.")
    return query


def may_answer(query: Query, *, by: Any) -> bool:
    """Tell whether an answer is this person's to give: the writer's own, or to note for who asked or an editor."""
    if query.source is None and query.claim.article.writer_id == by.pk:
        return True
    return may(by, "change_query") and (query.asked_by_id == by.pk or may(by, "settle_claim"))


def problems_with_answering(query: Query, *, by: Any, answer: str) -> list[Problem]:
    """Return what keeps this person from answering the query."""
    problems = [*archived(query.claim.article), *_words_missing(answer, "answer")]
    if not may_answer(query, by=by):
        message = "The writer answers this query, or who asked it notes the answer, or an editor."
        problems.append(Problem("not_yours", message, query.claim_id))
    return [*problems, *(blind(by, query.source) if query.source else [])]


@transaction.atomic
def answer_query(query: Query, *, by: Any, answer: str, at: datetime) -> bool:
    """Answer the query; tell whether that changed anything: the same answer again does not.

    Raise Refused with the problems, Conflict with the query as it stands where somebody else has answered.
    """
    claim = claim_as_it_stands(query.claim)
    query = Query.objects.for_list().get(pk=query.pk)
    query.claim = claim
    refuse_if(problems_with_answering(query, by=by, answer=answer))
    answer = tidy(answer)
    if query.answered_at is not None and (query.answer, query.answered_by) == (answer, by):
        return False
    if query.answered_at is not None:
        raise Conflict(query)
    query.answer, query.answered_by, query.answered_at = answer, by, at
    query.save(update_fields=["answer", "answered_by", "answered_at"])
    tell(query, by=by, at=at, action="query answered", answer=answer)
    return True


def tell(query: Query, *, by: Any, at: datetime, action: str, **words: str) -> None:
    """Write what happened to a query, as it stands now, into its article's record."""
    claim = query.claim
    # The source's key: readers of the record who may not see the source are not shown the words either.
    to = {"source": query.source_id} if query.source_id else {"to": "writer"}
    details = {"number": claim.number, "query": query.pk, **to, **words}
    bound = record.bound(query)
    event = record.append(claim.article, by=by, action=action, at=at, details=details, claim=claim, bound=bound)
    # Not a new version: a question changes nothing that anybody may be typing.
    Claim.objects.filter(pk=claim.pk).update(last_event=event)
    claim.last_event = event


def words_of_the_copy(question: str, article: Article) -> list[str]:
    """Return the passages of a question that stand word for word in the unpublished copy."""
    body = article.revisions.order_by("-number").values_list("body", flat=True).first()
    return Borrowing(body).passages(question) if body else []
