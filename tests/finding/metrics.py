"""How well proposals meet labels. Every figure is a share between 0 and 1."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from claims.finding import Candidate
from tests.finding.labelled import Document, Label

Span = tuple[int, int]


@dataclass
class Tally:
    """Counts over any number of documents; the properties are the figures printed."""

    sentences_labelled: int = 0
    sentences_proposed: int = 0
    sentences_both: int = 0
    labels: int = 0
    proposals: int = 0
    half: int = 0
    strict: int = 0
    useful: int = 0
    kinds_right: int = 0
    first_right: int = 0
    any_right: int = 0
    high: int = 0
    high_found: int = 0
    high_marked: int = 0
    marked_high: int = 0
    marked_high_right: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in vars(self)})


def share(part: int, whole: int) -> float:
    """Return part / whole, 0 where there is nothing to divide by."""
    return part / whole if whole else 0.0


def covers_half(a: Span, b: Span) -> bool:
    """Do two spans share at least half of the shorter one?"""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common > 0 and 2 * common >= min(a[1] - a[0], b[1] - b[0])


def half_union(a: Span, b: Span) -> bool:
    """Is the intersection at least half of the union (IoU >= .5)?"""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common > 0 and 2 * common >= max(a[1], b[1]) - min(a[0], b[0])


def match(found: Sequence[Span], labels: Sequence[Span], meets: Callable[[Span, Span], bool]) -> dict[int, int]:
    """Return the largest one-to-one matching (label -> proposal) by augmenting paths (Kuhn 1955)."""
    near = [
        sorted((f for f, span in enumerate(found) if meets(span, label)), key=lambda f: -union_share(found[f], label))
        for label in labels
    ]
    owner: dict[int, int] = {}

    def place(label: int, seen: set[int]) -> bool:
        for f in near[label]:
            if f not in seen:
                seen.add(f)
                if f not in owner or place(owner[f], seen):
                    owner[f] = label
                    return True
        return False

    for label in range(len(labels)):
        place(label, set())
    return {label: f for f, label in owner.items()}


def tally(document: Document, found: Sequence[Candidate], sentences: Sequence[Span]) -> Tally:
    """Compare one document's labels with what was found in it."""
    spans = [(c.start, c.end) for c in found]
    gold = [(label.start, label.end) for label in document.labels]
    counts = Tally(labels=len(gold), proposals=len(spans))
    for start, end in sentences:
        labelled = any(s < end and e > start for s, e in gold)
        proposed = any(s < end and e > start for s, e in spans)
        counts.sentences_labelled += labelled
        counts.sentences_proposed += proposed
        counts.sentences_both += labelled and proposed
    half = match(spans, gold, covers_half)
    counts.half, counts.strict = len(half), len(match(spans, gold, half_union))
    counts.useful = sum(any(covers_half(span, label) for label in gold) for span in spans)
    for proposal in half.values():
        _kind(counts, document.labels, found[proposal])
    _risk(counts, document.labels, found)
    return counts


def nearest(span: Span, labels: Sequence[Label]) -> Label | None:
    """Return the label that the span has most in common with (by IoU) among those it meets, None if it meets none."""
    met = [label for label in labels if covers_half(span, (label.start, label.end))]
    return max(met, key=lambda label: union_share(span, (label.start, label.end)), default=None)


def union_share(a: Span, b: Span) -> float:
    """Return the intersection over the union of two spans that overlap."""
    return (min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def _kind(counts: Tally, labels: Sequence[Label], proposal: Candidate) -> None:
    """Judge the kind against the label that the proposal has most in common with, and against any that it holds."""
    span = (proposal.start, proposal.end)
    label = nearest(span, labels)
    if label is None:
        return
    counts.any_right += any(proposal.kind in one.kinds for one in labels if covers_half(span, (one.start, one.end)))
    counts.kinds_right += proposal.kind in label.kinds
    counts.first_right += proposal.kind == label.kinds[0]


def _risk(counts: Tally, labels: Sequence[Label], found: Sequence[Candidate]) -> None:
    for label in labels:
        if label.risk == "high":
            near = [c for c in found if covers_half((c.start, c.end), (label.start, label.end))]
            counts.high += 1
            counts.high_found += bool(near)
            counts.high_marked += any(c.risk == "high" for c in near)
    for c in found:
        if c.risk == "high":
            counts.marked_high += 1
            counts.marked_high_right += any(
                label.risk == "high" and covers_half((c.start, c.end), (label.start, label.end)) for label in labels
            )


def average_precision(ranked: Sequence[bool]) -> float:
    """Mean of the precision at each relevant place of a ranking, best first."""
    hits, total = 0, 0.0
    for place, relevant in enumerate(ranked, 1):
        if relevant:
            hits += 1
            total += hits / place
    return total / hits if hits else 0.0
