"""Tell a superlative ("the first woman", "record crowds") from the same word in everyday use ("the first quarter")."""

from claims.finding.lexicon import words
from claims.finding.lexicon.markers import NOT_SUPERLATIVE, SUPERLATIVES
from claims.finding.tokens import Token

CLAIMING = words("the his her its their s whose world's country's nation's state's city's company's ever europe's")
EVERYDAY_AFTER_FIRST = words(
    """time half quarter round week day days year years month place lady minister name thing few minutes person
    of degree step act impression edition glance sight aid draft movement hours night"""
)
NEVER_HERE = words("last main least best most first only record latest earliest closest nearest")
PREFIXES = ("most-", "best-", "longest-", "highest-", "top-", "least-", "oldest-", "fastest-", "record-", "largest-")


def has_superlative(tokens: list[Token]) -> bool:
    """Does one of the tokens compare with all others of its sort?"""
    return any(is_superlative(tokens, place) for place in range(len(tokens)))


def is_superlative(tokens: list[Token], place: int) -> bool:
    """Does the word at ``place`` compare with all others of its sort, given its neighbours?"""
    word = tokens[place].lower
    if word in RULES:
        before = tokens[place - 1].lower if place else ""
        after = tokens[place + 1].lower if place + 1 < len(tokens) else ""
        return RULES[word](before, after)
    if word.startswith(PREFIXES):
        return True
    return (word in SUPERLATIVES and word not in NEVER_HERE) or (
        word.endswith("est") and len(word) > 4 and word not in NOT_SUPERLATIVE and not tokens[place].capital
        and word not in NEVER_HERE
    )  # fmt: skip


def _claims(before: str) -> bool:
    return before in CLAIMING or before.endswith("'s")


def _first(before: str, after: str) -> bool:
    return (_claims(before) or before in {"was", "is", "became", "a"}) and after not in EVERYDAY_AFTER_FIRST


def _only(before: str, after: str) -> bool:
    return (_claims(before) or before in {"is", "was", "has", "have", "are", "were"}) and not after[:1].isdigit()


def _most(before: str, after: str) -> bool:
    if before in {"at", "for"} or after in {"of", "part", "likely", "people", "often", "recently"} or not after:
        return False
    return _claims(before) or (before in {"was", "is", "are", "were"} and not after.endswith("ed"))


def _best(before: str, after: str) -> bool:
    return _claims(before) and after not in {"friend", "friends", "known", "of", "to", "man", "interests"}


def _record(before: str, after: str) -> bool:
    return before in {
        "a",
        "the",
        "world",
        "competition",
        "club",
        "national",
        "new",
        "all-time",
        "their",
        "its",
        "by",
    } and (after not in {"of", "shows", "label", "company", "store", "straight", "is", "was"})


def _latest(before: str, after: str) -> bool:
    return before == "the" and after in {"goal", "date", "time", "age", "finish", "start", "winner", "known"}


RULES = {
    "first": _first,
    "only": _only,
    "most": _most,
    "least": _most,
    "best": _best,
    "record": _record,
    "latest": _latest,
    "earliest": _latest,
    "closest": _latest,
    "nearest": _latest,
    "last": lambda before, after: False,
    "main": lambda before, after: False,
}
