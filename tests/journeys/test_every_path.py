"""Every way in, every rule, every role: what review says is what each front door does, and nothing else.

The cases are generated: a rule says how a claim is brought to where it bites and what is then tried. Review is
asked first; the door must show the same sentences and write nothing, or, where review has none, do it.
"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.utils import timezone

from claims.models import Claim, Event, Evidence, Source, Verdict
from claims.review.assignment import problems_with_assigning
from claims.review.evidence import problems_with_evidence
from claims.review.importing import problems_with_importing
from claims.review.people import lacking
from claims.review.verdicts import problems_with, record_verdict
from claims.review.wording import edit_claim, mark_claim, problems_with_editing
from claims.vocabulary import Table
from tests.conftest import make_person, make_source

from .rules import RULES, Rule
from .ways_in import WAYS, Attempt, Way

ROLES = {
    "writer of it": ["writer"],
    "writer of something else": ["writer"],
    "checker": ["checker"],
    "editor": ["editor"],
    "reader": ["reader"],
    "admin": ["admin"],
    "superuser without a role": [],
    "somebody without a role": [],
}
# What a door may answer by staying shut; everything else it has to say.
SHUT = {"not_permitted", "archived", "own_copy"}
# Bulk disputing asks for the reason before it looks at any claim.
ASKED_BEFORE = {("bulk dispute", "no_reason"), ("checker on the claim form", "no_checker")}
HOUR = timedelta(hours=1)


@pytest.fixture
def desk(article, wanda, cora, ben, edith, tmp_path):
    """A claim and a browser for each role. The people act an hour ago, the front doors now."""
    at = timezone.now() - HOUR
    claim = mark_claim(article, by=edith, at=at, statement="The Alma bridge opened on 3 May 1999.", quote="3 May 1999")
    fresh = make_source(cora, "fresh")
    given = {"at": at, "claim": claim, "article": article, "cora": cora, "ben": ben, "edith": edith, "wanda": wanda}
    people = {}
    for role, groups in ROLES.items():
        name = role.replace(" ", "-")
        people[role] = wanda if role == "writer of it" else make_person(name, is_superuser="superuser" in role)
        people[role].groups.set(Group.objects.filter(name__in=groups))
    browsers = {role: Client() for role in ROLES}
    for role, browser in browsers.items():
        browser.force_login(people[role])
    return SimpleNamespace(**given, fresh=fresh, people=people, browsers=browsers, folder=tmp_path)


def all_of(desk: Any) -> Any:
    """Return what a decision, evidence or an assignment writes."""
    rows = [model.objects.order_by("pk").values_list() for model in (Claim, Evidence, Source)]
    return [*map(list, rows), Verdict.objects.count(), Event.objects.count()]


def attempt_of(rule: Rule, desk: Any, role: str) -> Attempt:
    values = {name: getattr(desk, value) if name == "to" else value for name, value in rule.tries.items()}
    claim = Claim.objects.select_related("article", "verdict").get(pk=desk.claim.pk)
    attempt = Attempt(rule.kind, claim, fresh_person(desk, role), desk.browsers[role], values, folder=desk.folder)
    attempt.source = desk.fresh if rule.kind == "bring" else None
    return attempt


def fresh_person(desk: Any, role: str) -> Any:
    return type(desk.people[role]).objects.get(pk=desk.people[role].pk)  # without what it remembers of its rights


def spoken_against(attempt: Attempt, way: Way) -> list[Any]:
    """Return review's problems with the attempt, by file or by hand."""
    claim, by, values = attempt.claim, attempt.by, attempt.values
    if attempt.kind == "decide":
        problems = problems_with(claim, by=by, **values)
    elif attempt.kind == "bring":
        said = {"stance": values["stance"], "locator": values["locator"]}
        problems = problems_with_evidence(claim, attempt.source, by=by, **said, permission="add_evidence")
    else:
        problems = problems_with_assigning(claim, by=by, **values)
    if way.table:
        problems += lacking(by, "import_table") if way.name == "import page" else []
        problems += problems_with_importing(Table(way.table), by=by, article=claim.article, decide=True)
    return problems + (
        problems_with_editing(claim, by=by, fields={}) if way.name == "checker on the claim form" else []
    )


def overtake(desk: Any) -> None:
    """Somebody else saves the claim between the showing of a form and its sending."""
    claim = Claim.objects.select_related("article").get(pk=desk.claim.pk)
    edit_claim(claim, by=desk.edith, at=timezone.now(), statement="It opened in May 1999.", note="Look again.")
    record_verdict(claim, by=desk.cora, verdict="disputed", reason="Another day.", at=timezone.now())


def check(way: Way, rule: Rule, desk: Any, role: str, before: list[Any]) -> list[str]:
    """Walk one way as one role and return what differs from what review says."""
    attempt = attempt_of(rule, desk, role)
    if not way.takes(attempt) or (rule.stale and not way.carries_version):
        return []
    problems = spoken_against(attempt, way)
    if rule.stale:
        attempt.version = attempt.claim.version
        if way.name == "import page":
            attempt.meanwhile = lambda: overtake(desk)
        else:
            overtake(desk)
    told = way.walk(attempt)
    if rule.stale:
        own = Verdict.objects.filter(by=attempt.by) or Claim.objects.filter(checker=desk.ben)
        return ["written over what somebody else had saved"] if own else []
    return faults(way, problems, told, wrote=all_of(desk) != before)


def faults(way: Way, problems: list[Any], told: str | None, wrote: bool) -> list[str]:
    if not problems:
        return [] if wrote else [f"nothing was written; shown: {told}"]
    found = ["something was written"] if wrote else []
    codes = {problem.code for problem in problems}
    shuts = codes & SHUT or any((way.name, code) in ASKED_BEFORE for code in codes)
    if told is None:
        return found if shuts else [*found, f"shut without a word: {codes}"]
    unsaid = [problem.message for problem in problems if problem.message not in told]
    # Who may not act at all is told one reason; who may is told every one.
    enough = len(unsaid) < len(problems) if codes & SHUT else not unsaid
    return found if enough else [*found, f"unsaid: {unsaid}; shown: {about(told)}"]


def about(told: str) -> str:
    """Return the part of a page that a failing test should show."""
    start = max(told.find("Not saved"), told.find("refused"), 0)
    return told[start : start + 300]


@pytest.mark.parametrize("name", RULES)
def test_every_way_in_holds_the_rule_for_every_role(desk, name):
    rule = RULES[name]
    if rule.risk != "low":
        edit_claim(desk.claim, by=desk.edith, at=desk.at, risk=rule.risk)
    wrong = []
    for role in ROLES:
        with transaction.atomic():
            rule.sets(desk, fresh_person(desk, role))
            before = all_of(desk)
            for way in [way for way in WAYS if way.kind == rule.kind]:
                with transaction.atomic():
                    if found := check(way, rule, desk, role, before):
                        wrong += [f"{way.name}, {role}: {fault}" for fault in found]
                    transaction.set_rollback(True)
            transaction.set_rollback(True)
        for row in (desk.claim, desk.article):
            row.refresh_from_db()
    assert not wrong, "\n".join(wrong)
