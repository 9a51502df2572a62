"""A claim follows its sentence into the new copy, or a person is asked; it is never guessed."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.anchoring.folding import fold
from claims.anchoring.following import Fate, Outcome, follow
from claims.anchoring.places import Copy, Place
from tests.benchmarks import edited_copy
from tests.benchmarks.reanchoring import claims_of, heavy_case, measure
from tests.growth import LINEAR, eighth, growth

OLD = (
    "The Quiet Yard\n\nAda Fox kept 12 hives in 1911. The mill burned that year.\n\n"
    "“I sold it. It was time,” said Ben McFee.\n\nNobody came back."
)


def followed(quote, new, old=OLD):
    (place,) = Copy(old).find(quote)
    (outcome,) = follow([place], old, new)
    return outcome


def passage(body, place):
    return body[place.start : place.end]


def test_a_claim_in_the_same_copy_is_kept_at_its_place():
    place = Place(OLD.index("12 hives"), OLD.index("12 hives") + 8)
    sentence = Place(OLD.index("Ada"), OLD.index(" The mill"))
    assert follow([place], OLD, OLD) == (Outcome(Fate.KEPT, sentence, place, sentence),)


@pytest.mark.parametrize(
    "new",
    [
        "Nobody came back.\n\nAda Fox kept 12 hives in 1911. The mill burned that year.",
        "Something else. Ada Fox kept 12\u00a0hives\nin 1911.\n\nMore 12 hives.",
        OLD.replace("\n\n“", " “"),
        OLD.replace("The mill burned that year.", "Nothing burned."),
    ],
    ids=["moved", "reset", "merged", "beside a changed one"],
)
def test_an_unchanged_sentence_is_kept_wherever_it_moved(new):
    outcome = followed("12 hives", new)
    assert outcome.fate is Fate.KEPT
    assert passage(new, outcome.place).replace("\u00a0", " ") == "12 hives"
    assert passage(new, outcome.sentence).startswith("Ada Fox")
    assert passage(new, outcome.sentence).endswith("1911.")


def test_typography_reopens_nothing():
    new = OLD.replace("“", '"').replace("”", '"').replace(" it.", " it.\u200b")
    assert followed("It was time", new).fate is Fate.KEPT


@pytest.mark.parametrize(
    ("new", "now"),
    [
        ("Ada Fox kept 13 hives in 1911.", None),
        ("Ada Fix kept 12 hives in 1911.", "12 hives"),
        ("Ada Fox kept 12 hives in 1912.", "12 hives"),
        ("Ada Fox never kept 12 hives in 1911.", "12 hives"),
        ("Ada Fox kept not 12 hives in 1911.", "12 hives"),
        ("Ada Fox kept 12 hives in 1911, they said.", "12 hives"),
        ("It is a lie that Ada Fox kept 12 hives in 1911.", "12 hives"),
        ("ada Fox kept 12 hives in 1911.", "12 hives"),
        ("Ada Fox kept 12 hives in 1911?", "12 hives"),
        ("Ada Fox kept 12 hives, not 12 hives in 1911.", None),
    ],
)
def test_any_change_in_the_sentence_reopens_and_shows_where_it_is(new, now):
    body = OLD.replace("Ada Fox kept 12 hives in 1911.", new)
    outcome = followed("12 hives", body)
    assert outcome.fate is Fate.CHANGED
    assert passage(OLD, outcome.was) == "Ada Fox kept 12 hives in 1911."
    assert passage(body, outcome.sentence) == new
    assert (passage(body, outcome.place) if outcome.place else None) == now


def test_another_speaker_reopens_all_that_the_quotation_says():
    assert followed("I sold it", OLD.replace("Ben McFee", "Ada Fox")).fate is Fate.CHANGED


@pytest.mark.parametrize("short", ["St.", "Mr.", "J.", "U.S.", "No."])
def test_a_change_behind_an_abbreviation_is_in_the_same_sentence(short):
    old = f"They sold 40 boats at {short} Olaf in May."
    assert followed("sold 40", old.replace("May", "June"), old).fate is Fate.CHANGED


def test_a_doubled_sentence_is_for_a_person_to_place():
    new = f"{OLD}\n\nAda Fox kept 12 hives in 1911."
    outcome = followed("12 hives", new)
    assert outcome.fate is Fate.AMBIGUOUS
    assert outcome.place is None
    assert [passage(new, place) for place in outcome.candidates] == ["12 hives", "12 hives"]


def test_a_repeated_sentence_is_kept_by_its_neighbours():
    old = "It rained. He left. It snowed. She sang. He left. She slept."
    places = Copy(old).find("He left")
    new = f"A new start. {old}"
    assert [(o.fate, o.place) for o in follow(places, old, new)] == [
        (Fate.KEPT, Place(place.start + 13, place.end + 13)) for place in places
    ]


def test_a_repeated_sentence_whose_other_stand_was_changed_is_for_a_person():
    old = "It rained. He left. It snowed. She sang. He left. She slept."
    new = "It rained. He stayed. It snowed. She sang. He left. She slept."
    first, second = follow(Copy(old).find("He left"), old, new)
    assert (first.fate, second.fate) == (Fate.AMBIGUOUS, Fate.KEPT)


def test_a_deleted_sentence_is_gone():
    outcome = followed("Nobody came", OLD.removesuffix("Nobody came back."))
    assert outcome == Outcome(Fate.GONE, Place(OLD.index("Nobody"), len(OLD)))


def test_everything_is_gone_from_an_empty_copy():
    assert followed("12 hives", "").fate is Fate.GONE


def test_a_quote_over_two_sentences_is_kept_only_with_both():
    quote = "in 1911. The mill burned"
    merged = OLD.replace("\n\n“", " “")
    assert passage(merged, followed(quote, merged).place) == quote
    assert followed(quote, OLD.replace("1911. The", "1911. It rained. The")).fate is Fate.CHANGED
    assert followed(quote, OLD.replace("burned", "fell")).fate is Fate.CHANGED


@pytest.mark.parametrize("place", [Place(0, 0), Place(5, 4), Place(0, 10_000), Place(14, 16)])
def test_a_place_around_no_word_is_refused(place):
    with pytest.raises(ValueError, match="holds no word of the old body"):
        follow([place], OLD, OLD)


def test_no_edit_ever_keeps_a_changed_claim_and_unchanged_ones_are_kept():
    tally = measure(rounds=330, seed=11, lines=25)
    assert tally.edits == 330
    assert tally.changed > 200
    assert tally.wrongly_kept == []
    assert len(tally.lost) <= tally.unchanged // 100


@pytest.mark.parametrize("change", edited_copy.REWORDINGS, ids=lambda change: change.__name__)
def test_every_rewording_reopens_every_claim_of_its_sentence(change):
    chance = random.Random(3)
    written = edited_copy.article(chance, 40)
    for line, place in claims_of(written):
        text = change(line, chance) if line.key else line.text
        new = written.body().replace(line.text, text)
        (outcome,) = follow([place], written.body(), new)
        assert (outcome.fate is Fate.KEPT) == (text == line.text), text


@given(
    st.text(alphabet="Ab1 .\n\"”'\u00a0\u00ad…", max_size=60), st.text(alphabet="Ab1 .\n\"'", max_size=60), st.data()
)
def test_whatever_is_kept_reads_the_same(old, new, data):
    start = data.draw(st.integers(0, len(old)))
    quote = old[start : data.draw(st.integers(start, len(old)))]
    for place in Copy(old).find(quote):
        for version in (old, new, old + "\n\n" + new):
            (outcome,) = follow([place], old, version)
            if outcome.fate is Fate.KEPT:
                words = fold(passage(version, outcome.place)).text.split()
                assert words == fold(passage(old, place)).text.split()


def test_five_hundred_claims_on_twenty_thousand_words_are_followed_in_linear_time():
    places, old, new = heavy_case()
    assert len(follow(places, old, new)) == 500
    assert len(old.split()) > 20_000
    assert growth(lambda case: follow(*case), heavy_case(claims=62, words=2_500), (places, old, new)) < LINEAR


@pytest.mark.parametrize(
    "body", ["He left. " * 30_000, "A" * 300_000, '". ' * 100_000, "\n\n" * 200_000 + "x", "a. b " * 60_000]
)
def test_hostile_copy_is_followed_in_linear_time(body):
    def work(body):
        places = [Place(at, at + 2) for at in range(0, len(body) // 2, 300) if body[at : at + 2].strip()]
        follow(places, body, body + "y")

    assert growth(work, eighth(body), body) < LINEAR
