"""The finder's word lists, written for this project: one module per theme, plain words, no code."""


def ordered(text: str) -> tuple[str, ...]:
    """Return the words of ``text``, which are separated by white space, in their order."""
    return tuple(text.split())


def words(text: str) -> frozenset[str]:
    """Return the words of ``text``, which are separated by white space."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """Return the phrases of ``text``, one a line or separated by commas."""
    return frozenset(part.strip() for line in text.splitlines() for part in line.split(",") if part.strip())
