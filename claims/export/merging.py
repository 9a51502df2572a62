"""Two ordered streams of rows read side by side, so that neither has to fit into memory."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=tuple[Any, ...])
Found = TypeVar("Found")


class Beside(Generic[Key, Found]):
    """What belongs to each key of another stream, which is asked for in rising order.

    `found`: pairs of a key and what belongs to it, each key once, in rising order. One pair is held at a time.
    """

    def __init__(self, found: Iterable[tuple[Key, Found]]) -> None:
        self._pairs = iter(found)
        self._next = next(self._pairs, None)

    def of(self, key: Key) -> Found | None:
        """Return what belongs to this key, None for nothing. Keys before it are passed over."""
        while self._next is not None and self._next[0] < key:
            self._next = next(self._pairs, None)
        return self._next[1] if self._next is not None and self._next[0] == key else None
