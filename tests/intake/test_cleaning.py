"""What a page or a scrape brings along goes, and is reported; the article's own words stay."""

import csv
import hashlib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.anchoring.places import Copy
from claims.intake.cleaning import DeepOrLong, clean_html, clean_scrape
from claims.intake.passages import Dropped, Paragraph
from tests.growth import LINEAR, eighth, growth

REAL = Path("../shared/real/article.txt")
REAL_BODY = "c1d1c1960e5e4b5feb29cdd6f215f90db1aa4b175b3ed485b1e23caa2b262266"
SEED = Path("seeds/article.md")


def ink(text):
    return Counter("".join(text.split()))


def texts(cleaned):
    return [paragraph.text for paragraph in cleaned.paragraphs]


# --- scrapes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("glued", "paragraphs"),
    [
        ("It was so we could hear it.”Then the band left.", ["It was so we could hear it.”", "Then the band left."]),
        ("They were loud.“We had no choice,” she said.", ["They were loud.", "“We had no choice,” she said."]),
        ("They were “village dogs”.“We ran.”", ["They were “village dogs”.", "“We ran.”"]),
        ("“Why not?’”“Because.”", ["“Why not?’”", "“Because.”"]),
        ("The mill closed.In spring it rained.", ["The mill closed.", "In spring it rained."]),
        ("The mill closed in 1911.It rained.", ["The mill closed in 1911.", "It rained."]),
        ("Was it closed?A guard said so.", ["Was it closed?", "A guard said so."]),
        ('She said "we left."Then it rained.', ['She said "we left."', "Then it rained."]),
        ('It rained."We left," she said.', ["It rained.", '"We left," she said.']),
    ],
)
def test_paragraphs_show_again_where_the_scrape_glued_them(glued, paragraphs):
    assert texts(clean_scrape(glued)) == paragraphs


@pytest.mark.parametrize(
    "whole",
    [
        "The U.S.-based crew met in Phoenix, Ariz., with Lt. Gov. Ada Fox.",
        "The U.S.Senate and Ariz.Governor, St.Louis and Mr.Fox, J.K.Rowan at 5 p.m.The end",
        "Senator John McCain met Danny DeVito, LeBron James and Angus MacArthur.",
        "On YouTube and LinkedIn, her iPhone and his MacBook ran macOS.",
        "See www.Example.Com or mail Ada.Fox@Example.Org or read Node.Js notes.",
        "It cost 3.5 million, see No.5 or section 3.Kept, and more...",
        "A Serious Actor—the buzz began. He told her to read more: books, papers, all of it.",
        "“I met [producer] Dave, not like [being] there [where] it rained [sic] [1] [a=b].”",
        "The half-life of 3D and 4K screens, he said; WiFi and HiFi too.",
    ],
)
def test_initialisms_names_addresses_and_editors_brackets_stay_whole(whole):
    for text in (whole, f"A line. {whole}"):
        cleaned = clean_scrape(text)
        assert (texts(cleaned), cleaned.dropped) == ([text], ())


def test_a_teaser_runs_to_the_first_seam_and_a_heading_to_the_second():
    cleaned = clean_scrape(
        "He sang it all.”Read more: The 46 Quiet Songs of Angus McFee in Fall 2025A slow road to the seaThe road "
        "began in a yard."
    )
    assert cleaned.paragraphs == (
        Paragraph("He sang it all.”"),
        Paragraph("A slow road to the sea", heading=2),
        Paragraph("The road began in a yard."),
    )
    assert cleaned.dropped == (Dropped("teaser", "Read more: The 46 Quiet Songs of Angus McFee in Fall 2025"),)


def test_a_second_seam_far_away_is_no_heading():
    far = "A slow road " + "and on " * 15 + "to the seaThe road."
    assert clean_scrape(f"Done. Read more: The SongsA{far[1:]}").paragraphs == (Paragraph("Done."), Paragraph(far))


def test_a_heading_shows_after_a_seam_without_a_teaser():
    cleaned = clean_scrape("“I left.”Making sure the band got it rightBefore the tour, it rained.")
    assert cleaned.paragraphs == (
        Paragraph("“I left.”"),
        Paragraph("Making sure the band got it right", heading=2),
        Paragraph("Before the tour, it rained."),
    )


@pytest.mark.parametrize("text", ["“I left.”He paid with FancyPay at noon.", "“I left.”The AfroPop night began."])
def test_a_capitalised_camel_name_after_a_seam_stays_whole(text):
    assert texts(clean_scrape(text)) == ["“I left.”", text.removeprefix("“I left.”")]


def test_a_teaser_in_a_paragraph_of_its_own_goes_whole():
    cleaned = clean_scrape("Words.\n\nRead more: The Ten Best Yards\n\nMore words.")
    assert texts(cleaned) == ["Words.", "More words."]
    assert cleaned.dropped == (Dropped("teaser", "Read more: The Ten Best Yards"),)


def test_a_teaser_that_never_ends_is_text():
    text = "Done. Read more: " + "words and more words " * 20
    assert texts(clean_scrape(text)) == [text.strip()]


def test_shortcodes_go_and_break_a_paragraph_only_at_the_end_of_a_sentence():
    cleaned = clean_scrape("It ended. [time-video id=”7” wide=”true”]Then the [tip x='1']crew left.[/tip]")
    assert texts(cleaned) == ["It ended.", "Then the crew left."]
    assert [dropped.text for dropped in cleaned.dropped] == ["[time-video id=”7” wide=”true”]", "[tip x='1']", "[/tip]"]


def test_a_bare_shortcode_goes_only_with_its_closing_one():
    assert texts(clean_scrape("A [embed]film[/embed] and [film].")) == ["A film and [film]."]


@pytest.mark.parametrize("line", ["Wait 5 sec.", "Advertisement", "Story continues below advertisement", "6 min read"])
def test_page_furniture_goes_when_it_stands_alone(line):
    cleaned = clean_scrape(f"The Headline\n\n{line}\n\nThe advertisement said: {line} No.")
    assert texts(cleaned) == ["The Headline", f"The advertisement said: {line} No."]
    assert cleaned.dropped == (Dropped("page furniture", line),)


def test_the_first_paragraph_is_never_furniture():
    assert texts(clean_scrape("Sign in\n\nAn essay.")) == ["Sign in", "An essay."]


def test_text_comes_back_composed():
    assert texts(clean_scrape("Cafe\u0301 noir")) == ["Caf\u00e9 noir"]


def test_the_sample_article_comes_through_unharmed():
    text = SEED.read_text(encoding="utf-8").strip()
    cleaned = clean_scrape(text)
    assert (cleaned.body, cleaned.dropped) == (text, ())


@pytest.mark.skipif(not REAL.exists(), reason="the real article is not part of the project")
def test_the_real_scrape_shows_its_paragraphs_and_loses_nothing_unreported():
    text = REAL.read_text(encoding="utf-8")
    cleaned = clean_scrape(text)
    assert len(cleaned.paragraphs) == 32
    assert [len(p.text) for p in cleaned.paragraphs if p.heading] == [45, 52, 31, 33]
    assert Counter(d.what for d in cleaned.dropped) == {"page furniture": 1, "shortcode": 1, "teaser": 3}
    assert ink(text) == ink(cleaned.body) + sum((ink(d.text) for d in cleaned.dropped), Counter())
    assert hashlib.sha256(cleaned.body.encode()).hexdigest() == REAL_BODY
    assert clean_scrape(cleaned.body).body == cleaned.body


@pytest.mark.skipif(not REAL.exists(), reason="the real article is not part of the project")
def test_of_the_samples_quotes_only_those_of_teasers_are_missing_from_the_cleaned_scrape():
    copy = Copy(clean_scrape(REAL.read_text(encoding="utf-8")).body)
    with Path("seeds/claims.csv").open(encoding="utf-8-sig", newline="") as table:
        found = {row["number"]: len(copy.find(row["quote"])) for row in csv.DictReader(table)}
    assert {number for number, count in found.items() if not count} == {"18", "60", "86"}
    assert Counter(found.values()) == {1: 131, 0: 3}


WORDS = st.sampled_from(
    ["the", "mill", "McCain", "left.", "U.S.", "2025", "Read more:", "it.”", "“We", "[x a=b]", "[sic]", "Road", "’s"]
    + [" ", " ", " ", "\n\n", "\n", "Wait 5 sec.", "[/x]", ".", '"', "e\u0301", "Advertisement", "A "]
)


@given(st.lists(WORDS, max_size=40).map("".join))
def test_body_and_dropped_hold_every_character_in_order(text):
    cleaned = clean_scrape(text)
    composed = "".join(unicodedata.normalize("NFC", text).split())
    kept = "".join(cleaned.body.split())
    assert ink(composed) == ink(kept) + sum((ink(d.text) for d in cleaned.dropped), Counter())
    rest = iter(composed)
    assert all(character in rest for character in kept)


@pytest.mark.parametrize(
    "text",
    [
        "Read more: aaa. " * 40_000,
        "a.Xa" * 60_000,
        ("a" * 199 + ".Xa") * 3_000,
        "[a b='" * 100_000,
        "[a" + " b='c=' d='" * 40 + "]",
        "[x a='b' " * 60_000,
        "“" * 500_000,
        "\n \n" * 200_000,
        ("." + '"' * 5) * 100_000 + "A",
        "aB" * 250_000,
    ],
)
def test_hostile_text_is_cleaned_in_linear_time(text):
    assert growth(clean_scrape, eighth(text), text) < LINEAR


# --- HTML ------------------------------------------------------------------------------------------


def test_html_becomes_paragraphs_with_headings_captions_and_link_texts():
    cleaned = clean_html(
        "<!DOCTYPE html><head><title>Site</title><style>p {}</style><body><h1>Big &amp; small</h1>"
        "<p>One <b>two</b>&nbsp;<a href='x>y'>three</a><br>four 1 < 2 &lt;i&gt;<!-- no --><p title=it's>five"
        "<h2>Part\n two</h2><figure><img alt='pic'><figcaption>A caption.</figcaption></figure>"
        "<ul><li>item<li>next</ul><table><tr><td>a<td>b<tr><td>c</table>"
    )
    assert cleaned.paragraphs == (
        Paragraph("Big & small", heading=1),
        Paragraph("One two\u00a0three\nfour 1 < 2 <i>"),
        Paragraph("five"),
        Paragraph("Part two", heading=2),
        *map(Paragraph, ["A caption.", "item", "next", "a b", "c"]),
    )
    assert cleaned.dropped == ()


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>evil()</script>",
        "<SCRIPT type=x>if (a</b) evil('<p>')</SCRIPT >",
        "<style>evil</style>",
        "<template><p>evil</template>",
        "<!-- evil -->",
        "<noscript><img src=evil>evil</noscript>",
        "<svg><text>evil</text></svg>",
    ],
)
def test_what_no_reader_sees_does_not_survive(hidden):
    assert texts(clean_html(f"<p>1{hidden}0</p>")) == ["10"]


def test_a_script_that_never_closes_hides_the_rest_as_in_a_browser():
    assert texts(clean_html("<p>Seen<script>evil()<p>evil")) == ["Seen"]


def test_an_object_that_never_closes_hides_nothing():
    assert texts(clean_html("<p>Seen<object><p>too")) == ["Seen", "too"]


def test_a_tag_that_never_ends_stays_as_text():
    assert texts(clean_html("<p>Seen <a href=")) == ["Seen <a href="]


def test_a_page_around_its_article_is_dropped_and_reported():
    cleaned = clean_html(
        "<nav>Home</nav><p>Latest</p><article><p>Words.</p><form>Join</form></article><footer>(c)</footer>"
    )
    assert texts(cleaned) == ["Words."]
    assert cleaned.dropped == (
        Dropped("page furniture", "Home"),
        Dropped("outside the article", "Latest"),
        Dropped("page furniture", "Join"),
        Dropped("page furniture", "(c)"),
    )


def test_text_without_markup_is_not_taken_for_html():
    assert texts(clean_html("AT and T\n\nplain > text")) == ["AT and T", "plain > text"]


def test_an_ampersand_is_one_ampersand():
    assert texts(clean_html("<p>AT&T, AT&amp;T, AT&amp;amp;T</p>")) == ["AT&T, AT&T, AT&amp;T"]


def test_clean_html_also_opens_seams():
    assert texts(clean_html("<p>It ended.”Then it rained.</p>")) == ["It ended.”", "Then it rained."]


@pytest.mark.parametrize("html", ["<blockquote>" * 61 + "x", "<table><tr><td>" * 61 + "x", "<div>" * 100_000])
def test_a_page_nested_too_deep_is_refused_with_a_sentence(html):
    with pytest.raises(DeepOrLong, match=r"more than 60 deep\. Paste the article as text\."):
        clean_html(html)


@pytest.mark.parametrize("html", ["<" * 600_000, "&" * 600_000, "<p>" * 200_000, " <i>" * 1_100_000])
def test_a_page_too_long_is_refused_with_a_sentence(html):
    with pytest.raises(DeepOrLong, match=r"The page .* than [\d,]+ characters"):
        clean_html(html)


@pytest.mark.parametrize(
    "html",
    [
        "<a " + "b=c " * 200_000 + ">x",
        "<img a='" * 10_000,  # of more, bleach's parser joins the text in ever longer steps, up to LONGEST_SKELETON
        "<script>" * 100_000,
        "<object>" * 100_000,
        "<!--" * 100_000,
        "<p><b>" * 15_000,
        "<table>" + "<p>x" * 10_000,
        "</p>" * 20_000,
        "&amp" * 50_000,
    ],
)
def test_hostile_markup_is_cleaned_in_linear_time(html):
    assert growth(clean_html, eighth(html), html) < LINEAR


@given(st.text(alphabet="<>/&;abp!-='\" \n", max_size=80))
def test_no_markup_breaks_the_cleaner(html):
    clean_html(html)
