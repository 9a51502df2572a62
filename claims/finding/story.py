"""What the sentences before have told: who was named last, who is speaking, what is at stake."""

from claims.finding import risks, speakers
from claims.finding.candidate import LOW
from claims.finding.clauses import Clause
from claims.finding.lexicon import markers
from claims.finding.reading import Reading
from claims.finding.sentences import Sentence
from claims.finding.tokens import Token


class Story:
    """The memory of one pass through a text, sentence by sentence."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.person = ""
        self.speaker = ""
        self.several = False
        self.spoke = False
        self.paragraph = -1
        self.risk = risks.Risk(LOW, False, False)
        self.introduced: set[str] = set()

    def hear(self, sentence: Sentence, tokens: list[Token], parts: list[Clause]) -> str:
        """Take in a sentence and return who speaks in it, "" if nobody does or it can't be told."""
        speaker = self._speaker(sentence, parts)
        spoken = any(part.quoted for part in parts)
        self.risk = self._weigh(sentence, tokens, said_by=speaker if spoken else "")
        return speaker

    def goes_on(self, sentence: Sentence, part: Clause) -> bool:
        """Has this quotation begun in an earlier sentence, or has the same person just been quoted?"""
        if self.spoke and self.paragraph == sentence.paragraph and part.start - sentence.start < 3:
            return True
        quoted = self.reading.quotations_in(part.start, part.end)
        return any(quotation.start < part.start - 2 for quotation in quoted)

    def remember(self, sentence: Sentence, tokens: list[Token], parts: list[Clause], speaker: str) -> None:
        """Close a sentence: who spoke, and who was named, carries over to the next one."""
        self.spoke = any(part.quoted for part in parts)
        self.paragraph = sentence.paragraph
        if self.spoke:
            self.speaker = speaker
        if all(part.quoted for part in parts):
            return
        if speaker and not parts[0].quoted:
            self.person, self.several = speaker, False
            return
        people = self._people(tokens)
        if people:
            self.person = people[0]
        self.several = len(set(people)) > 1

    def _people(self, tokens: list[Token]) -> list[str]:
        """Return the people of the text whom these tokens name, in order."""
        cast = self.reading.cast
        return [cast.full(_bare(token)) for token in tokens if token.capital and cast.knows(_bare(token))]

    def _speaker(self, sentence: Sentence, parts: list[Clause]) -> str:
        """Return who speaks: named here, or the one whose quotation goes on, or the only person just named.

        Where two people were named just before nobody is: a wrong speaker is worse than none.
        """
        names = self.reading.names_in(sentence.start, sentence.end)
        outside = [token for part in parts if not part.quoted for token in part.tokens]
        named = speakers.near_verb(outside, self.reading.cast, names, self.person)
        if named or not any(part.quoted for part in parts):
            return named
        quoted = self.reading.quotations_in(sentence.start, sentence.end)
        begun_before = quoted and quoted[0].start < sentence.start
        if begun_before or (self.spoke and parts[0].quoted and self.paragraph == sentence.paragraph):
            return self.speaker
        later = self._named_at_the_end(sentence, quoted[-1].end if quoted else 0)
        if later:
            return later
        here = set(self._people(outside))
        if here:
            return here.pop() if len(here) == 1 else ""
        return "" if self.several else self.person

    def _named_at_the_end(self, sentence: Sentence, end: int) -> str:
        """Return who is named where a quotation that runs on over several sentences is closed at last."""
        last = self.reading.sentence_at(end)
        if end <= sentence.end or last is None:
            return ""
        tokens = self.reading.tokens.within(end, last.end)
        return speakers.near_verb(tokens, self.reading.cast, self.reading.names_in(end, last.end), self.person)

    def spoken_by(self, part: Clause, otherwise: str) -> str:
        """Return who says what this clause reports: named in the clause itself, else in its sentence."""
        names = self.reading.names_in(part.start, part.end)
        return speakers.near_verb(part.tokens, self.reading.cast, names, self.person) or otherwise

    def _weigh(self, sentence: Sentence, tokens: list[Token], *, said_by: str) -> risks.Risk:
        """Weigh a sentence; somebody who speaks of himself is a person meant as well."""
        person = bool(said_by) or any(
            token.lower in markers.ONE_PERSON or (token.capital and self.reading.cast.knows(_bare(token)))
            for token in tokens
        )
        values = self.reading.values_in(sentence.start, sentence.end)
        before = self.risk if self.paragraph == sentence.paragraph else None
        return risks.weigh(tokens, person=person, money=any(value.sort == "money" for value in values), before=before)


def _bare(token: Token) -> str:
    return token.text.removesuffix("'s")
