"""Two people at once: whatever the order, no rule is broken and nobody's work is lost.

On PostgreSQL two transactions really run beside each other; on SQLite one waits for the other. Each race is run
several times, since a race that is lost once in ten is a race that is lost.
"""

from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import pytest

from claims.models import Article, Chain, Claim, Event, Revision, SignOff, Source, Verdict
from claims.review.evidence import withdraw
from claims.review.problems import Conflict, Refused
from claims.review.revising import Choices, plan_revision, revise
from claims.review.signoff import sign_off
from claims.review.sources import edit_source, merge
from claims.review.unmarking import unmark
from claims.review.verdicts import confirm, record_verdict, reopen
from claims.review.wording import edit_claim, mark_claim
from tests.conftest import BODY, NOW, make_person, make_source, support
from tests.together import at_once

ROUNDS = 6
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def desk(own_database):
    roles = {"cora": "checker", "ben": "checker", "edith": "editor", "emil": "editor"}
    people = {name: make_person(name, role) for name, role in roles.items()}
    return SimpleNamespace(**people, article=new_article(people["edith"], "bridge"))


def new_article(by, slug):
    article = Article.objects.create(slug=slug, headline="The bridge", publication="The Weekly")
    about = {"imported_by": by, "imported_at": NOW, "sha256": "0" * 64, "original": b""}
    Revision.objects.create(article=article, number=1, body=BODY, **about)
    return article


def new_claim(desk, *sources, article=None, **fields):
    fields = {"statement": "The Alma bridge opened on 3 May 1999."} | fields
    claim = mark_claim(article or desk.article, by=desk.cora, at=NOW, **fields)
    for source in sources:
        support(claim, source, by=desk.cora)
    return claim


def fetched(row):
    """The row as another request would fetch it."""
    return type(row).objects.get(pk=row.pk)


def only(raised, *kinds):
    """Nothing was raised but this."""
    assert [error for error in raised if error is not None and not isinstance(error, kinds)] == []


def test_of_two_verdicts_one_stands_and_the_other_person_is_told(desk):
    source = make_source(desk.cora, "register")
    for _ in range(ROUNDS):
        claim = new_claim(desk, source)
        raised = at_once(
            partial(record_verdict, fetched(claim), by=desk.cora, verdict="verified", at=NOW),
            partial(record_verdict, fetched(claim), by=desk.ben, verdict="disputed", reason="No.", at=NOW),
        )
        assert [type(error) for error in raised if error] == [Conflict]
        assert Verdict.objects.get(claim=claim) == fetched(claim).verdict


def test_no_claim_is_verified_on_evidence_that_is_withdrawn_this_moment(desk):
    source = make_source(desk.cora, "register")
    for _ in range(ROUNDS):
        claim = new_claim(desk, source)
        row = claim.evidence.get()
        raised = at_once(
            partial(record_verdict, fetched(claim), by=desk.cora, verdict="verified", at=NOW),
            partial(withdraw, row, by=desk.ben, at=NOW),
        )
        only(raised, Refused)
        assert raised[1] is None
        assert fetched(claim).status == "unchecked"


def test_no_claim_is_verified_beside_a_contradiction_that_comes_this_moment(desk):
    source, diary = make_source(desk.cora, "register"), make_source(desk.cora, "diary")
    for _ in range(ROUNDS):
        claim = new_claim(desk, source)
        raised = at_once(
            partial(record_verdict, fetched(claim), by=desk.cora, verdict="verified", at=NOW),
            partial(support, fetched(claim), diary, by=desk.ben, stance="contradicts", at=LATER),
        )
        only(raised, Refused)
        assert fetched(claim).status == "unchecked"


def test_no_claim_is_verified_on_a_source_that_becomes_the_articles_own_this_moment(desk):
    for number in range(ROUNDS):
        source = make_source(desk.cora, f"s{number}")
        claim = new_claim(desk, source)
        raised = at_once(
            partial(record_verdict, fetched(claim), by=desk.cora, verdict="verified", at=NOW),
            partial(edit_source, source, by=desk.ben, at=NOW, publisher="The Weekly"),
        )
        only(raised, Refused)
        assert raised[1] is None
        assert fetched(claim).status == "unchecked"


def test_words_that_change_this_moment_are_not_verified(desk):
    source = make_source(desk.cora, "register")
    for _ in range(ROUNDS):
        claim = new_claim(desk, source)
        raised = at_once(
            partial(record_verdict, fetched(claim), by=desk.cora, verdict="verified", at=NOW),
            partial(edit_claim, fetched(claim), by=desk.ben, at=NOW, statement="It closed."),
        )
        assert [type(error) for error in raised if error] == [Conflict]
        claim = fetched(claim)
        assert (claim.status, claim.statement == "It closed.") in {("verified", False), ("unchecked", True)}


def test_a_verdict_that_is_replaced_this_moment_is_not_confirmed(desk):
    source = make_source(desk.cora, "register")
    for _ in range(ROUNDS):
        claim = new_claim(desk, source)
        verdict = record_verdict(claim, by=desk.cora, verdict="verified", at=NOW)
        raised = at_once(
            partial(confirm, fetched(verdict), by=desk.ben, at=NOW),
            partial(reopen, fetched(claim), by=desk.edith, reason="Look again.", at=NOW),
        )
        only(raised, Refused)
        actions = list(Event.objects.filter(claim=claim).order_by("sequence").values_list("action", flat=True))[-2:]
        assert actions == (["confirmed", "reopened"] if raised[0] is None else ["marked verified", "reopened"])


def test_nothing_is_signed_off_that_opens_this_moment(desk):
    source = make_source(desk.cora, "register")
    for number in range(ROUNDS):
        article = new_article(desk.edith, f"article-{number}")
        claim = new_claim(desk, source, article=article)
        record_verdict(claim, by=desk.cora, verdict="verified", at=NOW)
        raised = at_once(
            partial(sign_off, article, by=desk.edith, at=NOW),
            partial(reopen, fetched(claim), by=desk.ben, reason="Look again.", at=NOW),
        )
        only(raised, Refused)
        assert not SignOff.objects.standing().filter(revision__article=article).exists()


def test_nothing_is_signed_off_beside_a_claim_that_is_marked_this_moment(desk):
    source = make_source(desk.cora, "register")
    for number in range(ROUNDS):
        article = new_article(desk.edith, f"article-{number}")
        claim = new_claim(desk, source, article=article)
        record_verdict(claim, by=desk.cora, verdict="verified", at=NOW)
        raised = at_once(
            partial(sign_off, article, by=desk.edith, at=NOW),
            partial(new_claim, desk, article=article, statement="Another."),
        )
        only(raised, Refused)
        assert not SignOff.objects.standing().filter(revision__article=article).exists()


def test_two_who_bring_in_a_revision_at_once_make_one_and_the_other_is_told(desk):
    for number in range(ROUNDS):
        article = new_article(desk.edith, f"article-{number}")
        claim = new_claim(desk, article=article, quote="40 million crowns")
        verdicts_before = Verdict.objects.count()
        bodies = [BODY.replace("40", "41"), BODY.replace("9,000", "9,100")]
        seen = [plan_revision(fetched(article), body, by=desk.edith).fingerprint for body in bodies]
        raised = at_once(
            *(
                partial(
                    revise, fetched(article), by=by, at=NOW, body=body, original=body.encode(), filename="", dropped=[],
                    seen=mark, choices=Choices(),
                )
                for by, body, mark in zip((desk.edith, desk.emil), bodies, seen, strict=True)
            )
        )  # fmt: skip
        assert [type(error) for error in raised if error] == [Conflict]
        made = article.revisions.get(number=2)
        assert article.revisions.count() == 2 and made.body in bodies
        assert fetched(claim).revision == made
        assert Event.objects.filter(chain__article=article, action="revision brought in").count() == 1
        assert Verdict.objects.count() == verdicts_before


def test_the_same_revision_confirmed_twice_at_once_is_one(desk):
    for number in range(ROUNDS):
        article = new_article(desk.edith, f"article-{number}")
        body = BODY.replace("40", "41")
        seen = plan_revision(article, body, by=desk.edith).fingerprint
        raised = at_once(
            *[
                partial(
                    revise, fetched(article), by=desk.edith, at=NOW, body=body, original=b"", filename="", dropped=[],
                    seen=seen, choices=Choices(),
                )
            ]
            * 2
        )  # fmt: skip
        assert raised == [None, None]
        assert article.revisions.count() == 2


def test_two_sign_offs_at_once_are_one(desk):
    source = make_source(desk.cora, "register")
    for number in range(ROUNDS):
        article = new_article(desk.edith, f"article-{number}")
        record_verdict(new_claim(desk, source, article=article), by=desk.cora, verdict="verified", at=NOW)
        raised = at_once(*(partial(sign_off, fetched(article), by=by, at=NOW) for by in (desk.edith, desk.emil)))
        assert raised == [None, None]
        assert SignOff.objects.filter(revision__article=article).count() == 1
        assert Event.objects.filter(chain__article=article, action="signed off").count() == 1


def test_a_mark_that_a_colleague_works_on_this_moment_is_not_taken_away_over_their_work(desk):
    source = make_source(desk.cora, "register")
    for _ in range(ROUNDS):
        claim = new_claim(desk)
        raised = at_once(
            partial(unmark, fetched(claim), by=desk.cora, at=NOW),
            partial(support, fetched(claim), source, by=desk.ben),
        )
        only(raised, Conflict, Refused)
        if raised[0] is None:
            continue  # Taken away first: what was brought then stands on a cut claim, and the record tells both.
        assert (fetched(claim).status, claim.evidence.get().added_by) == ("unchecked", desk.ben)


def test_two_who_mark_get_two_numbers(desk):
    raised = at_once(*[lambda: [new_claim(desk) for _ in range(5)]] * 2)
    assert raised == [None, None]
    assert sorted(Claim.objects.values_list("number", flat=True)) == list(range(1, 11))


def test_two_sources_that_are_made_copies_of_each_other_this_moment_make_no_circle(desk):
    for number in range(ROUNDS):
        one, two = (make_source(desk.cora, f"{name}{number}") for name in ("one", "two"))
        raised = at_once(
            partial(edit_source, fetched(one), by=desk.cora, at=NOW, republishes=fetched(two)),
            partial(edit_source, fetched(two), by=desk.ben, at=NOW, republishes=fetched(one)),
        )
        only(raised, Refused)
        assert len([error for error in raised if error]) == 1
        assert Source.objects.filter(pk__in=[one.pk, two.pk], republishes__isnull=False).count() == 1


def test_two_mergings_of_the_same_two_leave_one(desk):
    for number in range(ROUNDS):
        one, two = (make_source(desk.cora, f"{name}{number}") for name in ("one", "two"))
        raised = at_once(
            partial(merge, fetched(one), into=fetched(two), by=desk.edith, at=NOW),
            partial(merge, fetched(two), into=fetched(one), by=desk.edith, at=NOW),
        )
        only(raised, Refused, Conflict)
        assert Source.objects.current().filter(pk__in=[one.pk, two.pk]).count() == 1


def test_whoever_touches_several_articles_waits_for_nobody_who_waits_for_them(desk):
    articles = [new_article(desk.edith, f"article-{number}") for number in range(3)]
    source, other, spare = (make_source(desk.cora, key) for key in ("register", "other", "spare"))
    claims = [new_claim(desk, source, other, article=article) for article in articles]

    def edit(source, by, words):
        for number in range(4):
            edit_source(fetched(source), by=by, at=NOW, publisher=f"{words} {number}", kind="blog")

    def decide(by):
        for claim in (*claims, *reversed(claims)):
            try:
                record_verdict(fetched(claim), by=by, verdict="verified", reason=by.username, at=NOW)
                support(fetched(claim), spare, by=by, locator=by.username)
            except (Conflict, Refused):
                continue

    raised = at_once(
        lambda: edit(source, desk.cora, "One"),
        lambda: edit(other, desk.edith, "Two"),
        lambda: decide(desk.cora),
        lambda: decide(desk.ben),
    )
    assert raised == [None] * 4
    for chain in Chain.objects.all():
        assert list(chain.events.order_by("sequence").values_list("sequence", flat=True)) == list(
            range(1, chain.length + 1)
        )
