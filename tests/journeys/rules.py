"""The rules, each as a claim brought to where the rule bites and what is then tried on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from claims.review.evidence import withdraw
from claims.review.verdicts import problems_with, record_verdict
from tests.conftest import make_source, support


@dataclass(frozen=True)
class Rule:
    """`sets` brings the desk's claim to where the rule bites; then `tries` is attempted."""

    tries: dict[str, Any]
    sets: Callable[[Any, Any], None] = lambda desk, person: None
    kind: str = "decide"
    risk: str = "low"
    stale: bool = False


def verdict(verdict: str, reason: str = "", correction: str = "") -> dict[str, str]:
    return {"verdict": verdict, "reason": reason, "correction": correction}


def evidence(**fields: Any) -> Callable[[Any, Any], None]:
    def sets(desk: Any, person: Any) -> None:
        source = make_source(
            desk.cora, "alpha", **({"publisher": fields["publisher"]} if "publisher" in fields else {})
        )
        said = {name: value for name, value in fields.items() if name != "publisher"}
        desk.piece = support(desk.claim, source, by=desk.cora, at=desk.at, **said)

    return sets


def withdrawn(desk: Any, person: Any) -> None:
    evidence()(desk, person)
    withdraw(desk.piece, by=desk.cora, at=desk.at)


def dispute(desk: Any, by: Any) -> None:
    record_verdict(desk.claim, by=by, verdict="disputed", reason="The papers disagree.", at=desk.at)


def disputed(desk: Any, person: Any) -> None:
    evidence(stance="contradicts")(desk, person)
    dispute(desk, desk.cora)


def disputed_by_own(desk: Any, person: Any) -> None:
    fit = not problems_with(desk.claim, by=person, **verdict("disputed", "x"))
    dispute(desk, person if fit else desk.cora)


def verified(desk: Any, person: Any) -> None:
    evidence()(desk, person)
    record_verdict(desk.claim, by=desk.cora, verdict="verified", at=desk.at)


def own_copy(desk: Any, person: Any) -> None:
    evidence()(desk, person)
    desk.article.writer = person
    desk.article.save()


def archived(desk: Any, person: Any) -> None:
    evidence()(desk, person)
    desk.article.archived = True
    desk.article.save()


RULES = {
    "nothing against it": Rule(verdict("verified"), evidence()),
    "no source": Rule(verdict("verified")),
    "one source at high risk": Rule(verdict("verified"), evidence(), risk="high"),
    "own publisher": Rule(verdict("verified"), evidence(publisher="The Weekly")),
    "source not looked at": Rule(verdict("verified"), evidence(stance="unread")),
    "source that says nothing": Rule(verdict("verified"), evidence(locator="", finding="")),
    "source withdrawn": Rule(verdict("verified"), withdrawn),
    "contradicted": Rule(verdict("verified"), lambda d, p: (evidence()(d, p), bring_against(d))),
    "dispute": Rule(verdict("disputed", "The papers disagree.")),
    "dispute without a reason": Rule(verdict("disputed")),
    "correction": Rule(verdict("corrected", "Settled.", "3 April 1999"), disputed),
    "correction missing": Rule(verdict("corrected", "Settled."), disputed),
    "cut": Rule(verdict("cut", "Marked by mistake.")),
    "stet": Rule(verdict("stet", "It stands."), disputed),
    "own copy": Rule(verdict("verified"), own_copy),
    "own dispute": Rule(verdict("stet", "It stands."), disputed_by_own),
    "archived": Rule(verdict("verified"), archived),
    "no such move": Rule(verdict("disputed", "Too late."), verified),
    "no such settling": Rule(verdict("stet", "It stands.")),
    "verified without anything new": Rule(
        verdict("verified", "It did."), lambda d, p: (evidence()(d, p), dispute(d, d.cora))
    ),
    "stale decision": Rule(verdict("verified"), evidence(), stale=True),
    "evidence": Rule({"stance": "supports", "locator": "page 9", "finding": "Yes."}, kind="bring"),
    "evidence on own copy": Rule({"stance": "supports", "locator": "page 9", "finding": ""}, own_copy, kind="bring"),
    "evidence unread": Rule({"stance": "unread", "locator": "", "finding": ""}, kind="bring"),
    "evidence where archived": Rule({"stance": "supports", "locator": "p", "finding": ""}, archived, kind="bring"),
    "assigning": Rule({"to": "ben"}, kind="assign"),
    "assigning to its writer": Rule({"to": "wanda"}, kind="assign"),
    "assigning where archived": Rule({"to": "ben"}, archived, kind="assign"),
    "stale assignment": Rule({"to": "ben"}, kind="assign", stale=True),
}


def bring_against(desk: Any) -> None:
    support(desk.claim, make_source(desk.cora, "beta"), by=desk.cora, at=desk.at, stance="contradicts")
