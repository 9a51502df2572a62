"""The record: the only writer of events."""

from .binding import BOUND, GONE, PURGED, all_rows_of, all_rows_of_each, bound, digest_of_row, digest_of_values
from .chain import append, details_of, hold, last_written
from .hashing import canonical, digest_of
from .many import Line, append_many
from .purging import purge
from .seals import BadSeals, Seal, last_seal, proof_of, seal

__all__ = [
    "BOUND",
    "GONE",
    "PURGED",
    "BadSeals",
    "Line",
    "Seal",
    "all_rows_of",
    "all_rows_of_each",
    "append",
    "append_many",
    "bound",
    "canonical",
    "details_of",
    "digest_of",
    "digest_of_row",
    "digest_of_values",
    "hold",
    "last_seal",
    "last_written",
    "proof_of",
    "purge",
    "seal",
]  # fmt: skip
