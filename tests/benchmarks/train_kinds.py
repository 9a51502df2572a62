"""Learn what the signs of a clause say about its kind: ``python -m tests.benchmarks.train_kinds [--check]``.

Needs the extra ``train`` (scikit-learn), which nothing else of the project does. Data: the labelled texts of
``tests/finding/corpus`` without those kept unseen, and the clauses of its ``kinds.tsv``; all of it written for
this project, under its licence. Method: multinomial logistic regression with a quadratic penalty. A label that
accepts two kinds counts for both, the first one more. Writes ``claims/finding/lexicon/kind_weights.py``.
``--check`` leaves out the texts of one hand at a time instead, and prints how often their kinds are then right.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from claims.finding import candidate, find, kinds
from claims.finding.lexicon import kind_weights
from claims.finding.ranking import signs_of
from tests.benchmarks.left_out import print_hands
from tests.finding import labelled, metrics

TARGET = Path(kind_weights.__file__)
TABLE = labelled.CORPUS / "kinds.tsv"
KINDS = tuple(kind for kind in candidate.KINDS if kind not in {candidate.QUOTATION, candidate.OTHER})
FIRST, SECOND = 0.65, 0.35
SELDOM = 8
PENALTY, ROUNDS = 8.0, 300

Row = tuple[set[str], tuple[str, ...]]


def own_clauses(document: labelled.Document) -> list[Row]:
    """Return the signs and the labelled kinds of each clause that the finder proposes and that meets a label."""
    rows = []
    proposed = {(one.start, one.end) for one in find(document.text, published_on=document.published_on)}
    for clause, signs in signs_of(document.text, published_on=document.published_on):
        label = metrics.nearest((clause.start, clause.end), document.labels)
        near = any(abs(start - clause.start) < 3 and abs(end - clause.end) < 4 for start, end in proposed)
        if label and near and (row := _row(signs, label)):
            rows.append(row)
    return rows


def marked_passages(document: labelled.Document) -> list[Row]:
    """Return the signs and the labelled kinds of each passage as it was marked."""
    rows = []
    marks = [(label.start, label.end) for label in document.labels]
    for clause, signs in signs_of(document.text, published_on=document.published_on, marks=marks):
        label = metrics.nearest((clause.start, clause.end), document.labels)
        if label and (row := _row(signs, label)):
            rows.append(row)
    return rows


def _row(signs: set[str], label: labelled.Label) -> Row | None:
    kinds = tuple(kind for kind in label.kinds if kind in KINDS)
    return (signs, kinds) if kinds else None


def of_table() -> list[Row]:
    """Return the signs and the kinds of the clauses of the table, each the longest of its line."""
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        expected, text = line.split("\t")
        found = signs_of(f"{text}.")
        if found:
            _, signs = max(found, key=lambda pair: pair[0].end - pair[0].start)
            rows.append((signs, tuple(expected.split("/"))))
    return rows


def learn(texts: list[Row], table: list[Row]) -> dict[str, list[float]]:
    """Return a weight per sign and kind, from clauses of the texts and of the table."""
    rows = texts + table
    counted = Counter(sign for signs, _ in rows for sign in signs)
    examples = [(signs, kind, share) for signs, expected in rows for kind, share in _shares(expected)]
    vectors = DictVectorizer()
    data = vectors.fit_transform({sign: 1.0 for sign in signs if counted[sign] >= SELDOM} for signs, _, _ in examples)
    model = LogisticRegression(C=1 / PENALTY, max_iter=ROUNDS)
    model.fit(data, [kind for _, kind, _ in examples], sample_weight=[share for _, _, share in examples])
    order = [list(model.classes_).index(kind) for kind in KINDS]
    columns = zip(["any", *vectors.feature_names_], [model.intercept_, *model.coef_.T], strict=True)
    return {name: [float(column[place]) for place in order] for name, column in columns}


def _shares(expected: tuple[str, ...]) -> list[tuple[str, float]]:
    return list(zip(expected, (1.0,) if len(expected) == 1 else (FIRST, SECOND), strict=False))


def write(weights: dict[str, list[float]]) -> None:
    """Write the weights, in hundredths, as a module of the finder."""
    lines = [
        '"""What each sign of a clause says for each kind, in hundredths: learned, see ``kinds``; do not edit."""\n',
        "# fmt: off\nKINDS = (",
        *(f"    {json.dumps(kind)}," for kind in KINDS),
        ")\nWEIGHTS = {",
        *(f"    {json.dumps(name)}: ({', '.join(str(round(w * 100)) for w in row)})," for name, row in weights.items()),
        "}",
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check() -> None:
    """Print, for the texts of each hand, how often the kinds are right when learned from all the others."""
    hands, table = labelled.by_hand(), of_table()
    own = {hand: [row for one in texts for row in own_clauses(one)] for hand, texts in hands.items()}
    learned = {
        hand: own[hand] + [row for one in texts for row in marked_passages(one)] for hand, texts in hands.items()
    }

    def teach(rows: list[Row]) -> Callable[[Row], bool]:
        weights = learn(rows, table)
        kinds.WEIGHTS.clear()
        kinds.WEIGHTS.update({name: tuple(round(w * 100) for w in row) for name, row in weights.items()})
        return lambda row: kinds.heaviest(row[0]) in row[1]

    print_hands(learned, own, teach)


def main() -> None:
    """Learn and write the weights, or check them by leaving texts out."""
    parser = argparse.ArgumentParser(description="Learn the weights of the signs of a kind.")
    parser.add_argument("--check", action="store_true", help="leave out one hand at a time and print how well it goes")
    if parser.parse_args().check:
        check()
        return
    documents, table = labelled.read_corpus(unseen=False), of_table()
    rows = [row for document in documents for row in own_clauses(document) + marked_passages(document)]
    write(learn(rows, table))
    print(f"{len(rows) + len(table)} clauses, written to {TARGET}")


if __name__ == "__main__":
    main()
