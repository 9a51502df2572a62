"""Rows of the four tables as they leave the desk, read in a stream: memory does not grow with them.

Values are str, int, bool, None or, where a cell holds several things, a tuple of str; times are ISO text in UTC. What a
viewer may not know of a confidential source is left out here, so that no format can forget it. No viewer is
nobody in particular, who may know least.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import F, QuerySet

from claims.models import Claim, Confirmation, Evidence, Source
from claims.models.source import hidden_name, sees_confidential
from claims.vocabulary import Stance, Table

from .columns import COLUMNS
from .merging import Beside
from .reading import AT_ONCE, Iso, Row, by_articles, raw

Rows = Generator[Row, None, None]
Place = tuple[int, int]  # of a claim: its article's primary key and its number

Said = tuple[tuple[str, ...], tuple[str, ...]]  # the names of a claim's sources, and what they say in lines
_SUPPORTS = Stance.SUPPORTS.value
_NOTHING_SAID: Said = ((), ())

_OF_CLAIM: dict[str, Any] = {
    "article": "article__slug",
    "number": "number",
    "section": "section",
    "statement": "statement",
    "quote": "quote",
    "kind": "kind",
    "value": "value",
    "speaker": "speaker",
    "risk": "risk",
    "status": "status",
    "reason": "verdict__reason",
    "correction": "verdict__correction",
    "checker": "checker__username",
    "decided_by": "verdict__by__username",
    "decided_at": Iso("decided_at"),
    "revision": "revision__number",
    "record_hash": "last_event__hash",
    "sensitive": "sensitive",
    "note": "note",
}
_OF_SOURCE = ("key", "title", "publisher", "author", "url", "kind", "published_on", "accessed_on", "archive_url")


def claims(queryset: QuerySet[Claim], *, viewer: Any, columns: Sequence[str] = COLUMNS[Table.CLAIMS]) -> Rows:
    """Yield a row per claim, by article and number. The queries don't grow with an article's claims."""
    paths = {name: path for name, path in _OF_CLAIM.items() if name in columns and name != "number"}
    chosen = _picking(columns, ("article_id", "number", *paths, "confirmed_by", "sources", "findings"))
    confirmations, sources = "confirmed_by" in columns, bool({"sources", "findings"}.intersection(columns))
    naming = _Naming(viewer)

    def read(part: QuerySet[Claim]) -> Iterator[Row]:
        confirmed = Beside(_confirmations(part) if confirmations else ())
        evidence = Beside(_evidence(part, naming) if sources else ())
        rows = raw(part.order_by("article_id", "number").values_list("article_id", "number", *paths.values()))
        if "sensitive" in paths:
            rows = _with_booleans(rows, 2 + list(paths).index("sensitive"))
        for values in rows:
            place = values[:2]
            yield chosen((*values, confirmed.of(place) or (), *(evidence.of(place) or _NOTHING_SAID)))

    yield from by_articles(queryset, read)


def _with_booleans(rows: Iterator[Row], at: int) -> Iterator[Row]:
    """Yield rows whose value at this place is True or False, which SQLite keeps as 1 and 0."""
    for values in rows:
        yield (*values[:at], bool(values[at]), *values[at + 1 :])


def sources(queryset: QuerySet[Source], *, viewer: Any, columns: Sequence[str] = COLUMNS[Table.SOURCES]) -> Rows:
    """Yield a row per source in the order they were added: any order by words would tell of hidden ones."""
    naming = _Naming(viewer)
    chosen = _picking(columns, COLUMNS[Table.SOURCES])
    copied = ("republishes", "republishes__key", "republishes__confidential")
    rows = queryset.order_by("pk").values_list("pk", "confidential", *_OF_SOURCE, *copied)
    for pk, confidential, *facts, copied_pk, copied_key, copied_confidential in rows.iterator(AT_ONCE):
        if naming.hides(confidential):
            name = naming.name(pk, None, confidential)
            yield chosen((name, name, *[""] * (len(facts) - 2), "", confidential))
        else:
            yield chosen((*facts, naming.name(copied_pk, copied_key, copied_confidential), confidential))


def evidence(queryset: QuerySet[Claim], *, viewer: Any, columns: Sequence[str] = COLUMNS[Table.EVIDENCE]) -> Rows:
    """Yield a row per piece of evidence that stands, by article, claim and age."""
    naming = _Naming(viewer)
    chosen = _picking(columns, COLUMNS[Table.EVIDENCE])
    facts = (
        "claim__article__slug", "claim__number", "source", "source__key", "source__confidential",
        "stance", "locator", "finding",
    )  # fmt: skip
    rows = by_articles(queryset, lambda part: raw(_standing(part).values_list(*facts)))
    for slug, number, pk, key, confidential, stance, locator, finding in rows:
        words = ("", "") if naming.hides(confidential) else (locator, finding)
        yield chosen((slug, number, naming.name(pk, key, confidential), stance, *words))


def verdicts(queryset: QuerySet[Claim], *, viewer: Any, columns: Sequence[str] = COLUMNS[Table.VERDICTS]) -> Rows:
    """Yield the verdict that stands on each decided claim, by article and number."""
    of_verdict = ("article__slug", "number", "verdict__verdict", "verdict__reason", "verdict__correction")
    paths = dict(zip(COLUMNS[Table.VERDICTS], of_verdict, strict=True))
    decided = queryset.filter(verdict__isnull=False).order_by("article_id", "number")
    chosen = [paths[name] for name in columns]
    yield from by_articles(decided, lambda part: raw(part.values_list(*chosen)))


ROWS: dict[Table, Callable[..., Rows]] = {
    Table.CLAIMS: claims,
    Table.SOURCES: sources,
    Table.EVIDENCE: evidence,
    Table.VERDICTS: verdicts,
}


class _Naming:
    """What one viewer may call sources."""

    def __init__(self, viewer: Any) -> None:
        self._sees_all = viewer is not None and sees_confidential(viewer)

    def hides(self, confidential: bool) -> bool:
        return confidential and not self._sees_all

    def name(self, pk: int | None, key: str | None, confidential: bool | None) -> str:
        """Return the source's key, or of a hidden one its number; no source has no name."""
        if confidential and not self._sees_all:
            return hidden_name(pk)
        return key or ""


def _standing(queryset: QuerySet[Claim]) -> QuerySet[Evidence]:
    among = Evidence.objects.standing().filter(claim__in=queryset.order_by().values("pk"))
    return among.order_by("claim__article_id", "claim__number", "pk")


def _evidence(queryset: QuerySet[Claim], naming: _Naming) -> Iterator[tuple[Place, Said]]:
    """Yield, by claim, the names of its sources and what those say, a line each that anybody looked at."""
    rows = _standing(queryset).values_list(
        "claim__article_id", "claim__number", "source", "source__key", "source__confidential",
        "stance", "locator", "finding",
    )  # fmt: skip
    for place, pieces in groupby(raw(rows), itemgetter(0, 1)):
        names: dict[str, None] = {}
        lines = []
        for _article, _number, pk, key, confidential, stance, locator, finding in pieces:
            if confidential and naming.hides(confidential):
                names[naming.name(pk, key, confidential)] = None
                continue
            names[key] = None
            if locator or finding:
                lines.append(_line(key, stance, locator, finding))
        yield place, (tuple(names), tuple(lines))


def _line(name: str, stance: str, locator: str, finding: str) -> str:
    """Return "key: where: what it says" on one line, with the stance where it is not support."""
    said = name if stance == _SUPPORTS else f"{name} ({stance})"
    line = f"{said}: {locator}: {finding}" if locator and finding else f"{said}: {locator or finding}"
    return line.replace("\n", " ") if "\n" in line else line


def _confirmations(queryset: QuerySet[Claim]) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """Yield, by claim, who confirmed the verdict that stands."""
    standing = Confirmation.objects.filter(
        verdict__claim__in=queryset.order_by().values("pk"), verdict__claim__verdict=F("verdict")
    )
    ordered = standing.order_by("verdict__claim__article_id", "verdict__claim__number", "pk")
    rows = ordered.values_list("verdict__claim__article_id", "verdict__claim__number", "by__username")
    for place, names in groupby(raw(rows), itemgetter(0, 1)):
        yield place, tuple(username for _article, _number, username in names)


def _picking(columns: Sequence[str], names: Iterable[str]) -> Callable[[Row], Row]:
    """Return what takes these columns, in their order, out of a tuple that has a value for each name."""
    place = {name: index for index, name in enumerate(names)}
    if len(columns) == 1:
        only = place[columns[0]]
        return lambda values: (values[only],)
    return itemgetter(*(place[name] for name in columns))
