"""The copy changes: what keeps its verdict, what is checked again, what waits for a person."""

from datetime import timedelta

import pytest

from claims.anchoring.places import Place
from claims.models import Article, Claim, Event, Revision, SignOff
from claims.review import assignment, signoff, verdicts, wording
from claims.review.problems import Conflict, Refused
from claims.review.revising import Choices, plan_revision, problems_with_choices, problems_with_revising, revise
from claims.review.ways import Becomes
from tests.conftest import BODY, NOW, make_source, support

LATER = NOW + timedelta(days=1)
COST = "It cost 40 million crowns, says engineer Ida Holm."


@pytest.fixture
def cost(article, edith):
    """Claim of 40 million crowns; unchecked."""
    return wording.mark_claim(article, by=edith, at=NOW, statement="It cost 40 million.", quote="40 million crowns")


def bring(article, body, *, by, plan=None, **choices):
    """Bring the copy in as somebody who has just seen the plan."""
    plan = plan or plan_revision(article, body, by=by)
    file = {"original": body.encode(), "filename": "second.txt", "dropped": []}
    return revise(article, by=by, at=LATER, body=body, seen=plan.fingerprint, choices=Choices(**choices), **file)


def verify(claim, by):
    support(claim, make_source(by, f"registry-{claim.pk}"), by=by)
    verdicts.record_verdict(claim, by=by, verdict="verified", at=NOW)


def correct(claim, checker, editor, wording_now):
    source = make_source(checker, f"audit-{claim.pk}")
    support(claim, source, by=checker, stance="contradicts")
    verdicts.record_verdict(claim, by=checker, verdict="disputed", reason="The audit says 42.", at=NOW)
    verdicts.record_verdict(claim, by=editor, verdict="corrected", correction=wording_now, at=NOW)


def becomes(article, body, by):
    return {way.claim.number: way.becomes.value for way in plan_revision(article, body, by=by).ways}


def stands(claim):
    claim.refresh_from_db()
    body = claim.revision.body
    return claim.status, claim.revision.number, body[claim.start : claim.end] if claim.start is not None else None


def test_a_plan_writes_nothing(article, claim, cost, edith):
    verify(cost, edith)
    before = Event.objects.count()
    plan_revision(article, BODY.replace("40", "42"), by=edith)
    assert (Revision.objects.count(), Event.objects.count()) == (1, before)
    assert stands(cost) == ("verified", 1, "40 million crowns")


def test_a_claim_whose_sentence_only_moved_keeps_its_verdict_and_its_version(article, claim, cost, edith):
    verify(claim, edith)
    version = claim.version
    body = BODY.replace("The Alma bridge opened on 3 May 1999. ", "") + "\n\nThe Alma bridge opened on 3 May 1999."
    assert becomes(article, body, edith) == {1: "kept", 2: "kept"}
    revision = bring(article, body, by=edith)
    assert stands(claim) == ("verified", 2, "3 May 1999")
    assert (claim.version, claim.start) == (version, body.index("3 May"))
    assert (revision.number, revision.imported_by, bytes(revision.original)) == (2, edith, body.encode())


@pytest.mark.parametrize(
    "now",
    [
        "It cost 41 million crowns, says engineer Ida Holm.",
        "It did not cost 40 million crowns, says engineer Ida Holm.",
        "It cost 40 million crowns, says engineer Ada Holm.",
        "It cost 40 million crown, says engineer Ida Holm.",
    ],
)
def test_a_verified_claim_reopens_when_a_word_of_its_sentence_changed(article, cost, edith, now):
    verify(cost, edith)
    bring(article, BODY.replace(COST, now), by=edith)
    cost.refresh_from_db()
    assert (cost.status, cost.verdict, cost.verdicts.count()) == ("unchecked", None, 1)
    event = cost.last_event
    assert (event.action, event.status, event.actor_id) == ("reopened", "unchecked", edith.pk)
    assert now in event.detail.body and COST in event.detail.body


def test_a_stet_reopens_too_and_an_open_claim_just_moves(article, claim, cost, cora, edith):
    verdicts.record_verdict(cost, by=cora, verdict="disputed", reason="No.", at=NOW)
    verdicts.record_verdict(cost, by=edith, verdict="stet", reason="It is a saying.", at=NOW)
    verdicts.set_in_progress(claim, by=cora, at=NOW)
    body = BODY.replace("40", "41").replace("opened on", "was opened on")
    assert becomes(article, body, edith) == {1: "changed", 2: "changed"}
    bring(article, body, by=edith)
    assert stands(cost) == ("unchecked", 2, None)
    assert stands(claim) == ("in_progress", 2, "3 May 1999")
    assert Event.objects.filter(action="reopened").count() == 1


def test_one_event_tells_of_the_revision_and_one_of_each_reopened_claim(article, claim, cost, edith):
    verify(cost, edith)
    before = Event.objects.count()
    bring(article, BODY.replace("40", "41"), by=edith)
    events = Event.objects.order_by("pk")[before:]
    assert [(event.action, event.claim) for event in events] == [("revision brought in", None), ("reopened", cost)]
    assert '"claims":{"changed":[2],"kept":[1]}' in events[0].detail.body


def test_curly_quotes_and_dashes_change_no_claim(article, edith):
    quoted = wording.mark_claim(article, by=edith, at=NOW, quote="9,000 cars a day")
    verify(quoted, edith)
    bring(article, BODY.replace("9,000 cars a day", "9,000\u00a0cars a day"), by=edith)
    assert stands(quoted) == ("verified", 2, "9,000\u00a0cars a day")


class TestGone:
    body = BODY.replace(COST, "").replace("1999. ", "1999.")

    def test_a_gone_claim_is_cut_where_an_editor_ticks_it(self, article, cost, edith, cora):
        verify(cost, cora)
        plan = plan_revision(article, self.body, by=edith)
        assert (plan.of(Becomes.GONE)[0].claim, plan.may_cut) == (cost, {cost.pk})
        bring(article, self.body, by=edith, cut=frozenset({cost.pk}))
        assert stands(cost) == ("cut", 2, None)
        assert (cost.verdict.by, cost.verdict.reason) == (
            edith, "Its passage is gone from the copy since revision 2."
        )  # fmt: skip

    def test_unticked_it_reopens(self, article, cost, edith, cora):
        verify(cost, cora)
        bring(article, self.body, by=edith)
        assert stands(cost) == ("unchecked", 2, None)

    def test_an_unchecked_one_stays_unchecked_and_tells_nothing(self, article, cost, edith):
        before = Event.objects.count()
        bring(article, self.body, by=edith)
        assert stands(cost) == ("unchecked", 2, None)
        assert Event.objects.count() == before + 1

    def test_an_unchecked_one_is_cut_where_an_editor_ticks_it(self, article, cost, edith):
        bring(article, self.body, by=edith, cut=frozenset({cost.pk}))
        assert stands(cost) == ("cut", 2, None)

    def test_a_gone_correction_is_cut_by_way_of_a_reopening(self, article, cost, cora, edith):
        correct(cost, cora, edith, "42 million crowns")
        bring(article, self.body, by=edith, cut=frozenset({cost.pk}))
        assert stands(cost) == ("cut", 2, None)
        assert list(cost.events.order_by("-pk").values_list("action", flat=True)[:2]) == ["marked cut", "reopened"]

    def test_the_writer_cuts_nothing(self, article, cost, cora, wanda):
        verify(cost, cora)
        plan = plan_revision(article, self.body, by=wanda)
        assert plan.may_cut == frozenset()
        with pytest.raises(Refused, match="may not cut"):
            bring(article, self.body, by=wanda, cut=frozenset({cost.pk}))
        bring(article, self.body, by=wanda)
        assert stands(cost) == ("unchecked", 2, None)

    def test_an_editor_does_not_cut_what_only_that_editor_disputed(self, article, cost, edith):
        verdicts.record_verdict(cost, by=edith, verdict="disputed", reason="No.", at=NOW)
        assert plan_revision(article, self.body, by=edith).may_cut == frozenset()

    def test_a_kept_claim_can_not_be_cut_along_the_way(self, article, claim, cost, edith):
        with pytest.raises(Refused, match="may not cut"):
            bring(article, self.body, by=edith, cut=frozenset({claim.pk}))
        assert Revision.objects.count() == 1


class TestAmbiguous:
    body = BODY + "\n\nAnd again. " + COST

    def test_nothing_is_written_before_a_person_has_chosen(self, article, cost, edith):
        verify(cost, edith)
        plan = plan_revision(article, self.body, by=edith)
        assert [problem.code for problem in problems_with_choices(plan, Choices())] == ["choose"]
        with pytest.raises(Refused, match="Claim 1 stands in several places now"):
            bring(article, self.body, by=edith)
        assert Revision.objects.count() == 1

    def test_the_chosen_place_keeps_the_verdict(self, article, cost, edith):
        verify(cost, edith)
        second = plan_revision(article, self.body, by=edith).ways[0].candidates[1]
        bring(article, self.body, by=edith, places={cost.pk: second})
        assert stands(cost) == ("verified", 2, "40 million crowns")
        assert (cost.start, cost.occurrences) == (self.body.rindex("40 million"), 2)

    def test_none_of_them_reopens_it(self, article, cost, edith):
        verify(cost, edith)
        bring(article, self.body, by=edith, places={cost.pk: None})
        assert stands(cost) == ("unchecked", 2, None)

    @pytest.mark.parametrize("place", [Place(0, 0), Place(0, 5), Place(5, 10**9)])
    def test_a_place_that_was_not_offered_is_refused(self, article, cost, edith, place):
        with pytest.raises(Refused, match="Say which is its own"):
            bring(article, self.body, by=edith, places={cost.pk: place})


class TestCorrected:
    @pytest.fixture(autouse=True)
    def corrected(self, cost, cora, edith):
        correct(cost, cora, edith, "42 million crowns")

    def test_made_in_the_copy_it_stays_and_stands_at_its_new_words(self, article, cost, edith):
        body = BODY.replace("40 million", "42 million")
        assert becomes(article, body, edith) == {1: "made"}
        bring(article, body, by=edith)
        assert stands(cost) == ("corrected", 2, "42 million crowns")

    @pytest.mark.parametrize("now", ["40 million crowns", "41 million crowns", "some 40 million crowns"])
    def test_not_made_it_stays_corrected_and_is_listed(self, article, cost, edith, now):
        body = BODY.replace("40 million crowns", now) + "\n\nMore."
        assert becomes(article, body, edith) == {1: "not made"}
        bring(article, body, by=edith)
        assert stands(cost)[:2] == ("corrected", 2)

    def test_a_made_correction_that_changes_again_reopens(self, article, cost, edith):
        made = BODY.replace("40 million", "42 million")
        bring(article, made, by=edith)
        bring(article, made.replace("It cost", "It never cost"), by=edith)
        assert stands(cost) == ("unchecked", 3, "42 million crowns")

    def test_a_made_correction_that_moves_stays(self, article, cost, edith):
        made = BODY.replace("40 million", "42 million")
        bring(article, made, by=edith)
        bring(article, "New first line\n\n" + made, by=edith)
        assert stands(cost) == ("corrected", 3, "42 million crowns")

    def test_the_same_words_elsewhere_before_are_not_the_correction_made(self, article, cost, edith):
        body = BODY + "\n\nThe ferry cost 42 million crowns."
        bring(article, body, by=edith, places={})
        bring(article, body.replace("Holm left the city in 2001. ", ""), by=edith)
        assert becomes(article, body, edith) == {1: "not made"}


class TestWithoutAPlace:
    def test_an_open_claim_is_looked_for_again(self, article, edith):
        lost = wording.mark_claim(article, by=edith, at=NOW, quote="a copper dome")
        assert stands(lost) == ("unchecked", 1, None)
        body = BODY + "\n\nIt has a copper dome."
        assert becomes(article, body, edith) == {1: "found"}
        bring(article, body, by=edith)
        assert stands(lost) == ("unchecked", 2, "a copper dome")

    def test_a_verified_one_reopens_where_its_words_appear_in_a_sentence_nobody_saw(self, article, edith):
        lost = wording.mark_claim(article, by=edith, at=NOW, quote="a copper dome")
        verify(lost, edith)
        bring(article, BODY + "\n\nIt never had a copper dome.", by=edith)
        assert stands(lost) == ("unchecked", 2, "a copper dome")

    def test_a_verified_one_that_is_nowhere_still_stays(self, article, edith):
        lost = wording.mark_claim(article, by=edith, at=NOW, quote="a copper dome")
        verify(lost, edith)
        bring(article, BODY + "\n\nMore.", by=edith)
        assert stands(lost) == ("verified", 2, None)

    @pytest.mark.parametrize(
        "body, status",
        [
            (BODY + "\n\nMore.", "verified"),
            (BODY.replace("9,000", "8,000"), "unchecked"),
            (BODY + "\n\nThe bridge is green.", "unchecked"),
        ],
    )
    def test_one_that_stands_in_several_places_stays_while_all_their_sentences_do(self, article, edith, body, status):
        several = wording.mark_claim(article, by=edith, at=NOW, quote="bridge")
        verify(several, edith)
        bring(article, body, by=edith)
        assert stands(several) == (status, 2, None)


def test_a_cut_claim_stays_cut(article, cost, edith):
    verdicts.record_verdict(cost, by=edith, verdict="cut", reason="Twice.", at=NOW)
    bring(article, BODY.replace("40", "41"), by=edith)
    assert stands(cost) == ("cut", 2, None)


def test_a_new_revision_takes_the_sign_off_back_and_says_why(article, claim, cora, edith):
    verify(claim, cora)
    signoff.sign_off(article, by=edith, at=NOW)
    bring(article, BODY + "\n\nMore.", by=edith)
    old = SignOff.objects.get()
    assert (old.revoked_at, old.revoked_because) == (LATER, "Revision 2 of the copy was brought in.")


def test_the_same_copy_changes_nothing_and_is_no_revision(article, claim, edith):
    before = Event.objects.count()
    assert plan_revision(article, BODY, by=edith).changes_nothing
    assert bring(article, BODY, by=edith).number == 1
    assert (Revision.objects.count(), Event.objects.count()) == (1, before)


def test_a_second_click_on_confirm_changes_nothing(article, claim, edith):
    body = BODY + "\n\nMore."
    plan = plan_revision(article, body, by=edith)
    assert bring(article, body, by=edith, plan=plan) == bring(article, body, by=edith, plan=plan)
    assert Revision.objects.count() == 2


class TestStale:
    body = BODY.replace("40", "41")

    def refused(self, article, by, plan):
        with pytest.raises(Conflict):
            bring(article, self.body, by=by, plan=plan)
        assert not Revision.objects.filter(body=self.body).exists()

    def test_somebody_else_brought_a_revision(self, article, cost, edith):
        plan = plan_revision(article, self.body, by=edith)
        bring(article, BODY + "\n\nMore.", by=edith)
        self.refused(article, edith, plan)

    def test_somebody_decided_marked_or_reworded_a_claim(self, article, claim, cost, cora, edith):
        plan = plan_revision(article, self.body, by=edith)
        verify(cost, cora)
        self.refused(article, edith, plan)
        plan = plan_revision(article, self.body, by=edith)
        wording.mark_claim(article, by=cora, at=NOW, quote="2001")
        self.refused(article, edith, plan)
        plan = plan_revision(article, self.body, by=edith)
        wording.edit_claim(claim, by=cora, at=NOW, quote="May 1999")
        self.refused(article, edith, plan)

    def test_taking_a_claim_or_starting_on_it_is_no_reason_to_stop(self, article, cost, cora, edith):
        plan = plan_revision(article, self.body, by=edith)
        assignment.assign(cost, to=cora, by=edith, at=NOW)
        verdicts.set_in_progress(cost, by=cora, at=NOW)
        assert bring(article, self.body, by=edith, plan=plan).number == 2

    def test_the_plan_of_another_text_is_none_of_this_one(self, article, cost, edith):
        self.refused(article, edith, plan_revision(article, BODY + "\n\nMore.", by=edith))


class TestPeople:
    body = BODY + "\n\nMore."

    @pytest.mark.parametrize("name", ["cora", "rita", "ada"])
    def test_who_brings_in_no_articles_brings_in_no_revision(self, article, request, name):
        with pytest.raises(Refused, match="bring in articles"):
            bring(article, self.body, by=request.getfixturevalue(name))

    def test_a_writer_hands_in_own_copy_with_the_same_consequences(self, article, cost, cora, wanda):
        verify(cost, cora)
        bring(article, BODY.replace("40", "41"), by=wanda)
        assert stands(cost) == ("unchecked", 2, None)

    def test_a_writer_hands_in_no_copy_of_somebody_elses(self, article, cora, wanda):
        Article.objects.update(writer=None)
        article.refresh_from_db()
        assert [problem.code for problem in problems_with_revising(article, by=wanda)] == ["not_own"]

    def test_an_archived_article_takes_no_copy(self, article, edith):
        Article.objects.update(archived=True)
        article.refresh_from_db()
        with pytest.raises(Refused, match="archived"):
            bring(article, self.body, by=edith)

    def test_a_superuser_without_a_role_may_not(self, article, ada):
        ada.is_superuser = True
        ada.save()
        with pytest.raises(Refused):
            bring(article, self.body, by=ada)


@pytest.mark.parametrize("n", [1, 3])
def test_planning_takes_as_many_queries_for_three_claims_as_for_one(article, edith, django_assert_num_queries, n):
    for quote in ["3 May 1999", "40 million crowns", "9,000 cars"][:n]:
        verify(wording.mark_claim(article, by=edith, at=NOW, quote=quote), edith)
    edith = type(edith).objects.get(pk=edith.pk)
    with django_assert_num_queries(4):
        plan_revision(article, BODY.replace("40", "41"), by=edith)


@pytest.mark.parametrize("n", [1, 3])
def test_kept_claims_are_moved_without_a_query_each(article, edith, django_assert_max_num_queries, n):
    for quote in ["3 May 1999", "40 million crowns", "9,000 cars"][:n]:
        wording.mark_claim(article, by=edith, at=NOW, quote=quote)
    plan = plan_revision(article, BODY + "\n\nMore.", by=edith)
    with django_assert_max_num_queries(26):
        bring(article, BODY + "\n\nMore.", by=edith, plan=plan)
    assert Claim.objects.filter(revision__number=2).count() == n


def test_a_correction_that_stands_elsewhere_only_is_not_made(article, cost, cora, edith):
    correct(cost, cora, edith, "9,000")
    bring(article, BODY.replace("cost 40 million", "took 41 million"), by=edith)
    assert stands(cost) == ("corrected", 2, "It took 41 million crowns, says engineer Ida Holm.")
    assert [problem.code for problem in signoff.obstacles(article)] == ["not_yet_made"]
    bring(article, BODY.replace("cost 40 million crowns", "took 9,000"), by=edith)
    assert stands(cost) == ("corrected", 3, "9,000")
    assert "not_yet_made" not in [problem.code for problem in signoff.obstacles(article)]
