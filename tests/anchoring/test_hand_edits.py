"""Following the sample article's claims through edits that people made: an oracle beside the generated ones."""

import csv

import pytest

from claims.anchoring.following import Fate, follow
from claims.anchoring.places import Copy
from tests.anchoring.hand_edits import CHANGED, UNCHANGED
from tests.conftest import SEEDS


@pytest.fixture(scope="module")
def body():
    return (SEEDS / "article.md").read_text(encoding="utf-8").split("---\n", 2)[2].strip()


@pytest.fixture(scope="module")
def places(body):
    """The place of each claim by its number, of those whose quote stands in the copy once."""
    copy = Copy(body)
    with (SEEDS / "claims.csv").open(encoding="utf-8", newline="") as file:
        found = {int(row["number"]): copy.find(row["quote"]) for row in csv.DictReader(file)}
    return {number: at[0] for number, at in found.items() if len(at) == 1}


@pytest.fixture
def kept(body, places):
    def kept(edit):
        """Return the numbers of the claims that the edited copy leaves alone."""
        outcomes = follow(list(places.values()), body, edit.make(body))
        return {number for number, outcome in zip(places, outcomes, strict=True) if outcome.fate is Fate.KEPT}

    return kept


def test_nearly_every_claim_has_a_place_to_follow(places):
    assert len(places) >= 130 and len(CHANGED) >= 40


@pytest.mark.parametrize("edit", CHANGED, ids=[edit.name for edit in CHANGED])
def test_no_claim_is_kept_under_changed_words_and_no_other_is_reopened(edit, places, kept):
    assert kept(edit) == set(places) - edit.changes


@pytest.mark.parametrize("edit", UNCHANGED, ids=[edit.name for edit in UNCHANGED])
def test_what_says_the_same_is_kept(edit, places, kept):
    assert kept(edit) == set(places)
