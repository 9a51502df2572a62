"""The record: the only writer of events."""

from .chain import append, canonical, digest_of, event_hash, hold
from .many import Line, append_many

__all__ = ["Line", "append", "append_many", "canonical", "digest_of", "event_hash", "hold"]
