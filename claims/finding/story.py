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
            self.person = speaker
            return
        for token in tokens:
            if token.capital and self.reading.cast.knows(_bare(token)):
                self.person = self.reading.cast.full(_bare(token))
                return

    def _speaker(self, sentence: Sentence, parts: list[Clause]) -> str:
        """Return who speaks: named in this sentence, or the one whose quotation goes on, or the last named."""
        names = self.reading.names_in(sentence.start, sentence.end)
        outside = [token for part in parts if not part.quoted for token in part.tokens]
        named = speakers.near_verb(outside, self.reading.cast, names, self.person)
        if named or not any(part.quoted for part in parts):
            return named
        quoted = self.reading.quotations_in(sentence.start, sentence.end)
        begun_before = quoted and quoted[0].start < sentence.start
        if begun_before or (self.spoke and parts[0].quoted and self.paragraph == sentence.paragraph):
            return self.speaker
        return self.person

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
