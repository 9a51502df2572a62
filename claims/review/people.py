"""Who may act on an article: the permission, and four eyes on top of it."""

from typing import Any

from claims.models import Article, Source
from claims.models.people import may

from .problems import Problem

_ACTS = {
    "record_verdict": "mark claims verified or disputed",
    "confirm_verdict": "confirm verdicts",
    "settle_claim": "settle disputes",
    "assign_claim": "assign claims",
    "change_claim": "change claims",
    "add_claim": "mark claims",
    "add_evidence": "bring evidence",
    "change_evidence": "change or withdraw evidence",
    "change_source": "change sources",
    "add_source": "add sources",
    "merge_source": "merge sources",
    "sign_off_article": "sign off articles",
    "import_table": "import spreadsheets",
    "import_source": "hand in sheets of sources",
    "import_article": "bring in articles",
    "change_article": "change articles",
    "add_query": "ask queries",
    "export_claim": "export claims, sources and evidence",
}


def lacking(by: Any, permission: str) -> list[Problem]:
    """Return the problem of a person who was not given the permission; being a superuser does not help."""
    if may(by, permission):
        return []
    return [Problem("not_permitted", f"Your role does not let you {_ACTS[permission]}. Ask an editor.")]


def writes(by: Any, article: Article) -> list[Problem]:
    """Return the problem of a writer who would decide on own copy."""
    if article.writer_id is None or article.writer_id != by.pk:
        return []
    return [Problem("own_copy", "You wrote this article: somebody else has to decide on its claims.")]


def archived(article: Article) -> list[Problem]:
    """Return the problem of acting on an article that was put away."""
    if not article.archived:
        return []
    return [Problem("archived", "This article is archived. An editor can bring it back.")]


def blind(by: Any, source: Source) -> list[Problem]:
    """Return the problem of changing what one may not see: a change could show it, or destroy it unread."""
    if not source.hidden_from(by):
        return []
    return [Problem("confidential", "This source is confidential. Who may see it has to make this change.")]


def unfit_to_act(by: Any, article: Article, permission: str) -> list[Problem]:
    """Return all that keeps this person from acting on this article's claims."""
    return [*lacking(by, permission), *writes(by, article), *archived(article)]
