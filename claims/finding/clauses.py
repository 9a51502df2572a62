"""Cut a sentence into the stretches that can each be one claim.

Every comma, dash, semicolon, direct quotation and "and" before a verb is a possible joint; a stretch
that cannot stand alone (no verb, fewer than four words) joins its neighbour. Own rules, one pass.
"""

from typing import NamedTuple

from claims.finding.grammar import has_verb, is_verb
from claims.finding.lexicon import words
from claims.finding.lexicon.markers import DETERMINERS, RELATIVES, SUBJECTS
from claims.finding.lexicon.themes import ROLES
from claims.finding.lexicon.verbs import SPEECH
from claims.finding.quotations import Quotation
from claims.finding.tokens import Token

CONJUNCTIONS = words("and but or yet so nor")
# These cut without a comma.
INNER = words("although though whereas while")
JOINING = INNER | words("and but or that who which after before until when because")
LEADING = words("""when while after before as if although though because since until once despite by in whereas""")
LONG_OPENING = 9
# A list of so many things without a verb is cut: looking at ever more of it again would be quadratic.
LONGEST_LIST = 16
KNOWING = words("know knew understand understood remember see saw wonder wondered ask asked those one all")
FEWEST_BEFORE = 4
FEWEST_AFTER = 5
FEWEST_ALONE = 4
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


class Piece(NamedTuple):
    """A stretch between two joints; ``joint`` is the punctuation (or conjunction) that opens it."""

    tokens: list[Token]
    joint: str
    quoted: bool


def cut(text: str, tokens: list[Token], quotations: list[Quotation]) -> list[Clause]:
    """Return the clauses of one sentence, given its tokens and the quotations that touch it."""
    pieces = _pieces(text, tokens, [quotation for quotation in quotations if quotation.direct])
    clauses: list[list[Piece]] = []
    waiting: list[Piece] = []
    for position, piece in enumerate(pieces):
        following = pieces[position + 1] if position + 1 < len(pieces) else None
        if clauses and not waiting and _continues(clauses[-1][-1], piece, following):
            clauses[-1].append(piece)
            continue
        waiting.append(piece)
        if len(waiting) >= LONGEST_LIST or _stands(waiting, following, first=not clauses):
            clauses.append(waiting)
            waiting = []
    if waiting:
        if clauses and clauses[-1][-1].quoted == waiting[0].quoted:
            clauses[-1].extend(waiting)
        else:
            clauses.append(waiting)
    return [_clause(text, clause) for clause in clauses]


def _continues(last: Piece, piece: Piece, following: Piece | None) -> bool:
    """Spoken words stay together; of the others, what can't stand alone joins the clause before."""
    if last.quoted or piece.quoted:
        return last.quoted and piece.quoted and piece.joint != "“"
    return _leans_back(piece, following)


def _clause(text: str, pieces: list[Piece]) -> Clause:
    tokens = [token for piece in pieces for token in piece.tokens]
    while len(tokens) > 1 and not pieces[0].quoted and tokens[0].lower in CONJUNCTIONS:
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[-1].lower in CONJUNCTIONS:
        tokens = tokens[:-1]
    return Clause(tokens[0].start, tokens[-1].end, tokens, pieces[0].quoted)


def _pieces(text: str, tokens: list[Token], spoken: list[Quotation]) -> list[Piece]:
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


def _leans_back(piece: Piece, following: Piece | None) -> bool:
    """Does this piece, which can't stand alone, belong to the clause before it and not to the next one?"""
    if piece.joint not in {",", "(", ")", "-", ":"} or _stands([piece], following, first=False):
        return False
    opener = piece.tokens[0].lower
    if opener in CONJUNCTIONS and following is not None:
        return not (following.tokens[0].lower in RELATIVES or following.joint == ",")
    return not (opener in LEADING and following is not None and following.joint == ",")


def _stands(pieces: list[Piece], following: Piece | None, *, first: bool) -> bool:
    tokens = [token for piece in pieces for token in piece.tokens]
    opener = tokens[0].lower if tokens[0].lower not in CONJUNCTIONS or len(tokens) == 1 else tokens[1].lower
    if pieces[-1].quoted:
        return True
    if following is not None and following.quoted:
        return True
    if first and opener in LEADING and following is not None and following.joint == ",":
        return has_verb(tokens) and (len(tokens) >= LONG_OPENING or _has_main_subject(tokens))
    if has_verb(tokens):
        return len(tokens) > 1
    if first and following is not None:
        return False  # "The minister, Giles Orme, will resign": a subject waits for its verb
    return _phrase_stands(tokens, opener, alone=len(pieces) == 1 and not first)


def _has_main_subject(tokens: list[Token]) -> bool:
    """In "after the funeral she began" the clause itself has begun, in "after she left" it has not."""
    return any(
        token.lower in {"he", "she", "they", "it", "i", "we"} and tokens[place].lower not in LEADING
        for place, token in enumerate(tokens[1:])
    )


def _phrase_stands(tokens: list[Token], opener: str, *, alone: bool) -> bool:
    """Can a stretch without a verb be a claim: four words between two joints, or a person's role?

    "says engineer Ida Holm" belongs to what she says.
    """
    if alone:
        return len(tokens) >= FEWEST_ALONE and opener not in SPEECH
    return opener in {"a", "an", "the"} and any(token.stem in ROLES for token in tokens)
