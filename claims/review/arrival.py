"""An article's copy arrives at the desk."""

import hashlib
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from claims import record
from claims.models import Article, Revision

from .people import lacking
from .problems import Problem, refuse_if
from .values import tidied, tidy


def problems_with_new_article(article: Article, *, by: Any) -> list[Problem]:
    """Return what keeps this person from bringing in this article: its columns are set, it is not saved."""
    problems = lacking(by, "import_article")
    if article.slug and Article.objects.filter(slug=article.slug).exists():
        message = f'There is an article with the slug "{article.slug}" already. Give this one another slug.'
        problems.append(Problem("slug_taken", message))
    try:
        article.clean_fields(exclude=["imported_in"])
    except ValidationError as error:
        problems += [
            Problem("bad_field", f"{name.replace('_', ' ').capitalize()}: {message}")
            for name, messages in error.message_dict.items()
            for message in messages
        ]
    return problems


@transaction.atomic
def bring_in_article(
    *, by: Any, at: datetime, body: str, original: bytes, filename: str, dropped: list[dict[str, str]], **fields: Any
) -> Article:
    """Make an article with its first revision, the original kept byte for byte; return the article.

    `fields` are the article's columns. Who may only write, not edit, brings in own articles. Raise Refused.
    """
    fields, filename = tidied(fields, of=fields), tidy(filename)
    if lacking(by, "change_article"):
        fields["writer"] = by
    article = Article(**fields)
    refuse_if(problems_with_new_article(article, by=by))
    article.save(force_insert=True)
    sha256 = hashlib.sha256(original).hexdigest()
    revision = Revision.objects.create(
        article=article,
        number=1,
        body=body,
        original=original,
        filename=filename,
        sha256=sha256,
        dropped=dropped,
        imported_by=by,
        imported_at=at,
    )
    plain = {name: getattr(value, "pk", value) for name, value in fields.items()}
    details = {"fields": plain, "revision": revision.number, "file": filename, "sha256": sha256, "dropped": dropped}
    record.append(
        article, by=by, action="article brought in", at=at, details=details, bound=record.bound(article, revision)
    )
    return article
