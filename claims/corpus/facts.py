"""Made-up facts as a magazine states them: a sentence, the phrase in it that is checked, its kind and value."""

from dataclasses import dataclass
from random import Random

from claims.vocabulary import Kind, Risk

_STARTS = ("Al", "Bren", "Cor", "Dal", "Ester", "Fen", "Gro", "Hal", "Ister", "Kal", "Lor", "Mar", "Nor", "Ost", "Per",
           "Rav", "Sel", "Tor", "Ulm", "Vel", "Wes", "Yar", "Zel")  # fmt: skip
_ENDS = ("berg", "dorf", "field", "gate", "ham", "haven", "ington", "ma", "moor", "na", "ona", "ria", "stad", "ster",
         "ton", "vale", "via", "wick")  # fmt: skip
PLACES = tuple(start + end for start in _STARTS for end in _ENDS)
_FIRST = ("Ada", "Anna", "Bruno", "Carla", "Daniel", "Elif", "Emil", "Farah", "Greta", "Hugo", "Ida", "Ilan", "Jonas",
          "Karim", "Lena", "Lucia", "Marek", "Mina", "Nadia", "Oskar", "Paula", "Rosa", "Samir", "Tilda", "Viktor",
          "Yasmin")  # fmt: skip
_FAMILIES = ("Berg", "Cas", "Dor", "Holm", "Jan", "Lind", "Mor", "Nov", "Peter", "Ross", "Silv", "Wern")
_LAST = tuple(family + end for family in _FAMILIES for end in ("a", "ak", "en", "er", "etti", "lund", "man", "qvist"))
_WORKS = ("bridge", "library", "hospital", "theatre", "harbour", "power station", "school", "stadium", "museum",
          "railway station", "market hall", "archive", "observatory", "dam")  # fmt: skip
_THINGS = ("cars", "visitors", "passengers", "patients", "books", "letters", "trees", "tickets", "households", "ships")
_OFFICES = ("city council", "health office", "transport board", "statistics office", "water company", "university",
            "port authority", "court", "police", "trade union")  # fmt: skip
_TITLES = ("director", "chief engineer", "mayor", "spokesperson", "historian", "judge", "surgeon", "treasurer")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_SAID = ("We knew of it a year before", "Nobody asked us", "The figures were never wrong", "It should have stayed shut",
         "I would sign it again", "There was no other way", "The money had gone by then")  # fmt: skip
_MOST = ("oldest", "largest", "longest", "most expensive", "northernmost", "only public")
_HAPPENED = ("flood", "strike", "fire", "election", "merger", "blackout", "epidemic")


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of the copy, and the phrase in it that somebody checks."""

    sentence: str
    quote: str
    kind: Kind
    risk: Risk
    value: str = ""
    speaker: str = ""


def person(random: Random) -> str:
    return f"{random.choice(_FIRST)} {random.choice(_LAST)}"


def headline(random: Random) -> str:
    """Return the headline of an article."""
    return f"What became of the {random.choice(_WORKS)} in {random.choice(PLACES)}"


def office(random: Random) -> str:
    """Return who publishes documents: "Velstad water company"."""
    return f"{random.choice(PLACES)} {random.choice(_OFFICES)}"


def fact(random: Random) -> Fact:
    """Return one fact."""
    return random.choice(_SORTS)(random)


def _opened(random: Random) -> Fact:
    day = f"{random.randint(1, 28)} {random.choice(_MONTHS)} {random.randint(1890, 2025)}"
    sentence = f"The {random.choice(_WORKS)} in {random.choice(PLACES)} opened on {day}."
    return Fact(sentence, day, Kind.DATE, Risk.LOW, day)


def _counted(random: Random) -> Fact:
    many = f"{random.randint(2, 999_999):,} {random.choice(_THINGS)}"
    sentence = (
        f"{random.choice(PLACES)} counted {many} in {random.randint(1950, 2025)}, its {random.choice(_OFFICES)} says."
    )
    return Fact(sentence, many, Kind.NUMBER, Risk.LOW, many)


def _cost(random: Random) -> Fact:
    much = f"{random.randint(2, 9_000) / 10:g} million crowns"
    sentence = f"The {random.choice(_WORKS)} in {random.choice(PLACES)} cost {much}."
    return Fact(sentence, much, Kind.MONEY, Risk.MEDIUM, much)


def _office_of(random: Random) -> Fact:
    who, what = person(random), random.choice(_TITLES)
    sentence = f"{who} was {what} of the {office(random)} until {random.randint(1980, 2025)}."
    return Fact(sentence, f"{who} was {what}", Kind.TITLE, Risk.LOW, what)


def _born(random: Random) -> Fact:
    who, where = person(random), random.choice(PLACES)
    sentence = f"{who} grew up in {where} and left it in {random.randint(1930, 2010)}."
    return Fact(sentence, f"grew up in {where}", Kind.BIOGRAPHY, Risk.MEDIUM, where)


def _said(random: Random) -> Fact:
    who, words = person(random), random.choice(_SAID)
    sentence = f"“{words},” says {who} of the {office(random)}."
    return Fact(sentence, f"“{words},”", Kind.QUOTATION, Risk.MEDIUM, "", who)


def _most(random: Random) -> Fact:
    most = f"the {random.choice(_MOST)} {random.choice(_WORKS)}"
    sentence = f"{random.choice(PLACES)} has {most} between {random.choice(PLACES)} and {random.choice(PLACES)}."
    return Fact(sentence, most, Kind.SUPERLATIVE, Risk.LOW)


def _recovered(random: Random) -> Fact:
    of = random.randint(40, 900)
    many = f"{random.randint(10, of)} of {of} patients"
    sentence = f"In {random.choice(PLACES)} {many} recovered within {random.randint(2, 30)} weeks."
    return Fact(sentence, many, Kind.HEALTH, Risk.HIGH, many)


def _accused(random: Random) -> Fact:
    who, what = person(random), random.choice(_HAPPENED)
    sentence = (
        f"{who} knew of the {what} in {random.choice(PLACES)} and told nobody, the {random.choice(_OFFICES)} found."
    )
    return Fact(sentence, f"knew of the {what}", Kind.ATTRIBUTION, Risk.HIGH)


def _caused(random: Random) -> Fact:
    what, year = random.choice(_HAPPENED), random.randint(1950, 2025)
    sentence = f"The {what} of {year} closed the {random.choice(_WORKS)} in {random.choice(PLACES)} for good."
    return Fact(sentence, f"The {what} of {year} closed", Kind.CAUSAL, Risk.LOW, str(year))


_SORTS = (_opened, _counted, _counted, _cost, _office_of, _born, _said, _most, _recovered, _accused, _caused)
