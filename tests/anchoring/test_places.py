"""A quote is found where it stands, everywhere it stands, and nowhere else."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.anchoring import places
from claims.anchoring.places import Copy, Place
from tests.growth import LINEAR, eighth, growth

SEEDS = Path("seeds")


def passages(body, quote):
    return [body[place.start : place.end] for place in Copy(body).find(quote)]


def test_a_quote_that_stands_once_has_one_place():
    assert Copy("Ada Byron kept bees.").find("Byron kept") == (Place(4, 14),)


def test_a_quote_that_stands_three_times_has_three_places():
    assert Copy("Tea, tea, tea and tea.").find("tea") == (Place(5, 8), Place(10, 13), Place(18, 21))


def test_overlapping_places_are_never_taken_for_one():
    assert len(Copy("again and again and again").find("again and again")) == 2


def test_a_quote_that_does_not_stand_in_the_copy_has_no_place():
    assert Copy("The mill burned in 1911.").find("The mill burned in 1912.") == ()


@pytest.mark.parametrize("quote", ["", "   ", "\n\t", "\u00a0", "\u200b", "\u00ad \u200b"])
def test_a_quote_without_a_visible_character_has_no_place(quote):
    assert Copy("Some \u200b words \u00a0 here").find(quote) == ()


def test_an_empty_body_holds_nothing():
    assert Copy("").find("word") == ()


@pytest.mark.parametrize(
    ("quote", "body"),
    [
        ("2000", "It cost 20000 crowns."),
        ("2000", "It cost 2000.50 crowns."),
        ("2,000", "It cost 12,000 crowns."),
        ("sold 12", "They sold 12,000 of them."),
        ("paid $7", "They paid $7.7 billion."),
        ("1990", "In the 1990s it stopped."),
        ("May", "Maybe it was so."),
        ("May", "It was Ma\u00adMay\u00adbe."),
        ("caf", "A cafe\u0301."),
        ("cafe", "A cafe\u0301."),
        ("Cain", "Senator McCain spoke."),
        ("Kerr", "kerr came."),
        ("he left", "she left"),
    ],
)
def test_a_quote_is_not_found_inside_a_longer_word_or_number(quote, body):
    assert Copy(body).find(quote) == ()


@pytest.mark.parametrize(
    ("quote", "body"),
    [
        ("2000", "Since May 2000, and before"),
        ("2000", "1997-2000."),
        ("Kerr", "Kerr’s gym"),
        ("“vibrational.”", "He felt “vibrational.”Then he left."),
        (", he said,", "“No”, he said, twice."),
        ("vibrational", "He felt “vibrational.”Then he left."),
        ("(in 1999)", "He stopped (in 1999)—for good."),
        ("a burgeoning sport", "top of a burgeoning sportThe film"),
        ("The film", "top of a burgeoning sportThe film"),
        ("half-hour", "a half-hour show"),
    ],
)
def test_a_quote_is_found_beside_punctuation_and_glued_text(quote, body):
    assert passages(body, quote) == [quote]


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ('"It\'s done"', "“It’s done”"),
        ("1997-2000", "1997–2000"),
        ("wait -- now", "wait — now"),
        ("and then...", "and then…"),
        ("and then…", "and then..."),
        ("10 000 people", "10\u00a0000 people"),
        ("over two lines", "over\n   two \u200b\r\nlines"),
        ("next paragraph", "next\n\nparagraph"),
        ("Donaudampfer", "Donau\u00addampfer"),
        ("no break", "no \ufeff break"),
        ("caf\u00e9 noir", "cafe\u0301 noir"),
        ("cafe\u0301 noir", "caf\u00e9 noir"),
        ("  padded ", "padded"),
    ],
)
def test_typography_is_folded_and_the_place_is_that_of_the_body_as_given(quote, passage):
    assert passages(f"So: {passage} — and on.", quote) == [passage]


def test_an_exact_match_wins_over_a_folded_one():
    body = 'He wrote "home" once and “home” once.'
    assert passages(body, "“home”") == ["“home”"]
    assert passages(body, '"home"') == ['"home"']
    assert passages(body, "«home»") == ['"home"', "“home”"]


def test_a_full_stop_is_not_a_third_of_an_ellipsis():
    assert Copy("It ended…").find("ended.") == ()


def test_a_boundary_sign_in_the_quote_is_harmless():
    assert Copy("Ada Byron").find("\udfff") == ()


@given(st.text(alphabet="ab1., ’'\n\u00a0\u00ad“é\u0301-—", max_size=60), st.data())
def test_every_place_slices_to_the_words_of_the_quote(body, data):
    start = data.draw(st.integers(0, len(body)))
    quote = body[start : data.draw(st.integers(start, len(body)))]
    for place in Copy(body).find(quote):
        assert 0 <= place.start < place.end <= len(body)
        assert Copy(body[place.start : place.end]).find(quote)


def test_all_quotes_of_the_sample_stand_once_in_the_sample_article():
    copy = Copy((SEEDS / "article.md").read_text(encoding="utf-8"))
    with (SEEDS / "claims.csv").open(encoding="utf-8-sig", newline="") as table:
        counts = [len(copy.find(row["quote"])) for row in csv.DictReader(table)]
    assert counts == [1] * 134


def test_a_copy_is_prepared_once_for_all_quotes(monkeypatch):
    body = "\n\n".join(f"On day {day} the mill’s {day % 7} wheels turned again." for day in range(2_300))
    prepared = []

    def told(step):
        work = getattr(places, step)
        return lambda text, *how: (prepared.append(step) if len(text) > 1_000 else None) or work(text, *how)

    monkeypatch.setattr(places, "fold", told("fold"))
    monkeypatch.setattr(places, "_parts", told("_parts"))
    copy = Copy(body)
    counts = [len(copy.find(f"On day {day} the mill's")) for day in range(2_000)]
    assert len(body.split()) > 20_000
    assert counts == [1] * 2_000
    assert prepared == ["fold", "_parts"]


@pytest.mark.parametrize(
    ("body", "quote"),
    [
        ("aa " * 80_000, "a " + "aa " * 1_200 + "a"),
        ("aa " * 80_000, "aa " * 1_200 + "aa"),
        ("a" * 600_000, "a" * 20_000),
        ("\u00ad" * 600_000, "a"),
        (" \u200b" * 300_000, "a b"),
        ("e" + "\u0301" * 600_000, "e"),
        ("aB" * 300_000, "a aB"),
        ("1." * 300_000, "1.1"),
    ],
)
def test_hostile_repetition_is_searched_in_linear_time(body, quote):
    def search(texts):
        body, quote = texts
        Copy(body).find(quote)

    # A long quote grows with its body: a search that begins anew at every place is quadratic in the two together.
    assert growth(search, (eighth(body), eighth(quote) if len(quote) > 8 else quote), (body, quote)) < LINEAR


@pytest.mark.parametrize("quote", ["\u00ad", "\u200d", " \u00ad ", "\u2060\u00ad"])
def test_what_cannot_be_seen_has_no_place(quote):
    assert Copy(f"One {quote}.").find(quote) == ()


@given(
    body=st.text("a1.,: -\u00adé", max_size=40),
    quote=st.text("a1.,: -\u00adé", min_size=1, max_size=6),
    data=st.data(),
)
def test_the_short_way_finds_what_the_way_with_edges_finds(body, quote, data):
    if body and data.draw(st.booleans()):
        start = data.draw(st.integers(0, len(body) - 1))
        quote = body[start : start + data.draw(st.integers(1, 8))]
    copy = Copy(body)
    short = copy._as_typed(quote.strip())
    assert short is None or short == copy._typed.places(quote.strip())
