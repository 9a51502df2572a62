"""Copy of its own words, and the edits that writers and editors make to it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace


def _list(words: str) -> list[str]:
    return words.split("|")


NAMES = _list("Ada Fox|Ben McFee|Cora Lind|Dan DeWitt|Eva Holt|Finn O’Dell|Gus Marsh|Hana Sato|Ivo Beck|Jo Lt. Reed")
TOWNS = _list("Harrow|Elm Bay|St. Olaf|Norwick|Phoenix, Ariz.|the U.S. coast|Lower Mill|Kirkby")
THINGS = _list("mill|ferry|choir|orchard|foundry|library|bakery|theater|shipyard|school|brewery|clinic")
VERBS = _list("bought|sold|opened|rebuilt|left|painted|insured|closed|mapped|lost|founded|borrowed")
TAILS = _list("before the flood|after a long winter|without a permit|for a friend|at auction|in plain sight|on credit")


@dataclass(frozen=True)
class Line:
    """One sentence with the quotes that its claims take from it."""

    key: int
    text: str
    quotes: tuple[str, ...]
    changed: bool = False


@dataclass
class Article:
    """Paragraphs of lines, and how they are set."""

    paragraphs: list[list[Line]]
    joiner: str = "\n\n"
    restyle: dict[str, str] = field(default_factory=dict)

    def body(self) -> str:
        text = self.joiner.join(" ".join(line.text for line in lines) for lines in self.paragraphs)
        for old, new in self.restyle.items():
            text = text.replace(old, new)
        return text

    def lines(self) -> list[Line]:
        return [line for lines in self.paragraphs for line in lines]


def sentence(chance: random.Random, key: int) -> Line:
    name, town, thing = chance.choice(NAMES), chance.choice(TOWNS), chance.choice(THINGS)
    verb, tail, year = chance.choice(VERBS), chance.choice(TAILS), chance.randint(1890, 2024)
    count, money = chance.randint(3, 9_999), f"${chance.randint(2, 99)}.{chance.randint(1, 9)} million"
    form = chance.randrange(6)
    if form == 0:
        return Line(key, f"In {year}, {name} {verb} the {thing} in {town} {tail}.", (f"{name} {verb} the {thing}",))
    if form == 1:
        text = f"The {thing} of {town} cost {money}—more than {count:,} people had paid for {key} others."
        return Line(key, text, (f"cost {money}", f"{count:,} people"))
    if form == 2:
        text = f"“I {verb} the {thing} {tail}. It was {year}, and we were {count},” said {name}."
        return Line(key, text, (f"we were {count}",))
    if form == 3:
        text = f"{name} is the oldest owner of a {thing} in {town}, with {count} visits since {year}..."
        return Line(key, text, (f"the oldest owner of a {thing}", f"since {year}"))
    if form == 4:
        return Line(key, f"Did {name} {verb[:-2]} the {thing} {tail} for {money}, as {key} papers say?", (money,))
    return Line(key, f"It’s {name}’s {thing} that was {verb} at {town} in {year}, No. {key} of {count}.", (str(year),))


def article(chance: random.Random, lines: int) -> Article:
    paragraphs: list[list[Line]] = [[Line(0, "The Town That Kept Its Mill", ("Kept Its Mill",))]]
    left = [sentence(chance, key) for key in range(1, lines + 1)]
    while left:
        size = chance.randint(1, 6)
        paragraphs.append(left[:size])
        left = left[size:]
    return Article(paragraphs)


# --- edits: each takes the article and leaves the lines it changed marked ---------------------------


def reword(edited: Article, chance: random.Random, change: Callable[[Line, random.Random], str]) -> None:
    at = chance.randrange(1, len(edited.paragraphs))
    within = chance.randrange(len(edited.paragraphs[at]))
    line = edited.paragraphs[at][within]
    text = line.text if line.changed else change(line, chance)
    edited.paragraphs[at][within] = replace(line, text=text, changed=line.changed or text != line.text)


def _digit(text: str, chance: random.Random, start: int = 0, end: int | None = None) -> str:
    places = [at for at in range(start, len(text) if end is None else end) if text[at].isdigit()]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + str((int(text[at]) + chance.randint(1, 9)) % 10) + text[at + 1 :]


def digit_in_quote(line: Line, chance: random.Random) -> str:
    start = line.text.index(line.quotes[-1])
    return _digit(line.text, chance, start, start + len(line.quotes[-1]))


def digit_anywhere(line: Line, chance: random.Random) -> str:
    return _digit(line.text, chance)


def letter_in_quote(line: Line, chance: random.Random) -> str:
    start = line.text.index(line.quotes[0])
    places = [at for at in range(start, start + len(line.quotes[0])) if line.text[at].islower()]
    if not places:
        return line.text
    at = chance.choice(places)
    return line.text[:at] + chr((ord(line.text[at]) - 96) % 26 + 97) + line.text[at + 1 :]


def negation(line: Line, chance: random.Random) -> str:
    words = line.text.split(" ")
    at = chance.randrange(1, len(words))
    return " ".join([*words[:at], "not", *words[at:]])


def name(line: Line, chance: random.Random) -> str:
    old = next((one for one in NAMES if one in line.text), None)
    return line.text.replace(old, chance.choice([one for one in NAMES if one != old])) if old else line.text


def added_clause(line: Line, _chance: random.Random) -> str:
    return line.text.rstrip(".?") + ", or so it is told."


def led_in(line: Line, _chance: random.Random) -> str:
    return f"Rivals deny it: {line.text}"


def lost_word(line: Line, chance: random.Random) -> str:
    words = line.text.split(" ")
    del words[chance.randrange(len(words))]
    return " ".join(words)


def letter_case(line: Line, _chance: random.Random) -> str:
    return line.text.replace("the ", "The ", 1)


def comma_out(line: Line, _chance: random.Random) -> str:
    return line.text.replace(",", "", 1)


REWORDINGS = [digit_in_quote, digit_anywhere, letter_in_quote, negation, name, added_clause, led_in, lost_word]
REWORDINGS += [letter_case, comma_out]


def joined_sentences(edited: Article, chance: random.Random) -> None:
    at = chance.choice([n for n, lines in enumerate(edited.paragraphs) if len(lines) > 1])
    lines = edited.paragraphs[at]
    first, second = lines[0], lines[1]
    lines[0] = replace(first, text=first.text.rstrip(".?") + "; and", changed=True)
    lines[1] = replace(second, changed=True)


def moved_paragraph(edited: Article, chance: random.Random) -> None:
    lines = edited.paragraphs.pop(chance.randrange(1, len(edited.paragraphs)))
    edited.paragraphs.insert(chance.randrange(1, len(edited.paragraphs) + 1), lines)


def moved_sentence(edited: Article, chance: random.Random) -> None:
    line = edited.paragraphs[chance.randrange(1, len(edited.paragraphs))].pop()
    edited.paragraphs[chance.randrange(1, len(edited.paragraphs))].insert(0, line)
    edited.paragraphs[:] = [lines for lines in edited.paragraphs if lines]


def merged_paragraphs(edited: Article, chance: random.Random) -> None:
    at = chance.randrange(1, len(edited.paragraphs) - 1)
    edited.paragraphs[at] += edited.paragraphs.pop(at + 1)


def split_paragraph(edited: Article, chance: random.Random) -> None:
    at = chance.choice([n for n, lines in enumerate(edited.paragraphs) if len(lines) > 1])
    edited.paragraphs.insert(at + 1, edited.paragraphs[at][1:])
    del edited.paragraphs[at][1:]


def deleted_sentence(edited: Article, chance: random.Random) -> None:
    edited.paragraphs[chance.randrange(1, len(edited.paragraphs))].pop(0)
    edited.paragraphs[:] = [lines for lines in edited.paragraphs if lines]


def deleted_paragraph(edited: Article, chance: random.Random) -> None:
    del edited.paragraphs[chance.randrange(1, len(edited.paragraphs))]


def doubled_sentence(edited: Article, chance: random.Random) -> None:
    line = chance.choice(edited.paragraphs[chance.randrange(1, len(edited.paragraphs))])
    edited.paragraphs[chance.randrange(1, len(edited.paragraphs))].insert(0, line)


def added_sentence(edited: Article, chance: random.Random) -> None:
    lines = edited.paragraphs[chance.randrange(1, len(edited.paragraphs))]
    lines.insert(chance.randint(0, len(lines)), sentence(chance, chance.randint(100_000, 999_999)))


def straight_signs(edited: Article, _chance: random.Random) -> None:
    edited.restyle = {"“": '"', "”": '"', "’": "'", "—": "--", "...": "…"}


def spaced(edited: Article, _chance: random.Random) -> None:
    edited.restyle = {" in ": "\u00a0in\n", "million": "mil\u00adlion"}


def windows_lines(edited: Article, _chance: random.Random) -> None:
    edited.joiner = "\r\n \r\n"


EDITS = [joined_sentences, moved_paragraph, moved_sentence, merged_paragraphs, split_paragraph, deleted_sentence]
EDITS += [deleted_paragraph, doubled_sentence, added_sentence, straight_signs, spaced, windows_lines]


def edit(written: Article, chance: random.Random, number: int) -> tuple[Article, str]:
    """A copy of the article after one edit; numbers go through all kinds in turn."""
    edited = Article([list(lines) for lines in written.paragraphs])
    kinds = [*REWORDINGS, *EDITS]
    kind = kinds[number % len(kinds)]
    if kind in REWORDINGS:
        reword(edited, chance, kind)
    else:
        kind(edited, chance)
    return edited, kind.__name__
