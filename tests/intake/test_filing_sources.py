"""Bringing a sources sheet to the desk."""

import pytest
from django.contrib.auth.models import Permission

from claims.intake.filing import undo
from claims.models import Article, Event, EventDetail, Import, Source
from claims.models.people import permissions_of
from claims.review.sources import merge
from claims.review.verdicts import record_verdict
from claims.review.wording import mark_claim
from tests.conftest import NOW, make_source, support
from tests.intake.bringing import LATER, bring, look, sentences

TWO = """key,title,publisher,kind,published_on,republishes,confidential
paper,The paper's report,The Paper (online),news report,1999-05,agency,no
agency,The agency's report,The Agency,news report,1999-05-03,,no
"""


def give(person, codename):
    person.user_permissions.add(Permission.objects.get(codename=codename))
    vars(person).pop("_desk_permissions", None)
    assert codename in permissions_of(person)


def test_new_sources_may_copy_one_that_stands_further_down(edith):
    filed = bring("sources", TWO, by=edith)
    paper, agency = Source.objects.get(key="paper"), Source.objects.get(key="agency")
    assert filed.counts == (2, 0, 0, 0)
    assert (paper.republishes, paper.origin, agency.origin) == (agency, agency, None)
    assert (paper.publisher_key, paper.imported_in, paper.added_by) == ("the paper", filed.import_, edith)


def test_a_chain_of_copies_in_any_order_knows_its_first(edith):
    text = "key,title,republishes\nc,C,b\na,A,root\nb,B,a\n"
    make_source(edith, "root")
    bring("sources", text, by=edith)
    root = Source.objects.get(key="root")
    assert set(Source.objects.exclude(pk=root.pk).values_list("origin", flat=True)) == {root.pk}


def test_the_desks_record_names_new_sources_by_number_and_not_by_what_may_be_secret(edith):
    bring("sources", "key,title,confidential\nwhistle,The whistleblower,yes\n", by=edith)
    event = Event.objects.get(action="imported sources")
    body = EventDetail.objects.get(event=event).body
    assert event.chain.article is None
    assert "whistle" not in body
    assert f'"bound":{{"source":[[{Source.objects.get().pk},' in body


def test_the_same_file_again_changes_nothing(edith):
    bring("sources", TWO, by=edith)
    again = bring("sources", TWO, by=edith)
    assert (again.counts, again.import_, Import.objects.count()) == ((0, 0, 2, 0), None, 1)


def test_a_changed_cell_changes_that_source_alone_and_says_what_leans_on_it(claim, edith, cora):
    bring("sources", TWO, by=edith)
    support(claim, Source.objects.get(key="paper"), by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    text = TWO.replace("The Paper (online)", "The Weekly")
    plan = look("sources", text, by=edith)
    assert [(step.name, list(step.cells)) for step in plan.rows if step.cells and step.outcome == "changed"] == [
        ("paper", [("publisher", "The Paper (online)", "The Weekly")])
    ]
    assert plan.warnings == ["paper: 1 decided claims lean on it. Those it no longer carries are reopened."]
    filed = bring("sources", text, by=edith, at=LATER)
    assert (filed.counts, filed.reopened) == ((0, 1, 1, 0), ["Claim 1 was reopened."])


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ("a,A,a\n", [2]),
        ("a,A,b\nb,B,a\n", [2, 3]),
        ("a,A,b\nb,B,c\nc,C,a\nd,D,a\ne,E,d\nf,F,\n", [2, 3, 4, 5, 6]),
        ("a,A,nobody\nb,B,a\nc,C,b\nd,D,\n", [2, 3, 4]),
    ],
)
def test_loops_and_what_leans_on_refused_rows_are_refused(edith, rows, refused):
    plan = look("sources", "key,title,republishes\n" + rows, by=edith)
    assert [problem.row for problem in plan.problems] == refused


def test_a_loop_through_a_source_of_the_desk_is_refused(edith):
    old = make_source(edith, "old")
    make_source(edith, "copy", republishes=old)
    plan = look("sources", "key,republishes,title\nold,new,Old\nnew,copy,New\n", by=edith)
    assert [p.message for p in plan.problems] == ["A source can't copy itself, directly or through others."] * 2


def test_a_long_chain_of_copies_is_settled_in_linear_time(edith):
    size = 4000
    rows = "".join(f"k{n},T,k{n + 1}\n" for n in range(size)) + f"k{size},T,k0\n"
    plan = look("sources", "key,title,republishes\n" + rows, by=edith)
    assert plan.counts == (0, 0, 0, size + 1)


def test_swapping_who_copies_whom_is_no_loop(edith):
    first = make_source(edith, "first")
    make_source(edith, "second", republishes=first)
    text = "key,republishes\nfirst,second\nsecond,\n"
    assert bring("sources", text, by=edith).counts == (0, 2, 0, 0)
    assert Source.objects.get(key="first").republishes == Source.objects.get(key="second")


def test_a_new_source_needs_a_title(edith):
    plan = look("sources", "key,publisher\nnew,Somebody\n", by=edith)
    assert sentences(plan) == [
        "Row 2, column “title”: “new” is a new source, and a new one needs a title. Add a column “title”."
    ]


def test_a_script_address_is_refused(edith):
    plan = look("sources", "key,title,url\nx,X,javascript:alert(1)\n", by=edith)
    assert [(p.row, p.column) for p in plan.problems] == [(2, "url")]


def test_who_may_not_see_a_confidential_source_neither_overwrites_it_nor_learns_of_its_key(edith, cora):
    make_source(cora, "whistle", confidential=True, title="Deep Throat", publisher="The Ministry")
    text = "key,title,publisher,confidential\nwhistle,Mine now,Me,no\nother,Mine too,Me,no\n"
    plan = look("sources", text, by=edith)
    assert (plan.counts, plan.notes) == ((2, 0, 0, 0), [])
    bring("sources", text, by=edith)
    assert bring("sources", text, by=edith).counts == (0, 0, 2, 0)
    assert list(Source.objects.filter(key="whistle").order_by("pk").values_list("title", "confidential")) == [
        ("Deep Throat", True),
        ("Mine now", False),
    ]


def test_a_confidential_row_with_the_key_of_a_hidden_source_gets_another_one_silently(edith, cora):
    hidden = make_source(cora, "whistle", confidential=True, title="Deep Throat")
    copied = make_source(cora, "agency")
    text = "key,title,confidential,republishes\nwhistle,Mine,yes,agency\nsecond,Second,no,whistle\n"
    filed = bring("sources", text, by=edith)
    assert (filed.counts, sentences(filed), filed.notes) == ((2, 0, 0, 0), [], [])
    mine = Source.objects.get(title="Mine")
    assert (mine.confidential, mine.republishes, mine.key.startswith("whistle-")) == (True, copied, True)
    assert Source.objects.get(key="second").republishes == mine
    assert Source.objects.get(key="whistle") == hidden


def test_a_file_with_own_confidential_sources_changes_nothing_the_second_time(edith):
    text = "key,title,confidential\nwhistle,The whistleblower,yes\n"
    bring("sources", text, by=edith)
    again = bring("sources", text.replace("The whistleblower", "Another"), by=edith)
    assert (again.counts, again.import_) == ((0, 0, 1, 0), None)
    assert again.notes == ["Rows of confidential sources that you may not see, left as they are: 1."]
    opened = look("sources", text.replace("yes", "no"), by=edith)
    assert sentences(opened) == [
        "Row 2, column “key”: You brought “whistle”, and it is confidential by now. Only who may see it can change it."
    ]


def test_of_two_sources_with_one_key_the_column_confidential_says_which(edith, cora):
    make_source(cora, "whistle", confidential=True, title="Hidden")
    make_source(edith, "whistle", title="Open")
    give(edith, "see_confidential")
    assert sentences(look("sources", "key,title\nwhistle,New\n", by=edith)) == [
        "Row 2, column “key”: An open and a confidential source have the key “whistle”. Add a column “confidential”: "
        "which is it?"
    ]
    bring("sources", "key,title,confidential\nwhistle,Renamed,yes\n", by=edith)
    assert sorted(Source.objects.values_list("title", "confidential")) == [("Open", False), ("Renamed", True)]


def test_an_address_whose_key_a_hidden_source_has_looks_like_any_other(article, edith, cora):
    make_source(cora, "example.org-a", confidential=True)
    bring("claims", "statement,sources\nOne.,https://example.org/a\n", article=article, by=edith)
    assert Source.objects.get(confidential=False).key == "example.org-a"


def test_who_may_see_it_changes_it(edith):
    make_source(edith, "whistle", confidential=True)
    give(edith, "see_confidential")
    filed = bring("sources", "key,title\nwhistle,Renamed\n", by=edith)
    assert filed.counts == (0, 1, 0, 0)


def test_the_row_that_an_export_writes_for_a_hidden_source_changes_nothing(edith):
    hidden = make_source(edith, "whistle", confidential=True, title="Deep Throat")
    name = f"Confidential source {hidden.pk}"
    text = f"key,title,publisher,url,kind,confidential\n{name},{name},,,other,yes\n"
    assert look("sources", text, by=edith).counts == (0, 0, 1, 0)
    assert look("sources", text.replace(f"{name},,", f"{name},Me,"), by=edith).counts == (0, 0, 0, 1)
    assert bring("sources", text, by=edith).import_ is None


def test_a_number_that_is_no_hidden_source_names_nothing(edith):
    open_source = make_source(edith, "open")
    plan = look("sources", f"key,title\nConfidential source {open_source.pk},T\nConfidential source 99,T\n", by=edith)
    assert plan.counts == (0, 0, 0, 2)


def test_a_merged_source_is_unchanged_where_it_says_the_same_and_refused_where_not(edith):
    duplicate, stays = make_source(edith, "old"), make_source(edith, "new")
    merge(duplicate, into=stays, by=edith, at=NOW)
    assert look("sources", "key,title\nold,Report old\n", by=edith).counts == (0, 0, 1, 0)
    assert sentences(look("sources", "key,title\nold,Other\n", by=edith)) == [
        "Row 2, column “key”: “old” was merged into “Report new”. Change that one."
    ]


def test_a_key_twice_in_one_file_is_refused(edith):
    plan = look("sources", "key,title\na,One\na,Two\n", by=edith)
    assert sentences(plan) == ["Row 3, column “key”: Row 2 has the same. Keep one of the two."]


def test_keys_are_trimmed_and_formulas_of_our_own_export_come_back(edith):
    bring("sources", "key,title\n ap ,'=SUM(A1)\n", by=edith)
    assert list(Source.objects.values_list("key", "title")) == [("ap", "=SUM(A1)")]


def test_a_writer_hands_in_new_sources_and_changes_none(article, claim, wanda, edith, cora):
    make_source(edith, "elsewhere", title="Of another article")
    own = make_source(edith, "own", title="Own")
    support(claim, own, by=cora)
    text = "key,title\nnew,New\nown,Own\n"
    assert bring("sources", text, by=wanda).counts == (1, 0, 1, 0)
    assert (Source.objects.get(key="new").added_by, Source.objects.visible_to(wanda).count()) == (wanda, 2)
    assert sentences(look("sources", "key,title\nown,Mine\nelsewhere,Of another article\n", by=wanda)) == [
        "Row 2, column “key”: Your role does not let you change sources. Ask an editor.",
        "Row 3, column “key”: A source of another article has the key “elsewhere”. Use another key.",
    ]


@pytest.mark.parametrize("table", ["claims", "evidence", "verdicts"])
def test_a_writer_hands_in_no_other_table(table, article, wanda):
    filed = bring(table, "claim,source,statement,verdict\n1,a,b,verified\n", article=article, by=wanda, decide=True)
    assert filed.import_ is None
    assert "Your role does not let you" in sentences(filed)[0]


def test_the_articles_that_lean_on_changed_sources_are_taken_in_their_order(article, claim, edith, cora):
    """The order is what `turns_in_order` watches; here the file's rows would take them the other way round."""
    later = Article.objects.create(slug="tram", headline="The tram", publication="The Weekly")
    sources = {key: make_source(edith, key) for key in ("for-tram", "for-bridge")}
    support(mark_claim(later, by=edith, at=NOW, statement="It rolls."), sources["for-tram"], by=cora)
    support(claim, sources["for-bridge"], by=cora)
    import_ = bring("sources", "key,kind\nfor-tram,blog\nfor-bridge,blog\n", by=edith).import_
    assert set(Source.objects.values_list("kind", flat=True)) == {"blog"}
    undo(import_, by=edith, at=LATER)
    assert set(Source.objects.values_list("kind", flat=True)) == {"news report"}
