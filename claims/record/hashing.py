"""One text for equal values, and the hashes that are taken of it."""

import hashlib
from datetime import UTC, datetime
from json import JSONEncoder
from json.encoder import encode_basestring as _text
from typing import Any


def iso(at: datetime) -> str:
    """Return a time in UTC as every digest takes it."""
    return at.astimezone(UTC).isoformat()


def _plain(value: Any) -> str:
    return iso(value) if isinstance(value, datetime) else str(value)


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
    at: datetime | str,
    claim: int | None,
    status: str,
    digest: str,
    previous: str,
) -> str:
    """Return the hash that a line of these columns carries; `actor` is the person's key, name and role, `at` a time
    or what `iso` makes of it."""
    # The text of `canonical`, written out: a record of a million lines is hashed a million times.
    when, number = at if isinstance(at, str) else iso(at), "null" if actor[0] is None else actor[0]
    return digest_of(
        f'{{"action":{_text(action)},"actor":[{number},{_text(actor[1])},{_text(actor[2])}],'
        f'"article":{"null" if article is None else article},"at":{_text(when)},'
        f'"claim":{"null" if claim is None else claim},"digest":{_text(digest)},"previous":{_text(previous)},'
        f'"sequence":{sequence},"status":{_text(status)}}}'
    )
