"""The copy is cut at every claim's edge, and nothing of it is lost or doubled."""

from hypothesis import given
from hypothesis import strategies as st

from claims.anchoring.layers import Span, paragraphs
from claims.export.stretches import Stretch, entangled, stretches
from tests.growth import LINEAR, growth

TEXT = "Headline\n\nOne two three four.\n \nFive six."


def cut(*spans, text=TEXT):
    return list(stretches(paragraphs(text), [Span(*span) for span in spans]))


def test_paragraphs_are_what_blank_lines_divide():
    assert [TEXT[start:end] for start, end in paragraphs(TEXT)] == ["Headline", "One two three four.", "Five six."]


def test_a_text_without_claims_is_whole():
    assert cut() == [[Stretch(0, 8, None, (), ())], [Stretch(10, 29, None, (), ())], [Stretch(32, 41, None, (), ())]]


def test_a_claim_inside_another_is_the_innermost_there():
    assert cut((10, 28, 1), (14, 17, 2))[1] == [
        Stretch(10, 14, 1, (1,), ()),
        Stretch(14, 17, 2, (2,), (2,)),
        Stretch(17, 28, 1, (), (1,)),
        Stretch(28, 29, None, (), ()),
    ]


def test_where_claims_overlap_the_later_one_wins():
    assert cut((10, 17, 1), (14, 23, 2))[1][:3] == [
        Stretch(10, 14, 1, (1,), ()),
        Stretch(14, 17, 2, (2,), (1,)),
        Stretch(17, 23, 2, (), (2,)),
    ]


def test_claims_on_the_same_words_open_and_close_together():
    (same, *_) = cut((10, 13, 1), (10, 13, 2))[1]
    assert (same.start, same.end, sorted(same.opens), sorted(same.closes)) == (10, 13, [1, 2], [1, 2])
    assert same.opens == same.closes[::-1]


def test_a_claim_over_two_paragraphs_opens_and_closes_once():
    _, second, third = cut((24, 36, 7))
    assert [(piece.opens, piece.closes) for piece in second] == [((), ()), ((7,), ())]
    assert [(piece.opens, piece.closes) for piece in third] == [((), (7,)), ((), ())]


def test_a_claim_that_ends_in_the_blank_lines_closes_before_them():
    _, second, third = cut((24, 31, 7), (30, 36, 8))
    assert second[-1].closes == (7,)
    assert third[0].opens == (8,)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 41)).filter(lambda pair: pair[0] < pair[1]), max_size=12))
def test_no_letter_is_lost_and_every_claim_with_words_opens_and_closes_once(pairs):
    spans = [Span(*pair, number) for number, pair in enumerate(pairs, start=1)]
    found = paragraphs(TEXT)
    pieces = [list(inside) for inside in stretches(found, spans)]
    whole = ["".join(TEXT[piece.start : piece.end] for piece in inside) for inside in pieces]
    assert whole == [TEXT[start:end] for start, end in found]
    seen = sorted(s.owner for s in spans if any(s.start < end and s.end > start for start, end in found))
    flat = [piece for inside in pieces for piece in inside]
    assert sorted(number for piece in flat for number in piece.opens) == seen
    assert sorted(number for piece in flat for number in piece.closes) == seen


def test_claims_that_share_words_are_told_from_those_that_touch():
    assert entangled([Span(0, 9, 1), Span(2, 4, 2), Span(5, 12, 3), Span(12, 14, 4), Span(14, 20, 5)]) == {1, 2, 3}


def test_a_thousand_nested_claims_are_cut_in_linear_time():
    def pieces(depth):
        return cut(*[(at, 5_000 - at, at + 1) for at in range(depth)], text="x" * 5_000)[0]

    assert len(pieces(1_000)) == 1_999
    assert growth(pieces, 125, 1_000) < LINEAR
