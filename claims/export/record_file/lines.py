"""An article's events as they leave the desk, with the details that a viewer may not read withheld."""

import json
from collections.abc import Iterator
from typing import Any

from claims import record
from claims.models import Article, Event, Evidence, Source
from claims.models.source import sees_confidential

_AT_ONCE = 2000
_COLUMNS = ("sequence", "actor_id", "actor_name", "actor_role", "action", "at", "claim_id", "status", "digest",
            "previous", "hash", "detail__salt", "detail__body")  # fmt: skip


def lines(article: Article, *, viewer: Any) -> Iterator[dict[str, Any]]:
    """Yield each line of the article's record with all that its hash is taken of.

    The salt and the body of details that tell of a hidden source stay behind: the digest then proves nothing to a
    guesser, and the chain still holds. `about` names the rows that such a line left in a new state.
    """
    hiding = _Hiding(article, viewer)
    events = Event.objects.filter(chain__article=article).order_by("sequence").values_list(*_COLUMNS)
    for sequence, actor, name, role, action, at, claim, status, digest, previous, hash_, salt, body in events.iterator(
        chunk_size=_AT_ONCE
    ):
        details = json.loads(body) if body else {}
        line = {
            "sequence": sequence, "actor": [actor, name, role], "action": action, "at": at, "claim": claim,
            "status": status, "digest": digest, "previous": previous, "hash": hash_,
        }  # fmt: skip
        if hiding.hides(details):
            yield line | {"withheld": True, "about": _rows_of(details)}
        else:
            yield line | {"salt": salt, "body": body}


def _rows_of(details: dict[str, Any]) -> list[list[Any]]:
    return [[kind, row[0]] for kind, rows in details.get(record.BOUND, {}).items() for row in rows]


class _Hiding:
    """Which details hold words about a source that the viewer may not see."""

    def __init__(self, article: Article, viewer: Any) -> None:
        self._open = viewer is not None and sees_confidential(viewer)
        secret = Source.objects.filter(confidential=True)
        self._secret = frozenset() if self._open else frozenset(secret.values_list("pk", flat=True))
        brought = Evidence.objects.filter(claim__article=article, source__in=secret, imported_in__isnull=False)
        self._files = frozenset() if self._open else frozenset(brought.values_list("imported_in", flat=True))

    def hides(self, details: dict[str, Any]) -> bool:
        before = details.get("before")
        named = [details.get("source"), before.get("source") if isinstance(before, dict) else None]
        return (
            not self._secret.isdisjoint(pk for pk in named if isinstance(pk, int))
            or details.get("import") in self._files
        )
