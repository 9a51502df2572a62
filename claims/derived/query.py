"""What a person typed into the search, as parts to look for. Plain Python: any text makes a query or none."""

import re
import unicodedata
from dataclasses import dataclass

# Longer searches cost the database more than they find.
PARTS, LETTERS = 12, 100
_PART = re.compile(r'["“”„]([^"“”„]*)["“”„]|([^\s"“”„]+)')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Part:
    """Words that follow each other. With `begins`, the last one may go on: "brid*"."""

    words: tuple[str, ...]
    begins: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """What it matches in a text that was `folded`."""
        return re.compile(r"\b" + r"[\W_]+".join(map(re.escape, self.words)) + (r"\w*" if self.begins else r"\b"))


def parts_of(text: str) -> list[Part]:
    """Return the parts that a claim must hold, each somewhere: words, "whole phrases", beginn*.

    What a sign joins is a phrase: 9,000 and twenty-one. Case and marks over letters do not count.
    """
    parts = []
    for phrase, word in _PART.findall(text)[:PARTS]:
        words = tuple(_WORD.findall(folded((phrase or word)[:LETTERS])))
        if words:
            parts.append(Part(words, begins=word.endswith("*")))
    return parts


def folded(text: str) -> str:
    """Return the text with its case and the marks over its letters taken away, letter for letter.

    >>> folded("Über São")
    'uber sao'
    """
    return text.lower() if text.isascii() else "".join(map(_bare, text))


def _bare(sign: str) -> str:
    if sign.isascii():
        return sign.lower()
    bare = unicodedata.normalize("NFD", sign)[0].lower()
    return bare if len(bare) == 1 else sign
