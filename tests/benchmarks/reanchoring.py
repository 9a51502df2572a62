"""How safely claims follow a changed copy: `python -m tests.benchmarks.reanchoring [rounds] [seed]`.

Generates articles of its own words, edits them as writers and editors do, and compares what `follow` says of every
claim with what was done to its sentence. Prints the share of claims wrongly kept (must be 0), the share kept of
those truly unchanged (must be 99 % or more), and the time for 500 claims on 20,000 words.
"""

import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from claims.anchoring.following import Fate, follow
from claims.anchoring.places import Copy, Place
from tests.benchmarks.edited_copy import REWORDINGS, Article, Line, article, edit, reword


@dataclass
class Tally:
    edits: int = 0
    changed: int = 0
    unchanged: int = 0
    wrongly_kept: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    fates: Counter = field(default_factory=Counter)


def claims_of(written: Article) -> list[tuple[Line, Place]]:
    body = written.body()
    claims, start = [], 0
    for line in written.lines():
        start = body.index(line.text, start)
        for quote in line.quotes:
            at = start + line.text.index(quote)
            claims.append((line, Place(at, at + len(quote))))
        start += len(line.text)
    return claims


def judge(tally: Tally, written: Article, edited: Article, kind: str) -> None:
    """Compare what `follow` says of every claim with what was done to its line."""
    claims = claims_of(written)
    old, new = written.body(), edited.body()
    standing = Counter(line.text for line in edited.lines() if not line.changed)
    copy = Copy(new)
    tally.edits += 1
    for (line, place), outcome in zip(claims, follow([place for _, place in claims], old, new), strict=True):
        unchanged = standing[line.text] == 1
        tally.fates[outcome.fate.value] += 1
        tally.unchanged += unchanged
        tally.changed += not unchanged
        right = outcome.place and outcome.place in copy.find(old[place.start : place.end])
        within = outcome.sentence and copy.find(line.text) == (outcome.sentence,)
        if outcome.fate is Fate.KEPT and not (unchanged and right and within):
            tally.wrongly_kept.append(f"{kind}: {line.text}")
        if outcome.fate is not Fate.KEPT and unchanged:
            tally.lost.append(f"{kind}: {outcome.fate.value}: {line.text}")


def measure(rounds: int, seed: int, lines: int = 60) -> Tally:
    """Edit `rounds` articles of `lines` sentences, one edit each."""
    chance = random.Random(seed)
    tally = Tally()
    for number in range(rounds):
        written = article(chance, lines)
        edited, kind = edit(written, chance, number)
        judge(tally, written, edited, kind)
    return tally


def heavy_case(claims: int = 500, words: int = 20_000) -> tuple[list[Place], str, str]:
    """`claims` places on a copy of `words` words, and that copy with every fifth sentence reworded."""
    chance = random.Random(5)
    written = article(chance, words // 14)
    edited = Article([list(lines) for lines in written.paragraphs])
    for _ in range(len(written.lines()) // 5):
        reword(edited, chance, chance.choice(REWORDINGS))
    places = [place for _, place in claims_of(written)]
    return chance.sample(places, claims), written.body(), edited.body()


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 660
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    tally = measure(rounds, seed)
    kept = tally.unchanged - len(tally.lost)
    print(f"{tally.edits} edits, {tally.changed + tally.unchanged:,} claims: {dict(tally.fates)}")
    print(f"wrongly kept: {len(tally.wrongly_kept)} of {tally.changed:,} whose sentence changed")
    print(f"kept of the truly unchanged: {kept:,} of {tally.unchanged:,} ({100 * kept / tally.unchanged:.2f} %)")
    for line in (*tally.wrongly_kept[:10], *tally.lost[:10]):
        print(" ", line)
    places, old, new = heavy_case()
    started, worked = time.perf_counter(), time.process_time()
    follow(places, old, new)
    took, cpu = time.perf_counter() - started, time.process_time() - worked
    print(f"{len(places)} claims on {len(old.split()):,} words: {took:.2f} s, of it {cpu:.2f} s CPU")


if __name__ == "__main__":
    main()
