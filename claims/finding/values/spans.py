"""Stretches of time, and which way from a moment they lead."""

import re

SPAN_UNIT = r"(?P<unit>second|minute|hour|day|night|week|month|year|decade|century|centurie|generation|season)s?"
DIRECTION = (
    r"(?P<way>ago|earlier|later|previously|before(?! the (?:age|end))|after|afterwards?|on(?=[,.;])|hence|from now)\b"
)
WAY = re.compile(rf"'? {DIRECTION}")
BOND = re.compile(rf"(?:-| and a half |\s){SPAN_UNIT}\b(?!-old| old)", re.IGNORECASE)


def way(word: str) -> str:
    """Return one word for each direction: "on" and "afterwards" are "later"."""
    return {
        "on": "later",
        "afterwards": "later",
        "afterward": "later",
        "previously": "earlier",
        "hence": "from now",
    }.get(word, word)
