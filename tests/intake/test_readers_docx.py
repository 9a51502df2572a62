"""A Word document gives its copy, its notes and nothing else; a hostile one is not parsed."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from claims.intake.passages import Dropped
from claims.intake.readers import Note, Unreadable, read_article

CONTENT_TYPES = "[Content_Types].xml"


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def with_parts(data, **parts):
    """The package with parts replaced or added; `document` stands for word/document.xml."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry.filename, old.read(entry))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def document():
    document = docx.Document()
    document.add_paragraph("Bees", style="Title")
    document.add_paragraph("Ada kept bees.")
    return document


def body_xml(document, xml):
    document.element.body.insert(2, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))
    return read_article(saved(document), "copy.docx")


def refusal(data):
    with pytest.raises(Unreadable) as problem:
        read_article(data, "copy.docx")
    return str(problem.value)


def test_title_headings_lists_and_tables_are_read_in_order(document):
    document.add_heading("Part two", level=1)
    document.add_paragraph("one", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "cell", "next"
    document.add_paragraph("The end.")
    draft = read_article(saved(document), "Copy.DOCX")
    assert draft.body.split("\n\n") == ["Bees", "Ada kept bees.", "Part two", "one", "cell", "next", "The end."]
    assert [section.heading for section in draft.sections] == ["Part two"]
    assert (draft.headline, draft.dropped, draft.byline) == ("Bees", (), "")


def test_a_heading_1_at_the_top_is_the_headline():
    document = docx.Document()
    document.add_heading("Bees", level=1)
    document.add_paragraph("Ada kept bees.")
    assert read_article(saved(document), "copy.docx").headline == "Bees"


def test_a_short_first_paragraph_is_the_headline():
    document = docx.Document()
    document.add_paragraph("Bees of the North")
    document.add_paragraph("Ada kept bees.")
    assert read_article(saved(document), "copy.docx").body == "Bees of the North\n\nAda kept bees."


def test_tracked_changes_are_read_as_accepted_and_deletions_reported(document):
    draft = body_xml(
        document,
        "<w:r><w:t>It was </w:t></w:r><w:ins><w:r><w:t>1911</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>1912</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r>",
    )
    assert "It was 1911." in draft.body.split("\n\n")
    assert draft.dropped == (Dropped("deleted in tracked changes", "1912"),)


def test_links_tabs_breaks_and_content_controls_keep_their_text(document):
    draft = body_xml(
        document,
        "<w:hyperlink><w:r><w:t>A link</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>and</w:t><w:br/></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>a control</w:t></w:r></w:sdtContent></w:sdt>",
    )
    assert draft.body.split("\n\n")[2] == "A link\tand\na control"


def test_bidi_overrides_are_taken_out_and_reported(document):
    draft = body_xml(document, "<w:r><w:t>A\u202eB</w:t></w:r>")
    assert draft.body.split("\n\n")[2] == "AB"
    assert draft.dropped == (Dropped("invisible character", "U+202E (1×)"),)


def test_a_comment_is_a_note_at_its_place(document):
    paragraph = document.add_paragraph("")
    run = paragraph.add_run("They left in 1911")
    paragraph.add_run(", it is said.")
    document.add_comment(run, text="Says the parish book.", author="Ada")
    draft = read_article(saved(document), "copy.docx")
    offset = draft.body.index(", it is said.")
    assert draft.body.endswith("They left in 1911, it is said.")
    assert draft.notes == (Note("comment", "Says the parish book.", offset),)


def test_a_footnote_is_a_note_at_its_place(document):
    document.element.body.insert(
        2,
        parse_xml(
            f'<w:p {nsdecls("w")}><w:r><w:t>They left</w:t><w:footnoteReference w:id="2"/><w:t> early.</w:t></w:r></w:p>'
        ),
    )
    data = saved(document)
    with zipfile.ZipFile(BytesIO(data)) as package:
        types = package.read(CONTENT_TYPES).decode()
        rels = package.read("word/_rels/document.xml.rels").decode()
    override = (
        '<Override PartName="/word/footnotes.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )
    relation = (
        '<Relationship Id="rId99" Target="footnotes.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    footnotes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>Parish book, p. 4.</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="3"><w:p><w:r><w:t>Hangs nowhere.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    parts = {
        CONTENT_TYPES: types.replace("</Types>", override),
        "word/_rels/document.xml.rels": rels.replace("</Relationships>", relation),
        "word/footnotes.xml": footnotes,
    }
    draft = read_article(with_parts(data, **parts), "copy.docx")
    assert draft.body == "Bees\n\nAda kept bees.\n\nThey left early."
    assert draft.notes == (
        Note("footnote", "Parish book, p. 4.", draft.body.index(" early.")),
        Note("footnote", "Hangs nowhere.", None),
    )


def test_what_is_no_word_document_is_refused_with_a_sentence(document):
    data = saved(document)
    damaged = "is not a Word document, or is damaged"
    assert damaged in refusal(b"just text")
    assert damaged in refusal(data[: len(data) // 2])
    assert damaged in refusal(data[:800] + bytes(400) + data[1200:])
    assert "is damaged and can't be read" in refusal(with_parts(data, **{"word/document.xml": "<w:document"}))
    assert "locked with a password" in refusal(b"\xd0\xcf\x11\xe0" + bytes(600))
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("readme.txt", "no document")
    assert damaged in refusal(out.getvalue())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_refused(document):
    out = BytesIO(saved(document))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/document.xml", "<w:document/>")
    assert "is damaged" in refusal(out.getvalue())


def test_a_locked_entry_is_refused(document):
    data = bytearray(saved(document))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refusal(bytes(data)) == "The Word document is locked with a password. Save it unlocked."


@pytest.mark.parametrize(
    "parts",
    [
        {"word/media/bomb.bin": bytes(120_000_000)},
        {"word/document.xml": b"<a>" + b" " * 16_000_000 + b"</a>"},
        {"word/document.xml": b"<a>" + b" " * 9_000_000 + b"</a>"},
        {f"word/{number}.xml": b"<a/>" for number in range(2_100)},
    ],
    ids=["binary bomb", "long XML", "steep XML", "many parts"],
)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(document, parts, monkeypatch):
    bomb = with_parts(saved(document), **parts)
    unpacked = []
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda package, part, *how, **more: unpacked.append(part))
    assert refusal(bomb).startswith("Unpacked, the Word document is far larger than an article can be.")
    assert unpacked == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_document_types_are_refused(document, encoding):
    xml = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    bomb = with_parts(saved(document), **{"word/document.xml": xml.encode(encoding)})
    assert refusal(bomb) == "The Word document holds XML that Word does not write. Save it again from Word."


def test_deep_nesting_is_refused_with_a_sentence(document):
    xml = f"<w:document {nsdecls('w')}><w:body>" + "<w:p>" * 5_000 + "</w:p>" * 5_000 + "</w:body></w:document>"
    assert "is damaged and can't be read" in refusal(with_parts(saved(document), **{"word/document.xml": xml}))


def test_a_document_without_text_is_refused():
    assert refusal(saved(docx.Document())) == "There is no text in it."
