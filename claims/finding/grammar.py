"""Just enough grammar to tell a clause from a phrase: which word is its verb, which words are a name."""

from itertools import pairwise

from claims.finding.lexicon import words
from claims.finding.lexicon.abbreviations import STARTERS
from claims.finding.lexicon.markers import DETERMINERS, PREPOSITIONS
from claims.finding.lexicon.verbs import FINITE_AUXILIARIES, IRREGULAR_PASTS, NOT_VERBS, PRESENT
from claims.finding.tokens import Token

CALENDAR = words(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday"""
)
# "King", "ring", "wing" are no participles.
LONGEST_ING_NOUN = 4
KNOWN_VERBS = IRREGULAR_PASTS | PRESENT
NOUN_BEFORE = DETERMINERS | PREPOSITIONS
NO_NAME = STARTERS | CALENDAR | words("i i'm i've i'd i'll mr mrs ms ok yes tv")


def is_verb(tokens: list[Token], place: int) -> bool:
    """Is the token at ``place`` the finite verb of a clause, as far as its form and neighbours tell?"""
    token = tokens[place]
    word = token.lower
    if word in FINITE_AUXILIARIES:
        return True
    if word not in KNOWN_VERBS and not word.endswith(("ed", "s")):
        return False
    before = tokens[place - 1].lower if place else ""
    after = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if word in IRREGULAR_PASTS and word not in NOT_VERBS:
        return before not in NOUN_BEFORE and not (token.capital and place)
    if word.endswith("ed") and len(word) > 3:
        return (
            word not in NOT_VERBS
            and "-" not in word
            and before not in NOUN_BEFORE
            and after not in {"by"}
            and not (token.capital and place)
        )
    if token.capital or not place or before in NOUN_BEFORE:
        return False
    return word in PRESENT or _is_third_person(tokens, place, before, after)


def _is_third_person(tokens: list[Token], place: int, before: str, after: str) -> bool:
    """A word in -s is a verb after "she", and after a name where an object or a preposition follows."""
    word = tokens[place].lower
    if not word.endswith("s") or word.endswith(("'s", "ss", "us")) or len(word) < 4 or not word.isalpha():
        return False
    return before in {"he", "she", "it", "who"} or (tokens[place - 1].capital and after in NOUN_BEFORE and place > 1)


def has_verb(tokens: list[Token]) -> bool:
    """Does a finite verb stand among the tokens?"""
    return any(is_verb(tokens, place) for place in range(len(tokens)))


def opens_participle(tokens: list[Token]) -> bool:
    """Does a stretch begin with a participle or its like: "citing new rules", "not knowing", "only to return"?"""
    words = [token.lower for token in tokens[:3] if token.lower not in {"not", "even", "then", "and", "but"}]
    if words[:2] == ["only", "to"]:
        return True
    return bool(words) and words[0].endswith("ing") and len(words[0]) > LONGEST_ING_NOUN


def is_passive(tokens: list[Token]) -> bool:
    """Was something done: "was shown", "has been called"?"""
    return any(
        token.lower in {"was", "were", "been", "being"}
        and (after.lower.endswith(("ed", "wn", "en")) or after.lower in IRREGULAR_PASTS)
        and after.lower not in NOT_VERBS
        for token, after in pairwise(tokens)
    )


def is_past(word: str) -> bool:
    """Does the form tell of something that has happened?"""
    return (
        word in IRREGULAR_PASTS
        or word in {"was", "were", "had", "did", "has", "have"}
        or (word.endswith("ed") and len(word) > 3 and word not in NOT_VERBS)
    )


def proper_words(tokens: list[Token], openings: frozenset[int]) -> frozenset[str]:
    """Return the words that are capitals within sentences, which are names wherever they stand.

    ``openings`` are the places in characters where sentences begin.
    """
    return frozenset(
        token.stem for token in tokens if token.capital and token.start not in openings and token.stem not in NO_NAME
    )


def names(tokens: list[Token], *, opens_sentence: bool, proper: frozenset[str]) -> list[Token]:
    """Return the tokens that belong to proper names; a sentence's first word only if known or beside a name."""
    found = []
    for place, token in enumerate(tokens):
        if not token.capital or token.stem in NO_NAME:
            continue
        first = place == 0 and opens_sentence
        beside = place + 1 < len(tokens) and tokens[place + 1].capital and tokens[place + 1].stem not in NO_NAME
        if (
            not first
            or beside
            or token.stem in proper
            or "'s" in token.lower
            or (len(token.text) > 1 and token.text.isupper())
        ):
            found.append(token)
    return found
