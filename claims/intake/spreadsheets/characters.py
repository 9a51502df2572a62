"""Characters that can't be seen, or that make a text show as something else than it says."""

import re
import unicodedata

_BIDI = "\u202a-\u202e\u2066-\u2069"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff"
_INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u206f"
_INVISIBLE += "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"

# What may need a closer look; joiners and marks are fine inside a word of many scripts.
WORTH_A_LOOK = re.compile(f"[{_BIDI}{_CONTROL}{_INVISIBLE}]")
_WRONG = re.compile(f"[{_BIDI}{_CONTROL}]")
_SHOWS_NOTHING = re.compile(rf"[\s{_INVISIBLE}]++\Z")


def hidden_characters(text: str) -> str:
    """How a sentence about this text goes on ("holds a NUL byte"), or "" when nothing is hidden in it."""
    found = _WRONG.search(text)
    if not found:
        shows_nothing = text.strip() and _SHOWS_NOTHING.match(text)
        return "holds only invisible characters" if shows_nothing else ""
    code = ord(found[0])
    if code == 0:
        return "holds a NUL byte, which no text has"
    if unicodedata.category(found[0]) == "Cf":
        return f"holds a character that turns the direction of the text round (U+{code:04X})"
    return f"holds a control character that can't be shown (U+{code:04X})"
