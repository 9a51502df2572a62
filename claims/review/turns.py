"""Taking turns: what a rule reads stays true until its change is written."""

from typing import Any

from claims import record
from claims.models import Article, Claim

from .problems import Conflict


def read_again(row: Any, *related: str) -> Any:
    """Return the row as it stands in the database now, with its `related` rows.

    It is the same object where nobody saved the row since it was read, and a new one where somebody did. What
    a form has put into the object unasked is taken back: rules compare with what is stored. Raise Conflict
    where the row is gone.
    """
    rows = type(row)._base_manager.filter(pk=row.pk)
    now = (rows.select_related(*related) if related else rows).first()
    if now is None:
        raise Conflict(row)
    if now.version != row.version:
        return now
    for field in now._meta.concrete_fields:
        setattr(row, field.attname, getattr(now, field.attname))
    for name in related:
        setattr(row, name, getattr(now, name))
    return row


def as_it_was_read(row: Any, *related: str) -> None:
    """Read the row again. Raise Conflict where somebody saved it in the meantime."""
    if read_again(row, *related) is not row:
        raise Conflict(row)


def hold_article(article: Article) -> Article:
    """Take the article's turn until the transaction ends; return it as it stands now, `article` if that is current."""
    record.hold(article.pk)
    return read_again(article)


def hold_claim(claim: Claim) -> None:
    """Take the turn of the claim's article. Raise Conflict where the claim was saved since it was read."""
    record.hold(claim.article_id)
    as_it_was_read(claim, "article", "verdict")


def claim_as_it_stands(claim: Claim) -> Claim:
    """Take the turn of the claim's article and return the claim of now, `claim` itself if that is current.

    For what two people may do to one claim at the same time, such as bringing evidence.
    """
    record.hold(claim.article_id)
    return read_again(claim, "article", "verdict")
