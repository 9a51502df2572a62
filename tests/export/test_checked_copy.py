"""The checked copy as a page and as a Word document: every claim where it stands, and what is said of it."""

import io
import re
from html.parser import HTMLParser

import docx
import pytest
from docx.oxml.ns import qn

from claims.export.checked_copy import page
from claims.export.taking import Paper, Taking, filename, look, take
from claims.intake.readers import read_article
from claims.models import Claim, Revision
from claims.review import evidence, verdicts, wording
from claims.review.problems import Refused
from tests.conftest import BODY, NOW, make_source, support

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(1)">\u202ecod.exe'


@pytest.fixture
def taken(article):
    def taken(format, *, by=None):
        file = io.BytesIO()
        done = take(Taking(article, Paper.CHECKED, format, by), file, at=NOW)
        return done, file.getvalue()

    return taken


@pytest.fixture
def nested(article, opened, cost, edith):
    """Claim 9 round claim 2, and claim 10 over the end of both: "crowns, says engineer Ida Holm"."""

    def mark(number, quote):
        return wording.mark_claim(article, by=edith, at=NOW, number=number, statement=f"Number {number}.", quote=quote)

    return mark(9, "It cost 40 million crowns"), mark(10, "crowns, says engineer Ida Holm")


class Reader(HTMLParser):
    """The tags of a page, and its text without scripts and styles."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words, self._in = [], [], ""
        self.feed(html)
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self._in = tag
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self._in != "style":
            self.words.append(data)

    def handle_endtag(self, tag):
        self._in = ""


def marked(html):
    return html.partition('<article class="copy">')[2].partition("</article>")[0]


class TestPage:
    def test_shows_the_copy_with_the_number_of_each_claim_after_its_words(self, desk, taken):
        _, html = taken("html")
        copy = re.sub("<[^>]+>", "", marked(html.decode())).strip()
        assert copy == (
            "The bridge that was late\nThe Alma bridge opened on 3 May 19991. It cost 40 million crowns2, says"
            " engineer Ida Holm.\nHolm left the city in 2001.3 The bridge carries 9,000 cars a day."
        )

    def test_says_in_each_note_what_was_decided_on_what_and_by_whom(self, desk, taken, whisper):
        done, html = taken("html")
        text = Reader(html.decode()).text
        assert done.claims == 3
        assert (
            "1 verified The Alma bridge opened on 3 May 1999. Reason: The gazette saw it. Supports: Gazette of 4 May,"
            " gazette press, 1999-05, page 2: It opened on 3 May. <https://gazette.example/1>"
            " Cora, 4 Mar 2026, 12:00 2 disputed It cost 40 million crowns. Should read: +60"
            ' Reason: =60 million, says a clerk; "not 40"'
            f" Contradicts: Confidential source {whisper.pk} Gives context: Gazette of 4 May"
        ) in text
        assert "Cora, 4 Mar 2026, 12:00 · confirmed by Ben" in text
        assert text.endswith("3 unchecked Holm left the city in 2001. No source.")

    def test_brackets_claims_that_share_words_and_no_others(self, nested, taken):
        _, html = taken("html")
        copy = re.sub("<[^>]+>", "", marked(html.decode()))
        assert "on 3 May 19991." in copy
        assert "9[It cost 2[40 million 10[crowns]2]9, says engineer Ida Holm]10." in copy

    def test_underlines_each_stretch_as_its_innermost_claim_stands(self, nested, taken):
        _, html = taken("html")
        spans = re.findall(r'<span class="claim status-(\w+)">([^<]+)</span>', marked(html.decode()))
        assert spans == [
            ("verified", "3 May 1999"),
            ("unchecked", "It cost "),
            ("disputed", "40 million "),
            ("unchecked", "crowns"),
            ("unchecked", ", says engineer Ida Holm"),
        ]

    def test_every_number_leads_to_its_note_and_back(self, nested, taken):
        _, html = taken("html")
        tags = Reader(html.decode()).tags
        ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
        links = [attrs["href"] for tag, attrs in tags if tag == "a"]
        assert len(ids) == len(set(ids))
        assert {link[1:] for link in links} <= set(ids)
        assert {f"#note-{n}" for n in (1, 2, 9, 10)} <= set(links)

    def test_lists_claims_without_a_certain_place(self, article, edith, taken):
        wording.mark_claim(article, by=edith, at=NOW, statement="Nobody said this.", quote="not in the copy")
        text = Reader(taken("html")[1].decode()).text
        assert "1 unchecked Nobody said this. No certain place in this copy: not found." in text

    def test_says_where_no_claim_is_marked(self, article, taken):
        done, html = taken("html")
        assert done.claims == 0
        assert "No claim of this copy has been marked yet." in Reader(html.decode()).text

    def test_runs_nothing_and_fetches_nothing_whatever_was_typed(self, article, claim, cora, taken):
        article.headline = HOSTILE
        article.save()
        support(claim, make_source(cora, "bad", title=HOSTILE), by=cora, finding=HOSTILE, locator=HOSTILE)
        verdicts.record_verdict(claim, by=cora, verdict="disputed", reason=HOSTILE, correction=HOSTILE, at=NOW)
        hostile = Revision(
            article=article, number=2, body=BODY.replace("9,000", HOSTILE), original=b"", sha256="0" * 64
        )
        hostile.imported_by, hostile.imported_at = cora, NOW
        hostile.save()
        Claim.objects.update(revision=hostile)
        html = taken("html")[1].decode()
        tags = Reader(html).tags
        assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in tags}
        assert not [name for _, attrs in tags for name in attrs if name.startswith("on") or name == "style"]
        assert "\u202e" not in html
        # What came past the rules that take it out, into the headline and the copy, is made visible.
        assert html.count("⟨U+202E⟩cod.exe") == 2
        (policy,) = [attrs["content"] for _, attrs in tags if attrs.get("http-equiv") == "Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")

    def test_on_the_desk_it_asks_for_the_desks_stylesheet(self, claim, article):
        html = page(look(article, viewer=None), at=NOW)
        assert '<link rel="stylesheet" href="/static/claims/checked_copy.css">' in html
        assert "<style" not in html


class TestConfidentialSources:
    def test_are_numbers_to_who_may_not_see_them(self, cost, whisper, rita, taken):
        for format in ("html", "docx"):
            said = everything(taken(format, by=rita)[1], format)
            assert f"Confidential source {whisper.pk}" in said
            assert not [word for word in ("A clerk at", "folder 7", "It was 60", "whisper") if word in said]

    def test_are_named_to_who_may(self, cost, phila, taken):
        for format in ("html", "docx"):
            assert "A clerk at the ministry, whisper-key press, folder 7: It was 60." in everything(
                taken(format, by=phila)[1], format
            )


def everything(data, format):
    if format == "html":
        return Reader(data.decode()).text
    document = docx.Document(io.BytesIO(data))
    return "\n".join([*(comment.text for comment in document.comments), *(p.text for p in document.paragraphs)])


def anchors(document):
    """What each comment is on, by its initials: the text between its range's marks, read from the XML."""
    open_ids, words = set(), {}
    for element in document.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_ids.add(element.get(qn("w:id")))
        elif element.tag == qn("w:commentRangeEnd"):
            open_ids.remove(element.get(qn("w:id")))
        elif element.tag == qn("w:t"):
            for comment in open_ids:
                words[comment] = words.get(comment, "") + element.text
    return {comment.initials: words.get(str(comment.comment_id)) for comment in document.comments}


class TestWord:
    def test_comments_stand_on_their_claims_words(self, nested, taken):
        document = docx.Document(io.BytesIO(taken("docx")[1]))
        assert anchors(document) == {
            "1": "3 May 1999",
            "2": "40 million crowns",
            "9": "It cost 40 million crowns",
            "10": "crowns, says engineer Ida Holm",
        }

    def test_a_claim_over_two_paragraphs_has_one_comment(self, article, edith, taken):
        wording.mark_claim(article, by=edith, at=NOW, quote="says engineer Ida Holm.\n\nHolm left")
        assert anchors(docx.Document(io.BytesIO(taken("docx")[1]))) == {"1": "says engineer Ida Holm.Holm left"}

    def test_the_text_is_the_copy_and_nothing_else(self, desk, nested, taken):
        assert read_article(taken("docx")[1], "copy.docx").body == BODY

    def test_a_comment_says_all_that_a_note_does(self, cost, whisper, taken):
        (comment,) = docx.Document(io.BytesIO(taken("docx")[1])).comments
        assert comment.text == (
            "Claim 1, disputed: It cost 40 million crowns.\nShould read: +60\n"
            'Reason: =60 million, says a clerk; "not 40"\n'
            f"Contradicts: Confidential source {whisper.pk}\n"
            "Gives context: Gazette of 4 May, gazette press, 1999-05, page 3 <https://gazette.example/1>\n"
            "Unread: Gazette of 4 May, gazette press, 1999-05 <https://gazette.example/1>\n"
            "Cora, 4 Mar 2026, 12:00; confirmed by Ben"
        )
        assert (comment.author, comment.timestamp) == ("Factcheck", NOW)

    def test_a_claim_without_a_place_stands_at_the_headline(self, article, edith, taken):
        wording.mark_claim(article, by=edith, at=NOW, statement="Nobody said this.", quote="not in the copy")
        document = docx.Document(io.BytesIO(taken("docx")[1]))
        assert anchors(document) == {"1": "The bridge that was late"}
        assert "No certain place in this copy: not found." in next(iter(document.comments)).text

    def test_signs_that_xml_cannot_hold_break_nothing(self, article, claim, cora, taken):
        Claim.objects.update(statement=f"{HOSTILE}\x07\ufffe")
        document = docx.Document(io.BytesIO(taken("docx")[1]))
        (comment,) = document.comments
        assert comment.text.startswith("Claim 1, unchecked: <script>alert(1)</script>")
        assert "⟨U+202E⟩cod.exe⟨U+0007⟩⟨U+FFFE⟩" in comment.text

    def test_the_page_header_says_which_copy_it_is(self, claim, rita, taken):
        document = docx.Document(io.BytesIO(taken("docx", by=rita)[1]))
        assert document.sections[0].header.paragraphs[0].text == (
            "Checked copy. Revision 1, taken from the desk by Rita on 4 Mar 2026, 12:00"
        )
        assert (document.core_properties.title, document.core_properties.created.year) == (
            "The bridge that was late",
            2026,
        )


class TestRefusals:
    def test_without_copy_there_is_no_checked_copy(self, article, taken):
        article.revisions.all().delete()
        with pytest.raises(Refused, match="There is no copy of this article yet. Bring it in first."):
            taken("html")

    def test_who_may_not_export_takes_nothing(self, claim, wanda, taken):
        with pytest.raises(Refused, match="Your role does not let you export"):
            taken("html", by=wanda)

    def test_a_paper_has_its_own_formats(self, claim, taken):
        with pytest.raises(Refused, match="Checked copy can't be had as “csv”. Use html or docx."):
            taken("csv")


def test_withdrawn_evidence_is_not_shown(opened, cora, taken):
    evidence.withdraw(opened.evidence.get(), by=cora, at=NOW)
    assert "Gazette" not in everything(taken("html")[1], "html")


@pytest.mark.parametrize("n", [1, 3])
def test_three_claims_take_as_many_queries_as_one(article, edith, cora, django_assert_num_queries, n):
    for quote in ["3 May 1999", "40 million crowns", "9,000 cars"][:n]:
        made = wording.mark_claim(article, by=edith, at=NOW, quote=quote)
        support(made, make_source(cora, quote), by=cora)
        verdicts.record_verdict(made, by=cora, verdict="verified", at=NOW)
    with django_assert_num_queries(4):
        page(look(article, viewer=None), at=NOW)


def test_the_file_is_named_after_the_article_and_the_day(article):
    assert filename(Taking(article, Paper.CHECKED, "docx", None), on=NOW.date()) == "bridge-checked-2026-03-04.docx"
