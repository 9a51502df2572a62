"""Measure the claim finder: ``python -m tests.benchmarks.finding [FOLDER]``.

Without a folder: our own hand-labelled texts, those kept unseen apart, each beside the null finder "every
clause is a claim". With a folder of data labelled by others (not part of this project): every .csv or
.tsv in it holds sentences (columns ``text`` and ``label``), every .jsonl passages (``text``, optional
``published_on``, ``spans`` as ``[start, end, kind, risk]`` in characters), every .txt our own markup.
Prints average precision, precision at 50, F1, recall in the top 30 %, sentences per second and memory.
"""

import argparse
import os
import platform
import resource
import sys
import time
from pathlib import Path

from claims.finding import Candidate, find
from claims.finding.noise import mask
from claims.finding.ranking import FLOOR, by_sentence, clauses_of
from claims.finding.sentences import split
from tests.finding import labelled, metrics
from tests.finding.metrics import Tally, share

SHARED = Path(__file__).resolve().parents[3] / "shared"
REAL_ARTICLE, DESK_CLAIMS = SHARED / "real" / "article.txt", SHARED / "seed" / "claims.csv"
PART = 0.3
TOP = 50


def null_finder(text: str, **_: object) -> list[Candidate]:
    """Propose every clause, whatever it says."""
    return [
        Candidate(start, end, text[start:end], "", "other", "", "", "", "low", False, 1.0, "")
        for start, end in clauses_of(text)
    ]


def own_figures(documents: list[labelled.Document], finder: object) -> Tally:
    """Return the counts of a finder over labelled documents."""
    total = Tally()
    for document in documents:
        found = finder(document.text, published_on=document.published_on)  # type: ignore[operator]
        total += metrics.tally(document, found, document.sentences)
    return total


ROWS = (
    ("sentence recall", lambda t: share(t.sentences_both, t.sentences_labelled), 0.96),
    ("sentence precision", lambda t: share(t.sentences_both, t.sentences_proposed), 0.88),
    ("one-to-one span recall", lambda t: share(t.half, t.labels), 0.90),
    ("one-to-one span precision", lambda t: share(t.half, t.proposals), None),
    ("strict span recall (IoU .5)", lambda t: share(t.strict, t.labels), 0.65),
    ("strict span precision (IoU .5)", lambda t: share(t.strict, t.proposals), 0.55),
    ("useful proposals", lambda t: share(t.useful, t.proposals), 0.80),
    ("kind right", lambda t: share(t.kinds_right, t.half), 0.85),
    ("kind right, the label's first only", lambda t: share(t.first_right, t.half), None),
    ("kind right for one of the labels held", lambda t: share(t.any_right, t.half), None),
    ("high-risk claims found", lambda t: share(t.high_found, t.high), 0.97),
    ("high-risk claims found and marked high", lambda t: share(t.high_marked, t.high), None),
    ("of those marked high, labelled high", lambda t: share(t.marked_high_right, t.marked_high), None),
)


def print_own(title: str, documents: list[labelled.Document]) -> None:
    """Print the table for some of our own texts."""
    ours, null = own_figures(documents, find), own_figures(documents, null_finder)
    count = sum(len(document.sentences) for document in documents)
    print(f"\n{title}: {count} sentences, {ours.labels} claims, {ours.high} of high risk")
    print(f"{'':40} {'target':>7} {'finder':>7} {'null':>7}")
    for name, figure, target in ROWS:
        print(f"{name:40} {target or '':>7} {figure(ours):7.3f} {figure(null):7.3f}")
    print(f"{'proposals':40} {'':>7} {ours.proposals:7} {null.proposals:7}")


def sentence_score(text: str) -> float:
    """Return how worth checking a sentence is: the best of its clauses, the others as a tie-break."""
    scores = sorted((c.score for found in by_sentence(text, published_on=None) for c in found), reverse=True)
    return scores[0] + 0.01 * sum(scores[1:]) if scores else 0.0


def print_ranking(name: str, rows: list[tuple[str, bool]]) -> None:
    """Print the ranking figures for labelled sentences."""
    began = time.process_time()
    scored = [(sentence_score(text), relevant) for text, relevant in rows]
    seconds = time.process_time() - began
    ranked = [relevant for _, relevant in sorted(scored, key=lambda pair: -pair[0])]
    relevant = sum(ranked)
    proposed = sum(score >= FLOOR for score, _ in scored)
    right = sum(score >= FLOOR and label for score, label in scored)
    precision, recall = share(right, proposed), share(right, relevant)
    part = max(1, round(len(ranked) * PART)) if ranked else 0
    print(f"\n{name}: {len(rows)} sentences, {relevant} worth checking")
    print(f"  average precision   {metrics.average_precision(ranked):.3f}")
    print(f"  precision at {TOP}     {share(sum(ranked[:TOP]), min(TOP, len(ranked))):.3f}")
    print(f"  F1 (precision, recall) {2 * share(right, proposed + relevant):.3f} ({precision:.3f}, {recall:.3f})")
    print(f"  recall in the top 30 % {share(sum(ranked[:part]), relevant):.3f}")
    print(f"  sentences per second   {len(rows) / seconds:.0f}" if seconds else "")


def print_folder(folder: Path) -> None:
    """Print the figures for a folder of data labelled by others."""
    for path in sorted(folder.iterdir()):
        if path.suffix in {".csv", ".tsv"}:
            print_ranking(path.name, labelled.read_sentences(path))
        elif path.suffix in {".jsonl", ".txt"}:
            documents = labelled.read_passages(path) if path.suffix == ".jsonl" else [labelled.read_markup(path)]
            print_passages(path.name, documents)


def print_passages(name: str, documents: list[labelled.Document]) -> None:
    """Print span figures and, taking a sentence with a label as worth checking, the ranking ones."""
    rows = []
    for document in documents:
        if not document.sentences:
            document.sentences = [(s.start, s.end) for s in split(mask(document.text))]
        for start, end in document.sentences:
            rows.append((document.text[start:end], any(b.start < end and b.end > start for b in document.labels)))
    print_own(name, documents)
    print_ranking(name, rows)


def print_desk() -> None:
    """Print the figures on a real article, by a desk's own list of its claims; both lie outside the project."""
    if not REAL_ARTICLE.exists() or not DESK_CLAIMS.exists():
        print(f"\nno {REAL_ARTICLE.name} with {DESK_CLAIMS.name} here: nothing real to measure on")
        return
    document = labelled.read_claims(REAL_ARTICLE, DESK_CLAIMS)
    document.sentences = [(s.start, s.end) for s in split(mask(document.text))]
    print_own(
        "a real article by its desk's list (no weight learned from it, its counts seen; labels are phrases)", [document]
    )


def print_speed() -> None:
    """Print CPU time per 15,000 characters, over all our texts read as one long one."""
    documents = labelled.read_corpus(unseen=False)
    text = "\n\n".join(document.text for document in documents)
    best = 9.9
    for _ in range(5):
        began = time.process_time()
        find(text, published_on="2024-01-01")
        best = min(best, time.process_time() - began)
    print(f"\nCPU per 15,000 characters: {best / len(text) * 15000 * 1000:.0f} ms (best of 5, target 100)")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description="Measure the claim finder.")
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of data labelled by others")
    parser.add_argument("--unseen", action="store_true", help="also print the texts that no weight was learned from")
    options = parser.parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    if options.folder:
        if not options.folder.is_dir():
            sys.exit(f"{options.folder} is no folder. Give one with .csv, .tsv, .jsonl or .txt files in it.")
        print_folder(options.folder)
    else:
        for document in labelled.read_corpus(unseen=False):
            print_own(document.name, [document])
        print_own("tuned on (all of them)", labelled.read_corpus(unseen=False))
        if options.unseen:
            for document in labelled.read_corpus(unseen=True):
                print_own(f"unseen: {document.name}", [document])
            print_own("unseen (all of them)", labelled.read_corpus(unseen=True))
            print_desk()
        print_speed()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
