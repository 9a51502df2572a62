"""The few words of a statement by which another that says the same can be found again.

Numbers tell most, then names, then long words; small words tell nothing. A word is taken by its beginning without an
English ending, so that "opened" finds "opening", and by a number of eight bytes, which every database looks up alike.
"""

import hashlib
import re
import unicodedata

MOST = 8
_LETTERS = 6  # of a word that count
_SHORTEST = 4  # letters of a word that tells something
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_LONGEST_TEXT = 4_000
_SMALL = frozenset(
    """
    about after again also another because been before being both cannot could does down during each even ever every
    first from have having here into itself just less like made make many more most much must never next only other
    over said same says she should since some still such than that their them then there these they this those
    through told under until upon very were what when where which while whom whose will with within without would
    year years your
    """.split()  # noqa: SIM905 - a list of a hundred words reads better without its quotation marks
)
_ENDING = re.compile(r"(?<=\w{4})(?:ing|ed|es|s)\Z")


def telling_words(text: str) -> list[str]:
    """Return at most eight words of the text, the most telling first, each as it is compared."""
    weighed: dict[str, tuple[int, int]] = {}
    for at, found in enumerate(_WORD.finditer(text[:_LONGEST_TEXT])):
        word = found[0]
        plain = _plain(word)
        if word[0].isdigit():
            weighed.setdefault(plain, (0 if len(plain) > 1 else 3, at))
        elif len(plain) >= _SHORTEST and plain not in _SMALL:
            weighed.setdefault(_ENDING.sub("", plain)[:_LETTERS], (1 if word[0].isupper() else 2, -len(plain)))
    return sorted(weighed, key=lambda word: (weighed[word], word))[:MOST]


def keys_of(text: str) -> list[int]:
    """Return the telling words of the text as numbers below 2**63."""
    return [int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest()) >> 1 for word in telling_words(text)]


def _plain(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in apart if sign.isalnum())
