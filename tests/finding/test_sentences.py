"""Cutting sentences, also out of scrapes whose paragraphs are glued together."""

import pytest

from claims.finding.noise import mask
from claims.finding.sentences import LONGEST, split
from tests.conftest import REAL_ARTICLE

# Where each sentence of the real article begins, in characters; the text itself is not part of this project.
# Counted by hand: the article was read and the first words of each sentence written down before the splitter was
# asked, three promotions ("Read more: ...") and the page's own words left out. 30 of them begin without a space before.
STARTS = [
    int(place)
    for place in """
    0 92 283 513 719 940 1192 1344 1671 1871 1916 2119 2222 2366 2428 2459 2593 2647 2809 3000 3085 3199 3436
    3714 3754 3788 3850 3896 4089 4149 4249 4302 4360 4503 4580 4831 4865 5042 5094 5241 5450 5502 5570 5652
    5812 5873 5931 5990 6017 6080 6401 6569 6663 6818 6872 6898 6928 7058 7110 7243 7433 7502 7576 7620 7662
    7728 7798 7832 7925 7987 8053 8134 8335 8366 8596 8737 8816 8983 9088 9191 9253 9534 9610 9673 9738 9817
    9906 10186 10417 10578 10627 10656 10823 10896 10982 11093 11153 11307 11359 11497 11554 11622 11638 11808
    11841 11934 12006 12060 12100 12267 12427 12514 12668 12730 12865 12936 13096 13297 13373 13444 13486 13572
    13643 13678 13774 13803 13878 14016 14160 14333 14347 14376""".split()  # noqa: SIM905
]


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split(mask(text))]


@pytest.mark.skipif(not REAL_ARTICLE.exists(), reason="the real article lies outside the project")
def test_the_real_article_is_cut_where_a_person_cuts_it():
    text = REAL_ARTICLE.read_text(encoding="utf-8")
    found = [s.start for s in split(mask(text))]
    assert set(found) - set(STARTS) == set(), "wrong splits"
    glued = [place for place in STARTS if place and not text[place - 1].isspace()]
    assert len(glued) == 30
    assert set(STARTS) - set(found) == set(), "boundaries missed"


@pytest.mark.parametrize(
    "whole",
    [
        "She moved to Phoenix, Ariz., in May.",
        "Lt. Gov. Wade Pruitt met Sen. Ada Crane on Jan. 5 at 6 p.m. in St. Paul.",
        "Mr. Holm of Acme Inc. owns 5.2 percent, i.e. little.",
        "The U.S. Senate and the U.K. Parliament agreed.",
        "J. K. Marlow and F. Lund wrote it.",
        "“Why not?” Lund asked.",
        "“Stop!” she said.",
        "He paid $4.5 million to Dr. Osei vs. the St. John estate.",
        "YouTube, PayPal and McDonald were in LaGrange.",
        "It rose by No. 5 and fell by No. 7.",
        "A U.S.-based firm bought it.",
        "They waited... and waited.",
        "She left [the firm] (see p. 4) in 2001.",
    ],
)
def test_no_sentence_is_cut_at_an_abbreviation(whole):
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("It closed.Nobody came.", ["It closed.", "Nobody came."]),
        ("It closed in 2009.Still, it stood.", ["It closed in 2009.", "Still, it stood."]),
        ("“We lost.”Then it rained.", ["“We lost.”", "Then it rained."]),
        ("They were “brawlers”.“I ran,” he said.", ["They were “brawlers”.", "“I ran,” he said."]),
        ("The rise of a sportThe film tells it.", ["The rise of a sport", "The film tells it."]),
        ("The films of fall 2025Struggles began.", ["The films of fall 2025", "Struggles began."]),
        ("Back to HollywoodThe idea was hers.", ["Back to Hollywood", "The idea was hers."]),
        ("He lives in the U.S. She does not.", ["He lives in the U.S.", "She does not."]),
        ("It was 6 p.m. The bell rang.", ["It was 6 p.m.", "The bell rang."]),
        ('"It closed." Then it opened.', ['"It closed."', "Then it opened."]),
        ("‘Did they pay?’ He shrugged.", ["‘Did they pay?’", "He shrugged."]),
    ],
)
def test_glued_and_quoted_sentences_are_told_apart(glued, parts):
    assert sentences(glued) == parts


def test_a_wrapped_line_goes_on_and_a_short_heading_does_not():
    text = "A heading\nThis line is long enough to be the first of two lines that an\neditor wrapped by hand.\n- an item\n- another"
    assert sentences(text) == [
        "A heading",
        "This line is long enough to be the first of two lines that an\neditor wrapped by hand.",
        "an item",
        "another",
    ]


def test_paragraphs_are_numbered():
    assert [s.paragraph for s in split("One. Two.\n\nThree.")] == [0, 0, 1]


@pytest.mark.parametrize("nothing", ["", " ", "\n\n", "...", "—", "“”"])
def test_where_no_word_stands_there_is_no_sentence(nothing):
    assert sentences(nothing) == []


def test_a_text_without_a_stop_is_cut_at_a_length_no_prose_has():
    text = "word " * 2000
    assert max(len(sentence) for sentence in sentences(text)) <= LONGEST
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "")
