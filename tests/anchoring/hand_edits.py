"""Edits of the sample article as a writer or a copy editor makes them, each written by hand.

Beside it stand the numbers of the claims in the sentences whose words it changes, as a person reads them: those
must be looked at again. Every other claim of the article is unchanged.
"""

import textwrap
from collections.abc import Callable
from typing import NamedTuple


class Edit(NamedTuple):
    """What is done to the copy, and the claims that it changes."""

    name: str
    make: Callable[[str], str]
    changes: set[int] = set()


def said(old: str, new: str) -> Callable[[str], str]:
    """Write `new` where `old` stands once."""

    def make(body: str) -> str:
        assert body.count(old) == 1, f"{old!r} stands {body.count(old)} times"
        return body.replace(old, new)

    return make


def everywhere(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def make(body: str) -> str:
        for old, new in pairs:
            assert old in body
            body = body.replace(old, new)
        return body

    return make


def _paragraph(body: str, opening: str) -> str:
    return next(block for block in body.split("\n\n") if block.startswith(opening))


def without(opening: str) -> Callable[[str], str]:
    return lambda body: body.replace("\n\n" + _paragraph(body, opening), "")


def moved(opening: str) -> Callable[[str], str]:
    return lambda body: f"{without(opening)(body)}\n\n{_paragraph(body, opening)}"


def rewritten(opening: str, new: str) -> Callable[[str], str]:
    return lambda body: body.replace(_paragraph(body, opening), new)


def _curly(body: str) -> str:
    opened = False
    signs = []
    for sign in body:
        opened = not opened if sign == '"' else opened
        signs.append(("“" if opened else "”") if sign == '"' else "’" if sign == "'" else sign)
    return "".join(signs)


def _wrapped(body: str) -> str:
    return "\n\n".join(textwrap.fill(block, 72, break_on_hyphens=False) for block in body.split("\n\n"))


def _last_section_first(body: str) -> str:
    head, opening, *sections = body.split("\n\n## ")
    return "\n\n## ".join([head, sections[-1], opening, *sections[:-1]])


LEFT = "They separated after his overdose and the stint in rehab that came with it, only to reconcile months later."
CHANGED = (
    Edit("a digit of a year", said("1992 to 1996", "1991 to 1996"), {22, 23, 24, 25}),
    Edit("a digit of a sum", said("$7.7 billion", "$7.1 billion"), {47, 48}),
    Edit("a sum without its point", said("$7.7 billion", "$77 billion"), {47, 48}),
    Edit("another currency", said("$7.7 billion", "€7.7 billion"), {47, 48}),
    Edit("an age", said("56-year-old", "57-year-old"), {7}),
    Edit("two digits the other way round", said("46 Most", "64 Most"), {60}),
    Edit("a letter more in a name", said("Emily Blunt", "Emily Bluntt"), {70}),
    Edit("another letter in a name", said("Dawn Staples.", "Dawn Stables."), {68, 69}),
    Edit("an accent on a name", said("Emily Blunt", "Emily Blúnt"), {70}),
    Edit("a capital lost", said("defeat at Pride in", "defeat at pride in"), {75, 76}),
    Edit("an apostrophe lost", said("Safdie's covered", "Safdies covered"), {59}),
    Edit("a negation put in", said("They had been prescribed", "They had not been prescribed"), {53, 54}),
    Edit("a negation taken out", said("Kerr did not make the cut", "Kerr did make the cut"), {26}),
    Edit("a never", said("Johnson called Kerr,", "Johnson never called Kerr,"), {109}),
    Edit("a negation at the far end", said("once it was behind him", "though it was not behind him"), {77}),
    Edit("a hedge", said("he survived an overdose", "he reportedly survived an overdose"), {55, 56}),
    Edit("a hedge far from the quote", said("and kept quiet about", "and allegedly kept quiet about"), {67}),
    Edit("a hedge taken out", said("runs through nearly every", "runs through every"), {65, 66}),
    Edit("another speaker", said("Kerr says that his behavior", "Staples says that his behavior"), {74}),
    Edit("who did it to whom", said("Johnson called Kerr, and", "Kerr called Johnson, and"), {109}),
    Edit("another pronoun", said("He has been sober", "She has been sober"), {83, 84}),
    Edit("another tense", said("he was addicted to", "he is addicted to"), {50, 51, 52}),
    Edit("another unit", said("30 feet from me", "30 yards from me"), {94}),
    Edit("a number in words", said("seven years after HBO", "six years after HBO"), {57, 58}),
    Edit("before for after", said("They separated after", "They separated before"), {71, 72, 73}),
    Edit("an article for an only", said("the only way to maximize", "a way to maximize"), {63}),
    Edit("another town", said("Phoenix, Arizona", "Tucson, Arizona"), {68, 69}),
    Edit("another country", said("Toledo, Ohio,", "Toledo, Spain,"), {20, 21}),
    Edit("a longer name", said("The Firehouse,", "The Firehouse Inn,"), {116}),
    Edit("a quotation cut short", said('"was incredibly selfish"', '"was selfish"'), {74}),
    Edit("brackets taken off", said("[producer] Dave", "producer Dave"), {125, 126}),
    # Says the same, and is looked at once more than needed: other letters are never taken for the same ones.
    Edit("a ligature", said("and so he went into fighting", "and so he went into \ufb01ghting"), {27}),
    Edit("a question", said("The project originated with Johnson.", "Had the project originated with Johnson?"), {87}),
    Edit("a sentence cut in two", said("near the sport; his career", "near the sport. His career"), {49}),
    Edit("a colon undone", said("came the warning: he", "came the warning, and he"), {55, 56}),
    Edit("two sentences made one", said("so sharp, he says, that he", "so sharp that he, he says,"), {94}),
    Edit("British spelling", everywhere(("favored", "favoured"), ("traveling", "travelling")), {41, 42, 114, 115}),
    Edit("a sentence deleted", said("Staples is portrayed in the movie by Emily Blunt. ", ""), {70}),
    Edit("a paragraph deleted", without("The documentary also shows"), {93, 94}),
    Edit(
        "a sentence that stands twice", said("for the one he was borrowing.", f"for his own. {LEFT}"), {71, 72, 73, 123}
    ),
    Edit(
        "a paragraph rewritten round one sentence",
        rewritten(
            "His fighting career",
            "He lost at Pride in the spring of 2000 and was never the same. The marriage saw them staying together "
            "until 2006, and they ended up having a son together. He lost every later fight.",
        ),
        {75, 76, 77, 80, 81},
    ),
    Edit(
        "a rewrite that keeps the quoted words",
        rewritten(
            "Kerr served as an informal",
            "Kerr refused to be an informal consultant. What the director wanted was plots, but emotional clarity came "
            'later; nobody asked "if this felt truthful," and he came away "used and abused by this." Nobody told '
            "anybody his entire life story.",
        ),
        {119, 120, 121, 122, 123},
    ),
)
UNCHANGED = (
    Edit("curly quotes", _curly),
    Edit("two spaces after a full stop", everywhere((". ", ".  "))),
    Edit("lines broken at 72 characters", _wrapped),
    Edit("a soft hyphen", said("body dependent", "body depen\u00addent")),
    Edit("a hyphen that does not break", said("56-year-old", "56\u2011year\u2011old")),
    Edit("a space that does not break", said("$7.7 billion", "$7.7\u00a0billion")),
    Edit("a paragraph moved to the end", moved("Since the late 1990s")),
    Edit("the last section first", _last_section_first),
    Edit("a heading renamed", said("The cost of staying in the fight", "What it cost him")),
    Edit("two paragraphs merged", said("enough to benefit.\n\nBy the time", "enough to benefit. By the time")),
    Edit("a paragraph cut in two", said("brawls. Kerr says that", "brawls.\n\nKerr says that")),
    Edit("a sentence put in", said("Staples is portrayed", "They lived quietly there. Staples is portrayed")),
    Edit("an opening paragraph", lambda body: body.replace("\n\n", "\n\nHe waited for the lights.\n\n", 1)),
    Edit(
        "two sentences the other way round",
        said(
            "The aim, Kerr learned, was to acquire his life rights. He was stumped: he did not even know who owned "
            "his life rights.",
            "He was stumped: he did not even know who owned his life rights. The aim, Kerr learned, was to acquire "
            "his life rights.",
        ),
    ),
)
