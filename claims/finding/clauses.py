"""Cut a sentence into the stretches that can each be one claim.

Every comma, dash, semicolon, direct quotation and "and" before a verb is a possible joint (own rules, one pass);
whether a claim of its own begins there, ``joints`` tells.
"""

from typing import NamedTuple

from claims.finding import joints
from claims.finding.grammar import has_verb, is_verb
from claims.finding.joints import CONJUNCTIONS, Piece
from claims.finding.lexicon import words
from claims.finding.lexicon.markers import DETERMINERS, RELATIVES, SUBJECTS
from claims.finding.lexicon.verbs import SPEECH
from claims.finding.quotations import Quotation
from claims.finding.tokens import Token

# These cut without a comma.
INNER = words("although though whereas while")
JOINING = INNER | words("and but or that who which after before until when because")
KNOWING = words("know knew understand understood remember see saw wonder wondered ask asked those one all")
FEWEST_BEFORE = 4
FEWEST_AFTER = 5
FEWEST_ALONE = 5
LEANING = words(
    """day days week weeks month months year years hours hour minutes shortly soon just long only even not was is
    were are decade decades"""
)


class Clause(NamedTuple):
    """A stretch of a sentence: its place in characters, its tokens, and whether it is spoken in quotation marks."""

    start: int
    end: int
    tokens: list[Token]
    quoted: bool


def cut(text: str, tokens: list[Token], quotations: list[Quotation]) -> list[Clause]:
    """Return the clauses of one sentence, given its tokens and the quotations that touch it."""
    clauses: list[list[Piece]] = []
    found = pieces(text, tokens, quotations)
    for place, piece in enumerate(found):
        if clauses and _goes_on(clauses[-1], found, place):
            clauses[-1].append(piece)
        else:
            clauses.append([piece])
    return [_clause(text, clause) for clause in clauses]


def _goes_on(clause: list[Piece], pieces: list[Piece], place: int) -> bool:
    """Does the next piece belong to the clause? Spoken words stay together and apart from all others."""
    last, piece = clause[-1], pieces[place]
    if last.quoted or piece.quoted:
        return last.quoted and piece.quoted and piece.joint != "“"
    return _waits(clause) or not joints.is_cut(pieces, place)


def _waits(clause: list[Piece]) -> bool:
    """Is this a short subject that waits for its verb: "Holm, 49, runs the ferry"?"""
    if len(clause) >= FEWEST_ALONE:  # each holds a word: no long list is counted again for each of its things
        return False
    return sum(len(piece.tokens) for piece in clause) < FEWEST_ALONE and not any(piece.verb for piece in clause)


def _clause(text: str, pieces: list[Piece]) -> Clause:
    tokens = [token for piece in pieces for token in piece.tokens]
    tokens = joints.without_conjunctions(tokens, keeps_first=pieces[0].quoted)
    return Clause(tokens[0].start, tokens[-1].end, tokens, pieces[0].quoted)


def pieces(text: str, tokens: list[Token], quotations: list[Quotation]) -> list[Piece]:
    """Return the stretches of one sentence between its joints."""
    spoken = [quotation for quotation in quotations if quotation.direct]
    pieces: list[Piece] = []
    current: list[Token] = []
    joint, inside = "", _inside(tokens[0], spoken, 0) if tokens else -1
    for place, token in enumerate(tokens):
        now = _inside(token, spoken, inside) if spoken else -1
        found = _joint(text, tokens, place, place - len(current)) if place else ""
        if current and (now != inside or found):
            pieces.append(Piece(current, joint, inside >= 0))
            current, joint = [], found or "“"
        current.append(token)
        inside = now
    if current:
        pieces.append(Piece(current, joint, inside >= 0))
    return pieces


def _inside(token: Token, spoken: list[Quotation], last: int) -> int:
    """Return which quotation holds the token, -1 for none; the search goes on from the last one found."""
    for number in range(max(last, 0), len(spoken)):
        if spoken[number].start > token.start:
            break
        if token.start < spoken[number].end:
            return number
    return -1


def _joint(text: str, tokens: list[Token], place: int, since: int) -> str:
    """Return what opens a new piece before this token, "" if nothing does; the last one began at ``since``."""
    gap = text[tokens[place - 1].end : tokens[place].start]
    if gap != " " and (sign := _sign(gap)):
        return sign
    word = tokens[place].lower
    if word not in JOINING:
        return ""
    if word in INNER and place > 2:
        return word
    if _opens_dependent(tokens, place):
        return word
    if word in {"and", "but", "or"} and place + 2 < len(tokens):
        return word if _opens_clause(tokens, place + 1) and has_verb(tokens[max(since, place - 40) : place]) else ""
    return ""


def _sign(gap: str) -> str:
    """Return the punctuation between two words that parts a sentence, "" where none does."""
    for sign in (";", "—", " – ", "--", ": ", "(", ")", " - ", ","):
        if sign in gap:
            return sign.strip()
    return ""


def _opens_dependent(tokens: list[Token], place: int) -> bool:
    """Does a clause with a fact of its own begin without a comma: "that covered ...", "after he left ..."?"""
    word = tokens[place].lower
    if place < FEWEST_BEFORE or len(tokens) - place < FEWEST_AFTER or not has_verb(tokens[max(0, place - 20) : place]):
        return False
    if word in {"that", "who", "which"}:
        before = tokens[place - 1].lower
        return is_verb(tokens, place + 1) and before not in SPEECH | KNOWING and not is_verb(tokens, place - 1)
    if word in {"after", "before", "until", "when", "because"} and tokens[place - 1].lower not in LEANING:
        return has_verb(tokens[place : place + 7])
    return False


def _opens_clause(tokens: list[Token], place: int) -> bool:
    """Does a clause of its own begin here: a verb, or a subject with a verb soon after?"""
    word = tokens[place].lower
    if is_verb(tokens, place) and word not in {"have", "take", "give", "make", "get", "live", "want", "need"}:
        return True
    if word.endswith("ly") and place + 1 < len(tokens) and is_verb(tokens, place + 1):
        return True
    reach = 7 if word in SUBJECTS or word in DETERMINERS or tokens[place].capital else 3
    for near in range(place + 1, min(place + reach, len(tokens))):
        if tokens[near].lower in RELATIVES or tokens[near].lower in CONJUNCTIONS:
            return False
        if is_verb(tokens, near):
            return True
    return False
