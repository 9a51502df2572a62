"""A person's title beside the name: "writer-director Ada Lund", "Nils Aune, a retired harbour master"."""

from claims.finding.grammar import is_verb
from claims.finding.lexicon import words
from claims.finding.lexicon.markers import DETERMINERS, PREPOSITIONS, SUBORDINATORS
from claims.finding.lexicon.themes import ROLES
from claims.finding.people import Name
from claims.finding.tokens import Token

LONGEST = 7
APART = (
    DETERMINERS
    | (PREPOSITIONS - {"of"})
    | SUBORDINATORS
    | words("and but or then now later earlier ago today yesterday meanwhile once soon")
)


def beside(text: str, tokens: list[Token], name: Name) -> tuple[int, int] | None:
    """Return where a title and the name it belongs to begin and end, None if no title stands beside it.

    ``tokens`` are those of the sentence.
    """
    first = next((place for place, token in enumerate(tokens) if token.start >= name.start), None)
    if first is None:
        return None
    last = first
    while last + 1 < len(tokens) and tokens[last + 1].start < name.end:
        last += 1
    return _before(text, tokens, first, last) or _after(text, tokens, first, last)


def _before(text: str, tokens: list[Token], first: int, last: int) -> tuple[int, int] | None:
    start = first
    while start > max(0, first - LONGEST):
        near = tokens[start - 1]
        gap = text[near.end : tokens[start].start]
        parted = gap.strip("[] .") and not (gap == ", " and start == first)  # "the minister, Giles Orme"
        if parted or near.stem in APART or is_verb(tokens, start - 1) or near.lower.endswith("ly"):
            break
        start -= 1
    if any(token.stem in ROLES for token in tokens[start:first]):
        return tokens[start].start, tokens[last].end
    return None


def _after(text: str, tokens: list[Token], first: int, last: int) -> tuple[int, int] | None:
    if last + 2 >= len(tokens) or text[tokens[last].end : tokens[last + 1].start] != ", ":
        return None
    if tokens[last + 1].lower not in {"a", "an", "the", "his", "her", "their"}:
        return None
    end = last + 1
    while end + 1 < len(tokens) and end - last <= LONGEST:
        if text[tokens[end].end : tokens[end + 1].start].strip("-") != " " or is_verb(tokens, end + 1):
            break
        end += 1
    if any(token.stem in ROLES for token in tokens[last + 1 : end + 1]):
        return tokens[first].start, tokens[end].end
    return None
