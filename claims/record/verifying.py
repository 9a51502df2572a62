"""Read a record from its first line to its last and hold the tables against it.

A chain is whole when its lines are numbered without a gap, each follows the one before and carries the hash of
its own columns, and its details have the digest that it names. The tables are whole when every row that the lines
tell of stands there just as they left it, and no other row does; so do the files of sources, where they are kept.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from claims.models import Article, Chain, Event, EventDetail, Source
from claims.models.record import NO_HASH

from .binding import BOUND, GONE, KINDS, PURGED, kinds_of, rows_of
from .hashing import digest_of, hash_of_line, iso
from .moment import Iso, one_moment

_AT_ONCE = 2000
_EVENT = (
    "pk", "sequence", "actor_id", "actor_name", "actor_role", "action", Iso("at"), "claim_id", "status", "digest",
    "previous", "hash", "detail__salt", "detail__body",
)  # fmt: skip

Heads = dict[int, dict[int, str]]  # by article's key, 0 for the desk, the hash that a seal knows of a line


@dataclass(frozen=True)
class Verified:
    """How many lines of how many records were read, and the first broken entry in a sentence, "" for none."""

    entries: int
    records: int
    broken: str = ""


class Broken(Exception):
    """Raised at the first entry that is not as it was written. Its text is a sentence."""


def verify(article: Article | None = None, *, sealed: Heads | None = None) -> Verified:
    """Verify one article's record, or all of them and the desk's own. `sealed`: what seals know of their lines.

    Each record is read at one moment of its own, so that a desk at work is not held up for long. Shapes: streams
    lines and rows; what is held in memory at a time is one digest per row of one article, or per source.
    """
    entries = records = 0
    try:
        for key, name in _records(article):
            walk = _Walk(key, name, (sealed or {}).get(key or 0, {}))
            with one_moment():
                entries += walk.verify()
            walk.hold_files()  # After that moment: they may be long.
            records += 1
        if article is None:
            _nothing_besides()
            _no_record_gone(sealed or {})
    except Broken as broken:
        return Verified(entries, records, str(broken))
    return Verified(entries, records)


def _records(article: Article | None) -> list[tuple[int | None, str]]:
    """Return each article's key and how its record is called; last the desk's own, without a key."""
    articles = Article.objects.order_by("pk") if article is None else Article.objects.filter(pk=article.pk)
    records: list[tuple[int | None, str]] = []
    records += [(pk, f"The record of “{slug}”") for pk, slug in articles.values_list("pk", "slug")]
    return records if article is not None else [*records, (None, "The desk's own record")]


def _nothing_besides() -> None:
    """Raise Broken where there are lines or rows that belong to no record."""
    with one_moment():
        whole = Chain.objects.filter(Q(article=None) | Q(article__slug__isnull=False))
        owned = {Chain: whole, Event: Event.objects.filter(chain__in=whole)}
        owned |= {EventDetail: EventDetail.objects.filter(event__chain__in=whole)}
        for kind in (kind for kind in KINDS.values() if kind.article not in {"", "pk"}):
            owned[kind.model] = kind.model.objects.filter(**{f"{kind.article}__slug__isnull": False})
        for model, rows in owned.items():
            if strays := model._base_manager.count() - rows.count():
                raise Broken(f"{strays} of the {model._meta.verbose_name_plural} belong to no article of the desk.")


def _no_record_gone(sealed: Heads) -> None:
    """Raise Broken where a seal knows a record that is not there at all."""
    there = {key or 0 for key in Chain.objects.values_list("article", flat=True)}
    if gone := sorted(set(sealed) - there):
        raise Broken(f"The record of article {gone[0]} was sealed and is not there.")


class _Walk:
    """One chain on its way from the first line to the last, with what the lines say of the tables."""

    def __init__(self, key: int | None, name: str, sealed: dict[int, str]) -> None:
        self.key, self.name, self.sealed = key, name, sealed
        self.chain = Chain.objects.filter(article=key).first()
        self.told: dict[str, dict[int, tuple[str, int]]] = {kind: {} for kind in KINDS}
        # Evidence that came with a file has no key in the file's line: there it goes by its digest alone.
        self.loose: Counter[str] = Counter()
        self.last_on: dict[int, int] = {}  # by a claim's key the last event that names it
        self.filed: set[int] = set()  # events of files: the claims that they brought point at them
        self.kept: dict[str, tuple[str, int]] = {}  # files of sources: the digest of each, and the line that names it

    def broken(self, sequence: int, what: str) -> Broken:
        return Broken(f"{self.name}, line {sequence}: {what}")

    def verify(self) -> int:
        """Read the chain and hold the tables against it; return how many lines it has. Raise Broken."""
        number = self.lines()
        self.tables()
        return number

    def lines(self) -> int:
        """Read the chain; return how many lines it has."""
        if self.chain is None:
            if self.sealed:
                raise Broken(f"{self.name} was sealed and is not there.")
            return 0
        head, number, at = NO_HASH, 0, None
        events = Event.objects.filter(chain=self.chain)
        forgotten = self._forgotten(events)
        lines = events.order_by("sequence", "pk").values_list(*_EVENT).iterator(chunk_size=_AT_ONCE)
        for number, line in enumerate(lines, 1):
            self._line(number, line, head, forgotten)
            head, at = line[11], line[6]
            if self.sealed.get(number, head) != head:
                raise self.broken(number, "it is not the line that was sealed. The record was written anew.")
        last_at = iso(self.chain.last_at) if self.chain.last_at else None
        if (self.chain.length, self.chain.head, last_at) != (number, head, at):
            raise self.broken(number + 1, "it is missing. The record ends before its end.")
        if (cut := max(self.sealed, default=0)) > number:
            raise self.broken(number + 1, f"it is missing. A seal knows {cut:,} lines: the end was cut off.")
        return number

    def _forgotten(self, events: Any) -> int:
        """Return the number of the last tombstone, 0 where there is none."""
        return events.filter(action=PURGED).order_by("-sequence").values_list("sequence", flat=True).first() or 0

    def _line(self, number: int, line: tuple[Any, ...], head: str, forgotten: int) -> None:
        pk, sequence, actor, name, role, action, at, claim, status, digest, previous, hash_, salt, body = line
        if sequence != number:
            what = "it is missing." if sequence > number else "there are two of it."
            raise self.broken(min(number, sequence), what)
        if previous != head:
            raise self.broken(number, "it does not follow the line before it.")
        columns = {"action": action, "at": at, "claim": claim, "status": status, "digest": digest}
        written = {"article": self.key, "sequence": sequence, "actor": (actor, name, role), "previous": previous}
        if hash_ != hash_of_line(**columns, **written):
            raise self.broken(number, "it is not as it was written.")
        if claim is not None:
            self.last_on[claim] = pk
        elif action.startswith("imported "):
            self.filed.add(pk)
        self._details(number, salt, body, digest, forgotten)

    def _details(self, number: int, salt: str | None, body: str | None, digest: str, forgotten: int) -> None:
        if body is None or salt is None:
            raise self.broken(number, "its details are gone.")
        if body == "" and number < forgotten:
            return
        if digest_of(body, salt) != digest:
            raise self.broken(number, "its details are not as they were written.")
        if number == forgotten:
            self._start_anew()
        if number >= forgotten:
            self._take(number, body)

    def _start_anew(self) -> None:
        """A tombstone says of every row how it stands: what lines before it said need not be known."""
        self.told = {kind: {} for kind in KINDS}
        self.loose.clear()

    def _take(self, number: int, body: str) -> None:
        if f'"{BOUND}":' not in body and f'"{GONE}":' not in body:
            return
        details = json.loads(body)
        if digest := details.get("file_sha256"):
            self.kept[details["file"]] = (digest, number)
        for kind, rows in details.get(GONE, {}).items():
            for key, digest in rows:
                self._forget(number, kind, key, digest)
        for kind, rows in details.get(BOUND, {}).items():
            told = self.told[kind]
            for key, digest, *was in rows:
                if not key:
                    self.loose[digest] += 1
                    continue
                if was and key not in told:
                    self._forget(number, kind, key, was[0])
                told[key] = (digest, number)

    def _forget(self, number: int, kind: str, key: int, digest: str) -> None:
        if self.told[kind].pop(key, None) is None:
            self.loose[digest] -= 1
            if self.loose[digest] < 0:
                raise self.broken(number, f"it tells of {kind} {key}, which no line before it brought.")

    def tables(self) -> None:
        """Hold the rows that this record answers for against its lines."""
        for kind in kinds_of(self.key):
            for key, digest in rows_of(kind, self.key):
                self._check(kind, key, digest)
            for key, (_, number) in sorted(self.told[kind].items(), key=lambda item: item[1][1]):
                raise self.broken(number, f"{kind} {key}, of which it tells, is not there.")
        if missing := +self.loose:
            raise Broken(f"{self.name}: {missing.total()} pieces of evidence that came with a file are not there.")
        if self.key is not None:
            self._check_last_events()

    def hold_files(self) -> None:
        """Hold the files of sources against the lines, those that were replaced too."""
        storage = Source._meta.get_field("file").storage
        for name, (digest, number) in self.kept.items():
            if not storage.exists(name):
                raise self.broken(number, f"the file {name}, of which it tells, is not there.")
            with storage.open(name, "rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    raise self.broken(number, f"the file {name} is not as this line left it.")

    def _check(self, kind: str, key: int, digest: str) -> None:
        told = self.told[kind].pop(key, None)
        if told is None:
            if self.loose[digest] <= 0:
                raise Broken(f"{self.name}: no line tells of {kind} {key}. It was put in or altered.")
            self.loose[digest] -= 1
        elif told[0] != digest:
            raise self.broken(told[1], f"{kind} {key} is not as this line left it.")

    def _check_last_events(self) -> None:
        claims = KINDS["claim"].model.objects.filter(article=self.key).order_by("number")
        for pk, number, last in claims.values_list("pk", "number", "last_event").iterator(chunk_size=_AT_ONCE):
            named = self.last_on.get(pk)
            if last is None or (last != named and not (last in self.filed and last > (named or 0))):
                raise Broken(f"{self.name}: claim {number} does not point at the last line about it.")
