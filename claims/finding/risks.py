"""What a mistake would cost, and whether the fact is delicate for somebody.

A theme counts against the whole sentence: "after the arrest he moved abroad" is as risky in its second
half. Near a person's name or pronoun a theme makes the claim high-risk and sensitive, without one medium.
"""

from claims.finding.candidate import HIGH, LOW, MEDIUM
from claims.finding.lexicon import markers, themes, words
from claims.finding.tokens import Token

PRIVATE = themes.ADDICTION | themes.SELF_HARM | themes.RELATIONSHIP
HARMLESS_HEALTH = words(
    """doctor doctors medicine vaccine pandemic stroke virus treated hospital dead death died operation
    operated"""
)
GIVES = words(
    """paid pay pays earn earned earns owed owes debt salary bought spent income poor rich fortune
    inherited"""
)
VALUE_THEMES = frozenset({"money"})


def weigh(tokens: list[Token], *, person: bool, money: bool) -> tuple[str, bool]:
    """Return risk and sensitivity of a stretch of copy.

    ``person`` tells whether somebody is named (or "he", "she") in or just before it, ``money`` whether it
    holds an amount.
    """
    stems = {token.stem for token in tokens}
    phrase = " ".join(token.lower for token in tokens)
    crime = bool(stems & (themes.CRIME - themes.CRIME_WEAK)) or any(p in phrase for p in themes.CRIME_PHRASES)
    weak = len(stems & themes.CRIME_WEAK)
    harm = bool(stems & themes.SELF_HARM) or any(part in phrase for part in themes.SELF_HARM_PHRASES)
    private = bool(stems & PRIVATE) or harm
    health = bool(stems & themes.HEALTH - HARMLESS_HEALTH)
    purse = (money and bool(stems & GIVES)) or len(stems & themes.MONEY & GIVES) > 0
    if (crime or weak > 1 or harm) or (person and (private or health or weak)):
        return HIGH, person or harm
    if person and purse:
        return HIGH if bool(stems & markers.ONE_PERSON) else MEDIUM, True
    if private or health or weak or stems & themes.DAMAGE or (money and stems & GIVES):
        return MEDIUM, False
    return LOW, False
