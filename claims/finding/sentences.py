"""Cut a text into sentences, also where a scrape has glued paragraphs together.

A boundary is decided at each stop by looking at the word before it and the character after it; where no
stop stands, a capital glued to the end of a word ("sportThe") is one. Rules and lists are our own.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from claims.finding.lexicon.abbreviations import CAMEL, MAY_BE_LAST, NEVER_LAST, STARTERS

PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|\Z")
LINE = re.compile(r"\n\s*")
STOP = re.compile(r"(?<![.!?…])[.!?…]++[”\"’')\]]*+(?:\s++|(?=[A-Z“‘\"(À-Þ]))|[”’][.](?=[“A-Z])\s*")
WORD_GLUE = re.compile(r"(?<=[a-zà-ÿ\d”’)])(?=[A-Z“À-Þ])")
LAST_WORD = re.compile(r"(?:[^\W\d_]|[.'’-](?=[^\W\d_]))+\Z")
NEXT_WORD = re.compile(r"[“‘\"'(\[—–-]*\s*([^\W\d_]+(?:['’][a-z]+)?)")
SPEECH_TAG = re.compile(
    r"(?:[A-Z][\w'’-]+ ){1,3}(?:said|says|asked|asks|added|adds|told|recalled|recalls|replied|wrote|writes|shouted|"
    r"cried|explained|explains|insisted|insists|laughed|laughs|joked|jokes|declared|wondered|wonders)\b"
)
LIST_ITEM = re.compile(r"(?:[-*•–]|\d{1,2}[.)])\s")
TITLE_BEFORE_BREAK = 60
LOOK_BACK = 24
# No prose is longer; cutting there keeps the time linear on a text without a stop.
LONGEST = 3000


class Sentence(NamedTuple):
    """A sentence's place in the text, counted in characters, and its paragraph's number."""

    start: int
    end: int
    paragraph: int


def split(text: str) -> list[Sentence]:
    """Return the sentences of a text that has been through ``noise.mask``, in order, without blank ones."""
    sentences: list[Sentence] = []
    place = number = 0
    for gap in PARAGRAPH.finditer(text):
        for start, end in _cut(text, place, gap.start()):
            sentences.append(Sentence(start, end, number))
        place, number = gap.end(), number + 1
    return sentences


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    marks = sorted({*_line_ends(text, start, end), *_stops(text, start, end), *_glued(text, start, end), end})
    spans: list[tuple[int, int]] = []
    for mark in _no_longer_than(text, start, marks):
        left, right = _strip(text, start, mark)
        if right - left > 1 and any(map(str.isalnum, text[left:right])):
            spans.append((left, right))
        elif right > left and spans and not any(map(str.isalnum, text[left:right])):
            spans[-1] = (spans[-1][0], right)
        start = mark
    return spans


def _no_longer_than(text: str, start: int, marks: list[int]) -> Iterator[int]:
    """Yield the marks, and between two that lie too far apart further ones at white space."""
    for mark in marks:
        while mark - start > LONGEST:
            gap = text.rfind(" ", start + 1, start + LONGEST)
            start = gap if gap > 0 else start + LONGEST
            yield start
        yield mark
        start = mark


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _line_ends(text: str, start: int, end: int) -> list[int]:
    """A line break within a paragraph ends a sentence after a short line or before a list item, else it wraps."""
    marks, line_start = [], start
    for gap in LINE.finditer(text, start, end):
        before = text[line_start : gap.start()].rstrip()
        after = text[gap.end() : gap.end() + 2]
        wraps = bool(after) and (
            after[0].islower() or (len(before) >= TITLE_BEFORE_BREAK and before[-1:] not in '.!?…”"’')
        )
        if not wraps or LIST_ITEM.match(text, gap.end()):
            marks.append(gap.end())
        line_start = gap.end()
    return marks


def _stops(text: str, start: int, end: int) -> list[int]:
    return [stop.end() for stop in STOP.finditer(text, start, end) if _ends(text, stop, end)]


def _ends(text: str, stop: re.Match[str], end: int) -> bool:
    """Does the sentence end at this stop, or is it an abbreviation, an initial or a quoted outcry?"""
    after = text[stop.end() : stop.end() + 1]
    if not after or after.islower() or after in ",;:":
        return False
    marks = stop.group().rstrip()
    word = NEXT_WORD.match(text, stop.end(), min(end, stop.end() + 40))
    if word and word.group(1)[0].islower():
        return False
    if marks[0] in "!?" and len(marks) > 1 and SPEECH_TAG.match(text, stop.end(), stop.end() + 80):
        return False
    if marks == ".":
        return _full_stop(text, stop, word.group(1) if word else "")
    return True


def _full_stop(text: str, stop: re.Match[str], following: str) -> bool:
    before = LAST_WORD.search(text[max(0, stop.start() - LOOK_BACK) : stop.start()])
    if not before:
        return not (stop.end() - stop.start() == 1 and text[stop.end()].isdigit())
    last = before.group()
    lowered = last.lower().lstrip(".")
    glued = stop.end() - stop.start() == 1
    if lowered in {"p", "pp"} and text[stop.end()].isdigit():
        return False
    if lowered in NEVER_LAST:
        return lowered == "art" and following.lower() in STARTERS
    if len(last) == 1 and last.isupper():
        return not glued and following.lower() in STARTERS and following != "I"
    if lowered in MAY_BE_LAST and (last[0].isupper() or "." in last or lowered in {"etc", "no", "am", "pm"}):
        if lowered in {"no", "nos"}:
            return not text[stop.end()].isdigit()
        return following.lower() in STARTERS and not (glued and text[stop.end() + 1 : stop.end() + 2] == ".")
    if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", last):
        return following.lower() in STARTERS
    return not (glued and text[stop.end() + 1 : stop.end() + 2] == "." and len(last) <= 2)


def _glued(text: str, start: int, end: int) -> list[int]:
    return [glue.start() for glue in WORD_GLUE.finditer(text, start, end) if _is_glue(text, glue.start(), end)]


def _is_glue(text: str, place: int, end: int) -> bool:
    """Do two sentences meet here without a space ("sportThe"), or is it a name ("YouTube", "McCain")?"""
    before = text[place - 1]
    if text[place] == "“":
        return before in "”’" or (before.islower() and text[place - 2 : place - 1].islower())
    following = NEXT_WORD.match(text, place, min(end, place + 40))
    if not following:
        return False
    word = following.group(1)
    if before in "”’)":
        return len(word) > 1 or word in "AI"
    if before.isdigit():
        return text[max(0, place - 4) : place].isdigit() and word[1:].islower() and len(word) > 2
    left = re.search(r"[^\W\d_]+\Z", text[max(0, place - LOOK_BACK) : place])
    if not left or (left.group() + word).lower() in CAMEL or not (word[1:].islower() or word in "AI"):
        return False
    if left.group()[0].islower():
        return len(left.group()) > 2
    return word.lower() in STARTERS and len(left.group()) > 2
