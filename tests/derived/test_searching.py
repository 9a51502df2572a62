"""The word search: what it finds for whom, kept right whatever changes, and broken by nothing that anybody types."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.derived.indexing import together
from claims.derived.marking import marked, said_by_sources
from claims.derived.query import Part, parts_of
from claims.derived.rebuilding import rebuild_words
from claims.derived.searching import matching, newest
from claims.models import Claim, Evidence, Source
from claims.models.people import permissions_of
from claims.review import evidence as bringing
from claims.review.sources import edit_source
from claims.review.wording import edit_claim, mark_claim
from tests.conftest import NOW, make_source, support


def found(user, text):
    claims = matching(Claim.objects.visible_to(user), text, user)
    return [claim.number for claim in claims.order_by("number")]


def ranked(user, text):
    return [claim.number for claim in matching(Claim.objects.all(), text, user).order_by("rank", "pk")]


@pytest.fixture
def three(article, claim, source, cora, edith):
    """1: the opening, by a report that says so. 2: the cost. 3: Müller's bridge at Alma."""
    support(claim, source, by=cora, finding="The minister cut a ribbon of crimson.")
    mark_claim(article, by=edith, at=NOW, statement="It cost 40 million crowns.", section="Money", speaker="Ida Holm")
    mark_claim(article, by=edith, at=NOW, statement="Engineer Jörg Müller built 9,000 bridges near Alma.")
    return article


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", [1, 2, 3]),
        ("alma", [1, 3]),
        ("ALMA  Bridge", [1]),
        ("bridg", []),
        ("bridg*", [1, 3]),
        ("“alma bridge”", [1]),
        ('"bridge alma"', []),
        ("9,000", [3]),
        ("muller", [3]),
        ("MÜLLER", [3]),
        ("mü*", [3]),
        ("money holm", [2]),
        ("crimson", [1]),
        ("courier-1999 alma", [1]),
        ('"3 may"', [1]),
        ("nothing-of-the-kind", []),
        ("***", []),
        ('"', []),
        ("statement : alma", []),
        ("alma OR crowns", []),
        ("NOT alma", []),
    ],
)
def test_a_search_finds_just_these(three, rita, text, numbers):
    assert found(rita, text) == numbers


def test_a_word_of_the_statement_counts_more_than_one_of_a_source(three, edith, cora, rita):
    last = mark_claim(three, by=edith, at=NOW, statement="The crimson ribbon is kept in the town hall.")
    assert ranked(rita, "crimson ribbon") == [last.number, 1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    | st.text("\"'*():&|!<>^+-{}[]~@#%_\\a1é\0 ", max_size=30)
)
def test_no_text_breaks_a_search(three, rita, text):
    with transaction.atomic():
        assert set(found(rita, text)) <= {1, 2, 3}


class TestKeptRight:
    def test_when_a_claims_words_change(self, three, claim, edith, rita):
        edit_claim(Claim.objects.get(pk=claim.pk), by=edith, at=NOW, statement="The Alma tunnel opened on 3 May 1999.")
        assert (found(rita, "tunnel"), found(rita, "bridge")) == ([1], [])

    def test_when_a_finding_changes_and_when_it_is_withdrawn(self, three, cora, rita):
        row = Evidence.objects.select_related("source", "claim__article").get()
        bringing.change_evidence(row, by=cora, at=NOW, finding="The mayor did.")
        assert (found(rita, "mayor"), found(rita, "minister")) == ([1], [])
        bringing.withdraw(Evidence.objects.select_related("source", "claim__article").get(), by=cora, at=NOW)
        assert (found(rita, "mayor"), found(rita, "courier")) == ([], [])

    def test_when_a_source_gets_another_title(self, three, cora, rita):
        edit_source(Source.objects.get(), by=cora, at=NOW, title="Gazette of that week")
        assert (found(rita, "gazette"), found(rita, "courier")) == ([1], [])

    def test_when_a_claim_goes(self, three, rita):
        Claim.objects.filter(number=3).delete()
        assert found(rita, "muller") == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM claims_words")
            assert cursor.fetchone() == (2,)

    def test_by_a_batch_that_is_indexed_at_its_end(self, three, source, cora, rita):
        with together():
            with together():
                made = Claim.objects.bulk_create(
                    Claim(article=three, number=n, statement=f"Ferry {n} sank.") for n in (7, 8)
                )
            Evidence.objects.create(claim=made[0], source=source, added_by=cora, added_at=NOW, finding="Salvaged.")
        assert (found(rita, "ferry"), found(rita, "salvaged"), found(rita, "courier")) == ([7, 8], [7], [1, 7])
        Claim.objects.filter(number=8).update(statement="The raft floats.")
        assert found(rita, "raft") == [8]

    def test_not_at_all_by_a_batch_that_failed(self, three, rita):
        with pytest.raises(ZeroDivisionError), together():
            Claim.objects.create(article=three, number=9, statement="A zeppelin landed.")
            raise ZeroDivisionError
        Claim.objects.create(article=three, number=9, statement="A balloon landed.")
        assert (found(rita, "zeppelin"), found(rita, "balloon")) == ([], [9])

    def test_by_making_all_of_it_anew(self, three, rita):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM claims_words")
        assert found(rita, "alma") == []
        rebuild_words(connection)
        assert (found(rita, "alma"), found(rita, "crimson")) == ([1, 3], [1])


class TestConfidential:
    @pytest.fixture
    def secret(self, three, claim, cora):
        source = make_source(cora, "deep", title="Zetamorph memo", confidential=True)
        return support(Claim.objects.get(pk=claim.pk), source, by=cora, finding="Xylograph says it.")

    def test_words_find_nothing_for_who_may_not_see_it(self, secret, rita, cora, wanda):
        for person in (rita, cora, wanda):
            assert [found(person, text) for text in ("zetamorph", "xylo*", "alma zetamorph")] == [[], [], []]

    def test_words_are_found_by_who_may(self, secret, rita):
        rita._desk_permissions = permissions_of(rita) | {"see_confidential"}
        assert [found(rita, text) for text in ("zetamorph", "xylo*", "alma zetamorph")] == [[1], [1], [1]]

    def test_words_of_a_source_that_becomes_confidential_are_hidden_at_once(self, three, source, rita):
        Source.objects.filter(pk=source.pk).update(confidential=True)
        assert (found(rita, "courier"), found(rita, "crimson")) == ([], [])

    def test_no_excerpt_shows_it(self, secret, claim, rita):
        assert said_by_sources([claim.pk], parts_of("zetamorph"), rita) == {}
        assert str(said_by_sources([claim.pk], parts_of("crimson"), rita)[claim.pk]).endswith(
            "of <mark>crimson</mark>."
        )


def test_the_newest_are_read_in_their_order_and_no_more_than_asked(three, rita):
    hits = matching(Claim.objects.all(), "alma", rita)
    last = hits.get(number=3)
    assert newest(hits, 1) == [(last.pk, last.rank)]
    assert newest(hits, 9) == list(hits.order_by("-pk").values_list("pk", "rank"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('holm "in the city"', [Part(("holm",)), Part(("in", "the", "city"))]),
        ("9,000 twenty-one", [Part(("9", "000")), Part(("twenty", "one"))]),
        ("Brid*", [Part(("brid",), begins=True)]),
        (" , ; ", []),
        ("x" * 300, [Part(("x" * 100,))]),
        (" ".join("abcdefghijklmnopqrst"), [Part((letter,)) for letter in "abcdefghijkl"]),
    ],
)
def test_a_text_is_read_as_parts(text, parts):
    assert parts_of(text) == parts


def test_what_was_looked_for_is_marked_and_everything_escaped():
    text = "Müller & Müllers <b>bridge, the alma  bridge"
    assert marked(text, parts_of('muller "alma bridge"')) == (
        "<mark>Müller</mark> &amp; Müllers &lt;b&gt;bridge, the <mark>alma  bridge</mark>"
    )
