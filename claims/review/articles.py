"""Changing what the desk knows of an article, putting it away and bringing it back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from claims import record
from claims.models import Article, Confirmation, Verdict
from claims.models.people import full_name
from claims.vocabulary import DECIDED

from .people import archived, lacking
from .problems import Conflict, Problem, refuse_if
from .signoff import revoke
from .turns import hold_article
from .values import ill_formed, tidied
from .verdicts import reopen_if_unsupported

EDITABLE = (
    "slug", "headline", "byline", "writer", "publication", "own_publishers", "source_url", "published_on", "due_at",
    "desk",
)  # fmt: skip


# What a sign-off vouches for besides the copy; the due date or the desk may change after it.
CLEARED = ("headline", "byline", "writer", "publication", "own_publishers")


def problems_with_article(article: Article, *, by: Any, fields: dict[str, Any]) -> list[Problem]:
    """Return what keeps this person from giving the article these values. `fields` are of EDITABLE."""
    problems = [*lacking(by, "change_article"), *archived(article)]
    slug = fields.get("slug", article.slug)
    if not slug:
        problems.append(Problem("no_slug", "Give the article a slug: a short name for its address."))
    if Article.objects.filter(slug=slug).exclude(pk=article.pk).exists():
        problems.append(Problem("slug_taken", f'There is an article with the slug "{slug}" already. Use another one.'))
    if not fields.get("headline", article.headline).strip():
        problems.append(Problem("no_headline", "Give the article a headline."))
    return [*problems, *_problems_with_writer(article, by, fields), *ill_formed(Article, fields)]


def _problems_with_writer(article: Article, by: Any, fields: dict[str, Any]) -> list[Problem]:
    """Return how a change of writer would get round four eyes: nobody decides on own copy, before or after."""
    if "writer" not in fields or fields["writer"] == article.writer:
        return []
    if article.writer_id == by.pk:
        return [Problem("own_copy", "You wrote this article: somebody else has to change who its writer is.")]
    writer = fields["writer"]
    if writer is None or not _has_a_hand_in(article, writer):
        return []
    message = f"{full_name(writer)} checks or has checked claims of this article and can't be its writer."
    return [Problem("checks_it", message)]


def _has_a_hand_in(article: Article, person: Any) -> bool:
    return (
        Verdict.objects.filter(claim__article=article, by=person).exists()
        or Confirmation.objects.filter(verdict__claim__article=article, by=person).exists()
        or article.claims.filter(checker=person).exists()
    )


@transaction.atomic
def edit_article(article: Article, *, by: Any, at: datetime, **fields: Any) -> list[str]:
    """Give the article new values; return the names of those that changed.

    What becomes circular support by a new publisher of its own reopens the claims that leaned on it.
    Raise Refused with the problems, Conflict where the article was saved since it was read.
    """
    _hold(article)
    fields = tidied(fields, of=EDITABLE)
    changed = {name: value for name, value in fields.items() if value != getattr(article, name)}
    if not changed:
        return []
    refuse_if(problems_with_article(article, by=by, fields=changed))
    publishers = article.own_publisher_keys
    before = {name: getattr(article, name) for name in changed}
    details = {"before": _plain(before), "after": _plain(changed)}
    _write(article, by=by, at=at, action="article changed", details=details, **changed)
    if article.own_publisher_keys != publishers:
        _recheck(article, by=by, at=at)
    if names := [name.replace("_", " ") for name in CLEARED if name in changed]:
        revoke(article, by=by, at=at, because=f"The article's {' and '.join(names)} changed.")
    return list(changed)


def problems_with_archiving(article: Article, *, by: Any) -> list[Problem]:
    """Return what keeps this person from putting the article away or bringing it back."""
    return lacking(by, "change_article")


@transaction.atomic
def set_archived(article: Article, *, archived: bool, by: Any, at: datetime) -> bool:
    """Put the article away, or bring it back; tell whether that changed anything. Raise Refused or Conflict."""
    _hold(article)
    refuse_if(problems_with_archiving(article, by=by))
    if article.archived == archived:
        return False
    action = "article archived" if archived else "article brought back"
    _write(article, by=by, at=at, action=action, details={}, archived=archived)
    if not archived:
        _recheck(article, by=by, at=at)  # Its sources may have changed while nobody could touch its claims.
    return True


def _hold(article: Article) -> None:
    if hold_article(article) is not article:
        raise Conflict(article)


def _write(article: Article, *, by: Any, at: datetime, action: str, details: dict[str, Any], **fields: Any) -> None:
    read = Article.objects.filter(pk=article.pk, version=article.version)
    if not read.update(version=F("version") + 1):
        raise Conflict(article)
    article.version += 1
    for name, value in fields.items():
        setattr(article, name, value)
    article.save(update_fields=list(fields))
    record.append(article, by=by, action=action, at=at, details=details, bound=record.bound(article))


def _recheck(article: Article, *, by: Any, at: datetime) -> None:
    decided = article.claims.filter(status__in=DECIDED).select_related("verdict")
    for claim in decided.order_by("number"):
        claim.article = article
        reopen_if_unsupported(claim, by=by, at=at, because="The article was changed.")


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(value, "pk", value) for name, value in values.items()}
