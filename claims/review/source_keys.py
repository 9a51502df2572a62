"""What a source may be called: every table has to be able to name it, several of them in one cell."""

import re

SEPARATOR = re.compile("[;\n\r\v\f\x85\u2028\u2029]")
LOOKS_LIKE_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|javascript:|data:|vbscript:|mailto:|//)", re.IGNORECASE)
_WHOLE_ADDRESS = re.compile(r"https?://[^\s<>\"]+\Z", re.IGNORECASE)
NUMBERED = re.compile(r"Confidential source ([1-9][0-9]{0,17})\Z", re.IGNORECASE)


def wrong_with_key(key: str) -> str:
    """Return the sentence on why no source can have this key, "" where one can."""
    if SEPARATOR.search(key):
        return "A source's key can't hold a semicolon or a line end: those stand between keys in a claims sheet."
    if LOOKS_LIKE_ADDRESS.match(key) and not _WHOLE_ADDRESS.match(key):
        return "A key that looks like an address has to be a whole one: https://…, without spaces."
    if NUMBERED.match(key):
        return "Confidential sources are numbered by the desk: give the source a key of its own."
    return ""
