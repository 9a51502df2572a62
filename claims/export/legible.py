"""Text that people typed, made fit for a page or a document: nothing in it hides, reorders or breaks anything."""

import re

# Controls that XML can't hold, and those that make a line show its letters in another order.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def legible(text: str) -> str:
    """Return the text with each such sign spelled out, as in "⟨U+202E⟩": a reader sees that it is there."""
    return _UNFIT.sub(lambda sign: f"⟨U+{ord(sign[0]):04X}⟩", text)
