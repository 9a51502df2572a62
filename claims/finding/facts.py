"""Facts that a text may state twice: somebody's age, when something was founded, how many there were."""

import re
from dataclasses import dataclass

from claims.finding import clauses
from claims.finding.contradiction import AGE, DATE, TOTAL
from claims.finding.lexicon import words
from claims.finding.lexicon.themes import HONORIFICS
from claims.finding.people import Name
from claims.finding.reading import Reading
from claims.finding.tokens import Token
from claims.finding.values import Value

# What happens once, so that two years of it contradict each other.
ONCE = {
    "born": "born",
    "died": "died",
    "founded": "founded",
    "established": "founded",
    "formed": "founded",
    "formation": "founded",
    "opened": "opened",
    "built": "built",
    "completed": "built",
    "finished": "built",
    "retired": "retired",
    "married": "married",
    "graduated": "graduated",
    "published": "published",
    "released": "released",
    "premiered": "premiered",
    "discovered": "discovered",
    "assassinated": "killed",
    "murdered": "killed",
    "launched": "launched",
    "bought": "bought",
    "acquired": "bought",
    "divorced": "divorced",
}
# With these a number of people or things is a total; two totals of one sort in a text should be equal.
TOTALS = words("killed injured wounded died dead arrested employs employed laid jailed drowned evacuated missing")
COUNTED = words(
    "people men women children passengers workers soldiers employees protesters students residents fans jobs"
)
NEAR_NAME = re.compile(r"(?:, (?:now |aged )?| \()\Z")
LONGEST_WAY = 60


@dataclass(frozen=True)
class Fact:
    """One statement: what it is about, what it says, and where (characters)."""

    sort: str
    key: tuple[str, ...]
    about: str
    words: str
    place: tuple[int, int]
    value: str

    def agrees(self, other: "Fact") -> bool:
        """Can both be true? "2009" and "May 2009" can; an age may pass a birthday within a text."""
        if self.sort == DATE:
            short, long = sorted((self.value, other.value), key=len)
            return long.startswith(short)
        return self.value == other.value


def facts(reading: Reading) -> list[Fact]:
    """Return the comparable facts of a text in order."""
    return sorted([*_ages(reading), *_events(reading)], key=lambda fact: fact.place)


def _ages(reading: Reading) -> list[Fact]:
    """Read "Eddie Marsh, 48," and "the 48-year-old Marsh"; a flashback ("at 16 she") is no age of today."""
    found = []
    for value in reading.values:
        if value.sort != "age" or not value.value.endswith(" years"):
            continue
        person = _beside(reading, value)
        if person:
            words = reading.text[value.start : value.end]
            found.append(Fact(AGE, (AGE, person), f"The age of {person}", words, (value.start, value.end), value.value))
    return found


def _beside(reading: Reading, value: Value) -> str:
    """Return the person whose age this is: named just before it, or just after "48-year-old"; "" if none is known.

    A surname that several bear tells nobody, nor does one with a title: "Mrs Marsh, 46," may be the mother.
    """
    if NEAR_NAME.search(reading.plain[max(0, value.start - 8) : value.start]):
        tokens = reading.tokens.within(max(0, value.start - LONGEST_WAY), value.start)
        if tokens and not _known(reading, tokens[-1]):
            tokens = tokens[:-1]  # "Marsh, now 48,"
        titled = len(tokens) > 1 and tokens[-2].stem in HONORIFICS
        return _person(reading, tokens[-1]) if tokens and not titled else ""
    if "year" not in reading.plain[value.start : value.end].lower():
        return ""
    name = next(iter(reading.names_in(value.end, value.end + LONGEST_WAY)), None)
    if name and name.person and name.start - value.end <= 1:
        return name.text
    after = reading.tokens.within(value.end, value.end + LONGEST_WAY)[:1]
    return _person(reading, after[0]) if after else ""


def _known(reading: Reading, token: Token) -> bool:
    return token.capital and reading.cast.knows(token.text)


def _person(reading: Reading, surname: Token) -> str:
    """Return the full name that ends here, else that of the surname's only bearer; "" where several or none bear it."""
    if not _known(reading, surname):
        return ""
    spelled = [
        name.text for name in reading.names_in(surname.start - LONGEST_WAY, surname.end) if name.end == surname.end
    ]
    person = spelled[0] if spelled else reading.cast.full(surname.text)
    return person if " " in person else ""


def _events(reading: Reading) -> list[Fact]:
    found = []
    for sentence in reading.sentences:
        tokens = reading.tokens.within(sentence.start, sentence.end)
        values = reading.values_in(sentence.start, sentence.end)
        if not tokens or not values:
            continue
        for clause in clauses.cut(reading.plain, tokens, reading.quotations_in(sentence.start, sentence.end)):
            found += _of_clause(reading, clause.tokens, reading.values_in(clause.start, clause.end))
    return found


def _of_clause(reading: Reading, tokens: list[Token], values: list[Value]) -> list[Fact]:
    dates = [value for value in values if value.sort == "date" and value.value[:4].isdigit() and "/" not in value.value]
    counts = [value for value in values if value.sort == "number" and value.unit in COUNTED]
    found = []
    verb = next((token for token in tokens if token.lower in ONCE), None)
    subject = _subject(reading, tokens, verb)
    if verb and subject and len(dates) == 1 and not counts:
        found.append(_fact(reading, DATE, (ONCE[verb.lower], subject), f"{subject}, {verb.lower}", dates[0]))
    total = next((token for token in tokens if token.lower in TOTALS), None)
    if total and len(counts) == 1:
        key = (total.lower, counts[0].unit, *(value.value[:4] for value in dates[:1]), subject)
        found.append(_fact(reading, TOTAL, key, f"{counts[0].unit} {total.lower}", counts[0]))
    return found


def _fact(reading: Reading, sort: str, key: tuple[str, ...], about: str, value: Value) -> Fact:
    place = (value.start, value.end)
    return Fact(sort, (sort, *key), about, reading.text[value.start : value.end], place, value.value)


def _subject(reading: Reading, tokens: list[Token], verb: Token | None) -> str:
    """Return the name that the clause is about: the last one before its verb, as a whole; "" if none."""
    if verb is None:
        return ""
    names: list[Name] = reading.names_in(tokens[0].start, verb.start)
    if names:
        return reading.cast.full(names[-1].text)
    alone = [token for token in tokens if token.start < verb.start and token.stem in reading.proper and token.capital]
    return reading.cast.full(alone[-1].text.removesuffix("'s")) if alone else ""
