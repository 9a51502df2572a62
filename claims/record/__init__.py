"""The record: the only writer of events."""

from .binding import BOUND, GONE, all_rows_of, bound, digest_of_row
from .chain import append, hold
from .hashing import canonical, digest_of
from .many import Line, append_many

__all__ = [
    "BOUND", "GONE", "Line", "all_rows_of", "append", "append_many", "bound", "canonical", "digest_of",
    "digest_of_row", "hold",
]  # fmt: skip
