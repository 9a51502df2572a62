"""What becomes of a contradiction that the finder sees in the copy: put aside for a reason, or brought back.

It has no row of its own, as the finder makes it anew whenever somebody asks. It is known by what it says and by the
words of both places, so that it stays aside when it is found again, in a later revision too.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from claims import record
from claims.models import Article, Aside, Revision, Search
from claims.vocabulary import AsideReason

from .people import unfit_to_act, writes
from .problems import Conflict, Problem, refuse_if
from .proposals import problems_with_finding
from .turns import hold_article


class Words(NamedTuple):
    """What a contradiction is known by. The same ages of two people are two contradictions: their messages differ."""

    sort: str
    message: str
    first: str
    second: str

    @property
    def name(self) -> str:
        """Return 64 hexadecimal digits by which a form names it."""
        return record.digest_of(record.canonical(self))


def words_of(found: dict[str, Any], body: str) -> Words:
    """Return what one of a search's contradictions is known by, in the copy that was searched."""
    first, second = (body[slice(*found[side])] for side in ("first", "second"))
    return Words(found["sort"], found["message"], first, second)


def put_aside_in(article: Article) -> dict[Words, Aside]:
    """Return what of the article is put aside, with who did. One query."""
    standing = article.asides.standing().select_related("by")
    return {Words(*(getattr(aside, name) for name in Words._fields)): aside for aside in standing}


def problems_with_putting_aside(revision: Revision, words: Words | None, *, by: Any, reason: str) -> list[Problem]:
    """Return what keeps this person from putting the contradiction aside; None is one that is not in the copy."""
    problems = [*problems_with_finding(revision, by=by), *writes(by, revision.article)]
    if reason not in AsideReason.values:
        message = "Say why it is put aside: both are right, left so on purpose, or dealt with already."
        problems.append(Problem("no_reason", message))
    if words is None:
        message = "The finder sees this contradiction no longer: there is nothing to put aside."
        problems.append(Problem("no_such_contradiction", message))
    return problems


def problems_with_bringing_back(aside: Aside, *, by: Any) -> list[Problem]:
    """Return what keeps this person from bringing the contradiction back."""
    return unfit_to_act(by, aside.article, "add_claim")


@transaction.atomic
def put_aside(revision: Revision, name: str, *, by: Any, at: datetime, reason: str) -> Aside:
    """Take the contradiction of this name off the list of what the finder sees in the revision, for a reason.

    Raise Refused with the problems, Conflict where somebody put it aside since it was read.
    """
    article = revision.article = hold_article(revision.article)
    search = Search.objects.filter(revision=revision).first()
    seen = [words_of(one, revision.body) for one in search.contradictions] if search else []
    words = next((one for one in seen if one.name == name), None)
    refuse_if(problems_with_putting_aside(revision, words, by=by, reason=reason))
    assert words is not None
    if (standing := put_aside_in(article).get(words)) is not None:
        raise Conflict(standing)
    aside = Aside.objects.create(article=article, **words._asdict(), reason=reason, by=by, at=at)
    _tell(aside, "contradiction put aside", by=by, at=at, revision=revision.number)
    return aside


@transaction.atomic
def bring_back(aside: Aside, *, by: Any, at: datetime) -> None:
    """Put the contradiction back on the list. Raise Refused with the problems, Conflict where somebody did since."""
    aside.article = hold_article(aside.article)
    refuse_if(problems_with_bringing_back(aside, by=by))
    back = {"brought_back_by": by, "brought_back_at": at}
    if not Aside.objects.standing().filter(pk=aside.pk).update(**back):
        raise Conflict(aside)
    for field, value in back.items():
        setattr(aside, field, value)
    _tell(aside, "contradiction brought back", by=by, at=at)


def _tell(aside: Aside, action: str, *, by: Any, at: datetime, **more: Any) -> None:
    details = more | {name: getattr(aside, name) for name in (*Words._fields, "reason")}
    record.append(aside.article, by=by, action=action, at=at, details=details, bound=record.bound(aside))
