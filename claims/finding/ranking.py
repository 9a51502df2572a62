"""From clauses to scored candidates."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from claims.finding import arithmetic, clauses, cues, kinds, signs, titles
from claims.finding.candidate import ATTRIBUTION, QUOTATION, TITLE, Candidate
from claims.finding.clauses import Clause
from claims.finding.cues import Cues
from claims.finding.lexicon import markers, verbs
from claims.finding.lexicon.themes import ROLES
from claims.finding.reading import Reading
from claims.finding.sentences import Sentence
from claims.finding.story import Story
from claims.finding.tokens import Token
from claims.finding.values import Value

FLOOR = 0.5
# A clause beside a proposed one in its sentence is read anyway, and needs less to be proposed too.
BESIDE = 0.2
CONTINUED = 1.3
ASKED_ON = 3.0
TITLE_WEIGHT = 0.6
# A title beside a name is a claim of its own only where its clause holds clearly more than that.
LONGER_BY = 5


def score(weight: float) -> float:
    """Squeeze a sum of weights into 0..1; 0.5 is where as much speaks for as against."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, weight)))), 4)


def by_sentence(text: str, *, published_on: str | None, reading: Reading | None = None) -> Iterator[list[Candidate]]:
    """Yield the clauses of each sentence as candidates with their scores, also those below the floor."""
    reading = reading or Reading(text, published_on)
    story = Story(reading)
    for sentence in reading.sentences:
        tokens = reading.tokens.within(sentence.start, sentence.end)
        if tokens:
            yield list(_Scene(reading, sentence, tokens, story).candidates())


def clauses_of(text: str) -> list[tuple[int, int]]:
    """Return the places of all clauses of a text: what a finder without any judgement would propose."""
    reading = Reading(text, None)
    return [
        (part.start, part.end)
        for sentence in reading.sentences
        for part in clauses.cut(
            reading.plain,
            reading.tokens.within(sentence.start, sentence.end),
            reading.quotations_in(sentence.start, sentence.end),
        )
    ]


def signs_of(
    text: str, *, published_on: str | None = None, marks: list[tuple[int, int]] | None = None
) -> list[tuple[Clause, set[str]]]:
    """Return the unquoted clauses of a text with their signs: what ``kinds`` is trained on.

    With ``marks``, places that a labeller marked as claims, these are the clauses instead of the finder's own.
    """
    reading = Reading(text, published_on)
    story = Story(reading)
    scenes = [
        _Scene(reading, sentence, tokens, story)
        for sentence in reading.sentences
        if (tokens := reading.tokens.within(sentence.start, sentence.end))
    ]
    return [found for scene in scenes for found in scene.signs(marks)]


@dataclass
class _Scene:
    """One sentence on its way to candidates."""

    reading: Reading
    sentence: Sentence
    tokens: list[Token]
    story: Story

    def __post_init__(self) -> None:
        self.headline = self.reading.is_headline(self.tokens)

    def candidates(self) -> Iterator[Candidate]:
        start, end = self.sentence.start, self.sentence.end
        self.words = self.reading.text[start:end]
        parts = self.parts()
        self.sum = arithmetic.spelled_out(self.reading.values_in(start, end))
        self.spoken = any(part.quoted for part in parts)
        self.speaker = self.story.hear(self.sentence, self.tokens, parts)
        heard = self._heard(parts)
        for part, cues_of_it, found in zip(parts, heard, self._told(parts, heard), strict=True):
            yield from self._of_clause(part, cues_of_it, found)
        self.story.remember(self.sentence, self.tokens, parts, self.speaker)

    def parts(self) -> list[Clause]:
        """Cut the sentence into its clauses."""
        start, end = self.sentence.start, self.sentence.end
        return clauses.cut(
            self.reading.plain,
            self.tokens,
            self.reading.quotations_in(start, end),
        )

    def signs(self, marks: list[tuple[int, int]] | None) -> Iterator[tuple[Clause, set[str]]]:
        """Yield each clause, or each mark of this sentence, that is not spoken in quotation marks with its signs."""
        parts = self.parts() if marks is None else self._marked(marks)
        for part, found in zip(parts, self._told(parts, self._heard(parts)) if parts else [], strict=True):
            if not part.quoted:
                yield part, found

    def _marked(self, marks: list[tuple[int, int]]) -> list[Clause]:
        """Return the marks that lie in this sentence as its clauses."""
        found = []
        for start, end in marks:
            tokens = self.reading.tokens.within(start, end)
            if tokens and _within((start, end), (self.sentence.start, self.sentence.end)):
                around = self.reading.quotations_in(tokens[0].start, tokens[0].end)
                found.append(Clause(tokens[0].start, tokens[-1].end, tokens, any(one.direct for one in around)))
        return found

    def _heard(self, parts: list[Clause]) -> list[Cues]:
        return [self._listen(part, opens=part is parts[0]) for part in parts]

    def _told(self, parts: list[Clause], heard: list[Cues]) -> list[set[str]]:
        """Return the signs of each clause, with what stands before and after it in the sentence."""
        life = self.reading.tells_a_life
        alone = [
            set(signs.QUOTED) if part.quoted else signs.of(part, cues_of_it, cast=self.reading.cast, life=life)
            for part, cues_of_it in zip(parts, heard, strict=True)
        ]
        return signs.with_sides(alone)

    def _of_clause(self, part: Clause, heard: Cues, found: set[str]) -> Iterator[Candidate]:
        if part.quoted:
            weight = heard.weight - self._drawback(part, heard)
            yield self._candidate(self._with_marks(part), QUOTATION, heard, weight, speaker=self.speaker)
        elif self.spoken and _only_names_the_speaker(part, heard.values):
            if role := _role(part):
                yield self._candidate(role, TITLE, heard, TITLE_WEIGHT)
        else:
            kind = kinds.kind_of(part, heard, found)
            said = kind in {QUOTATION, ATTRIBUTION}
            # Whoever is named beside the verb of saying speaks, whatever the kind of what is said.
            speaker = self.story.spoken_by(part, self.speaker if said else "")
            yield self._candidate(self._balanced(part), kind, heard, heard.weight, speaker=speaker)
            yield from self._titles(part)

    def _drawback(self, part: Clause, heard: Cues) -> float:
        """What a quotation has said already makes its further sentences, above all questions, matter less."""
        if not self.story.goes_on(self.sentence, part):
            return 0.0
        return ASKED_ON if "asks" in heard else CONTINUED

    def _listen(self, part: Clause, *, opens: bool) -> Cues:
        return cues.listen(
            self.reading.plain,
            part,
            self.reading.values_in(part.start, part.end),
            opens=opens,
            question=self.reading.plain[part.end : self.sentence.end].lstrip("”\"’' ").startswith("?"),
            quoted=self.reading.quotations_in(part.start, part.end),
            proper=self.reading.proper,
            headline=self.headline,
        )

    def _titles(self, part: Clause) -> Iterator[Candidate]:
        """Yield the title beside a name where it is first given, unless it is the whole clause."""
        for name in self.reading.names_in(part.start, part.end):
            place = titles.beside(self.reading.plain, part.tokens, name) if name.person else None
            if place is None or name.text in self.story.introduced or self.headline:
                continue
            self.story.introduced.add(name.text)
            inside = sum(place[0] <= token.start < place[1] for token in part.tokens)
            if len(part.tokens) >= inside + LONGER_BY:
                yield self._candidate(place, TITLE, Cues(("title beside a name",), ()), TITLE_WEIGHT)

    def _candidate(
        self, place: tuple[int, int], kind: str, heard: Cues, weight: float, *, speaker: str = ""
    ) -> Candidate:
        value = kinds.value_of(kind, heard.values)
        reason = f"{heard.reason}; {self.sum.words}" if self.sum and _within(self.sum.at, place) else heard.reason
        return Candidate(
            start=place[0],
            end=place[1],
            quote=self.reading.text[place[0] : place[1]],
            sentence=self.words,
            kind=kind,
            value=value.value if value else "",
            unit=value.unit if value else "",
            speaker=speaker,
            risk=self.story.risk.level,
            sensitive=self.story.risk.sensitive,
            score=score(weight),
            reason=reason,
        )

    def _with_marks(self, part: Clause) -> tuple[int, int]:
        """Take the quotation marks and the closing stop into the quote where they stand in this sentence."""
        start, end = part.start, part.end
        while start > self.sentence.start and self.reading.plain[start - 1] in "“\"‘'[":
            start -= 1
        while end < self.sentence.end and self.reading.plain[end] in ',.?!…”"’])':
            end += 1
        return start, end

    def _balanced(self, part: Clause) -> tuple[int, int]:
        """Take in the closing mark of quoted words that end the clause, and the opening one of those that begin it."""
        start, end = part.start, part.end
        for quotation in self.reading.quotations_in(part.start, part.end):
            if end < quotation.end <= end + 3 and quotation.start >= start:
                end = quotation.end
            if quotation.start == start - 1 and quotation.end <= end:
                start = quotation.start
        return start, end


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _only_names_the_speaker(part: Clause, found: tuple[Value, ...]) -> bool:
    lowers = {token.lower for token in part.tokens}
    return bool(lowers & verbs.QUOTING) and not found


def _role(part: Clause) -> tuple[int, int] | None:
    """Return the place of the speaker's title and name beside the verb of saying, if a title stands there."""
    tokens = part.tokens
    place = next(number for number, token in enumerate(tokens) if token.lower in verbs.QUOTING)
    side = tokens[:place] if place > 1 or place > len(tokens) - place - 1 else tokens[place + 1 :]
    side = [token for token in side if token.lower not in markers.ONE_PERSON]
    if len(side) < 2 or not any(token.stem in ROLES for token in side) or not any(token.capital for token in side):
        return None
    return side[0].start, side[-1].end
