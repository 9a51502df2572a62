"""A writer's footnotes and comments become proposed evidence: from the Word file to the claim."""

import io
import json
import re

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from claims.export.taking import Paper, Taking, take
from claims.intake.articles import file_article, not_in_copy, read_draft
from claims.intake.filing import undo
from claims.models import Claim, Event, Evidence, Source
from claims.record.chain import digest_of
from claims.review import evidence, verdicts, wording
from claims.review.notes import MOST, notes_in
from claims.review.revising import Choices, plan_revision, revise
from claims.review.sources import edit_source
from tests.conftest import NOW, make_source
from tests.intake.bringing import bring

REPORT = "https://registry.example/report"


class WordFile:
    """A Word document in the making: paragraphs of text, where "^1" is a footnote's mark and "[...]" is commented."""

    def __init__(self, *paragraphs, footnotes=(), comments=()):
        self.document = docx.Document()
        self.document.add_paragraph("The river that came back", style="Title")
        waiting = iter(comments)
        for text in paragraphs:
            self._paragraph(text, waiting)
        self._footnotes(footnotes)

    def _paragraph(self, text, comments):
        paragraph = self.document.add_paragraph()
        for part in re.split(r"(\^\d|\[[^]]*\])", text):
            if part.startswith("^"):
                reference = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{part[1]}"/></w:r>'
                paragraph._p.append(parse_xml(reference))
            else:
                run = paragraph.add_run(part.strip("[]"))
                if part.startswith("["):
                    self.document.add_comment(run, text=next(comments), author="Wanda")

    def _footnotes(self, texts):
        if not texts:
            return
        notes = "".join(
            f'<w:footnote w:id="{at}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
            for at, text in enumerate(texts, start=1)
        )
        part = Part(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES,
            f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode(), self.document.part.package,
        )  # fmt: skip
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    @property
    def data(self):
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()


@pytest.fixture
def arrived(edith, wanda):
    """Bring in a Word file; return its article."""

    def arrived(*paragraphs, **notes):
        data = WordFile(*paragraphs, **notes).data
        return file_article(data, "river.docx", by=edith, at=NOW, writer=wanda, publication="The Weekly").article

    return arrived


@pytest.fixture
def mark(edith):
    def mark(article, quote, **fields):
        return wording.mark_claim(article, by=edith, at=NOW, quote=quote, **fields)

    return mark


def proposed(claim):
    pieces = claim.evidence.select_related("source").order_by("pk")
    return [(piece.source.title, piece.source.url, piece.finding) for piece in pieces]


RIVER = "By 1980 not one fish was left.^1 The mill closed in 1994, and 14 species came back.^2"
NOTES = ("Council minutes, folder 7.", REPORT)


class TestFromTheFile:
    def test_a_revision_keeps_where_each_note_hangs(self, arrived):
        revision = arrived(RIVER, footnotes=NOTES).current_revision
        assert revision.dropped == [
            {"what": "footnote", "text": NOTES[0], "offset": revision.body.index(" The mill")},
            {"what": "footnote", "text": NOTES[1], "offset": len(revision.body)},
        ]

    def test_a_footnote_is_proposed_on_the_claim_in_its_sentence(self, arrived, mark, edith):
        claim = mark(arrived(RIVER, footnotes=NOTES), "not one fish")
        (piece,) = claim.evidence.select_related("source")
        assert (piece.stance, piece.locator, piece.added_by) == ("unread", "", edith)
        assert piece.finding == "Writer's footnote 1: Council minutes, folder 7."
        assert piece.source.title == "Writer's footnote 1, The river that came back"
        assert (piece.source.publisher, piece.source.kind) == ("The Weekly", "other")

    def test_an_address_is_a_source_itself(self, arrived, mark):
        claim = mark(arrived(RIVER, footnotes=NOTES), "14 species")
        assert proposed(claim) == [(REPORT, REPORT, "")]

    def test_a_comment_is_proposed_on_the_words_it_is_on(self, arrived, mark):
        article = arrived("They [left in 1911], it is said. Nobody knows.", comments=["Says the parish book."])
        assert [finding for _, _, finding in proposed(mark(article, "left in 1911"))] == [
            "Writer's comment 1: Says the parish book."
        ]
        assert proposed(mark(article, "Nobody knows")) == []

    def test_the_desks_own_comments_are_not_the_writers(self, article, claim, edith):
        file = io.BytesIO()
        take(Taking(article, Paper.CHECKED, "docx", None), file, at=NOW)
        draft = read_draft(file.getvalue(), "checked.docx", headline=article.headline)
        ((passage),) = not_in_copy(draft)
        assert passage["what"] == "checking note"
        assert notes_in([passage]) == []


class TestPlace:
    def test_a_note_goes_to_every_claim_before_it_in_its_sentence(self, arrived, mark):
        article = arrived(RIVER, footnotes=NOTES)
        counts = {quote: mark(article, quote).evidence.count() for quote in ("The mill closed", "1994", "14 species")}
        assert counts == {"The mill closed": 1, "1994": 1, "14 species": 1}

    def test_a_note_in_mid_sentence_is_not_for_what_follows_it(self, arrived, mark):
        article = arrived("It closed in 1994,^1 and 14 species came back.", footnotes=["The ledger."])
        assert mark(article, "in 1994").evidence.count() == 1
        assert mark(article, "14 species").evidence.count() == 0

    def test_a_note_of_the_next_sentence_or_paragraph_is_not_for_this_one(self, arrived, mark):
        article = arrived("It closed in 1994. It was sold.^1", "Then it burned.^2", footnotes=["One.", "Two."])
        assert mark(article, "in 1994").evidence.count() == 0
        assert [finding for _, _, finding in proposed(mark(article, "It was sold"))] == ["Writer's footnote 1: One."]
        assert [finding for _, _, finding in proposed(mark(article, "it burned"))] == ["Writer's footnote 2: Two."]

    def test_a_note_after_the_space_behind_the_full_stop_is_for_the_sentence_before(self, arrived, mark):
        article = arrived("It closed in 1994. ^1It was sold.", footnotes=["One."])
        assert mark(article, "in 1994").evidence.count() == 1
        assert mark(article, "It was sold").evidence.count() == 0

    def test_a_claim_without_a_certain_place_gets_none(self, arrived, mark):
        assert mark(arrived("A day. ^1A day.", footnotes=["One."]), "A day").evidence.count() == 0


class TestSources:
    def test_the_same_note_at_two_claims_is_one_source(self, arrived, mark):
        article = arrived(RIVER, footnotes=NOTES)
        assert mark(article, "By 1980").evidence.get().source == mark(article, "not one fish").evidence.get().source
        assert Source.objects.count() == 1

    def test_a_source_with_that_address_is_there_already(self, arrived, mark, cora):
        known = make_source(cora, "registry", url=REPORT)
        assert mark(arrived(RIVER, footnotes=NOTES), "14 species").evidence.get().source == known
        assert Source.objects.count() == 1

    def test_a_confidential_one_is_not_given_away_by_its_address(self, arrived, mark, cora):
        known = make_source(cora, "registry", url=REPORT, confidential=True)
        assert mark(arrived(RIVER, footnotes=NOTES), "14 species").evidence.get().source != known

    def test_an_address_among_words_is_the_source_and_the_words_are_kept(self, arrived, mark):
        claim = mark(arrived("It closed.^1", footnotes=[f"See ({REPORT}), page 4."]), "It closed")
        assert proposed(claim) == [(REPORT, REPORT, f"Writer's footnote 1: See ({REPORT}), page 4.")]

    @pytest.mark.parametrize("text", ["javascript:alert(1)", "http://", "https://" + "a" * 3000, "=HYPERLINK(1)"])
    def test_what_is_no_address_is_words(self, arrived, mark, text):
        ((title, url, finding),) = proposed(mark(arrived("It closed.^1", footnotes=[text]), "It closed"))
        assert (title, url) == ("Writer's footnote 1, The river that came back", "")
        assert finding == f"Writer's footnote 1: {text}"

    def test_two_notes_on_one_source_are_one_piece_that_says_both(self, arrived, mark):
        notes = [f"{REPORT} page 1", f"{REPORT} page 2"]
        ((_, url, finding),) = proposed(mark(arrived("It closed^1 then.^2", footnotes=notes), "It closed"))
        assert url == REPORT
        assert finding == f"Writer's footnote 1: {notes[0]}\nWriter's footnote 2: {notes[1]}"

    def test_the_writers_word_never_verifies_the_article(self, arrived, mark, cora):
        claim = mark(arrived(RIVER, footnotes=NOTES), "not one fish")
        evidence.change_evidence(claim.evidence.get(), by=cora, at=NOW, stance="supports")
        claim.refresh_from_db()
        assert self.wrong(claim, cora) == ["no_source"]
        edit_source(claim.evidence.get().source, by=cora, at=NOW, publisher="Another house")
        assert self.wrong(claim, cora) == []

    def wrong(self, claim, by):
        claim = Claim.objects.get(pk=claim.pk)
        return [problem.code for problem in verdicts.problems_with(claim, by=by, verdict="verified")]


class TestRecord:
    def test_each_piece_and_each_source_has_its_line(self, arrived, mark):
        article = arrived(RIVER, footnotes=NOTES)
        claim = mark(article, "not one fish")
        lines = Event.objects.filter(chain__article=article).order_by("sequence").select_related("detail")
        assert [line.action for line in lines] == ["article brought in", "marked", "evidence added"]
        last = lines.last()
        assert (last.claim, json.loads(last.detail.body)["stance"]) == (claim, "unread")
        assert last.digest == digest_of(last.detail.body, last.detail.salt)
        assert Claim.objects.get().last_event == last
        assert list(Event.objects.filter(chain__article=None).values_list("action", flat=True)) == ["source added"]

    def test_the_version_of_the_claim_stays(self, arrived, mark):
        claim = mark(arrived(RIVER, footnotes=NOTES), "not one fish")
        claim.refresh_from_db()
        assert claim.version == 1


class TestImported:
    table = (
        "number,statement,quote\n1,No fish.,not one fish\n2,The mill closed.,The mill closed in 1994\n3,Else.,Else\n"
    )

    def test_claims_find_their_notes_too(self, arrived, edith):
        article = arrived(RIVER, footnotes=NOTES)
        filed = bring("claims", self.table, article=article, by=edith)
        assert (filed.problems, filed.counts.new) == ([], 3)
        found = {claim.number: proposed(claim) for claim in article.claims.all()}
        assert [len(found[number]) for number in (1, 2, 3)] == [1, 1, 0]
        assert found[2] == [(REPORT, REPORT, "")]

    def test_the_same_file_again_changes_nothing(self, arrived, edith):
        article = arrived(RIVER, footnotes=NOTES)
        bring("claims", self.table, article=article, by=edith)
        before = (Evidence.objects.count(), Source.objects.count(), Event.objects.count())
        assert bring("claims", self.table, article=article, by=edith).counts.unchanged == 3
        assert (Evidence.objects.count(), Source.objects.count(), Event.objects.count()) == before

    def test_the_import_can_be_undone_and_done_again(self, arrived, edith):
        article = arrived(RIVER, footnotes=NOTES)
        undo(bring("claims", self.table, article=article, by=edith).import_, by=edith, at=NOW)
        assert (article.claims.count(), Evidence.objects.count()) == (0, 0)
        bring("claims", self.table, article=article, by=edith)
        assert (Evidence.objects.count(), Source.objects.count()) == (2, 2)


class TestNewRevision:
    def bring(self, article, by, *paragraphs, **notes):
        data = WordFile(*paragraphs, **notes).data
        draft = read_draft(data, "second.docx")
        plan = plan_revision(article, draft.body, by=by)
        return revise(
            article, by=by, at=NOW, body=draft.body, original=data, filename="second.docx", dropped=not_in_copy(draft),
            seen=plan.fingerprint, choices=Choices(),
        )  # fmt: skip

    def test_its_new_notes_come_to_the_claims_that_are_there(self, arrived, mark, edith):
        article = arrived("It closed in 1994.")
        claim = mark(article, "in 1994")
        self.bring(article, edith, "It closed in 1994.^1", "More.", footnotes=["The ledger."])
        assert [finding for _, _, finding in proposed(claim)] == ["Writer's footnote 1: The ledger."]

    def test_the_same_note_under_another_number_is_not_brought_twice(self, arrived, mark, edith):
        article = arrived("It closed in 1994.^1", footnotes=["The ledger."])
        claim = mark(article, "in 1994")
        self.bring(article, edith, "New.^1", "It closed in 1994.^2", footnotes=["New.", "The ledger."])
        assert [finding for _, _, finding in proposed(claim)] == ["Writer's footnote 1: The ledger."]

    def test_what_was_withdrawn_does_not_come_back(self, arrived, mark, edith, cora):
        article = arrived("It closed in 1994.^1", footnotes=["The ledger."])
        claim = mark(article, "in 1994")
        evidence.withdraw(claim.evidence.get(), by=cora, at=NOW)
        self.bring(article, edith, "It closed in 1994.^1", "More.", footnotes=["The ledger."])
        assert claim.evidence.standing().count() == 0

    def test_a_note_whose_source_was_renamed_is_still_known(self, arrived, mark, edith):
        article = arrived("It closed in 1994.^1", footnotes=["The ledger."])
        source = mark(article, "in 1994").evidence.get().source
        edit_source(source, by=edith, at=NOW, title="The mill's ledger")
        assert mark(article, "It closed").evidence.get().source == source

    def test_a_writer_brings_them_in_with_own_copy(self, arrived, mark, wanda):
        article = arrived("It closed in 1994.")
        claim = mark(article, "in 1994")
        self.bring(article, wanda, "It closed in 1994.^1", "More.", footnotes=["The ledger."])
        assert claim.evidence.get().stance == "unread"


class TestHostile:
    @pytest.mark.parametrize(
        "passage",
        [
            {}, {"what": "footnote"}, {"what": "footnote", "text": "x"}, {"what": "footnote", "text": "x", "offset": None},
            {"what": "footnote", "text": "x", "offset": "3"}, {"what": "footnote", "text": " \u200b", "offset": 3},
            {"what": "byline", "text": "x", "offset": 3},
        ],
    )  # fmt: skip
    def test_passages_without_a_place_or_words_are_no_notes(self, passage):
        assert notes_in([passage]) == []

    def test_notes_keep_the_files_count_when_one_has_no_place(self):
        found = notes_in([{"what": "footnote", "text": "a"}, {"what": "footnote", "text": "b", "offset": 1}])
        assert [note.name for note in found] == ["Writer's footnote 2"]

    def test_a_sentence_full_of_notes_brings_the_first(self, article, edith, mark):
        revision = article.current_revision
        dropped = [{"what": "comment", "text": f"Note {n}", "offset": len(revision.body)} for n in range(1000)]
        new = type(revision)(
            article=article, number=2, body=revision.body, original=b"", sha256="0" * 64, dropped=dropped,
            imported_by=edith, imported_at=NOW,
        )  # fmt: skip
        new.save()
        assert mark(article, "9,000 cars").evidence.count() == MOST

    def test_text_stays_text(self, arrived, mark):
        note = "&lt;script&gt;alert(1)&lt;/script&gt; =1+1"
        ((_, _, finding),) = proposed(mark(arrived("It closed.^1", footnotes=[note]), "It closed"))
        assert finding == "Writer's footnote 1: <script>alert(1)</script> =1+1"


def test_without_notes_three_imported_claims_cost_as_many_queries_as_one(article, edith):
    rows = [f"{number},Number {number}.,{quote}" for number, quote in enumerate(("1999", "Holm", "cars", "40"), 1)]
    bring("claims", "number,statement\n9,To warm up.\n", article=article, by=edith)

    def cost(some):
        with CaptureQueriesContext(connection) as queries:
            bring("claims", "\n".join(["number,statement,quote", *some]), article=article, by=edith)
        return len(queries)

    assert cost(rows[:1]) == cost(rows[1:])
