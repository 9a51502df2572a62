"""Measure how the finder's time grows: ``python -m tests.benchmarks.finding_speed``.

Prints CPU time at 10,000 and 40,000 characters of texts made to trip a careless pattern and the ratio of
the two (4 is linear), then per 15,000 characters for a sentence of 25,000 characters of years, for our
labelled copy, and for 2 MB of it.
"""

from claims.finding import find, values
from claims.finding.consistency import contradictions
from tests.finding import labelled
from tests.finding.shapes import SHAPES
from tests.growth import cpu

SHORT, LONG, HUGE = 10_000, 40_000, 2_000_000
UNIT = 15_000


def main() -> None:
    """Print the tables."""
    for shape, make in SHAPES.items():
        short, long = (max(cpu(find, make(size)), 1e-4) for size in (SHORT, LONG))
        both = [max(cpu(contradictions, make(size)), 1e-4) for size in (SHORT, LONG)]
        print(
            f"{shape:18} find {1000 * long:7.0f} ms, x {long / short:4.1f}   contradictions x {both[1] / both[0]:4.1f}"
        )
    years = SHAPES["years"](25_000)
    copy = "\n\n".join(document.text for document in labelled.read_corpus(unseen=False))
    whole = copy * (HUGE // len(copy))
    print("\nCPU ms per 15,000 characters")
    for name, work, text, times in (
        ("values of a sentence of years", values.read, years, 3),
        ("a sentence of years", find, years, 3),
        ("our labelled copy", find, copy, 5),
        ("2 MB of it", find, whole, 1),
    ):
        print(f"{name:30} {1000 * cpu(work, text, tries=times) * UNIT / len(text):6.0f}")


if __name__ == "__main__":
    main()
