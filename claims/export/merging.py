"""Two ordered streams of rows read side by side, so that neither has to fit into memory."""

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=tuple[Any, ...])


class Beside(Generic[Key]):
    """The rows that belong to each key of another stream, which is asked for in rising order.

    `rows`: tuples of a key and what is wanted of the row, ordered by key. Each is held only while its key
    is the one asked for.
    """

    def __init__(self, rows: Iterable[tuple[Key, Any]]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)

    def of(self, key: Key) -> list[Any]:
        """Return the rows of this key. Those of keys before it are passed over."""
        found = []
        while self._next is not None and self._next[0] <= key:
            if self._next[0] == key:
                found.append(self._next[1])
            self._next = next(self._rows, None)
        return found
