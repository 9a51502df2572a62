"""Which columns of which rows the record answers for, and the digests by which its lines name them.

The details of an event hold, under "bound", a digest of every row that the event left in a new state:
{"claim": [[number, digest]], "verdict": [[key, digest]], ...}. What stands in the tables is held against the
last digest of each row, so that nothing can be altered, slipped in or taken away behind the record's back.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from claims.models import (
    Article,
    Aside,
    Candidate,
    Claim,
    Confirmation,
    Evidence,
    Query,
    Revision,
    SignOff,
    Source,
    Verdict,
)

from .hashing import canonical, digest_of
from .moment import Iso

BOUND = "bound"  # the key of the digests in an event's details
PURGED = "details purged"  # the action of a tombstone: it binds every row anew, and lines before it may be empty
GONE = "gone"  # rows that an undone import took away, in the same form


@dataclass(frozen=True)
class Kind:
    """One sort of row. `key`: the column that names a row in its article. `columns`: what its digest covers, in
    this order; a path such as claim__number reaches into another row. `article`: the path to the article's key, ""
    for what belongs to none and is told of by the desk's own record.
    """

    model: Any
    article: str
    columns: tuple[str, ...]
    key: str = "pk"


# A claim goes by its number, and rows on it by that too: a file's line is written before its claims have keys.
# A column that is added one day joins at the end, left out of the digest while it holds its default.
KINDS: dict[str, Kind] = {
    "article": Kind(
        Article,
        "pk",
        ("slug", "headline", "byline", "writer_id", "publication", "own_publishers", "own_publisher_keys", "source_url",
         "published_on", "due_at", "desk", "archived"),
    ),
    "revision": Kind(
        Revision,
        "article",
        ("number", "body", "length", "original", "filename", "sha256", "dropped", "imported_by_id", "imported_at"),
    ),
    "claim": Kind(
        Claim,
        "article",
        ("number", "section", "statement", "quote", "kind", "value", "speaker", "risk", "sensitive", "note",
         "revision_id", "start", "end", "occurrences", "status", "verdict_id", "decided_at", "checker_id"),
        key="number",
    ),
    "evidence": Kind(
        Evidence,
        "claim__article",
        ("claim__number", "source_id", "stance", "locator", "finding", "added_by_id", "added_at", "withdrawn_by_id",
         "withdrawn_at"),
    ),
    "verdict": Kind(
        Verdict, "claim__article", ("claim__number", "verdict", "reason", "correction", "by_id", "at")
    ),
    "confirmation": Kind(Confirmation, "verdict__claim__article", ("verdict_id", "by_id", "at")),
    "query": Kind(
        Query,
        "claim__article",
        ("claim__number", "question", "asked_by_id", "asked_at", "answer", "answered_by_id", "answered_at",
         "source_id"),
    ),
    "sign-off": Kind(SignOff, "revision__article", ("revision_id", "by_id", "at", "revoked_at", "revoked_because")),
    "candidate": Kind(
        Candidate,
        "revision__article",
        ("revision_id", "start", "end", "quote", "sentence", "kind", "value", "unit", "speaker", "risk", "sensitive",
         "score", "cue", "state", "waiver", "claim_id", "repeats_id", "settled_by_id", "settled_at"),
    ),
    "aside": Kind(
        Aside,
        "article",
        ("sort", "message", "first", "second", "reason", "by_id", "at", "brought_back_by_id", "brought_back_at"),
    ),
    "source": Kind(
        Source,
        "",
        ("key", "title", "publisher", "publisher_key", "author", "url", "kind", "published_on", "accessed_on",
         "archive_url", "file", "republishes_id", "origin_id", "merged_into_id", "confidential", "added_by_id"),
    ),
}  # fmt: skip

# The columns of these tables that no digest covers, each with the reason why it needs none.
UNBOUND: dict[str, str] = {
    "article.version": "as of a claim",
    "article.imported_in": "as of a claim",
    "candidate.version": "as of a claim",
    "source.version": "as of a claim",
    "source.imported_in": "as of a claim",
    "claim.version": "counts saves, so that two people don't overwrite each other; it says nothing of the claim",
    "evidence.version": "counts saves, as of a claim",
    "claim.imported_in": "serves the undo of an import alone; which file brought a claim is in that file's event",
    "evidence.imported_in": "as of a claim",
}

# The tables that no digest covers at all, by their labels, each with the reason why it needs none.
FREE: dict[str, str] = {
    "admin.logentry": "Django's own list of recent acts, which no page of the desk shows",
    "auth.group": "a role: each line of the record copies the roles of who acted",
    "auth.permission": "made anew from the code by every migrate",
    "auth.user": "each line copies the name and the roles of who acted; changes are told in the desk's own record",
    "claims.factorduty": "guards the door; a change is told in the desk's own record",
    "claims.import": "serves the page and the undo; which file came, with its SHA-256, is in that file's line",
    "claims.job": "how far a piece of work is; what it did is told line by line",
    "claims.linkcheck": "what an address answered when it was last asked; it is asked anew",
    "claims.loginattempt": "guards the door, and is forgotten within the hour",
    "claims.presence": "who is where at this minute",
    "claims.recoverycode": "guards the door",
    "claims.search": "what the finder made of a copy; it is made anew whenever somebody asks",
    "claims.secondfactor": "guards the door; a change is told in the desk's own record",
    "claims.supported": "kept by the database as the tally is, and proven by the same check",
    "claims.tally": "counts that the database keeps; check_figures holds them against the claims",
    "claims.tellingword": "an index; rebuild_search makes it anew",
    "claims.wordsindex": "an index; rebuild_search makes it anew",
    "contenttypes.contenttype": "made anew from the code by every migrate",
    "sessions.session": "who is logged in",
}

_NAMES = {kind.model: name for name, kind in KINDS.items()}


def digest_of_values(name: str, values: Iterable[Any]) -> str:
    """Return the digest of a row of this kind from the values of its columns, in their order."""
    return digest_of(canonical([name, *(map(_told, values) if name == "revision" else values)]))


def _told(value: Any) -> Any:
    """Return a value as its digest takes it: of a file's bytes, which revisions alone have, the SHA-256."""
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    return value


def digest_of_row(row: Any, **changed: Any) -> str:
    """Return the digest of a row as it stands in memory, or as it stands once `changed` is written."""
    name = _NAMES[type(row)]
    new = {row._meta.get_field(field).attname: getattr(value, "pk", value) for field, value in changed.items()}
    return digest_of_values(name, (new[c] if c in new else _at(row, c) for c in KINDS[name].columns))


def _at(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def bound(*rows: Any, was: dict[int, str] | None = None) -> dict[str, list[list[Any]]]:
    """Return what an event's details say of rows that it leaves in a new state: kind -> [[key, digest]].

    Evidence that has no key yet is named by 0. `was`: the digest of a row before this event, by its key, for
    rows that may have come with a file, whose line knew no keys.
    """
    told: defaultdict[str, list[list[Any]]] = defaultdict(list)
    for row in rows:
        name = _NAMES[type(row)]
        key = getattr(row, KINDS[name].key) or 0
        before = [was[key]] if was and key in was else []
        told[name].append([key, digest_of_row(row), *before])
    return dict(told)


def kinds_of(article: int | None) -> dict[str, Kind]:
    """Return the kinds of rows that an article's record answers for, or without an article the desk's own."""
    return {name: kind for name, kind in KINDS.items() if bool(kind.article) == (article is not None)}


def rows_of(kind: str, article: int | None) -> Iterator[tuple[int, str]]:
    """Yield the key and the digest of each row of one kind, on an article or the desk's, in the order of keys."""
    shape = KINDS[kind]
    rows = shape.model.objects.filter(**({shape.article: article} if shape.article else {})).order_by(shape.key)
    for key, *values in rows.values_list(shape.key, *_columns(shape)).iterator(chunk_size=2000):
        yield key, digest_of_values(kind, values)


def _columns(shape: Kind) -> list[Any]:
    return [Iso(name) if name.endswith("_at") or name == "at" else name for name in shape.columns]


def all_rows_of(article: int) -> dict[str, list[list[Any]]]:
    """Return what a line that binds every row of an article anew says of them: kind -> [[key, digest]]."""
    return all_rows_of_each([article])[article]


def all_rows_of_each(articles: Collection[int]) -> dict[int, dict[str, list[list[Any]]]]:
    """Return what all_rows_of says of each of these articles: one question to the database a kind of row."""
    told: dict[int, dict[str, list[list[Any]]]] = {key: {kind: [] for kind in kinds_of(key)} for key in articles}
    for kind, shape in KINDS.items():
        if not shape.article:
            continue
        rows = shape.model.objects.filter(**{f"{shape.article}__in": articles}).order_by(shape.key)
        asked = rows.values_list(shape.article, shape.key, *_columns(shape))
        for article, key, *values in asked.iterator(chunk_size=2000):
            told[article][kind].append([key, digest_of_values(kind, values)])
    return told
