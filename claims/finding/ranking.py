"""From clauses to scored candidates."""

import math
from bisect import bisect_left
from collections.abc import Iterator

from claims.finding import clauses, cues, kinds, people, quotations, risks, speakers, values
from claims.finding.candidate import ATTRIBUTION, LOW, QUOTATION, TITLE, Candidate
from claims.finding.clauses import Clause
from claims.finding.grammar import proper_words
from claims.finding.lexicon import markers, verbs
from claims.finding.lexicon.themes import ROLES
from claims.finding.noise import mask
from claims.finding.sentences import Sentence, split
from claims.finding.tokens import Token, Tokens

FLOOR = 0.5
CONTINUED = 1.0


def score(weight: float) -> float:
    """Squeeze a sum of weights into 0..1; 0.5 is where as much speaks for as against."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, weight)))), 4)


class Reading:
    """A text taken apart once: sentences, tokens, quotations, values and names, each by place."""

    def __init__(self, text: str, published_on: str | None) -> None:
        self.text = text
        self.plain = mask(text)
        self.sentences = split(self.plain)
        self.tokens = Tokens(self.plain, [(sentence.start, sentence.end) for sentence in self.sentences])
        self.quotations = quotations.find(self.plain)
        self.values = values.read(self.plain, published_on=published_on)
        self.names = people.find(self.plain, self.tokens)
        self.cast = people.Cast(self.names)
        openings = frozenset(sentence.start for sentence in self.sentences)
        self.proper = proper_words(self.tokens, openings)
        self._quote_ends = [quotation.end for quotation in self.quotations]
        self._value_starts = [value.start for value in self.values]
        self._name_starts = [name.start for name in self.names]

    def quotations_in(self, start: int, end: int) -> list[quotations.Quotation]:
        """Return the quotations that touch the stretch."""
        found = []
        for place in range(bisect_left(self._quote_ends, start + 1), len(self.quotations)):
            if self.quotations[place].start >= end:
                break
            found.append(self.quotations[place])
        return found

    def values_in(self, start: int, end: int) -> list[values.Value]:
        """Return the values that begin in the stretch."""
        return self.values[bisect_left(self._value_starts, start) : bisect_left(self._value_starts, end)]

    def names_in(self, start: int, end: int) -> list[people.Name]:
        """Return the names that begin in the stretch."""
        return self.names[bisect_left(self._name_starts, start) : bisect_left(self._name_starts, end)]


def candidates(text: str, *, published_on: str | None) -> Iterator[Candidate]:
    """Yield every clause of the text as a candidate with its score, also those below the floor, in order."""
    reading = Reading(text, published_on)
    story = Story()
    for sentence in reading.sentences:
        yield from _of_sentence(reading, sentence, story)


def clauses_of(text: str) -> list[tuple[int, int]]:
    """Return the places of all clauses of a text: what a finder without any judgement would propose."""
    return [(found.start, found.end) for found in candidates(text, published_on=None)]


class Story:
    """What the sentences before have told: who was named last and who is speaking."""

    def __init__(self) -> None:
        self.person = ""
        self.speaker = ""
        self.spoke = False
        self.risk = risks.Risk(LOW, False, False)
        self.paragraph = -1


def _of_sentence(reading: Reading, sentence: Sentence, story: Story) -> Iterator[Candidate]:
    tokens = reading.tokens.within(sentence.start, sentence.end)
    if not tokens:
        return
    quoted = reading.quotations_in(sentence.start, sentence.end)
    found = reading.values_in(sentence.start, sentence.end)
    parts = clauses.cut(reading.plain, tokens, quoted, found)
    speaker = _speaker(reading, sentence, parts, story)
    story.risk = _risk(reading, tokens, sentence, story, said_by=speaker if any(p.quoted for p in parts) else "")
    for part in parts:
        made = _candidate(reading, sentence, part, parts, speaker, story)
        if made:
            yield made
    _remember(reading, sentence, parts, speaker, story)


def _speaker(reading: Reading, sentence: Sentence, parts: list[Clause], story: Story) -> str:
    """Return who speaks in this sentence: named in it, or the one whose quotation goes on."""
    names = reading.names_in(sentence.start, sentence.end)
    outside = [token for part in parts if not part.quoted for token in part.tokens]
    named = speakers.near_verb(outside, reading.cast, names, story.person)
    if named:
        return named
    if not any(part.quoted for part in parts):
        return ""
    begun_before = reading.quotations_in(sentence.start, sentence.end)[0].start < sentence.start
    if begun_before or (story.spoke and parts[0].quoted and story.paragraph == sentence.paragraph):
        return story.speaker
    return story.person


def _remember(reading: Reading, sentence: Sentence, parts: list[Clause], speaker: str, story: Story) -> None:
    story.spoke = any(part.quoted for part in parts)
    if story.spoke:
        story.speaker = speaker
    story.paragraph = sentence.paragraph
    if all(part.quoted for part in parts):
        return
    if speaker and not parts[0].quoted:
        story.person = speaker
        return
    for token in reading.tokens.within(sentence.start, sentence.end):
        if token.capital and reading.cast.knows(token.text.removesuffix("'s")):
            story.person = reading.cast.full(token.text.removesuffix("'s"))
            return


def _candidate(
    reading: Reading, sentence: Sentence, part: Clause, parts: list[Clause], speaker: str, story: Story
) -> Candidate | None:
    spoken = any(other.quoted for other in parts)
    found = reading.values_in(part.start, part.end)
    question = reading.plain[part.end : sentence.end].lstrip("”\"’' ").startswith("?")
    heard = cues.listen(
        reading.plain,
        part,
        found,
        opens=part.start == parts[0].start,
        question=question,
        quoted=reading.quotations_in(part.start, part.end),
        proper=reading.proper,
    )
    weight = heard.weight
    start, end, kind = part.start, part.end, kinds.kind_of(part, heard)
    if part.quoted:
        start, end = _with_marks(reading, part, sentence)
        weight -= CONTINUED if _goes_on(reading, sentence, part, story) else 0
    elif spoken and _only_names_the_speaker(part, found):
        role = _role(part)
        if not role:
            return None
        start, end, kind, weight = role[0], role[1], TITLE, 0.6
    value = kinds.value_of(kind, heard.values)
    said = kind in {QUOTATION, ATTRIBUTION} or part.quoted
    return Candidate(
        start=start,
        end=end,
        quote=reading.text[start:end],
        sentence=reading.text[sentence.start : sentence.end],
        kind=kind,
        value=value.value if value else "",
        unit=value.unit if value else "",
        speaker=speaker if said else "",
        risk=story.risk.level,
        sensitive=story.risk.sensitive,
        score=score(weight),
        reason=", ".join(heard.found),
    )


def _risk(reading: Reading, tokens: list[Token], sentence: Sentence, story: Story, *, said_by: str) -> risks.Risk:
    """Weigh a sentence; somebody who speaks of himself is a person named as well."""
    person = bool(said_by) or any(
        token.lower in markers.ONE_PERSON or (token.capital and reading.cast.knows(token.text.removesuffix("'s")))
        for token in tokens
    )
    money = any(value.sort == "money" for value in reading.values_in(sentence.start, sentence.end))
    before = story.risk if story.paragraph == sentence.paragraph else None
    return risks.weigh(tokens, person=person, money=money, before=before)


def _with_marks(reading: Reading, part: Clause, sentence: Sentence) -> tuple[int, int]:
    """Take the closing stop and the quotation marks into the quote where they stand in this sentence."""
    start, end = part.start, part.end
    while start > sentence.start and reading.plain[start - 1] in "“\"‘'[":
        start -= 1
    while end < sentence.end and reading.plain[end] in ',.?!…”"’])':
        end += 1
    return start, end


def _goes_on(reading: Reading, sentence: Sentence, part: Clause, story: Story) -> bool:
    """Has this quotation begun in an earlier sentence, or has the same person just been quoted?"""
    if story.spoke and story.paragraph == sentence.paragraph and part.start - sentence.start < 3:
        return True
    return any(quotation.start < part.start - 2 for quotation in reading.quotations_in(part.start, part.end))


def _only_names_the_speaker(part: Clause, found: list[values.Value]) -> bool:
    lowers = {token.lower for token in part.tokens}
    return bool(lowers & verbs.QUOTING) and not found


def _role(part: Clause) -> tuple[int, int] | None:
    """Return the place of the speaker's title and name beside the verb of saying, if a title stands there."""
    tokens = part.tokens
    place = next(number for number, token in enumerate(tokens) if token.lower in verbs.QUOTING)
    side = tokens[:place] if place > len(tokens) - place - 1 or place > 1 else tokens[place + 1 :]
    side = [token for token in side if token.lower not in markers.ONE_PERSON]
    if len(side) < 2 or not any(token.stem in ROLES for token in side) or not any(token.capital for token in side):
        return None
    return side[0].start, side[-1].end
