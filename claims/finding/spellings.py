"""Names that are spelled in two ways in one text."""

from collections.abc import Iterator

from claims.finding.contradiction import NAME, Contradiction
from claims.finding.reading import Reading

SHORTEST = 5
# "Jon Carver" and "John Carver" share a surname, so the first names may be short.
SHORT_BESIDE_ANOTHER = 3
# More names than any article has: beyond them comparing pairs would cost more than it finds.
MOST = 600


def variants(reading: Reading) -> Iterator[Contradiction]:
    """Yield pairs of full names that share all words but one, which differs by a single letter."""
    places: dict[str, tuple[int, int]] = {}
    for name in reading.names:
        if name.person and " " in name.text:
            places.setdefault(name.text, (name.start, name.end))
    groups: dict[tuple[int, str], list[str]] = {}
    for text in list(places)[:MOST]:
        words = text.split()
        for left_out, word in enumerate(words):
            rest = " ".join([*words[:left_out], "*", *words[left_out + 1 :]])
            groups.setdefault((left_out, rest), []).append(word)
    for (left_out, rest), spelled in groups.items():
        yield from _pairs(places, rest, left_out, spelled)
    yield from _surnames(reading, places)


def _pairs(places: dict[str, tuple[int, int]], rest: str, left_out: int, spelled: list[str]) -> Iterator[Contradiction]:
    for number, one in enumerate(spelled):
        for other in spelled[number + 1 :]:
            if one_letter_apart(one, other, shortest=SHORT_BESIDE_ANOTHER):
                first, second = rest.replace("*", one), rest.replace("*", other)
                yield _spelled(first, second, places[first], places[second])


def _surnames(reading: Reading, places: dict[str, tuple[int, int]]) -> Iterator[Contradiction]:
    """Compare a capitalised word that stands alone with the surnames of those named in full."""
    surnames = {text.split()[-1]: place for text, place in list(places.items())[:MOST]}
    by_shape: dict[str, list[str]] = {}
    for surname in surnames:
        for shape in _shapes(surname):
            by_shape.setdefault(shape, []).append(surname)
    seen: set[str] = set()
    named = {place for name in reading.names for place in range(name.start, name.end)}
    for token in reading.tokens:
        word = token.text.removesuffix("'s")
        if not token.capital or word in seen or word in surnames or token.start in named or len(word) < SHORTEST:
            continue
        seen.add(word)
        if token.stem not in reading.proper:
            continue
        near = {surname for shape in _shapes(word) for surname in by_shape.get(shape, ())}
        for surname in sorted(near):
            if one_letter_apart(word, surname):
                yield _spelled(surname, word, surnames[surname], (token.start, token.start + len(word)))


def _shapes(word: str) -> set[str]:
    """Return the word with each letter left out in turn, and itself: words one letter apart share one."""
    return {word[:place] + word[place + 1 :] for place in range(len(word))} | {word}


def one_letter_apart(one: str, other: str, *, shortest: int = SHORTEST) -> bool:
    """Do two words differ by one letter changed, added, dropped or swapped with the next? Plurals do not count."""
    if one == other or min(len(one), len(other)) < shortest or one[0] != other[0]:
        return False
    if one.rstrip("s") == other.rstrip("s"):
        return False
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or swapped


def _spelled(one: str, other: str, first: tuple[int, int], second: tuple[int, int]) -> Contradiction:
    first, second = sorted((first, second))
    return Contradiction(NAME, first, second, f"Two spellings: {one} and {other}. One person or two?")
