"""Which of the desk's kinds a clause states, and which of its values says most for that kind.

The kind is the one for which the clause's signs weigh most. The weights (``lexicon/kind_weights.py``) were
learned from this project's own labelled copy and nothing else; ``python -m tests.benchmarks.train_kinds``
makes them anew.
"""

from claims.finding import candidate as c
from claims.finding.clauses import Clause
from claims.finding.cues import Cues
from claims.finding.lexicon import verbs
from claims.finding.lexicon.kind_weights import KINDS, WEIGHTS
from claims.finding.values import Value


def kind_of(clause: Clause, cues: Cues, found: set[str]) -> str:
    """Return the kind of a clause with these signs."""
    if clause.quoted or ("quoted words" in cues and any(token.lower in verbs.SPEECH for token in clause.tokens)):
        return c.QUOTATION
    return heaviest(found)


def heaviest(found: set[str]) -> str:
    """Return the kind for which these signs weigh most; signs without a weight say nothing."""
    rows = [WEIGHTS["any"], *(WEIGHTS[sign] for sign in sorted(found) if sign in WEIGHTS)]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    return KINDS[sums.index(max(sums))]


PREFERRED = {
    c.MONEY: ("money",),
    c.DATE: ("date", "relative", "time"),
    c.NUMBER: ("percent", "number", "fraction", "score", "age", "ordinal", "duration"),
    c.BIOGRAPHY: ("date", "age", "relative"),
}
ORDER = ("money", "percent", "date", "number", "fraction", "score", "age", "relative", "duration", "ordinal", "time")


def value_of(kind: str, values: tuple[Value, ...]) -> Value | None:
    """Return the value that says most for a claim of this kind, the first of its sort."""
    order = [*PREFERRED.get(kind, ()), *ORDER]
    return min(values, key=lambda value: (order.index(value.sort), value.start), default=None)
