"""Numbers as they are written: 1,234.5, 7.7 billion, 4.2m, twenty-one, two hundred and fifty thousand, a dozen."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from claims.finding.lexicon import ordered

UNITS = ordered(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen"""
)
TENS = ordered("twenty thirty forty fifty sixty seventy eighty ninety")
SMALL = {word: number for number, word in enumerate(UNITS)} | {
    word: (number + 2) * 10 for number, word in enumerate(TENS)
}
SCALES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "t": 10**12}
# "m" may be metres and "t" tonnes: only beside a currency do these mean a scale.
DOUBTFUL = {"m", "b", "t", "k"}

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,20})(?:\.\d{1,9})?"
_WORD = "(?:" + "|".join([*SMALL, *SCALES, "dozen"]) + ")"
_SCALE = "(?:hundred|thousand|million|billion|trillion)"
NUMERAL = re.compile(
    rf"(?<![\w.,/:])(?<![A-Za-z]-)(?P<digits>{_DIGITS})"
    rf"(?:[ -]?(?P<scale>{_SCALE})\b|\s?(?P<sure>mn|mln|bn|tn)\b|(?P<short>[kmbtKMBT])(?![\w²³]))?(?!\d)"
    rf"|\b(?P<half>[Hh]alf an? (?P<halved>{_SCALE}|dozen))\b"
    rf"|(?<!several )(?<!few )(?<!many )\b"
    rf"(?P<words>(?:an? (?=hundred|dozen|{_SCALE}))?{_WORD}(?:(?: and |[ -]){_WORD}){{0,8}})\b",
    re.IGNORECASE,
)


class Numeral(NamedTuple):
    """A number's place, its amount, whether digits spell it, and the doubtful suffix ("m") if one follows."""

    start: int
    end: int
    amount: Decimal
    digits: bool
    suffix: str = ""

    @property
    def sure(self) -> "Numeral":
        """The number without its doubtful suffix."""
        return self._replace(end=self.end - len(self.suffix), suffix="")

    @property
    def scaled(self) -> Decimal:
        """The amount with its doubtful suffix taken as a scale."""
        return self.amount * SHORT_SCALES.get(self.suffix.lower(), 1)


def numerals(text: str) -> Iterator[Numeral]:
    """Yield every number of the text, in order."""
    for match in NUMERAL.finditer(text):
        amount = _amount(match)
        if amount is not None:
            yield Numeral(match.start(), match.end(), amount, bool(match["digits"]), match["short"] or "")


def number(words: str) -> Decimal | None:
    """Return the number that ``words`` spell ("eleven", "1,200"), or None."""
    match = NUMERAL.fullmatch(words.strip())
    return _amount(match) if match else None


def _amount(match: re.Match[str]) -> Decimal | None:
    if match["digits"]:
        scale = (match["scale"] or match["sure"] or "").lower()
        return Decimal(match["digits"].replace(",", "")) * (SCALES | SHORT_SCALES).get(scale, 1)
    if match["half"]:
        return Decimal((SCALES | {"dozen": 12})[match["halved"].lower()]) / 2
    return _spelled(re.findall(r"[a-z]+", match["words"].lower()))


def _spelled(words: list[str]) -> Decimal | None:
    """Add up number words; None where they are no number ("five six", "a five")."""
    article = words[0] in {"a", "an"}
    if article:
        words = words[1:]
        if words[0] in SMALL:
            return None
    total, group, last = 0, 0, 10**6
    for word in words:
        if word in SMALL:
            if last <= SMALL[word] or (last < 20) or (20 <= last < 100 and SMALL[word] >= 10):
                return None
            group, last = group + SMALL[word], SMALL[word]
        elif word == "hundred":
            group, last = max(group, 1) * 100, 10**3
        elif word == "dozen":
            group, last = max(group, 1) * 12, 0
        elif word in SCALES:
            total, group, last = total + max(group, 1) * SCALES[word], 0, 10**6
    return Decimal(total + group)
