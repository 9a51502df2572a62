"""Bringing a claims sheet to an article."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Article, Claim, Event, EventDetail, Evidence, Import, Revision, SignOff, Source
from claims.review.sources import merge
from claims.review.verdicts import record_verdict
from tests.conftest import NOW, make_source, support
from tests.intake.bringing import LATER, bring, look, sentences

THREE = """number,statement,quote,kind,risk,sensitive,note
1,It opened on 3 May 1999.,3 May 1999,date,low,no,
2,It cost 40 million crowns.,40 million crowns,money,high,yes,Ask the city.
3,Ida Holm left in 2001.,left the city in 2001,date,low,no,
"""


def test_new_claims_are_unchecked_and_stand_in_their_place(article, edith):
    filed = bring("claims", THREE, article=article, by=edith)
    assert (filed.counts, filed.problems, filed.notes) == ((3, 0, 0, 0), [], [])
    claim = Claim.objects.get(article=article, number=2)
    body = article.current_revision.body
    assert (claim.status, claim.risk, claim.sensitive, claim.note) == ("unchecked", "high", True, "Ask the city.")
    assert body[claim.start : claim.end] == "40 million crowns"
    assert (claim.imported_in, claim.version, claim.occurrences) == (filed.import_, 1, 1)
    assert filed.sentence == "Imported claims.csv: 3 new, 0 changed, 0 unchanged, 0 refused."


def test_one_event_tells_of_the_file_with_a_digest_per_claim_and_the_claims_point_at_it(article, edith):
    filed = bring("claims", THREE, article=article, by=edith)
    event = Event.objects.get(action="imported claims")
    details = EventDetail.objects.get(event=event).body
    assert event.chain.article == article
    assert set(Claim.objects.values_list("last_event", flat=True)) == {event.pk}
    assert filed.import_.sha256 in details
    assert '"claim":[[1,"' in details
    assert "40 million" not in details


def test_the_same_file_again_changes_nothing_and_says_so(article, edith):
    bring("claims", THREE, article=article, by=edith)
    events = Event.objects.count()
    again = bring("claims", THREE, article=article, by=edith)
    assert (again.counts, again.import_, again.refused) == ((0, 0, 3, 0), None, False)
    assert "everything in claims.csv is here already" in again.sentence
    assert (Event.objects.count(), Import.objects.count()) == (events, 1)


def test_a_sheet_of_statements_alone_gets_numbers_after_the_highest(article, claim, edith):
    text = "statement\nThe Alma bridge was late.\nHolm left the city in 2001.\n"
    filed = bring("claims", text, article=article, by=edith)
    assert list(Claim.objects.values_list("number", "statement", "occurrences")) == [
        (1, "The Alma bridge opened on 3 May 1999.", 1),
        (2, "The Alma bridge was late.", 0),
        (3, "Holm left the city in 2001.", 1),
    ]
    assert filed.notes == ["1 claim was not found in the copy: 2."]
    assert bring("claims", text, article=article, by=edith).counts == (0, 0, 2, 0)


def test_a_sheet_of_quotes_alone_states_what_it_quotes(article, edith):
    bring("claims", 'quote\n"9,000 cars a day"\n40 million crowns\n', article=article, by=edith)
    assert list(Claim.objects.values_list("statement", "quote")) == [
        ("9,000 cars a day", "9,000 cars a day"),
        ("40 million crowns", "40 million crowns"),
    ]


def test_a_quote_sheet_again_leaves_the_checkers_own_statement_alone(article, edith):
    text = "quote\n40 million crowns\n"
    bring("claims", text, article=article, by=edith)
    Claim.objects.update(statement="The bridge cost 40 million crowns.")
    assert bring("claims", text, article=article, by=edith).counts == (0, 0, 1, 0)


def test_a_quote_that_stands_twice_gets_no_guessed_place(article, edith):
    filed = bring("claims", "number,statement,quote\n7,It is a bridge.,bridge\n", article=article, by=edith)
    claim = Claim.objects.get()
    assert (claim.start, claim.end, claim.occurrences) == (None, None, 3)
    assert filed.notes == ["1 claim was found more than once, so without a certain place: 7 (found 3 times)."]


def test_an_article_without_copy_says_so(article, edith):
    Revision.objects.all().delete()
    filed = bring("claims", "quote\n3 May 1999\n", article=article, by=edith)
    assert filed.notes == ["1 claim was not looked for in the copy: the article has none yet."]
    assert Claim.objects.get().occurrences is None


def test_only_the_edited_cell_changes(article, edith):
    bring("claims", THREE, article=article, by=edith)
    edited = THREE.replace("Ask the city.", "Asked the city.")
    plan = look("claims", edited, article=article, by=edith)
    changed = [step for step in plan.rows if step.outcome == "changed"]
    assert [(step.row, step.name, list(step.cells)) for step in changed] == [
        (3, "Claim 2", [("note", "Ask the city.", "Asked the city.")])
    ]
    filed = bring("claims", edited, article=article, by=edith)
    assert filed.counts == (0, 1, 2, 0)
    assert list(Claim.objects.order_by("number").values_list("version", flat=True)) == [1, 2, 1]


def test_an_absent_column_leaves_its_field_alone_and_an_empty_cell_clears_it(article, edith):
    bring("claims", THREE, article=article, by=edith)
    bring("claims", "number,risk\n2,low\n", article=article, by=edith)
    assert Claim.objects.get(number=2).note == "Ask the city."
    plan = look("claims", "number,note,kind\n2,,\n", article=article, by=edith)
    assert list(plan.rows[0].cells) == [("kind", "money", "other"), ("note", "Ask the city.", "")]


def test_a_decided_claims_new_words_are_shown_and_reopen_it(article, claim, source, edith, cora):
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    text = "number,statement\n1,The Alma bridge opened on 9 May 1999.\n"
    assert look("claims", text, article=article, by=edith).warnings == [
        "Claim 1 is verified. Its words change, so it is reopened."
    ]
    filed = bring("claims", text, article=article, by=edith, at=LATER)
    claim.refresh_from_db()
    assert (claim.status, claim.verdict, filed.reopened) == ("unchecked", None, ["Claim 1 was reopened."])


@pytest.mark.parametrize("column", ["status", "verdict"])
def test_a_file_decides_nothing_whatever_it_says(article, edith, column):
    filed = bring("claims", f"statement,{column}\nIt is so.,verified\n", article=article, by=edith)
    assert Claim.objects.get().status == "unchecked"
    assert "is not obeyed" in filed.notes[0]


def test_sources_of_a_row_are_linked_as_unread_and_unknown_addresses_become_sources(article, edith):
    known = make_source(edith, "ap-1999")
    text = 'statement,sources\nIt is so.,"ap-1999; https://www.example.org/news/1999?x=1#top"\n'
    filed = bring("claims", text, article=article, by=edith)
    made = Source.objects.exclude(pk=known.pk).get()
    assert (made.key, made.title, made.url, made.kind, made.imported_in) == (
        "example.org-news-1999",
        "https://www.example.org/news/1999?x=1#top",
        "https://www.example.org/news/1999?x=1#top",
        "other",
        filed.import_,
    )
    assert sorted(Evidence.objects.values_list("source", "stance")) == sorted(
        [(known.pk, "unread"), (made.pk, "unread")]
    )
    assert filed.notes[-1] == "New sources are made from web addresses: 1. They are linked as unread."
    assert bring("claims", text, article=article, by=edith).import_ is None
    assert (Source.objects.count(), Evidence.objects.count()) == (2, 2)


def test_one_address_in_many_rows_is_one_source_and_two_addresses_never_share_a_key(article, edith):
    make_source(edith, "example.org-a")
    text = "statement,sources\nOne.,https://example.org/a\nTwo.,https://example.org/a\nThree.,https://example.org/a?2\n"
    bring("claims", text, article=article, by=edith)
    assert Source.objects.count() == 3
    assert len(set(Source.objects.values_list("key", flat=True))) == 3


def test_a_source_added_to_an_old_claim_is_a_change_and_taking_one_away_withdraws_nothing(article, claim, edith):
    make_source(edith, "ap-1999")
    filed = bring("claims", "number,sources\n1,ap-1999\n", article=article, by=edith)
    assert filed.counts == (0, 1, 0, 0)
    assert Evidence.objects.get().imported_in == filed.import_
    assert bring("claims", "number,sources\n1,\n", article=article, by=edith).counts == (0, 0, 1, 0)
    assert Evidence.objects.standing().count() == 1


def test_an_unknown_source_key_is_refused_with_a_sentence(article, edith):
    filed = bring("claims", "statement,sources\nIt is so.,nobody-1\n", article=article, by=edith)
    assert sentences(filed) == [
        "Row 2, column “sources”: No source has the key “nobody-1”. Import the sources first, or write its web address."
    ]
    assert not Claim.objects.exists()


def test_a_hidden_source_is_linked_by_its_number_and_can_t_be_found_by_key_or_address(article, edith):
    hidden = make_source(edith, "whistle", confidential=True, url="https://example.org/secret")
    by_key = bring("claims", "statement,sources\nIt is so.,whistle\n", article=article, by=edith)
    unknown = bring("claims", "statement,sources\nIt is so.,nobody1\n", article=article, by=edith)
    assert sentences(by_key)[0].replace("whistle", "nobody1") == sentences(unknown)[0]
    bring("claims", "statement,sources\nIt is so.,https://example.org/secret\n", article=article, by=edith)
    assert not Evidence.objects.filter(source=hidden).exists()
    bring("claims", f"number,sources\n1,Confidential source {hidden.pk}\n", article=article, by=edith)
    assert Evidence.objects.filter(source=hidden, stance="unread").count() == 1


def test_a_merged_sources_key_still_finds_the_one_that_stayed(article, edith):
    duplicate, stays = make_source(edith, "old-key"), make_source(edith, "new-key")
    merge(duplicate, into=stays, by=edith, at=NOW)
    bring("claims", "statement,sources\nIt is so.,old-key;new-key\n", article=article, by=edith)
    assert list(Evidence.objects.values_list("source", flat=True)) == [stays.pk]


def test_a_checker_is_named_by_user_name_and_must_be_one(article, edith, cora, rita, wanda):
    text = "number,statement,checker\n1,One.,cora\n2,Two.,rita\n3,Three.,nobody\n4,Four.,\n"
    plan = look("claims", text, article=article, by=edith)
    assert sentences(plan) == [
        "Row 3, column “checker”: Rita is not a checker. Choose somebody who may record verdicts.",
        "Row 4, column “checker”: There is no account “nobody” in use. Write the checker's user name.",
    ]
    bring("claims", text, article=article, by=edith, good_rows=True)
    assert list(Claim.objects.values_list("number", "checker__username")) == [(1, "cora"), (4, None)]


def test_the_writer_is_no_checker_of_own_copy(article, edith, cora):
    article.writer = cora
    article.save()
    plan = look("claims", "statement,checker\nOne.,cora\n", article=article, by=edith)
    assert len(plan.problems) == 1
    assert "wrote this article" in sentences(plan)[0]


def test_a_cleared_checker_is_taken_off_and_an_account_that_is_off_is_refused(article, claim, edith, cora):
    bring("claims", "number,checker\n1,cora\n", article=article, by=edith)
    assert bring("claims", "number,checker\n1,cora\n", article=article, by=edith).counts == (0, 0, 1, 0)
    bring("claims", "number,checker\n1,\n", article=article, by=edith)
    assert Claim.objects.get().checker is None
    cora.is_active = False
    cora.save()
    assert look("claims", "number,checker\n1,cora\n", article=article, by=edith).counts == (0, 0, 0, 1)


def test_all_or_nothing_and_the_good_rows_when_asked(article, edith):
    text = THREE.replace("money,high", "gossip,high")
    filed = bring("claims", text, article=article, by=edith)
    assert (filed.refused, filed.import_, filed.counts) == (True, None, (2, 0, 0, 1))
    assert not Claim.objects.exists()
    assert not Event.objects.filter(action="imported claims").exists()
    good = bring("claims", text, article=article, by=edith, good_rows=True)
    assert (good.counts, sentences(good)) == ((2, 0, 0, 1), sentences(filed))
    assert list(Claim.objects.values_list("number", flat=True)) == [1, 3]
    assert good.import_.refused == 1


def test_every_problem_of_every_row_is_told_not_only_the_first(article, edith):
    text = "number,statement,kind,risk,sensitive\nx,One.,gossip,grave,perhaps\n2,Two.,date,low,perhaps\n"
    assert [(p.row, p.column) for p in look("claims", text, article=article, by=edith).problems] == [
        (2, "number"),
        (2, "kind"),
        (2, "risk"),
        (2, "sensitive"),
        (3, "sensitive"),
    ]


def test_the_same_number_or_the_same_words_twice_in_a_file_are_refused(article, edith):
    numbers = look("claims", "number,statement\n1,One.\n1,Other.\n", article=article, by=edith)
    assert sentences(numbers) == ["Row 3, column “number”: Row 2 has the same. Keep one of the two."]
    words = look("claims", "statement\nOne.\nOne.\n", article=article, by=edith)
    assert sentences(words) == [
        "Row 3, column “statement”: Row 2 says the same. Keep one of the two, or give both their numbers."
    ]


def test_a_number_without_words_that_the_article_does_not_have_is_refused(article, edith):
    plan = look("claims", "number,risk\n9,low\n", article=article, by=edith)
    assert sentences(plan) == [
        "Row 2, column “number”: This article has no claim 9 yet, and a new one needs a statement or a quote."
    ]


def test_the_article_column_must_agree_with_the_article_chosen(article, edith):
    text = "article,number,statement\nbridge,1,One.\nother,2,Two.\n,3,Three.\n"
    plan = look("claims", text, article=article, by=edith)
    assert (plan.counts, [(p.row, p.column) for p in plan.problems]) == ((2, 0, 0, 1), [(3, "article")])


def test_without_a_chosen_article_the_column_says_it_for_several(article, edith):
    other = Article.objects.create(slug="tunnel", headline="The tunnel")
    text = "article,number,statement\nbridge,1,One.\ntunnel,1,Two.\nnowhere,1,Three.\n"
    filed = bring("claims", text, by=edith, good_rows=True)
    assert (filed.counts, filed.import_.article) == ((2, 0, 0, 1), None)
    assert sentences(filed) == [
        "Row 4, column “article”: There is no article “nowhere”. Write the slug as in the article's address."
    ]
    assert (article.claims.count(), other.claims.count()) == (1, 1)
    assert Event.objects.filter(action="imported claims").count() == 2


def test_without_an_article_anywhere_the_file_is_refused_whole(edith, article):
    filed = bring("claims", "statement\nOne.\n", by=edith, good_rows=True)
    assert sentences(filed) == ["Choose the article that these rows belong to: the file has no column “article”."]
    assert not Claim.objects.exists()


@pytest.mark.parametrize("person", ["wanda", "cora", "rita", "ada"])
def test_who_may_not_import_imports_nothing(article, request, person):
    by = request.getfixturevalue(person)
    filed = bring("claims", THREE, article=article, by=by)
    assert sentences(filed) == ["Your role does not let you import spreadsheets. Ask an editor."]
    assert sentences(look("claims", THREE, article=article, by=by)) == sentences(filed)
    assert not Claim.objects.exists()


def test_an_archived_article_takes_no_rows(article, edith):
    article.archived = True
    article.save()
    assert "archived" in sentences(bring("claims", THREE, article=article, by=edith))[0]
    with_column = "article,statement\nbridge,One.\n"
    assert "archived" in sentences(bring("claims", with_column, by=edith))[0]
    assert not Claim.objects.exists()


def test_a_file_confirmed_after_the_desk_changed_is_not_filed_but_shown_again(article, claim, edith):
    text = "number,note\n1,From the file.\n"
    seen = look("claims", text, article=article, by=edith).fingerprint
    Claim.objects.update(note="From a colleague.")
    filed = bring("claims", text, article=article, by=edith, seen=seen)
    assert filed.refused
    assert "The desk changed since you checked this file" in sentences(filed)[-1]
    assert Claim.objects.get().note == "From a colleague."


def test_a_second_click_on_confirm_changes_nothing_and_is_no_problem(article, edith):
    seen = look("claims", THREE, article=article, by=edith).fingerprint
    assert bring("claims", THREE, article=article, by=edith, seen=seen).counts.new == 3
    second = bring("claims", THREE, article=article, by=edith, seen=seen)
    assert (second.refused, second.import_, second.counts) == (False, None, (0, 0, 3, 0))


def test_a_clearance_ends_when_claims_are_added(article, claim, source, edith, cora):
    SignOff.objects.create(revision=article.current_revision, by=edith, at=NOW)
    bring("claims", "number,statement\n2,Two.\n", article=article, by=edith, at=LATER)
    assert SignOff.objects.get().revoked_at == LATER


def rows_of(count, start=1):
    return "number,statement,sources\n" + "".join(
        f"{n},Statement {n}.,https://example.org/{n}\n" for n in range(start, start + count)
    )


def queries_of(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


@pytest.mark.parametrize("file_it", [look, bring])
def test_neither_looking_nor_filing_takes_more_queries_for_more_new_rows(article, edith, file_it):
    file_it("claims", rows_of(1, 900), article=article, by=edith)  # caches of people are warm from here on
    one = queries_of(lambda: file_it("claims", rows_of(1, 100), article=article, by=edith))
    three = queries_of(lambda: file_it("claims", rows_of(3, 200), article=article, by=edith))
    assert one == three


def test_unchanged_rows_take_no_more_queries_either(article, edith):
    bring("claims", rows_of(3), article=article, by=edith)
    one = queries_of(lambda: bring("claims", rows_of(1), article=article, by=edith))
    assert queries_of(lambda: bring("claims", rows_of(3), article=article, by=edith)) == one


def test_a_claim_moved_on_while_it_was_read_is_a_problem_of_that_row(article, claim, edith, monkeypatch):
    """The row is held again at the moment of writing: a stale one loses, never the colleague's work."""
    from claims.intake.filing import claim_writing

    true_edit = claim_writing.edit_claim

    def edited_meanwhile(row, **fields):
        Claim.objects.filter(pk=row.pk).update(version=row.version + 1, note="Meanwhile.")
        return true_edit(row, **fields)

    monkeypatch.setattr(claim_writing, "edit_claim", edited_meanwhile)
    filed = bring("claims", "number,section\n1,Top\n", article=article, by=edith)
    assert sentences(filed) == [
        "Row 2, column “number”: Claim 1 was saved by somebody else at this moment. Check the file again."
    ]
    assert (filed.import_, Import.objects.count(), Claim.objects.get().section) == (None, 0, "")
