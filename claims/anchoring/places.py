"""Where a quote stands in the copy: exactly, or not at all."""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from claims.anchoring.folding import COMBINING, PARAGRAPH, Folded, fold

# A boundary sign is put round every word of copy and quote before they are compared. So "May" is not in
# "Maybe", and "2000" neither in "20000" nor in "2000.5", and no match has ever to be thrown away, which is
# what keeps the search linear on hostile text. A lone surrogate can't stand in decoded text.
_EDGE = "\udfff"

_LETTER = rf"[\w{COMBINING}\u00ad\u200c\u200d\u2060]"
_WORD = re.compile(rf"{_LETTER}+(?:(?<=\d)[.,:](?=\d){_LETTER}+)*")
_SIGN_OF_WORD = re.compile(_LETTER)
_SEEN = re.compile(r"\w")
_TRIES = 20  # places of the same letters that may turn out to be no whole words
_GLUE = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ])")


@dataclass(frozen=True, order=True)
class Place:
    """A passage of a body: character offsets, end not included, so that `body[start:end]` is the passage."""

    start: int
    end: int


class Copy:
    """A body prepared once, in linear time, for the search of many quotes."""

    def __init__(self, body: str) -> None:
        self.body = body

    def find(self, quote: str) -> tuple[Place, ...]:
        """All places where the words of `quote` stand in the body, in their order.

        One place is certain, none means not found, more are for a person to choose from. The first of
        these ways that finds any place decides: as typed; typographically folded (`folding.fold`); folded,
        for a quote of two words or more, where a scrape glued its edge to a capital ("sportThe"). Never
        by likeness. A quote of white space or invisible characters has no place.
        """
        typed = quote.strip()
        if (places := self._as_typed(typed)) is not None and places:
            return places
        level = _one_line(fold(quote)).text.strip()
        if not level or _EDGE in level:
            return ()
        if places is None:
            places = self._typed.places(typed)
        places = places or self._folded.places(level)
        if not places and " " in level:
            places = self._unglued.places(level)
        return places

    def _as_typed(self, quote: str) -> tuple[Place, ...] | None:
        """Return the places of the very letters, or None where this way can't tell.

        The same answer as `_typed` gives, without the edges: an import of 100,000 claims that stand word by word
        in their copy spends a tenth of the time on it. It gives up where the letters stand at many places that
        cut words, which on hostile text would take quadratic time.
        """
        if not _SEEN.search(quote) or _EDGE in quote:
            return None
        found: list[Place] = []
        tries = 0
        at = self.body.find(quote)
        while at >= 0:
            end = at + len(quote)
            if _are_whole_words(quote, self.body, at, end):
                found.append(Place(at, end))
            tries += 1
            if tries > _TRIES:
                return None
            at = self.body.find(quote, end if len(found) > 1 and found[-1].end == end else at + 1)
        return tuple(found)

    @cached_property
    def _typed(self) -> "_Edged":
        offsets = array("L", range(len(self.body)))
        return _Edged(Folded(self.body, offsets, array("L", range(1, len(self.body) + 1))))

    @cached_property
    def _level(self) -> Folded:
        return _one_line(fold(self.body))

    @cached_property
    def _folded(self) -> "_Edged":
        return _Edged(self._level)

    @cached_property
    def _unglued(self) -> "_Edged":
        return _Edged(self._level, glue=_GLUE)


def _are_whole_words(quote: str, body: str, start: int, end: int) -> bool:
    """Tell whether body[start:end], which is the quote, begins and ends where the quote's words do."""
    before = start - 1 if _is_inside_word(quote, 0) else start
    after = end if _is_inside_word(quote, len(quote) - 1) else end - 1
    return not _is_inside_word(body, before) and not _is_inside_word(body, after)


def _is_inside_word(text: str, at: int) -> bool:
    """Tell whether `_WORD` would take the sign at this offset into a word: for itself, or between two digits."""
    if not 0 <= at < len(text):
        return False
    if text[at] in ".,:":
        return 0 < at < len(text) - 1 and text[at - 1].isdecimal() and text[at + 1].isdecimal()
    return _SIGN_OF_WORD.match(text, at) is not None


def _one_line(folded: Folded) -> Folded:
    return Folded(folded.text.replace(PARAGRAPH, " "), folded.starts, folded.ends)


class _Edged:
    """Text with a boundary sign on both sides of every word, and the way back to the body's offsets."""

    def __init__(self, folded: Folded, *, glue: re.Pattern[str] | None = None) -> None:
        self._glue = glue
        self._starts, self._ends = array("L"), array("L")
        pieces = []
        for start, end in _parts(folded.text, glue):
            pieces.append(folded.text[start:end] or _EDGE)
            if start < end:
                self._starts.extend(folded.starts[start:end])
                self._ends.extend(folded.ends[start:end])
            else:  # an edge starts with what follows it and ends with what precedes it
                self._starts.append(folded.starts[min(start, len(folded.starts) - 1)])
                self._ends.append(folded.ends[max(start - 1, 0)])
        self._text = "".join(pieces)

    def places(self, quote: str) -> tuple[Place, ...]:
        needle = "".join(quote[start:end] or _EDGE for start, end in _parts(quote, self._glue))
        found = []
        at = self._text.find(needle)
        while at >= 0:
            found.append(Place(self._starts[at], self._ends[at + len(needle) - 1]))
            # An overlap only matters for one or several: looking for every one would be quadratic.
            at = self._text.find(needle, at + (1 if len(found) == 1 else len(needle)))
        return tuple(found)


def _parts(text: str, glue: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    """The gaps and words of `text` in order as offsets; an empty span is an edge between them."""
    done = 0
    for word in _WORD.finditer(text):
        if done < word.start():
            yield done, word.start()
        done = word.start()
        yield done, done
        cuts = [cut.start() for cut in glue.finditer(text, word.start(), word.end())] if glue else []
        for cut in (*cuts, word.end()):
            yield done, cut
            yield cut, cut
            done = cut
    if done < len(text):
        yield done, len(text)
