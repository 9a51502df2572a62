"""Where in a sentence does a claim of its own begin?

A joint is a comma, a dash, a conjunction or the like between two pieces of a sentence. Its signs are the punctuation,
whether there is a verb on either side, how long the sides are and how they open. They are weighed by a table
(``lexicon/joint_weights.py``), learned from where this project's own copy is cut by its labels and from nothing else;
``python -m tests.benchmarks.train_joints`` makes it anew.
"""

from dataclasses import dataclass
from functools import cached_property

from claims.finding.grammar import has_verb, is_verb
from claims.finding.lexicon import words
from claims.finding.lexicon.joint_weights import WEIGHTS
from claims.finding.lexicon.markers import DETERMINERS, PREPOSITIONS, RELATIVES, SUBJECTS
from claims.finding.lexicon.verbs import AUXILIARIES, IRREGULAR_PASTS
from claims.finding.tokens import Token

CONJUNCTIONS = words("and but or yet so nor")
# In hundredths. Of a claim cut in two one half is still found, of two claims in one the second is lost: so a joint
# is cut also where somewhat more speaks against it.
LEAST = -85
SIZES = ((1, "one"), (2, "two"), (3, "three"), (5, "few"), (8, "some"), (14, "many"))
SORTS = (
    (DETERMINERS, "determiner"),
    (SUBJECTS, "subject"),
    (PREPOSITIONS, "preposition"),
    (AUXILIARIES, "auxiliary"),
)


@dataclass(frozen=True)
class Piece:
    """A stretch between two joints; ``joint`` is the punctuation (or conjunction) that opens it."""

    tokens: list[Token]
    joint: str
    quoted: bool

    @cached_property
    def bare(self) -> list[Token]:
        """The tokens without conjunctions at either end, at least one."""
        return without_conjunctions(self.tokens)

    @cached_property
    def verb(self) -> bool:
        """Does a finite verb stand in it?"""
        return has_verb(self.bare)


def without_conjunctions(tokens: list[Token], *, keeps_first: bool = False) -> list[Token]:
    """Return the tokens without conjunctions at their end and, unless the first ones are kept, at their beginning."""
    start, end = 0, len(tokens)
    while end - start > 1 and not keeps_first and tokens[start].lower in CONJUNCTIONS:
        start += 1
    while end - start > 1 and tokens[end - 1].lower in CONJUNCTIONS:
        end -= 1
    return tokens[start:end]


def is_cut(pieces: list[Piece], place: int) -> bool:
    """Does a claim of its own begin with the piece at ``place``, which is not the first?"""
    return weight(of(pieces, place), WEIGHTS) > LEAST


def weight(signs: set[str], weights: dict[str, int]) -> int:
    """Return how much the signs of a joint speak for a cut, in hundredths."""
    return weights["any"] + sum(weights.get(sign, 0) for sign in signs)


def of(pieces: list[Piece], place: int) -> set[str]:
    """Return the signs of the joint before the piece at ``place``."""
    left, right = pieces[place - 1], pieces[place]
    first, last = place == 1, place == len(pieces) - 1
    opener = right.tokens[0].lower
    joint = f"{_mark(right)} {opener if opener in CONJUNCTIONS and len(right.tokens) > 1 else '-'}"
    before, after = left.bare, right.bare
    verbs = f"{'verb' if left.verb else 'none'} {'verb' if right.verb else 'none'}"
    start, end = before[0].lower, after[0].lower
    return {
        verbs,
        f"at {_mark(right)}",
        f"at {joint}",
        f"at {joint}, {verbs}",
        f"{_mark(right)}, {verbs}, {end}",
        f"{_mark(right)}, {verbs}, {_sort(after[0])}",
        f"{_mark(right)}, {verbs}, first {first}, last {last}",
        f"left {start}, {verbs}",
        f"left {_sort(before[0])}, {verbs}, first {first}",
        *_of_side("left", before),
        *_of_side("right", after),
        f"right ends {_sort(after[-1])}",
        *_of_neighbours(pieces, place),
    }


def _of_side(side: str, tokens: list[Token]) -> set[str]:
    found = {
        f"{side} {next((name for size, name in SIZES if len(tokens) <= size), 'long')}",
        f"{side} opens {tokens[0].lower}",
        f"{side} opens {_sort(tokens[0])}",
    }
    if len(tokens) > 1:
        found.add(f"{side} opens {_sort(tokens[0])} {_sort(tokens[1])}")
    if is_verb(tokens, 0):
        found.add(f"{side} opens with its verb")
    if any(token.lower in RELATIVES for token in tokens):
        found.add(f"{side} relative")
    return found


def _of_neighbours(pieces: list[Piece], place: int) -> set[str]:
    """What the pieces around the two show: how they are joined, and whether they have a verb."""
    found = set()
    if place == 1:
        found.add("first")
    else:
        found.add("before it quoted" if pieces[place - 2].quoted else f"before it {_mark(pieces[place - 1])}")
        found.add("before it verb" if pieces[place - 2].verb else "before it none")
    if place == len(pieces) - 1:
        found.add("last")
    else:
        following = pieces[place + 1]
        found.add("after it quoted" if following.quoted else f"after it {_mark(following)}")
        found.add("after it verb" if following.verb else "after it none")
    return found


def _mark(piece: Piece) -> str:
    return "word" if piece.joint.isalpha() else piece.joint


def _sort(token: Token) -> str:
    """Return what sort of word a token is, as far as its form tells."""
    word = token.lower
    for known, name in SORTS:
        if word in known:
            return name
    if word[0].isdigit():
        return "digit"
    if token.capital:
        return "capital"
    if word in IRREGULAR_PASTS:
        return "past"
    return next((f"-{ending}" for ending in ("ing", "ed", "ly") if word.endswith(ending)), "other")
