"""An article comes in from any of the formats, or is refused with a sentence."""

import contextlib
import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.anchoring.places import Copy
from claims.intake.passages import Dropped
from claims.intake.readers import LARGEST_FILE, Section, Unreadable, read_article, read_pasted
from tests.growth import LINEAR, eighth, growth

SEEDS = Path("seeds")
TEXT = "The Quiet Yard\n\nAda Fox kept “bees” in 1911.\n\nThey left."


def read(text, filename="copy.md", **given_facts):
    return read_article(text.encode(), filename, **given_facts)


def refusal(data, filename="copy.txt"):
    with pytest.raises(Unreadable) as problem:
        read_article(data, filename)
    return str(problem.value)


def test_the_sample_article_is_read_whole():
    draft = read_article((SEEDS / "article.md").read_bytes(), "article.md")
    assert draft.headline == "Before the Lights Go Down, a Fighter Looks Back"
    assert draft.slug == "before-the-lights-go-down-a-fighter-looks-back"
    assert (draft.publication, draft.byline) == ("Sample desk", "Sample copy, retold from public reporting")
    assert (draft.published_on, draft.source_publishers) == ("2025-09", ("TIME",))
    assert draft.source_title == "The True Story Behind The Smashing Machine, According to the Man Who Lived It"
    assert (draft.unknown_keys, draft.dropped, draft.notes) == ((), (), ())
    assert draft.body.startswith("Before the Lights Go Down, a Fighter Looks Back\n\nTIME's reporter met")
    assert [section.heading for section in draft.sections] == [
        "From the mat to Japan",
        "The cost of staying in the fight",
        "An agent on the line",
        "The man in the room",
    ]
    assert all(draft.body[s.start :].startswith(f"{s.heading}\n\n") for s in draft.sections)


def test_all_quotes_of_the_sample_stand_once_in_the_article_as_read():
    copy = Copy(read_article((SEEDS / "article.md").read_bytes(), "article.md").body)
    with (SEEDS / "claims.csv").open(encoding="utf-8-sig", newline="") as table:
        assert [len(copy.find(row["quote"])) for row in csv.DictReader(table)] == [1] * 134


# --- encodings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_text_is_read_in_every_encoding_and_with_every_line_end(encoding, line_end):
    draft = read_article(TEXT.replace("\n", line_end).encode(encoding), "copy.txt")
    assert (draft.headline, draft.body, draft.dropped) == ("The Quiet Yard", TEXT, ())


def test_text_is_stored_composed():
    assert "Caf\u00e9" in read("Title\n\nCafe\u0301 noir.", "copy.txt").body


def test_control_characters_and_bidi_overrides_are_taken_out_and_reported():
    draft = read("Title\n\nA\u202egnorw\u202c line\x07 of\ufeff text\x85here.", "copy.txt")
    assert draft.body == "Title\n\nAgnorw line of text\nhere."
    assert draft.dropped == (
        Dropped("invisible character", "U+202E (1×)"),
        Dropped("invisible character", "U+202C (1×)"),
        Dropped("invisible character", "U+0007 (1×)"),
        Dropped("invisible character", "U+FEFF (1×)"),
    )


@pytest.mark.parametrize("name", ["copy.md", "page.html"])
def test_what_hides_in_an_entity_is_taken_out_too(name):
    draft = read(
        "<h1>Title</h1><p>A&#8238;gnorw line.</p>" if name == "page.html" else "# Title\n\nA&#8238;gnorw line.", name
    )
    assert draft.body.endswith("Agnorw line.")
    assert draft.dropped == (Dropped("invisible character", "U+202E (1×)"),)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n ", "The file is empty."),
        (b"\xef\xbb\xbf", "There is no text in it."),
        (b"Title\n\nA\x00B words", "It is not a text file, whatever its name says."),
        (bytes(range(256)) * 9, "It is not a text file, whatever its name says."),
        (b"%PDF-1.7 x", "This is a PDF, not text."),
        (b"PK\x03\x04 x", "This is a Word document or another zipped file, not text."),
        (b"\x89PNG x", "This is a picture, not text."),
        (b"Title\n\n\x81\x8d\x8f", "Its characters are in no encoding that can be read here."),
        (b"\xff\xfeA", "Its characters are in no encoding that can be read here."),
        (b"a " * 1_000_001, "It has 2,000,002 characters; at most 2,000,000 can be read."),
        (b"Title alone", "There is a headline, “Title alone”, but no text under it."),
        (b"A long sentence that ends like one.\n\nAnother.", "It has no headline:"),
        (b"w " * 150 + b"\n\nAnother.", "It has no headline:"),
    ],
)
def test_what_is_no_article_is_refused_with_a_sentence(data, sentence):
    assert refusal(data).startswith(sentence)


def test_a_file_too_big_is_refused_before_it_is_decoded():
    assert refusal(b"\x00" * (LARGEST_FILE + 1)).startswith("The file has 20,000,001 bytes; at most 20,000,000")


@pytest.mark.parametrize(
    ("filename", "sentence"),
    [
        ("copy.doc", "An old Word file can't be read. Open it and save it as .docx."),
        ("copy.PDF", "A PDF can't be read: its lines are not paragraphs."),
        ("copy.odt", "An OpenDocument file can't be read."),
        ("a/b/copy.exe", "“copy.exe” can't be read. Bring a .txt, .md, .html or .docx file, or paste."),
        ("copy", "“copy” can't be read."),
    ],
)
def test_another_ending_is_refused_with_what_to_do(filename, sentence):
    assert refusal(b"Title\n\nText", filename).startswith(sentence)


@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx"]))
def test_any_bytes_give_an_article_or_a_sentence(data, filename):
    try:
        draft = read_article(data, filename)
    except Unreadable as problem:
        assert str(problem)
    else:
        assert draft.body.startswith(draft.headline)


# --- headline and slug -----------------------------------------------------------------------------


def test_a_headline_given_by_the_person_wins_and_stands_first_once():
    draft = read(TEXT, "copy.txt", headline="Bees", slug="yard")
    assert (draft.headline, draft.slug) == ("Bees", "yard")
    assert draft.body == f"Bees\n\n{TEXT}"
    assert read(TEXT, "copy.txt", headline="The Quiet Yard").body == TEXT


def test_text_without_headline_is_read_with_a_given_one():
    assert (
        read("A sentence that ends.\n\nAnother.", headline="Bees").body == "Bees\n\nA sentence that ends.\n\nAnother."
    )


@pytest.mark.parametrize(
    ("headline", "slug"),
    [("Пчёлы", "article"), ("A" * 200, "a" * 80), ("word " * 30, "-".join(["word"] * 16)), ("Ärger & Co", "arger-co")],
)
def test_a_slug_is_made_of_the_headline(headline, slug):
    assert read("Some text", headline=headline).slug == slug


@pytest.mark.parametrize("line", ["Who Left?", "It Rained!", "Made in the U.S.", "And Then …"])
def test_a_first_line_may_end_with_a_sign_and_be_a_headline(line):
    assert read(f"{line}\n\nText.", "copy.txt").headline == line


def test_pasted_text_is_read_like_a_text_file():
    assert read_pasted(TEXT).body == TEXT
    with pytest.raises(Unreadable, match="There is no text to read"):
        read_pasted(" \n")


# --- plain text ------------------------------------------------------------------------------------


def test_lines_without_blank_lines_are_paragraphs():
    assert read("The Yard\nAda kept bees.\nThey left.", "copy.txt").body == "The Yard\n\nAda kept bees.\n\nThey left."


def test_hard_wrapped_lines_stay_one_paragraph():
    wrapped = "\n".join(["words that fill a line of wrapped text up to its end"] * 5)
    assert read(wrapped, "copy.txt", headline="The Yard").body == f"The Yard\n\n{wrapped}"


# --- front matter ----------------------------------------------------------------------------------


def test_front_matter_is_read_quoted_or_not_and_unknown_keys_are_reported():
    draft = read(
        "---\ntitle: \"It's: “Bees”\"\nauthor: 'Ada O''Fox'\nslug: bees\n# note\ndate: 2025-09-01T10:00:00Z\n"
        "source_publisher:\n  - TIME\n  - 'The Yard'\nsource-url: https://example.org/a: b\ntags: [a, b]\nempty:\n---\n"
        "# It's: “Bees”\n\nText."
    )
    assert (draft.headline, draft.byline, draft.slug) == ("It's: “Bees”", "Ada O'Fox", "bees")
    assert (draft.published_on, draft.source_publishers) == ("2025-09-01", ("TIME", "The Yard"))
    assert (draft.source_url, draft.unknown_keys) == ("https://example.org/a: b", ("tags", "empty"))
    assert draft.body == "It's: “Bees”\n\nText."


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("title: A\nno key here", "Line 3 of the front matter is not “key: value”. Mend or delete it."),
        ("title: A\n\ntitle: B", "Line 4 of the front matter repeats “title”. Keep one of the two."),
        ("title: A\ndate: last week", "The front matter's date “last week” can't be read."),
        ("title: A\ndate: 2025-13", "The front matter's date “2025-13” can't be read."),
    ],
)
def test_malformed_front_matter_is_refused_with_its_line(lines, sentence):
    assert refusal(f"---\n{lines}\n---\n\nText.".encode(), "copy.md").startswith(sentence)


def test_a_rule_at_the_top_is_no_front_matter():
    assert read("---\n\n# Bees\n\nText: one.\n\n---\n\nEnd.").body == "Bees\n\nText: one.\n\nEnd."


def test_front_matter_that_never_ends_is_text():
    assert read("---\ntitle: Bees\n\nText.", headline="H").body == "H\n\ntitle: Bees\n\nText."


# --- Markdown --------------------------------------------------------------------------------------


def test_markdown_becomes_plain_text_with_its_headings_as_lines():
    draft = read(
        'Bees\n====\n\nIt was *very* **cold** and _wet_, ***so***\nAda_Fox_ read [the *book*](http://a.b "t") &\n'
        "left `1 * 2 * 3`.\n\n## Part ~two~ ##\n\n- one\n- two\n  more\n1. three\n\n> quoted\n> words\n\n***\n\n"
        "![A caption](x.png)\n\n2\\. not a list, 5 < 6 <em>really</em>  \nbroken\n\n[ref]: http://a.b\n\n"
        "| a | b |\n|---|---|\n| c | d |"
    )
    assert draft.body.split("\n\n") == [
        "Bees",
        "It was very cold and wet, so Ada_Fox_ read the book & left 1 * 2 * 3.",
        "Part ~two~",
        "one",
        "two more",
        "three",
        "quoted words",
        "A caption",
        "2. not a list, 5 < 6 really broken",
        "| a | b | | c | d |",
    ]
    assert draft.sections == (Section("Part ~two~", draft.body.index("Part")),)
    assert draft.dropped == (Dropped("link definition", "[ref]: http://a.b"),)


@pytest.mark.parametrize(
    "text", ["snake_case_name", "2 * 3 * 4", "f*ck", "[sic] and [1]", "a_b", "* * x", "5*", "__init"]
)
def test_signs_that_mark_nothing_stay(text):
    assert read(f"Title\n\nSo {text} stays.").body == f"Title\n\nSo {text} stays."


def test_entities_and_closing_signs_read_as_rendered():
    draft = read("# Bees in C# ##\n\nAT&amp;T &copy stays.\n\n<b>AT&amp;T</b> &lt;too&gt;")
    assert draft.body == "Bees in C#\n\nAT&T &copy stays.\n\nAT&T <too>"


def test_markdown_with_too_much_html_is_refused():
    assert refusal(b"H\n\n<b>" + b"w " * 300_000, "copy.md").startswith("The page has more than 500,000 characters")


@pytest.mark.parametrize("filename", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize(
    "text",
    ["[" * 400_000, "[a](b " * 90_000, "**a " * 150_000, "a" + " " * 400_000 + "b", "|-" * 60_000, "<meta " * 20_000]
    + [
        "> " * 60_000,
        "# a" + " #" * 100_000,
        "---\n" + "a: b\n" * 80_000,
        "- " * 200_000,
        "a\n" * 150_000,
        "_a*" * 90_000,
    ],
)
def test_hostile_text_is_read_or_refused_in_linear_time(text, filename):
    def read_or_refused(text):
        with contextlib.suppress(Unreadable):
            read(f"Title\n\n{text}", filename)

    assert growth(read_or_refused, eighth(text), text) < LINEAR


# --- HTML ------------------------------------------------------------------------------------------


def test_a_page_gives_headline_facts_and_text():
    draft = read(
        "<html><head><title>Bees | The Yard</title><meta property='og:site_name' content='The Yard'>"
        "<meta name=author content='Ada Fox'><meta property=article:published_time content='2025-09-01T09:00:00Z'>"
        "<link rel=canonical href='https://example.org/bees'><meta name=date content=never></head>"
        "<body><nav>Home</nav><p>Kicker<h1>Bees</h1><p>Text.</p><h1>More</h1><p>Words.",
        "page.html",
    )
    assert draft.body == "Bees\n\nKicker\n\nText.\n\nMore\n\nWords."
    assert (draft.headline, draft.byline, draft.published_on) == ("Bees", "Ada Fox", "2025-09-01")
    assert (draft.source_publishers, draft.source_url) == (("The Yard",), "https://example.org/bees")
    assert draft.dropped == (Dropped("page furniture", "Home"),)


def test_a_page_without_h1_is_headed_by_its_title():
    assert read("<title>Bees &amp; co</title><p>Text.", "p.htm").body == "Bees & co\n\nText."


def test_a_page_nested_too_deep_is_refused():
    assert (
        refusal(b"<div>" * 99 + b"x", "p.html")
        == "The page nests its parts more than 60 deep. Paste the article as text."
    )


def test_a_page_without_words_is_refused():
    assert refusal(b"<h1>Bees</h1><script>x</script>", "p.html").startswith("There is a headline, “Bees”, but no text")
