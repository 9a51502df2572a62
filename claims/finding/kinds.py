"""Which of the desk's kinds a clause states, and which of its values says most for that kind."""

from claims.finding import candidate as c
from claims.finding.clauses import Clause
from claims.finding.cues import Cues, holds
from claims.finding.lexicon import phrases, themes, verbs, words
from claims.finding.values import Value

LIFE = words(
    """married born graduated retired divorced grew joined enrolled emigrated studied widower widow raised
    apprenticed childhood scholarship son daughter degree nickname nicknamed career"""
)
LIFE_PHRASES = phrases(
    """took over, grew up, moved to, worked as, began his career, began her career, played for, caps for,
    dropped out, staying together, raised in, raised by, served in, used to be, high school"""
)
LANDMARKS = words("born retired graduated married")
SAYING = (verbs.SPEECH | words("complain complains")) - words(
    """called calls found finds showed shows show puts put credited added adds blamed blames promised posted
    noted confirmed asks questioned dismissed expected conceded announced announces reported responded wrote
    writes pledged reveals revealed recalled accused remembers remembered admitted asked attributed points
    pointed repeated told compared praised realised realized"""
)
SOURCED = phrases("show, shows, showed, found that, report that, finds that, points out, puts the figure, told")
DATING = words(
    """opened founded formed formation established finished built began begun started born launched retired
    premiered debuted debut ended closed created released published planned dates dated aired faces focuses
    survived moved trained training married separated divorced"""
)
# With these a figure is the point of the clause, with other verbs it is a detail of what happened.
FIGURING = words(
    """is are was were fell rose climbed slid narrowed dropped increased decreased grew averaged stood doubled
    tripled halved weighs weighed measures measured has have had holds hold owns owned lives live totalled
    totaled reached surged soared tumbled risen shrank shrunk fallen climbed expects expect survived lost
    gone lasted takes took costs employed employs contains carry carries remain remains received affects hit"""
)
ORDERING = phrases(
    """has not, have not, had not, in a row, long before, not yet, no such, until then, by the time, only to,
    at the same time, around the same time, coincided with, never before, months later"""
)
LOCATING = phrases(
    """moved to, based in, lives in, live in, lived in, met at, trained at, located in,
    headquartered in, village of, town of, outside, north of, south of, east of, west of,
    at his, at her"""
)
PLAYING = phrases("played by, played in, in the movie by, starring, named, called, known as, agent")
SWEEPING = words(
    """always every all nobody none everyone nothing everything nowhere everywhere unanimous entire nearly"""
)
MEASURES = words("percent number fraction age score ordinal duration")
FIRM = words("percent fraction age")


def kind_of(clause: Clause, cues: Cues) -> str:
    """Return the kind of a clause: the first rule that holds, an event where none does."""
    if clause.quoted:
        return c.QUOTATION
    lowers = {token.lower for token in clause.tokens}
    phrase = f" {' '.join(token.lower for token in clause.tokens)} "
    for kind, holds_for in RULES:
        if holds_for(clause, cues, lowers, phrase):
            return kind
    return c.EVENT


def _quotation(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    return "quoted words" in cues and bool(lowers & verbs.SPEECH)


def _causal(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    return "cause" in cues and not ({"percent", "money"} & set(cues.found)) and "to stop" not in phrase


def _superlative(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    return "superlative" in cues and not lowers & SAYING


def _attribution(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    """Somebody is reported to say something; "show" and "found" need a source and no figure of their own."""
    if lowers & SAYING or clause.tokens[0].lower == "according" or "responded" in lowers or "respond" in lowers:
        return True
    return holds(phrase, SOURCED) and "says" in cues and not {"percent", "number"} & set(cues.found)


def _money(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    return "money" in cues and "percent" not in {value.sort for value in cues.values[:1]}


def _health(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    return (
        "health" in cues
        and ("crime" not in cues or bool(lowers & themes.ADDICTION))
        and not (cues.values and lowers & {"injured", "wounded"})
    )


def _biography(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    if "crime" in cues or "percent" in cues:
        return False
    at_age = any(value.sort == "age" for value in cues.values) and bool(lowers & verbs.EVENTS)
    of_kin = "past tense" in cues and any(token.stem in themes.KIN for token in clause.tokens[:2])
    return bool(lowers & LIFE) or holds(phrase, LIFE_PHRASES) or at_age or of_kin


def _landmark(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    """A life's landmark is told as one also where illness comes into it: "retired after a knee injury"."""
    return bool(lowers & LANDMARKS) and not lowers & themes.ADDICTION and "crime" not in cues


def _title(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    return "role" in cues and ("no verb" in cues or " as an " in phrase or " as a " in phrase) and not cues.values


def _sequence(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    if {"percent", "money"} & set(cues.found) or "will" in lowers:
        return False
    return holds(phrase, ORDERING) or (" for the first time " in phrase and not lowers & verbs.EVENTS)


def _date(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    if not {"date", "relative"} & {value.sort for value in cues.values} or lowers & {"will", "plans"}:
        return False
    return bool(lowers & DATING) or not (lowers & verbs.EVENTS or "passive" in cues or "crime" in cues)


def _number(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    sorts = {value.sort for value in cues.values}
    if not sorts & MEASURES or "crime" in cues or "will" in lowers:
        return False
    return bool(sorts & FIRM) or "no verb" in cues or bool(lowers & FIGURING and not lowers & STRUCK)


STRUCK = words("put struck scored won beat saved waved convicted voted threw wrote moved fought met heading spoke")


def _place(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    return ("name" in cues and holds(phrase, LOCATING)) or ("place" in cues and "no verb" in cues)


def _name(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    return "name" in cues and holds(phrase, PLAYING)


def _sweeping(clause: Clause, cues: Cues, lowers: set[str], phrase: str) -> bool:
    return "absolute" in cues and bool(lowers & SWEEPING or " no other " in phrase) and not cues.values


RULES = (
    (c.QUOTATION, _quotation),
    (c.SUPERLATIVE, _superlative),
    (c.ATTRIBUTION, _attribution),
    (c.CAUSAL, _causal),
    (c.MONEY, _money),
    (c.BIOGRAPHY, lambda clause, cues, lowers, phrase: "health" in cues and _landmark(clause, cues, lowers, phrase)),
    (c.HEALTH, _health),
    (c.SEQUENCE, _sequence),
    (c.NUMBER, lambda clause, cues, lowers, phrase: "percent" in cues),
    (c.DATE, lambda clause, cues, lowers, phrase: _date(clause, cues, lowers, phrase) and bool(lowers & DATING)),
    (c.BIOGRAPHY, _biography),
    (c.TITLE, _title),
    (c.PLACE, _place),
    (c.NUMBER, _number),
    (c.DATE, _date),
    (c.SUPERLATIVE, _sweeping),
    (c.NAME, _name),
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
