"""Which of the desk's kinds a clause states, from its cues, the most telling first."""

from claims.finding import candidate as c
from claims.finding.clauses import Clause
from claims.finding.cues import Cues
from claims.finding.lexicon import markers, themes, verbs, words
from claims.finding.values import Value

LIFE = words("""married born graduated retired divorced raised grew joined enrolled emigrated studied widower widow""")
VALUE_KINDS = {"money": c.MONEY, "date": c.DATE}
MEASURES = words("percent number fraction age score ordinal duration")


def kind_of(clause: Clause, cues: Cues) -> str:
    """Return the kind of a clause."""
    lowers = {token.lower for token in clause.tokens}
    if clause.quoted:
        return c.QUOTATION
    for kind, holds in RULES:
        if holds(clause, cues, lowers):
            return kind
    return c.EVENT if "past tense" in cues or "event verb" in cues else c.OTHER


def _superlative(clause: Clause, cues: Cues, lowers: set[str]) -> bool:
    return "superlative" in cues and not lowers & {"first", "last", "main"} - {"only"} - lowers & markers.ABSOLUTES


def _attribution(clause: Clause, cues: Cues, lowers: set[str]) -> bool:
    """Somebody is reported to say something; a verb like "called" or "found" needs its "that" or a source."""
    return bool(lowers & SAYING) or "according" in lowers or "source named" in cues


SAYING = verbs.SPEECH - words(
    """called calls found finds showed shows shows put puts credited added adds blamed blames promised
    posted noted confirmed asked asks questioned dismissed expects expected conceded announced announces
    reported points responded wrote writes described pledged reveals revealed recalled accused"""
)


def _cause(clause: Clause, cues: Cues, lowers: set[str]) -> bool:
    return "cause" in cues


def _health(clause: Clause, cues: Cues, lowers: set[str]) -> bool:
    return "health" in cues and "crime" not in cues


def _money(clause: Clause, cues: Cues, lowers: set[str]) -> bool:
    return "money" in cues


def _life(clause: Clause, cues: Cues, lowers: set[str]) -> bool:
    return bool(lowers & LIFE) or ("biography" in cues and not lowers & themes.CRIME and "date" not in cues)


def _title(clause: Clause, cues: Cues, lowers: set[str]) -> bool:
    return "role" in cues and "no verb" in cues and not cues.values


def _number(clause: Clause, cues: Cues, lowers: set[str]) -> bool:
    return any(value.sort in MEASURES for value in cues.values) and "crime" not in cues


def _date(clause: Clause, cues: Cues, lowers: set[str]) -> bool:
    return "date" in cues and not lowers & verbs.EVENTS


def _place(clause: Clause, cues: Cues, lowers: set[str]) -> bool:
    return "place" in cues and "name" in cues and "event verb" not in cues


def _sequence(clause: Clause, cues: Cues, lowers: set[str]) -> bool:
    return "sequence" in cues and "event verb" not in cues


RULES = (
    (c.SUPERLATIVE, _superlative),
    (c.ATTRIBUTION, _attribution),
    (c.CAUSAL, _cause),
    (c.MONEY, _money),
    (c.HEALTH, _health),
    (c.BIOGRAPHY, _life),
    (c.TITLE, _title),
    (c.NUMBER, _number),
    (c.DATE, _date),
    (c.PLACE, _place),
    (c.SEQUENCE, _sequence),
)

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
