"""The sources that a file's cells name by key, web address or number, looked up all at once."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from claims.models import Source
from claims.review.source_keys import NUMBERED

_NOT_IN_KEYS = re.compile(r"[^a-z0-9.]+")
_CHUNK = 500  # names in one query: SQLite was built with a limit of 999 for long


def confidential_number(name: str) -> int | None:
    """Return the number in "Confidential source 3", which is all that some people see of a source."""
    found = NUMBERED.match(name)
    return int(found[1]) if found else None


class NamedSources:
    """Finds sources by what a cell calls them.

    A source that this person may not see is found by its number only: by key or address it is not there.
    A key of a source that was merged finds the one that stayed. Of an open and a confidential source with one key
    the open one comes first.
    """

    def __init__(self, names: Iterable[str], *, by: Any) -> None:
        self._by = by
        names = set(names)
        numbers = {name: number for name in names if (number := confidential_number(name))}
        plain = sorted(names - set(numbers))
        self.keys: dict[str, list[Source]] = {}
        for source in sorted(_fetched("key", plain), key=lambda source: source.confidential):
            self.keys.setdefault(source.key, []).append(source)
        self._urls: dict[str, list[Source]] = {}
        for source in _fetched("url", [name for name in plain if "://" in name]):
            self._urls.setdefault(source.url, []).append(source)
        by_number = {source.pk: source for source in _fetched("pk", sorted(numbers.values()))}
        self._numbered = {
            name: by_number[n] for name, n in numbers.items() if n in by_number and by_number[n].confidential
        }

    def find(self, name: str) -> list[Source]:
        """Return what the name may mean: several sources may have one address, so the oldest comes first."""
        if name in self._numbered:
            return [self._numbered[name]]
        by_key = [source for source in self.keys.get(name, []) if not source.hidden_from(self._by)]
        standing = dict.fromkeys(source.merged_into or source for source in by_key or self._urls.get(name, []))
        return [source for source in standing if not source.hidden_from(self._by)]

    def hides(self, name: str) -> bool:
        """Tell whether the name is the number of a source that this person may not see."""
        return name in self._numbered and self._numbered[name].hidden_from(self._by)


def _fetched(column: str, values: list[Any]) -> Iterator[Source]:
    for start in range(0, len(values), _CHUNK):
        sources = Source.objects.select_related("merged_into", "republishes", "origin").order_by("pk")
        yield from sources.filter(**{f"{column}__in": values[start : start + _CHUNK]})


def sources_from(addresses: Iterable[str], *, by: Any) -> dict[str, Source]:
    """Return a new source, not yet saved, for each web address. Its key is read off the address."""
    wanted = {}
    for url in addresses:
        key = _key_of(url)
        wanted[url] = (key, f"{key}-{hashlib.sha256(url.encode()).hexdigest()[:10]}")
    named = _fetched("key", sorted({key for pair in wanted.values() for key in pair}))
    taken = {source.key for source in named if not source.hidden_from(by)}
    made = {}
    for url, (short, long) in wanted.items():
        key = long if short in taken else short
        taken.add(key)
        title = url if len(url) <= 500 else f"{url[:499]}…"
        made[url] = Source(key=key, title=title, url=url, added_by=by)
    return made


def _key_of(url: str) -> str:
    """Return a short name for an address: its host without www, and the words of its path."""
    words = re.split("[?#]", url.casefold().partition("://")[2], maxsplit=1)[0].rpartition("@")[2].removeprefix("www.")
    return _NOT_IN_KEYS.sub("-", words).strip("-.")[:80].rstrip("-.") or "source"
