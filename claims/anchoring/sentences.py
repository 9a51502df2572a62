"""Sentences of folded copy, cut too seldom rather than too often.

A verdict follows its sentence into a new version of the copy only when the whole sentence is unchanged. A cut too
many would hide a change ("not", another speaker) in the half that is not looked at; a cut too few only asks for
one check more. So an abbreviation's dot never cuts, nor does anything inside a quotation.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from claims.anchoring.folding import PARAGRAPH, Folded, fold

# Title and street abbreviations, months and the AP's state names: a capital after their dot starts no sentence.
ABBREVIATION = re.compile(
    "Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Sen|Rep|Gov|Lt|Gen|Col|Maj|Capt|Cmdr|Sgt|Adm|Pres|Jr|Sr|St|Mt|Ft|Ave|Blvd|Rd"
    "|Inc|Ltd|Corp|Co|No|Nos|vs|cf|ca|approx|al|Fig|Vol|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
    "|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev"
    "|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo"
)
_END = re.compile(r"[.!?…][\"')\]]*+ (?=[\"'(\[]*+[^\W_])")
_LAST_WORD = re.compile(r"\w*\Z")


@dataclass(frozen=True)
class Sentences:
    """Folded copy and where its sentences begin and end, as indices of `folded.text`."""

    folded: Folded
    firsts: "array[int]"
    lasts: "array[int]"

    @classmethod
    def of(cls, body: str) -> "Sentences":
        """The sentences of `body`; a paragraph's end ends one. Linear in its length."""
        folded = fold(body)
        firsts, lasts = array("L"), array("L")
        start = 0
        for paragraph in folded.text.split(PARAGRAPH):
            for first, last in _spans(paragraph):
                firsts.append(start + first)
                lasts.append(start + last)
            start += len(paragraph) + 1
        return cls(folded, firsts, lasts)

    def __len__(self) -> int:
        return len(self.firsts)

    def text(self, number: int) -> str:
        """The folded text of one sentence."""
        return self.folded.text[self.firsts[number] : self.lasts[number]]

    def touched(self, start: int, end: int) -> range:
        """Numbers of the sentences that hold part of `body[start:end]`."""
        first, last = self.indices(start, end)
        return range(bisect_right(self.lasts, first), bisect_left(self.firsts, last))

    def indices(self, start: int, end: int) -> tuple[int, int]:
        """Where `body[start:end]` stands in the folded text."""
        return bisect_right(self.folded.ends, start), bisect_left(self.folded.starts, end)


def _spans(paragraph: str) -> list[tuple[int, int]]:
    paired = paragraph.count('"') % 2 == 0
    spans = []
    start = counted = quotes = 0
    for end in _END.finditer(paragraph):
        quotes += paragraph.count('"', counted, end.end())
        counted = end.end()
        if (paired and quotes % 2) or _goes_on(paragraph, end):
            continue
        spans.append((start, end.end() - 1))
        start = end.end()
    spans.append((start, len(paragraph)))
    trimmed = ((first + (paragraph[first:last][:1] == " "), last) for first, last in spans)
    return [
        (first, last - (paragraph[first:last][-1:] == " ")) for first, last in trimmed if paragraph[first:last].strip()
    ]


def _goes_on(paragraph: str, end: re.Match[str]) -> bool:
    """Whether the sentence goes on: a small letter follows, or the dot is an abbreviation's or an initial's."""
    following = paragraph[end.end() : end.end() + 6].lstrip("\"'([")[:1]
    if following.islower():
        return True
    match = _LAST_WORD.search(paragraph[max(0, end.start() - 12) : end.start()])
    word = match[0] if match else ""
    initial = len(word) == 1 and word.isalpha()
    return end[0].startswith(".") and (initial or bool(ABBREVIATION.fullmatch(word)))
