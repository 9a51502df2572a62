"""What changed between two versions of a text, for people to read: paragraph by paragraph, word by word."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, pairwise

from claims.anchoring.matching import matches

_PARAGRAPHS = re.compile(r"\n\s*\n")
_WORD = re.compile(r"\S+\s*|^\s+")
NEAR = 10  # paragraphs further on among which a changed one is looked for
ALIKE = 0.3  # Dice coefficient of their words from which two paragraphs are shown as one that changed


class Change(Enum):
    """What became of a paragraph, or of a few words within one."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED_HERE = "moved here"
    MOVED_AWAY = "moved away"


@dataclass(frozen=True)
class Words:
    """Some words of a paragraph: the same in both versions, added or removed."""

    change: Change
    text: str

    @property
    def marked(self) -> str:
        """The words without the space after them, which no mark should cover."""
        return self.text.rstrip()

    @property
    def space(self) -> str:
        return self.text[len(self.marked) :]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of either version, or one of both whose words changed."""

    change: Change
    words: tuple[Words, ...]


def differences(old: str, new: str) -> list[Paragraph]:
    """Return the paragraphs of both versions in reading order; what was removed stands where it stood.

    Linear in the length of the texts but for a bounded remainder (`matching`).
    """
    before, after = _PARAGRAPHS.split(old), _PARAGRAPHS.split(new)
    same = matches(before, after)
    kept = {i for i, _ in same}, {j for _, j in same}
    moved = _moved(before, after, kept)
    found: list[Paragraph] = []
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *same, (len(before), len(after))]):
        found += _gap(before[i + 1 : next_i], after[j + 1 : next_j], moved)
        found += [_whole(Change.SAME, after[next_j])] if next_j < len(after) else []
    return found


def word_differences(old: str, new: str) -> tuple[Words, ...]:
    """Return the words of both texts in reading order, neighbours of one kind joined."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    same = matches([word.rstrip() for word in before], [word.rstrip() for word in after])
    pieces: list[Words] = []
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *same, (len(before), len(after))]):
        pieces += [Words(Change.REMOVED, "".join(before[i + 1 : next_i]))]
        pieces += [Words(Change.ADDED, "".join(after[j + 1 : next_j]))]
        pieces += [Words(Change.SAME, _spaced(after[next_j], before[next_i]))] if next_j < len(after) else []
    groups = groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.change)
    return tuple(Words(change, "".join(piece.text for piece in group)) for change, group in groups)


def _spaced(word: str, was: str) -> str:
    """Return the word with the space of either version after it: at a text's end the other's words may follow."""
    return word if word != word.rstrip() else was


def _moved(before: list[str], after: list[str], kept: tuple[set[int], set[int]]) -> set[str]:
    """Return paragraphs that left one place and stand, letter for letter, at another."""
    gone = {text for at, text in enumerate(before) if at not in kept[0]}
    return {text for at, text in enumerate(after) if at not in kept[1] and text in gone and text.strip()}


def _gap(before: list[str], after: list[str], moved: set[str]) -> Iterator[Paragraph]:
    rest = _pairs(before, after, moved)
    for old, new in rest:
        if old is not None and new is not None:
            yield Paragraph(Change.CHANGED, word_differences(old, new))
        elif old is not None:
            yield _whole(Change.MOVED_AWAY if old in moved else Change.REMOVED, old)
        elif new is not None:
            yield _whole(Change.MOVED_HERE if new in moved else Change.ADDED, new)


def _pairs(before: list[str], after: list[str], moved: set[str]) -> Iterator[tuple[str | None, str | None]]:
    """Yield the paragraphs of a gap, an old one beside the new one that it has become, or alone."""
    bags = [_bag(text) for text in after]
    done = 0
    for old in before:
        at = None if old in moved else _successor(_bag(old), after, bags, done, moved)
        if at is None:
            yield old, None
            continue
        yield from ((None, new) for new in after[done:at])
        yield old, after[at]
        done = at + 1
    yield from ((None, new) for new in after[done:])


def _successor(bag: Counter[str], after: list[str], bags: list[Counter[str]], done: int, moved: set[str]) -> int | None:
    near = [at for at in range(done, min(done + NEAR, len(after))) if after[at] not in moved]
    best = max(near, key=lambda at: _likeness(bag, bags[at]), default=None)
    return best if best is not None and _likeness(bag, bags[best]) >= ALIKE else None


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def _bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def _whole(change: Change, text: str) -> Paragraph:
    kind = {Change.MOVED_HERE: Change.ADDED, Change.MOVED_AWAY: Change.REMOVED}.get(change, change)
    return Paragraph(change, (Words(kind, text),))
