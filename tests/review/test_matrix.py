"""Every status, every verdict, every sort of person, every path: allowed or refused exactly as DESIGN says.

What is expected is computed here from DESIGN's sentences, and never from the code under test. The first matrix
asks who may move what (with evidence and words that leave nothing to wish for), the second which evidence and
words a verdict needs (of an editor who may do everything).
"""

from datetime import timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from django.db import transaction

from claims.models import Claim, Verdict
from claims.review.verdicts import record_verdict, set_in_progress
from claims.review.wording import edit_claim, mark_claim
from tests.conftest import NOW, make_person, make_source, support

from .paths import PATHS, Attempt

HOUR = timedelta(hours=1)
STATUSES = ["unchecked", "in_progress", "verified", "disputed", "corrected", "cut", "stet"]
VERDICTS = ["verified", "disputed", "corrected", "cut", "stet"]

# "unchecked or in_progress -> verified | disputed; disputed -> corrected | stet by an editor, or -> verified; any open
# or verified -> cut by an editor"; "otherwise it is a new Verdict under the same rules".
FROM = {
    "verified": {"unchecked", "in_progress", "disputed", "verified"},
    "disputed": {"unchecked", "in_progress", "disputed"},
    "corrected": {"disputed", "corrected"},
    "stet": {"disputed", "stet"},
    "cut": {"unchecked", "in_progress", "disputed", "verified", "cut"},
}
BY_EDITOR = {"corrected", "cut", "stet"}
WITH_WORDING = {"disputed", "corrected"}

# Groups, and what else is so.
CAST = {
    "a reader": (["reader"], set()),
    "a writer of something else": (["writer"], set()),
    "the writer": (["writer"], {"wrote"}),
    "a checker": (["checker"], set()),
    "an editor": (["editor"], set()),
    "an admin": (["admin"], set()),
    "somebody without a role": ([], set()),
    "a superuser without a role": ([], {"superuser"}),
    "a superuser who is admin": (["admin"], {"superuser"}),
    "a superuser who is checker": (["checker"], {"superuser"}),
    "a checker who wrote it": (["checker", "writer"], {"wrote"}),
    "an editor who wrote it": (["editor"], {"wrote"}),
    "a superuser and editor who wrote it": (["editor"], {"wrote", "superuser"}),
    "a checker who left": (["checker"], {"inactive"}),
    "an editor who left": (["editor"], {"inactive"}),
    "an editor who alone disputed it": (["editor"], {"disputed it"}),
}


def expected(who, status, verdict):
    """The codes of DESIGN's sentences that speak against it."""
    groups, traits = CAST[who]
    may = {"editor"} if verdict in BY_EDITOR else {"checker", "editor"}
    codes = set()
    if "inactive" in traits or not may & set(groups):
        codes.add("not_permitted")
    if "wrote" in traits:
        codes.add("own_copy")
    if status not in FROM[verdict]:
        codes.add("no_such_move")
    if "disputed it" in traits and status == "disputed" and verdict in BY_EDITOR:
        codes.add("own_dispute")
    return codes


@pytest.fixture
def desk(article, wanda, cora, edith):
    """An article whose claims others have in hand: cora checks, edith settles."""
    return SimpleNamespace(article=article, writer=wanda, checker=cora, editor=edith)


def actor(desk, who):
    groups, traits = CAST[who]
    if who == "the writer":
        return desk.writer
    person = make_person("olga", *groups, is_superuser="superuser" in traits)
    if "inactive" in traits:
        person.is_active = False
        person.save()
    return person


def bring(desk, status, who, person):
    """Bring a claim to the status by way of the rules, with evidence for and against it, and some added since."""
    claim = mark_claim(desk.article, by=desk.editor, at=NOW, statement="The Alma bridge opened on 3 May 1999.")
    support(claim, make_source(desk.checker, "register"), by=desk.checker)
    support(claim, make_source(desk.checker, "diary"), by=desk.checker, stance="contradicts")
    checker = person if "disputed it" in CAST[who][1] else desk.checker
    if status == "in_progress":
        set_in_progress(claim, by=desk.checker, at=NOW)
    elif status in {"corrected", "stet", "disputed"}:
        record_verdict(claim, by=checker, verdict="disputed", reason="First words.", at=NOW)
    if status in {"verified", "corrected", "cut", "stet"}:
        by = desk.checker if status == "verified" else desk.editor
        correction = "3 April 1999" if status == "corrected" else ""
        record_verdict(claim, by=by, verdict=status, reason="First words.", correction=correction, at=NOW)
    if status not in {"verified", "corrected"}:
        support(claim, make_source(desk.checker, "later"), by=desk.checker, at=NOW + HOUR)
    if "wrote" in CAST[who][1] and person != desk.writer:
        desk.article.writer = person  # by hand: the rules let nobody who has checked it become its writer
        desk.article.save()
    assert Claim.objects.get(pk=claim.pk).status == status
    return claim


def try_it(path, attempt):
    """Make the attempt and take it back; return what was told, the verdicts written, and the claim as it then was."""
    before = Verdict.objects.count()
    sid = transaction.savepoint()
    told = path.attempt(attempt)
    written = Verdict.objects.count() - before
    claim = Claim.objects.select_related("verdict__by").get(pk=attempt.claim_pk)
    transaction.savepoint_rollback(sid)
    return told, written, claim


def assert_as_expected(attempt, codes, *, thorough=False):
    """Walk every path that can record this verdict; `thorough`: only the cheap ones that take a thousand attempts."""
    status = attempt.claim.status
    for path in PATHS:
        if attempt.verdict not in path.verdicts or (thorough and not path.thorough):
            continue
        told, written, claim = try_it(path, attempt)
        if codes:
            assert told is None or told == codes, path.name
            assert (claim.status, written) == (status, 0), path.name
        else:
            assert told == frozenset(), path.name
            assert (claim.status, written, claim.verdict.by) == (attempt.verdict, 1, attempt.by), path.name


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("who", CAST)
def test_who_moves_what(desk, status, who):
    person = actor(desk, who)
    claim = bring(desk, status, who, person)
    for verdict in VERDICTS:
        correction = "4 May 1999" if verdict in WITH_WORDING else ""
        attempt = Attempt(claim.pk, person, verdict, "Other words.", correction, NOW + 2 * HOUR)
        assert_as_expected(attempt, expected(who, status, verdict))


# A piece of evidence: stance, publisher, kind, whether it says anything.
EVIDENCE = {
    "none": [],
    "unread": [("unread", "Courier", "news report", True)],
    "context": [("context", "Courier", "news report", True)],
    "support unlooked at": [("supports", "Courier", "news report", False)],
    "one support": [("supports", "Courier", "news report", True)],
    "own support": [("supports", "THE WEEKLY (online)", "news report", True)],
    "own primary support": [("supports", "The Weekly", "primary document", True)],
    "nobody's primary support": [("supports", "", "primary document", True)],
    "two supports": [("supports", "Courier", "news report", True), ("supports", "Mail", "blog", True)],
    "two of one publisher": [("supports", "Courier", "blog", True), ("supports", "COURIER (copy)", "book", True)],
    "two of nobody": [("supports", "", "blog", True), ("supports", "original publisher not shown", "book", True)],
    "two, one of nobody": [("supports", "Courier", "blog", True), ("supports", "", "book", True)],
    "two, one own": [("supports", "Courier", "blog", True), ("supports", "The Weekly", "book", True)],
    "two, one unlooked at": [("supports", "Courier", "blog", True), ("supports", "Mail", "book", False)],
    "support and contradiction": [("supports", "Courier", "blog", True), ("contradicts", "Mail", "book", True)],
    "one contradiction": [("contradicts", "Mail", "book", True)],
    "own contradiction": [("contradicts", "The Weekly", "book", True)],
    "contradiction unlooked at": [("contradicts", "Mail", "book", False)],
    "primary contradiction": [("contradicts", "Registry", "primary document", True)],
    "two contradictions": [("contradicts", "Mail", "book", True), ("contradicts", "Courier", "book", True)],
}


def publisher(name):
    name = name.split(" (")[0].casefold()
    return "" if name in {"", "original publisher not shown"} else name


def expected_of(pieces, *, risk, verdict, reason, correction):
    """The codes of the source rule's sentences, for a claim of The Weekly that is disputed (or unchecked)."""
    codes = set()
    if verdict in {"verified", "corrected"}:
        stance = "supports" if verdict == "verified" else "contradicts"
        counting = [p for p in pieces if p[0] == stance and p[3] and publisher(p[1]) != "the weekly"]
        two = len({publisher(p[1]) for p in counting} - {""}) >= 2
        if not counting:
            codes.add("no_source")
        elif risk == "high" and not two and not any(p[2] == "primary document" for p in counting):
            codes.add("second_source")
        if verdict == "verified" and not reason and any(p[0] == "contradicts" for p in pieces):
            codes.add("contradicted")
    elif not reason:
        codes.add("no_reason")
    if verdict == "corrected" and not correction:
        codes.add("no_correction")
    if correction and verdict not in WITH_WORDING:
        codes.add("stray_correction")
    return codes


@pytest.mark.parametrize("risk", ["low", "medium", "high"])
@pytest.mark.parametrize("evidence", EVIDENCE)
def test_which_evidence_and_words_a_verdict_needs(desk, risk, evidence):
    editor = make_person("olga", "editor")
    open_claim = mark_claim(desk.article, by=desk.editor, at=NOW, statement="It opened in May.", risk=risk)
    disputed = mark_claim(desk.article, by=desk.editor, at=NOW, statement="It opened in 1999.", risk=risk)
    record_verdict(disputed, by=desk.checker, verdict="disputed", reason="It did not.", at=NOW)
    pieces = EVIDENCE[evidence]
    for number, (stance, name, kind, looked_at) in enumerate(pieces):
        source = make_source(desk.checker, f"s{number}", publisher=name, kind=kind)
        says = {} if looked_at else {"locator": " ", "finding": "\u200b\n"}
        for claim in (open_claim, disputed):
            support(claim, source, by=desk.checker, stance=stance, at=NOW + HOUR, **says)
    for verdict, reason, correction in product(VERDICTS, ["", "They agree.", " \n\u200b"], ["", "In April."]):
        claim = disputed if verdict in {"corrected", "stet"} else open_claim
        attempt = Attempt(claim.pk, editor, verdict, reason, correction, NOW + 2 * HOUR)
        said = {"reason": reason.strip(" \n\u200b"), "correction": correction}
        # Of a front door it is enough to see that each problem reaches the person.
        thorough = risk != "high" or "\u200b" in reason or bool(correction) != (verdict in WITH_WORDING)
        assert_as_expected(attempt, expected_of(pieces, risk=risk, verdict=verdict, **said), thorough=thorough)


def test_a_disputed_claim_is_verified_with_what_came_after_the_dispute_only(desk):
    claim = mark_claim(desk.article, by=desk.editor, at=NOW, statement="It opened in May.")
    support(claim, make_source(desk.checker, "before"), by=desk.checker, at=NOW - HOUR)
    record_verdict(claim, by=desk.checker, verdict="disputed", reason="It did not.", at=NOW)
    attempt = Attempt(claim.pk, desk.editor, "verified", "It did.", "", NOW + 2 * HOUR)
    assert_as_expected(attempt, {"nothing_new"})
    support(claim, make_source(desk.checker, "idle"), by=desk.checker, at=NOW + HOUR, stance="context")
    assert_as_expected(attempt, {"nothing_new"})
    support(claim, make_source(desk.checker, "after"), by=desk.checker, at=NOW + HOUR)
    assert_as_expected(attempt, set())


@pytest.mark.parametrize("verdict", VERDICTS)
def test_nobody_decides_in_an_archived_article(desk, verdict):
    status = "unchecked" if verdict == "verified" else "disputed"
    claim = bring(desk, status, "an editor", None)
    desk.article.archived = True
    desk.article.save()
    correction = "4 May 1999" if verdict in WITH_WORDING else ""
    attempt = Attempt(claim.pk, make_person("olga", "editor"), verdict, "Other words.", correction, NOW + 2 * HOUR)
    assert_as_expected(attempt, {"archived"})


@pytest.mark.parametrize("verdict", VERDICTS)
def test_the_same_words_again_are_no_new_verdict(desk, verdict):
    claim = bring(desk, verdict, "an editor", None)
    standing = claim.verdict
    attempt = Attempt(claim.pk, desk.editor, verdict, f" {standing.reason}\r\n", standing.correction, NOW + 2 * HOUR)
    for path in PATHS:
        if verdict in path.verdicts:
            told, written, now = try_it(path, attempt)
            assert (told or frozenset(), written, now.verdict) == (frozenset(), 0, standing), path.name


def test_a_risk_raised_after_the_evidence_asks_for_more(desk):
    claim = mark_claim(desk.article, by=desk.editor, at=NOW, statement="It opened in May.")
    support(claim, make_source(desk.checker, "one"), by=desk.checker)
    attempt = Attempt(claim.pk, desk.checker, "verified", "", "", NOW + HOUR)
    assert_as_expected(attempt, set())
    edit_claim(claim, by=desk.checker, at=NOW, risk="high")
    assert_as_expected(attempt, {"second_source"})
