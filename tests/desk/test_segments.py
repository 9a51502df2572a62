"""Cutting the copy so that overlapping and nested claims all show, each with one beginning."""

from hypothesis import given
from hypothesis import strategies as st

from claims.anchoring.layers import Span
from claims.desk.segments import Paragraph, Piece, cut, paragraphs
from tests.growth import LINEAR, growth

TEXT = "0123456789" * 3


def pieces(*spans, start=0, end=20):
    return [(piece.start, piece.end, piece.owner, piece.opens) for piece in cut(start, end, sorted(spans))]


def test_a_copy_without_claims_is_one_piece():
    assert pieces() == [(0, 20, None, ())]


def test_a_claim_stands_between_what_is_nobodys():
    assert pieces(Span(5, 8, 1)) == [(0, 5, None, ()), (5, 8, 1, (1,)), (8, 20, None, ())]


def test_the_inner_claim_wins_its_words_and_the_outer_keeps_the_rest():
    assert pieces(Span(2, 12, 1), Span(5, 8, 2)) == [
        (0, 2, None, ()),
        (2, 5, 1, (1,)),
        (5, 8, 2, (2,)),
        (8, 12, 1, ()),
        (12, 20, None, ()),
    ]


def test_of_two_that_overlap_the_later_begins_with_its_first_word():
    assert pieces(Span(2, 8, 1), Span(5, 12, 2)) == [
        (0, 2, None, ()),
        (2, 5, 1, (1,)),
        (5, 12, 2, (2,)),
        (12, 20, None, ()),
    ]


def test_of_two_that_begin_together_the_shorter_is_the_inner():
    assert pieces(Span(2, 8, 1), Span(2, 5, 2)) == [
        (0, 2, None, ()),
        (2, 5, 2, (2, 1)),
        (5, 8, 1, ()),
        (8, 20, None, ()),
    ]


def test_two_claims_of_the_same_words_both_open_there():
    assert pieces(Span(2, 5, 1), Span(2, 5, 2))[1] == (2, 5, 1, (1, 2))


def test_a_claim_that_goes_on_from_the_paragraph_before_does_not_open_again():
    assert pieces(Span(2, 25, 1), start=10) == [(10, 20, 1, ())]


def test_a_waived_passage_is_covered_but_belongs_to_no_claim_and_gives_way_to_one():
    assert pieces(Span(2, 9, 0), Span(4, 6, 7)) == [
        (0, 2, None, ()),
        (2, 4, 0, ()),
        (4, 6, 7, (7,)),
        (6, 9, 0, ()),
        (9, 20, None, ()),
    ]


@given(st.lists(st.tuples(st.integers(0, 29), st.integers(1, 12)), max_size=12))
def test_the_pieces_are_the_text_and_every_claim_opens_once(places):
    spans = sorted(Span(start, min(30, start + length), at + 1) for at, (start, length) in enumerate(places))
    found = list(cut(0, 30, spans))
    assert "".join(TEXT[piece.start : piece.end] for piece in found) == TEXT
    assert sorted(number for piece in found for number in piece.opens) == sorted(span.owner for span in spans)
    for piece in found:
        over = [s for s in spans if s.start <= piece.start and piece.end <= s.end]
        innermost = min(over, key=lambda s: (-s.start, s.end, s.owner), default=None)
        assert piece.owner == (innermost.owner if innermost else None)


def test_many_claims_nested_in_one_another_are_cut_in_linear_time():
    def nested(depth):
        return list(cut(0, 20_000, [Span(at, 20_000 - at, at + 1) for at in range(depth)]))

    assert len(nested(4_000)) == 2 * 4_000 - 1
    assert growth(nested, 500, 4_000) < LINEAR


def test_paragraphs_are_what_blank_lines_part():
    body = "The headline\n\nA first line.\nA second.\n \n\nA heading\n\nThe end"
    assert [(body[p.start : p.end], p.heading) for p in paragraphs(body)] == [
        ("The headline", True),
        ("A first line.\nA second.", False),
        ("A heading", True),
        ("The end", False),
    ]


def test_an_empty_copy_has_no_paragraph():
    assert paragraphs(" \n\n ") == []
    assert paragraphs("One") == [Paragraph(0, 3, heading=False)]
    assert list(cut(0, 3, [])) == [Piece(0, 3, None)]
