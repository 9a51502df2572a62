"""What the rules say: a sentence that a journalist understands, and never a word of a confidential source."""

import ast
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission

from claims import review
from claims.models import Event, SignOff
from claims.review.evidence import change_evidence, problems_with_evidence, problems_with_withdrawing, withdraw
from claims.review.problems import Conflict, Problem, Refused
from claims.review.signoff import obstacles, problems_with_signing_off, sign_off
from claims.review.sources import edit_source, problems_with_merging, problems_with_source
from claims.review.verdicts import (
    problems_with,
    problems_with_confirming,
    problems_with_progress,
    problems_with_reopening,
    record_verdict,
)
from claims.review.wording import problems_with_editing
from claims.vocabulary import DECIDED
from tests.conftest import NOW, make_person, make_source, support

MODULES = sorted(Path(review.__file__).parent.glob("*.py"))
SECRET = {
    "key": "zebra-key", "title": "Zebra title", "author": "Zebra author", "publisher": "Zebra publisher",
    "url": "https://zebra.example/", "archive_url": "https://archive.example/zebra",
}  # fmt: skip
SAID = {"locator": "Zebra bar, back room", "finding": "Zebra said so."}


def literal(node):
    """The text of a message in the source, with X for what is filled in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) if isinstance(part, ast.Constant) else "X" for part in node.values)
    if isinstance(node, ast.BinOp):
        return literal(node.left) + literal(node.right)
    return None


def messages():
    """Every message of the room that stands in its source: as an argument, or assigned to `message` before."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem" and literal(node.args[1]):
                yield f"{path.stem}:{node.lineno}", literal(node.args[1])
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "message":
                yield f"{path.stem}:{node.lineno}", literal(node.value)


@pytest.mark.parametrize(("where", "message"), list(messages()), ids=lambda value: value if ":" in value[:20] else "")
def test_every_message_is_a_sentence_in_the_words_of_the_desk(where, message):
    if message in {"X", "X: X", '"X" X'}:  # made elsewhere: by a field's check, a function tested below, or test_files
        return
    assert message[0].isupper() or message[0] in '"X'
    assert message.endswith((".", ". X"))
    assert not re.search(r"_|\bpk\b|None|null|\bTrue\b|\bFalse\b|constraint|invalid|\bid\b|queryset|[{}<>]", message)
    assert not re.search(r"(?i)error|exception|failed", message)
    assert 10 < len(message) < 260


def test_there_are_messages_to_look_at():
    assert len(list(messages())) > 45


@pytest.fixture
def told(article, claim, cora, ben, edith):
    """All that the rules say and record around a claim on a confidential source, to people who may not see it."""
    cora.user_permissions.add(Permission.objects.get(codename="see_confidential"))
    mole = make_source(cora, **SECRET, confidential=True)
    other = make_source(ben, "open")
    row = support(claim, mole, by=cora, **SAID)
    said: list[Problem | Exception] = []
    people = [ben, edith, make_person("root", is_superuser=True), make_person("rita", "reader"), article.writer]
    for person in people:
        for verdict in DECIDED:
            said += problems_with(claim, by=person, verdict=verdict)
        said += problems_with_evidence(
            claim, mole, by=person, stance="maybe", locator=SAID["locator"], permission="add_evidence"
        )
        said += problems_with_withdrawing(row, by=person)
        said += problems_with_source(
            mole, by=person, fields={"republishes": mole, "title": ""}, permission="change_source"
        )
        said += problems_with_merging(mole, into=other, by=person) + problems_with_merging(other, into=mole, by=person)
        said += problems_with_progress(claim, by=person) + problems_with_reopening(claim, by=person, reason="")
        said += problems_with_editing(claim, by=person, fields={"statement": "", "risk": "none"})
        said += problems_with_signing_off(article, by=person)
        for act in (
            lambda by=person: withdraw(row, by=by, at=NOW),
            lambda by=person: change_evidence(row, by=by, at=NOW, finding=""),
            lambda by=person: edit_source(mole, by=by, at=NOW, confidential=False),
            lambda by=person: edit_source(other, by=by, at=NOW, republishes=other),
        ):
            with pytest.raises(Refused) as refused:
                act()
            said.append(refused.value)
    verdict = record_verdict(claim, by=cora, verdict="verified", at=NOW)
    said += problems_with_confirming(verdict, by=cora) + obstacles(article)
    said.append(Conflict(mole))
    signed = sign_off(article, by=edith, at=NOW)
    edit_source(mole, by=cora, at=NOW, publisher="Zebra weekly", kind="blog")
    edit_source(mole, by=cora, at=NOW, publisher="The Weekly")  # Reopens the claim, and ends the clearance.
    signed.refresh_from_db()
    return [str(thing) for thing in said], signed


def test_no_message_holds_a_word_of_a_confidential_source(told):
    said, signed = told
    assert len(said) > 100
    assert [message for message in {*said, signed.revoked_because} if "zebra" in message.casefold()] == []


def test_no_line_that_a_reader_sees_of_the_record_holds_one(told, claim):
    shown = Event.objects.values_list("actor_name", "actor_role", "action")
    assert [line for line in shown if "zebra" in " ".join(line).casefold()] == []
    assert SignOff.objects.get().revoked_because == "Claim 1: reopened."
    reopened = Event.objects.get(action="reopened").detail.body
    assert "zebra" not in reopened.casefold()
    assert "Source " in reopened


def test_details_that_hold_such_words_name_the_source_so_that_they_can_be_hidden(told):
    import json

    holding = [e for e in Event.objects.select_related("detail") if "zebra" in e.detail.body.casefold()]
    assert {event.action for event in holding} == {"source added", "source changed", "evidence added"}
    assert all(isinstance(json.loads(event.detail.body)["source"], int) for event in holding)


def test_what_a_source_is_called_tells_nothing_where_it_is_confidential(told, claim):
    row = claim.evidence.get()
    for text in (str(row.source), str(row), row.source.name_for(None)):
        assert text.startswith(f"Confidential source {row.source.pk}")


def test_refused_and_conflict_read_as_sentences(claim):
    problems = [Problem("a", "First this."), Problem("b", "Then that.")]
    assert str(Refused(problems)) == "First this. Then that."
    assert str(problems[0]) == "First this."
    assert str(Conflict(claim)) == f"Claim {claim.pk} was saved by somebody else in the meantime."
