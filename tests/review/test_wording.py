"""Marking claims and changing what they say."""

from datetime import timedelta

import pytest

from claims.models import Claim, Event, SignOff
from claims.review.problems import Conflict, Refused
from claims.review.verdicts import record_verdict, set_in_progress
from claims.review.wording import edit_claim, mark_claim
from tests.conftest import BODY, NOW, make_person, make_source, support

LATER = NOW + timedelta(hours=1)


def mark(article, by, **fields):
    return mark_claim(article, by=by, at=NOW, **{"statement": "It opened in May."} | fields)


def test_a_claim_is_marked_in_its_place_and_the_record_tells_of_it(article, cora):
    claim = mark(article, cora, quote="3 May 1999", kind="date", risk="high", sensitive=True)
    claim.refresh_from_db()
    assert (claim.number, claim.status, claim.version) == (1, "unchecked", 1)
    assert BODY[claim.start : claim.end] == "3 May 1999"
    assert (claim.revision, claim.occurrences) == (article.current_revision, 1)
    assert (claim.last_event.action, claim.last_event.claim, claim.last_event.status) == ("marked", claim, "")


@pytest.mark.parametrize(
    ("words", "occurrences", "place"),
    [
        ({"quote": "in 2001"}, 1, "characters"),
        ({"quote": "in 2002"}, 0, "not found"),
        ({"quote": "The"}, 3, "found 3 times"),
        ({"statement": "Holm left the city in 2001."}, 1, "characters"),
    ],
)
def test_a_place_is_certain_or_it_is_none(article, cora, words, occurrences, place):
    claim = mark(article, cora, **words)
    assert claim.occurrences == occurrences
    assert claim.place_in_words.startswith(place)
    assert (claim.start is None) == (occurrences != 1)


def test_an_article_without_copy_has_claims_without_places(cora):
    from claims.models import Article

    claim = mark(Article.objects.create(slug="ferry", headline="The ferry"), cora)
    assert (claim.revision, claim.start, claim.occurrences, claim.place_in_words) == (None, None, None, "no copy yet")


def test_numbers_are_given_in_order_and_taken_once(article, cora):
    assert [mark(article, cora).number, mark(article, cora, number=7).number, mark(article, cora).number] == [1, 7, 8]
    with pytest.raises(Refused, match="has a claim 7 already"):
        mark(article, cora, number=7)


@pytest.mark.parametrize("number", [0, -1, 2**31])
def test_a_number_is_one_that_a_claim_can_have(article, cora, number):
    with pytest.raises(Refused, match="Number a claim from 1 to 2,147,483,647"):
        mark(article, cora, number=number)


BAD = [
    ({"statement": " \u200b"}, "what is claimed|needs a statement"),
    ({"kind": "gossip"}, "Kind: Value 'gossip' is not a valid choice"),
    ({"risk": ""}, "Risk: This field cannot be blank"),
    ({"section": "x" * 201}, "Section: Ensure this value has at most 200 characters"),
    ({"value": "x" * 501}, "Value: Ensure this value has at most 500 characters"),
]


@pytest.mark.parametrize(("fields", "sentence"), BAD)
def test_what_is_no_claim_is_refused_in_words(article, claim, cora, fields, sentence):
    with pytest.raises(Refused, match=sentence):
        mark(article, cora, **fields)
    with pytest.raises(Refused, match=sentence):
        edit_claim(claim, by=cora, at=NOW, **fields)
    assert list(Claim.objects.values_list("pk", "version")) == [(claim.pk, 1)]


@pytest.mark.parametrize("name", ["status", "verdict", "decided_at", "version", "last_event", "start", "article"])
def test_a_column_that_is_no_business_of_the_caller_is_not_written(article, claim, cora, name):
    for act in (
        lambda: edit_claim(claim, by=cora, at=NOW, **{name: "in_progress"}),
        lambda: mark_claim(article, by=cora, at=NOW, statement="It is so.", **{name: "in_progress"}),
    ):
        with pytest.raises(TypeError, match=name if name != "article" else "article|positional"):
            act()
    assert Claim.objects.get().status == "unchecked"


def test_a_new_claim_is_given_to_a_checker_by_the_rules_of_assigning(article, cora, ben, edith, wanda, rita):
    assert mark(article, cora, checker=cora).checker == cora
    assert mark(article, edith, checker=ben).checker == ben
    for by, checker, sentence in (
        (cora, ben, "assign claims"),
        (edith, rita, "Rita is not a checker"),
        (edith, wanda, "Wanda wrote this article"),
    ):
        with pytest.raises(Refused, match=sentence):
            mark(article, by, checker=checker)


@pytest.fixture
def verified(claim, source, cora):
    support(claim, source, by=cora)
    record_verdict(claim, by=cora, verdict="verified", at=NOW)
    return claim


@pytest.mark.parametrize(
    "fields", [{"statement": "It closed."}, {"quote": "in 2001"}, {"value": "1999-05-04"}, {"quote": ""}]
)
def test_nothing_stays_verified_under_changed_words(verified, cora, fields):
    assert edit_claim(verified, by=cora, at=LATER, **fields) == list(fields)
    verified.refresh_from_db()
    assert (verified.status, verified.verdict) == ("unchecked", None)
    [name] = fields
    assert f"Its {name} changed after it was decided." in Event.objects.get(action="reopened").detail.body


@pytest.mark.parametrize("status", ["disputed", "corrected", "cut", "stet"])
def test_nothing_else_stays_decided_under_changed_words_either(claim, cora, edith, status):
    support(claim, make_source(cora, "diary"), by=cora, stance="contradicts")
    record_verdict(claim, by=cora, verdict="disputed", reason="No.", at=NOW)
    if status != "disputed":
        correction = "3 April" if status == "corrected" else ""
        record_verdict(claim, by=edith, verdict=status, reason="So be it.", correction=correction, at=NOW)
    edit_claim(claim, by=cora, at=LATER, statement="It closed.")
    claim.refresh_from_db()
    assert claim.status == "unchecked"


@pytest.mark.parametrize(
    "fields",
    [
        {"section": "Top"},
        {"note": "Ask Ida."},
        {"speaker": "Ida"},
        {"sensitive": True},
        {"kind": "event"},
        {"risk": "medium"},
    ],
)
def test_what_was_not_decided_on_may_change(verified, cora, fields):
    edit_claim(verified, by=cora, at=LATER, **fields)
    verified.refresh_from_db()
    assert (verified.status, verified.version) == ("verified", 3)


def test_the_same_words_typed_another_way_change_nothing(verified, cora):
    events = Event.objects.count()
    assert edit_claim(verified, by=cora, at=LATER, statement=f"  {verified.statement}\r\n", note="") == []
    assert Event.objects.count() == events


def test_a_higher_risk_asks_for_the_two_source_rule_again(verified, cora):
    edit_claim(verified, by=cora, at=LATER, risk="high")
    verified.refresh_from_db()
    assert verified.status == "unchecked"
    assert "Its risk was changed. Claim 1 is high risk" in Event.objects.get(action="reopened").detail.body


def test_a_started_claim_stays_in_progress_under_changed_words(claim, cora):
    set_in_progress(claim, by=cora, at=NOW)
    edit_claim(claim, by=cora, at=NOW, statement="It closed.")
    claim.refresh_from_db()
    assert claim.status == "in_progress"


def test_changed_words_are_looked_for_in_the_copy_again(claim, cora):
    edit_claim(claim, by=cora, at=NOW, quote="9,000 cars")
    claim.refresh_from_db()
    assert BODY[claim.start : claim.end] == "9,000 cars"
    edit_claim(claim, by=cora, at=NOW, quote="10,000 cars")
    claim.refresh_from_db()
    assert (claim.start, claim.end, claim.occurrences) == (None, None, 0)


def test_a_stale_claim_is_a_conflict_and_nothing_is_written(claim, cora, ben):
    stale = Claim.objects.get(pk=claim.pk)
    edit_claim(claim, by=cora, at=NOW, note="Mine.")
    events = Event.objects.count()
    with pytest.raises(Conflict):
        edit_claim(stale, by=ben, at=NOW, note="Yours.")
    assert (Claim.objects.get().note, Event.objects.count()) == ("Mine.", events)


def test_a_form_that_has_already_put_its_values_into_the_claim_still_changes_it(claim, cora):
    claim.statement = "It closed."
    assert edit_claim(claim, by=cora, at=NOW, statement="It closed.") == ["statement"]
    assert Claim.objects.get().statement == "It closed."


def test_the_writer_does_not_lower_the_risk_of_own_copy(claim, wanda, article):
    wanda.groups.set(make_person("spare", "checker").groups.all())
    with pytest.raises(Refused, match="You wrote this article"):
        edit_claim(claim, by=wanda, at=NOW, risk="medium")
    assert edit_claim(claim, by=wanda, at=NOW, note="It was a Monday.") == ["note"]


@pytest.mark.parametrize("role", ["reader", "writer", "admin"])
def test_who_may_not_check_marks_and_changes_nothing(article, claim, role):
    person = make_person("olga", role)
    for act in (lambda: mark(article, person), lambda: edit_claim(claim, by=person, at=NOW, note="x")):
        with pytest.raises(Refused, match="Your role does not let you"):
            act()


def test_nothing_is_marked_or_changed_in_an_archived_article(article, claim, cora):
    article.archived = True
    article.save()
    for act in (lambda: mark(article, cora), lambda: edit_claim(claim, by=cora, at=NOW, note="x")):
        with pytest.raises(Refused, match="archived"):
            act()


@pytest.mark.parametrize(
    "act", [lambda claim, by: mark(claim.article, by), lambda claim, by: edit_claim(claim, by=by, at=LATER, note="x")]
)
def test_a_clearance_ends_with_a_new_or_changed_claim(claim, cora, edith, act):
    signed = SignOff.objects.create(revision=claim.revision, by=edith, at=NOW)
    act(claim, cora)
    signed.refresh_from_db()
    assert signed.revoked_because in {"Claim 2: marked.", "Claim 1: changed."}
