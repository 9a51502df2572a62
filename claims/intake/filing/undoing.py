"""Undoing an import while nothing of it was decided, changed or used."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from claims import record
from claims.models import Article, Claim, Evidence, Import, Source
from claims.review.assignment import assign
from claims.review.evidence import change_evidence
from claims.review.importing import claims_of, problems_with_undoing
from claims.review.leaning import articles_leaning_on
from claims.review.problems import refuse_if
from claims.review.sources import edit_source
from claims.review.wording import edit_claim


@transaction.atomic
def undo(import_: Import, *, by: Any, at: datetime) -> None:
    """Delete the rows that the import made and put changed ones back; the record keeps a line of both.

    A claim that was reopened because its words changed stays open. Raise Refused with the problems, and
    then change nothing.
    """
    articles = _take_turns(import_)
    import_ = Import.objects.select_for_update(of=("self",)).get(pk=import_.pk)
    refuse_if(problems_with_undoing(import_, by=by))
    _tell(import_, articles, by=by, at=at)
    for entry in reversed(import_.before):
        _put_back(entry, by=by, at=at)
    _tell_of_sources(import_, by=by, at=at)
    import_.made_evidence.all().delete()
    import_.made_claims.all().delete()
    import_.made_sources.update(republishes=None, origin=None)
    import_.made_sources.all().delete()
    import_.undone_by, import_.undone_at = by, at
    import_.save(update_fields=["undone_by", "undone_at"])


def _take_turns(import_: Import) -> set[int]:
    """Take the turns of the desk's record and of every article that the import reached; return the articles' keys."""
    record.hold(None)
    articles = set(claims_of(import_).order_by().values_list("article", flat=True))
    changed = [entry["pk"] for entry in import_.before if entry["model"] == "source"]
    record.hold(*articles, *articles_leaning_on(*Source.objects.filter(pk__in=changed)))
    return articles


def _tell(import_: Import, articles: set[int], *, by: Any, at: datetime) -> None:
    claims = list(import_.made_claims.order_by("article", "number").values_list("article", "number"))
    for article in Article.objects.filter(pk__in=articles):
        details = _facts(import_) | {"claims": [number for pk, number in claims if pk == article.pk]}
        details |= {record.GONE: _taken_away(import_, article)}
        record.append(article, by=by, action="import undone", at=at, details=details)


def _tell_of_sources(import_: Import, *, by: Any, at: datetime) -> None:
    """Call it once changed sources are put back: a copy among those that go may have followed one of them."""
    if sources := list(import_.made_sources.order_by("pk")):
        details = _facts(import_) | {"sources": [one.pk for one in sources], record.GONE: record.bound(*sources)}
        record.append(None, by=by, action="import undone", at=at, details=details)


def _facts(import_: Import) -> dict[str, Any]:
    return {"import": import_.pk, "file": import_.filename, "sha256": import_.sha256}


def _taken_away(import_: Import, article: Article) -> dict[str, Any]:
    claims = import_.made_claims.filter(article=article).order_by("number")
    evidence = import_.made_evidence.filter(claim__article=article).select_related("claim").order_by("pk")
    return record.bound(*claims, *evidence)


def _put_back(entry: dict[str, Any], *, by: Any, at: datetime) -> None:
    values = dict(entry["values"])
    if entry["model"] == "source":
        if (copied := values.get("republishes")) is not None:
            values["republishes"] = Source.objects.get(pk=copied)
        edit_source(Source.objects.get(pk=entry["pk"]), by=by, at=at, **values)
    elif entry["model"] == "evidence":
        change_evidence(Evidence.objects.get(pk=entry["pk"]), by=by, at=at, **values)
    else:
        _put_claim_back(Claim.objects.get(pk=entry["pk"]), values, by=by, at=at)


def _put_claim_back(claim: Claim, values: dict[str, Any], *, by: Any, at: datetime) -> None:
    if "checker" in values:
        assign(claim, to=User.objects.filter(pk=values.pop("checker")).first(), by=by, at=at)
    edit_claim(claim, by=by, at=at, **values)
