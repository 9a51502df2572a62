"""The record: the only writer of events."""

from .chain import append, canonical, digest_of, event_hash, hold

__all__ = ["append", "canonical", "digest_of", "event_hash", "hold"]
