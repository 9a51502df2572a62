"""Hostile and merely odd articles, as text, Markdown, HTML and Word: what is said, or what stands in the body."""

import codecs
from dataclasses import dataclass

from tests.hostile.word_packages import RELS, TYPES, document, packed, paragraphs


@dataclass(frozen=True)
class Article:
    """`says`: stands in the refusal. Otherwise `holds` stand in the body and `lacks` nowhere in it."""

    name: str
    filename: str
    data: bytes
    says: str = ""
    holds: tuple[str, ...] = ("Bees", "Ada kept bees.")
    lacks: tuple[str, ...] = ()

    def __str__(self):
        return self.name


PLAIN = "Bees\n\nAda kept bees.\n"
PAGE = "<h1>Bees</h1><p>Ada kept bees.</p>"
SENTENCE = "Ada kept bees. "


def text(name, data, **expected):
    return Article(f"text {name}", "a.txt", data if isinstance(data, bytes) else data.encode(), **expected)


def markdown(name, data, **expected):
    return Article(f"markdown {name}", "a.md", data.encode(), **expected)


def html(name, data, **expected):
    return Article(f"html {name}", "a.html", data.encode(), **expected)


def word(name, data, **expected):
    return Article(f"word {name}", "a.docx", data, **expected)


TEXTS = [
    text("empty", b"", says="The file is empty."),
    text("only spaces", " \n\t\r\n ", says="The file is empty."),
    text("only zero-width", "\u200b\u200d\ufeff\u2060\n\u200b", says=" "),
    text("only controls", b"\x01\x02\x03\x04", says=" "),
    text("only a headline", "Bees", says=" "),
    text("a NUL", b"Bees\n\nAda\0kept bees.", says="not a text file"),
    text("a PDF", b"%PDF-1.4\n1 0 obj", says="PDF"),
    text("a zip", b"PK\x03\x04rest", says="zipped"),
    text("an old Office file", b"\xd0\xcf\x11\xe0\xa1\xb1", says="Office"),
    text("RTF", b"{\\rtf1 Bees}", says="RTF"),
    text("a PNG", b"\x89PNG\r\n\x1a\n", says="picture"),
    text("a JPEG", b"\xff\xd8\xff\xe0rest", says="picture"),
    text("a GIF", b"GIF89a....", says="picture"),
    text("twenty megabytes and one", b"a" * 20_000_001, says="20,000,001"),
    text("two million letters in a line", "Bees\n\n" + "a" * 2_000_001, says="2,000,0"),
    text("UTF-8 with mark", codecs.BOM_UTF8 + PLAIN.encode()),
    text("two marks", codecs.BOM_UTF8 * 2 + PLAIN.encode()),
    text("UTF-16 with mark", PLAIN.encode("utf-16")),
    text("UTF-16 big end first", codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be")),
    text("UTF-16 without mark", PLAIN.encode("utf-16-le")),
    text("half a UTF-16 letter", codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le")[:-1], says="encoding"),
    text("half a pair of UTF-16", codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le") + b"\x00\xd8", says="encoding"),
    text("UTF-32", PLAIN.encode("utf-32")),
    text("Windows-1252", "Café\n\nAda kept “bees”.".encode("cp1252"), holds=("Café", "“bees”")),
    text("bytes of no letter", b"Bees\n\nAda \x81\x8d\x90 bees.", says="encoding"),
    text("overlong UTF-8", b"Bees\n\nAda kept bees. \xc0\xaf", holds=("Bees", "À¯")),
    text("line ends of Windows", PLAIN.replace("\n", "\r\n")),
    text("line ends of old", PLAIN.replace("\n", "\r")),
    text("line ends of typesetters", "Bees\u2029\u2029Ada kept bees.\u2028"),
    text("a page break and a vertical tab", "Bees\n\fAda kept bees.\v"),
    text("turned direction", "Bees\n\n\u202eAda kept bees.\u202c", lacks=("\u202e", "\u202c")),
    text("isolated direction", "Bees\n\n\u2067Ada kept bees.\u2069", lacks=("\u2067",)),
    text("escape sequences", "Bees\n\n\x1b[2J\x1b]0;x\x07Ada kept bees.", lacks=("\x1b", "\x07")),
    text("a deleted letter", "Bees\n\nAda kept bees.\x7f\x80", lacks=("\x7f",)),
    text("letters without meaning", "Bees\n\nAda kept bees.\U000f0000\U0010fffd\ufffe", lacks=("\U000f0000", "\ufffe")),
    text("a thousand accents on one letter", "Bees\n\nAda kept bees. e" + "\u0301" * 1000),
    text("right to left", "נחל\n\nהנהר חזר לעיר.", holds=("נחל", "הנהר חזר לעיר.")),
    text("emoji of families", "Bees\n\nAda kept bees. 👨‍👩‍👧‍👦 🏳️‍🌈", holds=("Bees", "👨‍👩‍👧‍👦")),
    text("a line of a hundred thousand words", "Bees\n\n" + "bee " * 100_000, holds=("bee bee",)),
    text("twenty thousand paragraphs", "Bees\n\n" + "A bee.\n\n" * 20_000, holds=("A bee.",)),
    text("a hundred thousand empty lines", "Bees" + "\n" * 100_000 + "Ada kept bees."),
    text("brackets without end", "Bees\n\nAda kept bees. " + "[" * 50_000),
    text("full stops without end", "Bees\n\nAda kept bees. " + ". " * 50_000),
    text("capitals without end", "Bees\n\nAda kept bees. " + "A." * 50_000),
    text("a script", "Bees\n\nAda kept bees. <script>alert(1)</script>"),
    text("a formula", "=HYPERLINK(1)\n\nAda kept bees.", holds=("=HYPERLINK(1)", "Ada kept bees.")),
    text("a headline of ten thousand letters", "B" * 10_000 + "\n\nAda kept bees.", says="no headline"),
]
MARKDOWNS = [
    markdown("front matter without end", "---\ntitle: Bees\n\nAda kept bees.", holds=("Ada kept bees.",)),
    markdown("front matter alone", "---\ntitle: Bees\n---\n", says=" "),
    markdown("anchors that multiply", "---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: Bees\n---\n\nAda kept bees."),
    markdown(
        "a tag that makes objects", "---\ntitle: Bees\nx: !!python/object/apply:os.system [id]\n---\n\nAda kept bees."
    ),
    markdown("the same key twice", "---\ntitle: Bees\ntitle: Bees\n---\n\nAda kept bees.", says="repeats “title”"),
    markdown("a key of ten thousand letters", f"---\ntitle: Bees\n{'k' * 10_000}: x\n---\n\nAda kept bees."),
    markdown(
        "ten thousand keys",
        "---\ntitle: Bees\n" + "".join(f"k{n}: x\n" for n in range(10_000)) + "---\n\nAda kept bees.",
        says="no headline",
    ),
    markdown("a slug that climbs", "---\ntitle: Bees\nslug: ../../etc\n---\n\nAda kept bees."),
    markdown("a title of markup", "---\ntitle: <script>x</script>Bees\n---\n\nAda kept bees."),
    markdown(
        "an address that runs",
        "# Bees\n\nAda [kept](javascript:alert(1)) bees.",
        holds=("Bees", "javascript:alert(1)"),  # no link is made of it: it stays the words that were typed
    ),
    markdown(
        "a picture that runs", "# Bees\n\nAda kept bees.\n\n![x](data:text/html;base64,PHN2Zz4=)", lacks=("base64",)
    ),
    markdown("markup inside", "# Bees\n\nAda kept bees.\n\n<script>alert(1)</script>", lacks=("<script",)),
    markdown("ten thousand quotation marks", "# Bees\n\nAda kept bees.\n\n" + ">" * 10_000 + " x"),
    markdown(
        "ten thousand list levels", "# Bees\n\nAda kept bees.\n\n" + "".join(" " * n + "- x\n" for n in range(300))
    ),
    markdown("fifty thousand stars", "# Bees\n\nAda kept bees. " + "*" * 50_000),
    markdown("fifty thousand underscores between letters", "# Bees\n\nAda kept bees. " + "_a" * 50_000),
    markdown("fifty thousand back-ticks", "# Bees\n\nAda kept bees. " + "`" * 50_000),
    markdown("links within links", "# Bees\n\nAda kept bees. " + "[a](" * 20_000),
    markdown("headings of seven marks", "# Bees\n\n####### Ada kept bees."),
    markdown("only headings", "# Bees\n\n## Ada\n\n## Kept", says=" "),
    markdown("a fence without end", "# Bees\n\nAda kept bees.\n\n```\ncode"),
    markdown("a table", "# Bees\n\nAda kept bees.\n\n|a|b|\n|-|-|\n|1|2|"),
]
PAGES = [
    html("without markup", PLAIN, holds=("Ada kept bees.",)),
    html("a script", PAGE + "<script>alert(1)</script>", lacks=("alert",)),
    html("a style", PAGE + "<style>p{background:url(//evil.example)}</style>", lacks=("evil",)),
    html("a script without end", PAGE + "<script>alert(1)", lacks=("alert",)),
    html("a comment without end", PAGE + "<!-- <p>hidden", lacks=("hidden",)),
    html("a tag without end", PAGE + "<p onclick='x", holds=("Bees",)),
    html("handlers", "<h1 onclick=x()>Bees</h1><p onmouseover=x()>Ada kept bees.</p>", lacks=("onclick", "x()")),
    html("an address of digits", PAGE + '<p><a href="javascript:123">now</a> more.</p>', lacks=("javascript",)),
    html("entities", "<h1>Bees</h1><p>Ada&nbsp;kept &lt;b&gt;bees&lt;/b&gt;. &#0; &#x110000; &bogus;</p>", holds=("<b>bees</b>",)),
    html("controls as entities", PAGE + "<p>One &#1;&#8238;two.</p>", lacks=("\x01", "\u202e")),
    html("frames", PAGE + "<iframe srcdoc='<p>inside</p>'></iframe><object data=x></object>", lacks=("inside",)),
    html("a template", PAGE + "<template><p>inside</p></template>", holds=("Bees",)),
    html("drawings with script", PAGE + "<svg onload=x()><script>x()</script></svg>", lacks=("x()",)),
    html("formulas with style", PAGE + "<math><mi//xlink:href='data:x,<script>x()</script>'>", holds=("Bees",), lacks=("x()",)),
    html("nothing but a script", "<script>alert(1)</script>", says=" "),
    html("nothing but pictures", "<img src=x><img src=y>", says=" "),
    html("a hundred thousand open tags", PAGE + "<div>" * 100_000, says=" "),
    html("a hundred deep, and text", "<div>" * 100 + PAGE + "</div>" * 100, says="60 deep"),
    html("ten thousand attributes", "<h1>Bees</h1><p " + " ".join(f"a{n}=1" for n in range(10_000)) + ">Ada kept bees.</p>"),
    html("an attribute of a megabyte", f"<h1>Bees</h1><p title='{'x' * 1_000_000}'>Ada kept bees.</p>", lacks=("xxxx",)),
    html("document types with entities", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + PAGE + "<p>&a;</p>", lacks=("root:",)),
    html("processing instructions", "<?php system(1) ?>" + PAGE, lacks=("system",)),
    html("a base", "<base href=//evil.example>" + PAGE, lacks=("evil",)),
    html("a refresh", "<meta http-equiv=refresh content='0;url=//evil.example'>" + PAGE, lacks=("evil",)),
    html("a form", PAGE + "<form action=//evil.example><input value=typed></form>", lacks=("evil",)),
    html("sections of XML", PAGE + "<![CDATA[<script>x()</script>]]>", holds=("Bees",)),
]  # fmt: skip
WORDS = [
    word("empty package", packed({}), says=" "),
    word("no zip", b"PK\x03\x04 and nothing more", says="not a Word document"),
    word("text", PLAIN.encode(), says="not a Word document"),
    word("an old one", b"\xd0\xcf\x11\xe0" + b"\0" * 600, says="password"),
    word("a sound one", document(paragraphs("Bees", "Ada kept bees."))),
    word(
        "without types",
        packed({"word/document.xml": paragraphs("Bees", "x"), "_rels/.rels": RELS}),
        says="not a Word document",
    ),
    word("without text", document(""), says=" "),
    word("no XML", document(raw=b"\0\1\2"), says=" "),
    word("half of its XML", document(raw=b"<w:document><w:body>"), says=" "),
    word(
        "entities that multiply",
        document(raw=b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'),
        says="does not write",
    ),
    word(
        "an entity of the disk",
        document(raw=b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
        says="does not write",
    ),
    word("a part that climbs", packed({"[Content_Types].xml": TYPES, "../../evil": b"x"}), says=" "),
    word(
        "a hundred megabytes of nothing",
        packed({"[Content_Types].xml": TYPES, "word/x.bin": b"\0" * 100_000_001}),
        says="larger",
    ),
    word(
        "twenty megabytes of XML",
        document(paragraphs("Bees", "Ada kept bees."), more={"word/y.xml": b" " * 20_000_000}),
        says="larger",
    ),
    word(
        "three thousand parts",
        packed({"[Content_Types].xml": TYPES} | {f"p{n}": b"" for n in range(3000)}),
        says="larger",
    ),
    word("controls as letters", document(paragraphs("Bees", "Ada kept bees.\u202e\u200b")), lacks=("\u202e",)),
    word("a script", document(paragraphs("Bees", "Ada kept bees. <script>x</script>"))),
    word("two thousand tables in one another", document(raw=None, nest=2000), says=" "),
]
ARTICLES = [*TEXTS, *MARKDOWNS, *PAGES, *WORDS]
