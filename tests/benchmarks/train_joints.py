"""Learn where a sentence is cut into claims: ``python -m tests.benchmarks.train_joints [--check]``.

Needs the extra ``train`` (scikit-learn), which nothing else of the project does. Data: the labelled texts of
``tests/finding/corpus`` without those kept unseen, all written for this project, under its licence. A joint between two
claims, or between a claim and what is none, is a cut; one within a claim is not; one where nothing is marked on
either side tells nothing. Method: logistic regression with a quadratic penalty. Writes
``claims/finding/lexicon/joint_weights.py``; the kinds are to be learned anew after it (``train_kinds``). ``--check``
leaves out the texts of one hand at a time instead, and prints how often a joint is then judged as its hand did.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from claims.finding import clauses, joints
from claims.finding.lexicon import joint_weights
from claims.finding.reading import Reading
from claims.finding.tokens import Token
from tests.benchmarks.left_out import print_hands
from tests.finding import labelled

TARGET = Path(joint_weights.__file__)
SELDOM = 20
PENALTY, ROUNDS = 10.0, 300

Row = tuple[set[str], bool]


def of_text(document: labelled.Document) -> list[Row]:
    """Return the signs of each joint that tells something, and whether it was cut there."""
    rows = []
    reading = Reading(document.text, document.published_on)
    for sentence in reading.sentences:
        tokens = reading.tokens.within(sentence.start, sentence.end)
        pieces = clauses.pieces(reading.plain, tokens, reading.quotations_in(sentence.start, sentence.end))
        for place in range(1, len(pieces)):
            left, right = pieces[place - 1], pieces[place]
            labels = _label_at(left.bare[-1], document), _label_at(right.bare[0], document)
            if not left.quoted and not right.quoted and labels != (None, None):
                rows.append((joints.of(pieces, place), labels[0] is not labels[1]))
    return rows


def _label_at(token: Token, document: labelled.Document) -> labelled.Label | None:
    return next((label for label in document.labels if label.start <= token.start < label.end), None)


def learn(rows: list[Row]) -> dict[str, int]:
    """Return the weight of each sign in hundredths, above 0 where it speaks for a cut."""
    counted = Counter(sign for signs, _ in rows for sign in signs)
    vectors = DictVectorizer()
    data = vectors.fit_transform({sign: 1.0 for sign in signs if counted[sign] >= SELDOM} for signs, _ in rows)
    model = LogisticRegression(C=1 / PENALTY, max_iter=ROUNDS)
    model.fit(data, [cut for _, cut in rows])
    weights = zip(["any", *vectors.feature_names_], [model.intercept_[0], *model.coef_[0]], strict=True)
    return {sign: round(float(weight) * 100) for sign, weight in weights}


def write(weights: dict[str, int]) -> None:
    """Write the weights as a module of the finder."""
    lines = [
        '"""How much each sign of a joint speaks for a cut, in hundredths: learned, see ``joints``; do not edit."""\n',
        "# fmt: off\nWEIGHTS = {",
        *(f"    {json.dumps(sign, ensure_ascii=False)}: {weight}," for sign, weight in weights.items() if weight),
        "}",
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check() -> None:
    """Print, for the texts of each hand, how often a joint is judged as there when learned from all the others."""
    hands = {hand: [row for one in texts for row in of_text(one)] for hand, texts in labelled.by_hand().items()}

    def teach(rows: list[Row]) -> Callable[[Row], bool]:
        weights = learn(rows)
        return lambda row: (joints.weight(row[0], weights) > 0) == row[1]

    print_hands(hands, hands, teach)


def main() -> None:
    """Learn and write the weights, or check them by leaving texts out."""
    parser = argparse.ArgumentParser(description="Learn where a sentence is cut into claims.")
    parser.add_argument("--check", action="store_true", help="leave out one hand at a time and print how well it goes")
    if parser.parse_args().check:
        check()
        return
    rows = [row for document in labelled.read_corpus(unseen=False) for row in of_text(document)]
    write(learn(rows))
    print(f"{len(rows)} joints, written to {TARGET}")


if __name__ == "__main__":
    main()
