"""The record: the only writer of events."""

from .binding import BOUND, GONE, all_rows_of, bound, digest_of_row
from .chain import append, hold
from .hashing import canonical, digest_of
from .many import Line, append_many
from .seals import Seal, last_seal, seal

__all__ = [
    "BOUND", "GONE", "Line", "Seal", "all_rows_of", "append", "append_many", "bound", "canonical", "digest_of",
    "digest_of_row", "hold", "last_seal", "seal",
]  # fmt: skip
