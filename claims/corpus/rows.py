"""The rows of made-up articles: articles with their copy, sources, claims as they came, evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from claims import record
from claims.models import Article, Claim, Evidence, Import, Revision, Source
from claims.models.fields import publisher_key
from claims.models.inserting import insert, reserve

from .article import SECTIONS, MadeUpArticle

PUBLICATION = "The Made-up Monthly"


@dataclass(slots=True)
class Keys:
    """The primary keys of an article and of what belongs to it."""

    article: int
    revision: int
    file: int
    sources: list[int]
    claims: list[int]
    arrived: int = 0  # the event that tells of the claims' file


Batch = list[tuple[MadeUpArticle, Keys]]


def keys_for(articles: list[MadeUpArticle]) -> Batch:
    """Return each article with primary keys that nobody else will use."""
    rows, revisions, files = (iter(reserve(model, len(articles))) for model in (Article, Revision, Import))
    sources = iter(reserve(Source, sum(len(article.sources) for article in articles)))
    claims = iter(reserve(Claim, sum(len(article.claims) for article in articles)))
    return [
        (
            article,
            Keys(
                next(rows),
                next(revisions),
                next(files),
                [next(sources) for _ in article.sources],
                [next(claims) for _ in article.claims],
            ),
        )
        for article in articles
    ]


def insert_articles(batch: Batch, first: int) -> None:
    """Insert articles, their copy, and the file that their claims came in. `first` numbers their slugs."""
    insert(
        Article,
        ["id", "slug", "headline", "byline", "writer_id", "publication", "own_publishers", "own_publisher_keys",
         "source_url", "published_on", "due_at", "desk", "archived", "version"],
        ((keys.article, f"corpus-{nth}", made.headline, made.writer.get_full_name(), made.writer.pk, PUBLICATION, "",
          f"\n{publisher_key(PUBLICATION)}\n", "", made.due.date().isoformat() if made.archived else "", made.due,
          made.desk, made.archived, 1) for nth, (made, keys) in enumerate(batch, start=first)),
    )  # fmt: skip
    insert(Revision, ["id", "article_id", "number", "body", "length", "original", "filename", "sha256", "dropped",
                      "imported_by_id", "imported_at"], map(_revision, batch))  # fmt: skip
    insert(Import, ["id", "article_id", "table", "filename", "sha256", "new", "changed", "unchanged", "refused",
                    "before", "by_id", "at"], map(_import, batch))  # fmt: skip


def _revision(one: tuple[MadeUpArticle, Keys]) -> tuple[Any, ...]:
    made, keys = one
    original = made.body.encode()
    return (keys.revision, keys.article, 1, made.body, len(made.body), original, "copy.txt",
            sha256(original).hexdigest(), "[]", made.editor.pk, made.brought_in)  # fmt: skip


def _import(one: tuple[MadeUpArticle, Keys]) -> tuple[Any, ...]:
    made, keys = one
    digest = sha256(made.body.encode()).hexdigest()
    return (keys.file, keys.article, "claims", "claims.csv", digest, len(made.claims), 0, 0, 0, "[]", made.editor.pk,
            made.brought_in)  # fmt: skip


def insert_sources(batch: Batch) -> None:
    """Insert the sources, with one line of the desk's own record that answers for all of them."""
    insert(
        Source,
        ["id", "key", "title", "publisher", "publisher_key", "author", "url", "kind", "published_on", "accessed_on",
         "archive_url", "file", "confidential", "version", "added_by_id"],
        ((pk, f"corpus-{pk}", source.title, source.publisher, publisher_key(source.publisher), "",
          f"https://archive.example.org/{pk}", source.kind, "", made.brought_in.date().isoformat(), "", "",
          source.confidential, 1, made.editor.pk)
         for made, keys in batch for pk, source in zip(keys.sources, made.sources, strict=True)),
    )  # fmt: skip
    made = Source.objects.in_bulk([pk for _, keys in batch for pk in keys.sources])
    at = max(made.brought_in for made, _ in batch)
    record.append(None, by=None, action="made up for trial", at=at, details={}, bound=record.bound(*made.values()))


def insert_claims(batch: Batch) -> None:
    """Insert the claims as they came, unchecked, each with the event of its file. What was decided comes after."""
    arrived = record.append_many([_arrival(made, keys) for made, keys in batch])
    for (_made, keys), event in zip(batch, arrived, strict=True):
        keys.arrived = event
    insert(
        Claim,
        ["id", "article_id", "revision_id", "number", "section", "statement", "quote", "start", "end", "occurrences",
         "kind", "value", "speaker", "risk", "sensitive", "note", "status", "checker_id", "last_event_id",
         "imported_in_id", "version"],
        (row for made, keys in batch for row in _claims(made, keys)),
    )  # fmt: skip


def _arrival(made: MadeUpArticle, keys: Keys) -> record.Line:
    rows = [[claim.number, record.digest_of(claim.fact.sentence)] for claim in made.claims]
    details = {"import": keys.file, "file": "claims.csv", "counts": {"new": len(rows)}, "claims": rows}
    return record.Line(keys.article, made.editor, "imported claims", made.brought_in, details)


def _claims(made: MadeUpArticle, keys: Keys) -> Iterator[tuple[Any, ...]]:
    for pk, claim in zip(keys.claims, made.claims, strict=True):
        fact, section = claim.fact, SECTIONS[len(SECTIONS) * (claim.number - 1) // len(made.claims)]
        start, end = claim.place or (None, None)
        revision, occurrences = (keys.revision, 1) if claim.place else (None, 0)
        yield (pk, keys.article, revision, claim.number, section, fact.sentence, fact.quote, start, end, occurrences,
               fact.kind.value, fact.value, fact.speaker, fact.risk.value, False, "", "unchecked",
               claim.checker.pk if claim.checker else None, keys.arrived, keys.file, 1)  # fmt: skip


def insert_evidence(batch: Batch) -> None:
    insert(
        Evidence,
        ["claim_id", "source_id", "stance", "locator", "finding", "added_by_id", "added_at", "version"],
        ((pk, keys.sources[nth], brought.stance.value, brought.locator, brought.finding,
          (claim.checker or made.editor).pk, made.brought_in, 1)
         for made, keys in batch for pk, claim in zip(keys.claims, made.claims, strict=True)
         for brought, nth in claim.evidence),
    )  # fmt: skip
