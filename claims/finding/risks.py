"""What a mistake would cost, and whether the fact is delicate for somebody.

A theme counts against the whole sentence: "after the arrest he moved abroad" is as risky in its second
half; and it carries over to a next sentence that goes on about the same person or money. Near a person a
theme of health, addiction, crime, self-harm or relationships is high-risk and sensitive; without one, medium.
"""

from typing import NamedTuple

from claims.finding.candidate import HIGH, LOW, MEDIUM
from claims.finding.lexicon import themes, words
from claims.finding.tokens import Token, stretch

PRIVATE = themes.ADDICTION | themes.SELF_HARM | themes.RELATIONSHIP
# Near a person these alone say nothing about that person's health.
HARMLESS = words("doctor doctors medicine vaccine pandemic stroke virus dead died death dose cell patients")
STRONG_CRIME = themes.CRIME - themes.CRIME_WEAK
LAWYERLY = words(
    "lawyer lawyers attorney questioned appeal sentencing defendant defendants denied denies jury courtroom"
)
PURSE = words(
    """paid pay pays earn earned earns earnings owed owes owing debt debts salary income poor rich wealthy
    fortune inherited payments payment bankrupt bankruptcy fee fees money unpaid wages"""
)
GOES_ON = words("he she his her him they their it")


class Risk(NamedTuple):
    """The risk of a sentence and whether it is sensitive; ``grave`` if the next sentence may inherit it."""

    level: str
    sensitive: bool
    grave: bool


def weigh(tokens: list[Token], *, person: bool, money: bool, before: "Risk | None") -> Risk:
    """Return the risk of a sentence.

    ``person`` tells whether somebody is named or meant in it, ``money`` whether it holds an amount,
    ``before`` is the risk of the sentence before it in the same paragraph.
    """
    stems = {token.stem for token in tokens}
    words_in = stretch(tokens)
    harm = bool(stems & themes.SELF_HARM) or themes.SELF_HARM_PHRASES.stand_in(words_in)
    crime = bool(stems & STRONG_CRIME) or themes.CRIME_PHRASES.stand_in(words_in)
    weak = len(stems & (themes.CRIME_WEAK | LAWYERLY))
    private = bool(stems & PRIVATE)
    health = bool(stems & themes.HEALTH - HARMLESS) or bool(len(stems & themes.HEALTH) > 1)
    purse = bool(stems & PURSE)
    inherits = before is not None and before.grave and (tokens[0].lower in GOES_ON or money or weak > 0)
    if harm or crime or weak > 1 or inherits:
        return Risk(HIGH, person, True)
    if person and (private or health or weak or purse):
        return Risk(HIGH, True, private or bool(weak))
    if private or health or weak or stems & themes.DAMAGE or (money and stems & themes.MONEY):
        return Risk(MEDIUM, person and bool(stems & themes.HEALTH), False)
    return Risk(LOW, False, False)
