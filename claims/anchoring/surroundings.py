"""The sentence around a place in a text, for showing a phrase where it stands."""

import re
from typing import NamedTuple

# A sentence longer than this is cut: what is shown is the phrase's surroundings, not the copy.
REACH = 300
_END = re.compile(r"""[.!?…]["'”’»)]*\s+""")


class Surroundings(NamedTuple):
    """The phrase between what stands before and after it in its sentence."""

    before: str
    phrase: str
    after: str


def sentence_around(text: str, start: int, end: int) -> Surroundings:
    """Return the phrase text[start:end] with the rest of its sentence, at most REACH characters on each side.

    A line end also ends a sentence: headings and captions have no full stop.

    >>> sentence_around("It rained. It opened on 3 May. It cost more.", 24, 29)
    Surroundings(before='It opened on ', phrase='3 May', after='.')
    """
    before = text[max(0, start - REACH) : start].rpartition("\n")[2]
    after = text[end : end + REACH].partition("\n")[0]
    openings = [found.end() for found in _END.finditer(before)]
    before = before[openings[-1] :] if openings else before
    closing = _END.search(after)
    after = after[: closing.end()].rstrip() if closing else after
    return Surroundings(before, text[start:end], after)
