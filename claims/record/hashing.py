"""One text for equal values, and the hashes that are taken of it."""

import hashlib
from datetime import UTC, datetime
from json import JSONEncoder
from typing import Any


def _plain(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


_encoder = JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def canonical(value: Any) -> str:
    """Return JSON that is the same for equal values: keys sorted, no spaces, dates in UTC."""
    return _encoder.encode(value)


def digest_of(text: str, salt: str = "") -> str:
    """Return SHA-256 of salt and text as 64 hexadecimal digits."""
    return hashlib.sha256((salt + text).encode()).hexdigest()


def hash_of_line(
    *,
    article: int | None,
    sequence: int,
    actor: tuple[int | None, str, str],
    action: str,
    at: datetime,
    claim: int | None,
    status: str,
    digest: str,
    previous: str,
) -> str:
    """Return the hash that a line of these columns carries; `actor` is the person's key, name and role."""
    line = {
        "article": article,
        "sequence": sequence,
        "actor": actor,
        "action": action,
        "at": at,
        "claim": claim,
        "status": status,
        "digest": digest,
        "previous": previous,
    }
    return digest_of(canonical(line))
