"""A text taken apart once: sentences, tokens, quotations, values and names, each by its place."""

from bisect import bisect_left

from claims.finding import people, quotations, values
from claims.finding.grammar import proper_words
from claims.finding.lexicon.markers import ONE_PERSON
from claims.finding.lexicon.signs import LIVING
from claims.finding.noise import mask
from claims.finding.sentences import Sentence, split
from claims.finding.tokens import Token, Tokens

FEWEST_LIFE_WORDS = 4


class Reading:
    """All that the finder knows of a text before it looks at single clauses.

    ``text`` is the text given, ``plain`` the same at equal length with noise blanked out.
    """

    def __init__(self, text: str, published_on: str | None) -> None:
        self.text = text
        self.plain = mask(text)
        self.sentences = split(self.plain)
        self.tokens = Tokens(self.plain, [(sentence.start, sentence.end) for sentence in self.sentences])
        self.quotations = quotations.find(self.plain)
        self.values = values.read(self.plain, published_on=published_on)
        self.names = people.find(self.plain, self.tokens)
        self.cast = people.Cast(self.names)
        self.proper = proper_words(self.tokens, frozenset(sentence.start for sentence in self.sentences))
        self.tells_a_life = self._tells_a_life()
        self._sentence_starts = [sentence.start for sentence in self.sentences]
        self._quote_ends = [quotation.end for quotation in self.quotations]
        self._value_starts = [value.start for value in self.values]
        self._name_starts = [name.start for name in self.names]

    def _tells_a_life(self) -> bool:
        """Is the text about one person's life: "he" or "she" in every other sentence, and words of a life?"""
        words = {token.lower for token in self.tokens}
        shes = sum(token.lower in ONE_PERSON for token in self.tokens)
        return shes * 2 > len(self.sentences) and len(words & LIVING) > FEWEST_LIFE_WORDS

    def sentence_at(self, place: int) -> Sentence | None:
        """Return the sentence in which a character stands or ends, None before the first."""
        number = bisect_left(self._sentence_starts, place) - 1
        return self.sentences[number] if number >= 0 else None

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

    def is_headline(self, tokens: list[Token]) -> bool:
        """Is the sentence set in Title Case, where a capital tells nothing of a name?"""
        long = [token for token in tokens if len(token.text) > 3]
        capitals = sum(token.capital for token in long)
        return len(tokens) > 3 and capitals >= 4 and capitals * 10 >= len(long) * 9
