"""What the finder hands over: a passage of the copy that a person may want to check.

The words are those of ``claims.vocabulary``, repeated as plain strings because this room knows no Django;
a test holds the two lists together.
"""

from dataclasses import dataclass

DATE, NUMBER, MONEY, NAME, TITLE = "date", "number", "money", "name", "title"
PLACE, EVENT, SEQUENCE, SUPERLATIVE = "place", "event", "sequence", "superlative"
ATTRIBUTION, QUOTATION, BIOGRAPHY = "attribution", "quotation", "biography"
HEALTH, CAUSAL, OTHER = "health", "causal", "other"

KINDS = (
    DATE,
    NUMBER,
    MONEY,
    NAME,
    TITLE,
    PLACE,
    EVENT,
    SEQUENCE,
    SUPERLATIVE,
    ATTRIBUTION,
    QUOTATION,
    BIOGRAPHY,
    HEALTH,
    CAUSAL,
    OTHER,
)

LOW, MEDIUM, HIGH = "low", "medium", "high"
RISKS = (LOW, MEDIUM, HIGH)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One proposed claim.

    ``start`` and ``end`` count characters of the text given, and slicing it with them gives ``quote``.
    ``value`` is what was read from the words ("USD 7700000000", "1997/2000", "56 years"), ``unit`` its
    currency, unit or, for a date, its precision; both are empty rather than guessed. ``score`` lies
    between 0 and 1; ``reason`` names the cues that spoke.
    """

    start: int
    end: int
    quote: str
    sentence: str
    kind: str
    value: str
    unit: str
    speaker: str
    risk: str
    sensitive: bool
    score: float
    reason: str
