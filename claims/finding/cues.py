"""What speaks for and against a clause being a checkable fact.

Each cue has a name, shown to the checker as the reason, and a weight. The weights were set by hand on
this project's own labelled copy (tests/finding/corpus, without the texts kept unseen). Weights fitted by
regression on three times that copy found no better balance of recall and precision.
"""

from collections.abc import Set
from typing import NamedTuple

from claims.finding import grammar
from claims.finding.clauses import Clause
from claims.finding.comparisons import has_superlative
from claims.finding.lexicon import Stretch, index, markers, themes, verbs
from claims.finding.quotations import Quotation
from claims.finding.tokens import Token, stretch
from claims.finding.values import Value

WEIGHTS = {
    "money": 2.6,
    "percent": 2.6,
    "date": 2.2,
    "age": 2.0,
    "number": 2.0,
    "score": 2.2,
    "fraction": 1.8,
    "duration": 1.5,
    "relative": 1.5,
    "ordinal": 1.2,
    "time": 1.0,
    "more values": 0.4,
    "name": 1.0,
    "past tense": 0.8,
    "present tense": 0.3,
    "event verb": 0.9,
    "passive": 0.5,
    "headline": 0.9,
    "title beside a name": 1.8,
    "superlative": 1.4,
    "absolute": 0.5,
    "says": 1.0,
    "source named": 1.1,
    "cause": 0.8,
    "biography": 0.9,
    "role": 0.5,
    "health": 1.1,
    "crime": 1.3,
    "relationship": 0.9,
    "money matter": 0.6,
    "sequence": 0.5,
    "place": 0.5,
    "nature": 0.5,
    "third person": 0.45,
    "direct quotation": 1.9,
    "quoted words": 0.7,
    "participle": 0.2,
    "question": -3.0,
    "asks": -0.4,
    "speaks to the reader": -1.3,
    "first person": -0.9,
    "opinion": -0.9,
    "hedged": -0.8,
    "feeling": -1.0,
    "no verb": -0.9,
    "very short": -1.2,
    "future": -0.1,
    "vague subject": -0.7,
    "negated": -0.2,
}
THEMES = index((
    ("health", themes.HEALTH),
    ("crime", themes.CRIME - themes.CRIME_WEAK),
    ("relationship", themes.RELATIONSHIP),
    ("money matter", themes.MONEY),
    ("biography", themes.BIOGRAPHY),
    ("role", themes.ROLES),
    ("nature", themes.NATURE),
    ("place", themes.PLACES),
))  # fmt: skip
REASONS = 6
BIAS = -0.9
VAGUE = frozenset({"it", "this", "that", "there", "nobody", "everyone", "one", "some", "they"})


class Cues(NamedTuple):
    """The cues of a clause by name, and the values it holds."""

    found: tuple[str, ...]
    values: tuple[Value, ...]

    def __contains__(self, name: object) -> bool:
        return name in self.found

    @property
    def reason(self) -> str:
        """The names of the cues that weigh most, the heaviest first."""
        return ", ".join(sorted(self.found, key=lambda name: -abs(WEIGHTS[name]))[:REASONS])

    @property
    def weight(self) -> float:
        """The sum of the weights, above 0 where more speaks for a checkable fact than against it."""
        return BIAS + sum(WEIGHTS[name] for name in self.found)


def listen(
    text: str,
    clause: Clause,
    values: list[Value],
    *,
    opens: bool,
    question: bool,
    quoted: list[Quotation],
    proper: frozenset[str],
    headline: bool,
) -> Cues:
    """Return the cues of a clause.

    ``opens`` tells whether it begins its sentence, ``question`` whether that asks; ``quoted`` are the
    quotations that touch it: the "I" in one is not the writer's; ``proper`` the text's known names;
    in a ``headline`` capitals tell nothing.
    """
    tokens = clause.tokens
    own = [t for t in tokens if not any(q.start <= t.start < q.end for q in quoted)] if quoted else tokens
    words = stretch(tokens)
    stems = {token.stem for token in tokens}
    found = [*_from_values(values)]
    if grammar.names(tokens, opens_sentence=opens, proper=proper):
        found.append("name")
    found += _from_verbs(tokens, words, {token.lower for token in own})
    found += _from_themes(stems, words)
    found += _from_markers(tokens, words)
    if headline:
        found.append("headline")
    if clause.quoted:
        found += ["direct quotation", *(["asks"] if question else [])]
    else:
        found += _against(tokens, {token.lower for token in own}, words, question, valued=bool(values))
        if any(not q.direct and text[q.start + 1 : q.start + 2].islower() for q in quoted):
            found.append("quoted words")
    return Cues(tuple(dict.fromkeys(found)), tuple(values))


def _from_values(values: list[Value]) -> list[str]:
    if not values:
        return []
    strongest = max((value.sort for value in values), key=WEIGHTS.__getitem__)
    return [strongest, "more values"] if len(values) > 1 else [strongest]


def _from_verbs(tokens: list[Token], words: Stretch, own: set[str]) -> list[str]:
    lowers = words.lowers
    found = [_tense(tokens, lowers)]
    if lowers & verbs.EVENTS:
        found.append("event verb")
    elif grammar.is_passive(tokens):
        found.append("passive")
    if lowers & verbs.SPEECH and not own & markers.FIRST_PERSON:
        found.append("says")
    if " according to " in words.phrase or (lowers & themes.STATEMENT_NOUNS and "says" in found):
        found.append("source named")
    return found


def _tense(tokens: list[Token], lowers: Set[str]) -> str:
    if any(map(grammar.is_past, lowers)):
        return "past tense"
    if grammar.has_verb(tokens) or tokens[0].lower == "according":
        return "present tense"
    return "participle" if grammar.opens_participle(tokens) else "no verb"


def _from_themes(stems: set[str], words: Stretch) -> list[str]:
    found = [name for stem in stems for name in THEMES.get(stem, ())]
    if themes.CRIME_PHRASES.stand_in(words):
        found.append("crime")
    if themes.BIOGRAPHY_PHRASES.stand_in(words):
        found.append("biography")
    return sorted(set(found))


def _from_markers(tokens: list[Token], words: Stretch) -> list[str]:
    found, lowers = [], words.lowers
    if has_superlative(tokens):
        found.append("superlative")
    if lowers & markers.ABSOLUTES:
        found.append("absolute")
    if lowers & markers.STRONG_CAUSES or markers.CAUSE_PHRASES.stand_in(words):
        found.append("cause")
    if lowers & markers.SEQUENCES or markers.SEQUENCE_PHRASES.stand_in(words):
        found.append("sequence")
    if lowers & markers.ONE_PERSON:
        found.append("third person")
    return found


def _against(tokens: list[Token], own: set[str], words: Stretch, question: bool, *, valued: bool) -> list[str]:
    found = []
    if question:
        found.append("question")
    if own & markers.SECOND_PERSON:
        found.append("speaks to the reader")
    if own & markers.FIRST_PERSON:
        found.append("first person")
    if own & markers.OPINIONS or markers.OPINION_PHRASES.stand_in(words):
        found.append("opinion")
    doubts = verbs.MODALS - ({"can", "could", "couldn't"} if valued else {"can"})
    if own & markers.HEDGES or own & doubts:
        found.append("hedged")
    if own & verbs.SOFT:
        found.append("feeling")
    if len(tokens) < 3:
        found.append("very short")
    if "will" in own:
        found.append("future")
    if tokens[0].lower in VAGUE and not has_superlative(tokens):
        found.append("vague subject")
    return found
