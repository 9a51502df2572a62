"""Two rules that no import contract can hold: only review writes a claim's status, only record writes events."""

import ast
import re
from pathlib import Path

import pytest

import claims

ROOT = Path(claims.__file__).parent
DECISION = {"status", "verdict", "verdict_id", "decided_at"}
WRITING = {"create", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "acreate", "aupdate"}
DECIDED = {"Verdict", "Confirmation"}
RECORDED = {"Event", "EventDetail", "Chain"}
SQL = re.compile(
    r"(?i)\b(update|insert\s+into|replace\s+into|delete\s+from)\s+\"?claims_(claim|verdict|confirmation|event|chain)"
)


def names_in(node):
    """Every name and attribute of an expression such as `Event.objects.filter(...)`."""
    return {getattr(part, "id", None) or getattr(part, "attr", None) for part in ast.walk(node)}


def strings_in(nodes):
    return {part.value for node in nodes for part in ast.walk(node) if isinstance(part, ast.Constant)}


def targets_of(node):
    """Return what an assignment writes to, pairs unpacked."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [part for target in targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])]


def writes_of(tree):
    """Yield (line, what) for each place that writes a decision or an event."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = [target for target in targets_of(node) if isinstance(target, ast.Attribute)]
            # `claim.verdict = ...` only keeps at hand what was fetched: what is saved is its status.
            if any(target.attr in DECISION - {"verdict"} and names_in(target.value) != {"self"} for target in targets):
                yield node.lineno, "decision"
        elif isinstance(node, ast.Call):
            if what := written_by_call(node):
                yield node.lineno, what
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and (found := SQL.search(node.value)):
            yield node.lineno, "event" if found[2].lower() in {"event", "chain"} else "decision"


def written_by_call(node):
    function, keywords = node.func, {keyword.arg for keyword in node.keywords}
    name = getattr(function, "id", None) or getattr(function, "attr", None)
    on = names_in(function.value) if isinstance(function, ast.Attribute) else set()
    if (name in RECORDED and "threading" not in on) or (
        name in WRITING and on & {*RECORDED, "events", "detail", "chain"}
    ):
        return "event"
    decides = (
        (name in DECIDED and keywords - {"pk"}),
        (name == "setattr" and strings_in(node.args[1:2]) & DECISION),
        (name == "Claim" and keywords & DECISION),
        (name in WRITING and (on & {*DECIDED, "verdicts", "confirmations"} or (on and keywords & DECISION))),
        (name == "bulk_update" and strings_in(node.args[1:]) & DECISION),
    )
    return "decision" if any(decides) else None


def written_by(*rooms):
    """Return the writes of all modules but those of these rooms, as "room/module.py:line: what"."""
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        module = path.relative_to(ROOT)
        if module.parts[0] not in {*rooms, "migrations"}:
            found += [(f"{module}:{line}", what) for line, what in writes_of(ast.parse(path.read_text()))]
    return found


def test_only_review_writes_decisions():
    """The corpus does too: it fills empty desks only, and `tests/corpus` holds its rows against the rules."""
    assert [place for place, what in written_by("review", "models", "corpus") if what == "decision"] == []


def test_models_only_declare_them():
    own = [place for place, what in written_by(*(p.name for p in ROOT.iterdir() if p.name != "models"))]
    assert own == []


def test_only_record_writes_events():
    assert [place for place, what in written_by("record", "models") if what == "event"] == []


def test_in_review_one_function_writes_the_status():
    """`move` is the only place that names the column, and `write_change` the only one that writes columns."""
    source = "".join(path.read_text() for path in sorted((ROOT / "review").glob("*.py")))
    assert len(re.findall(r'"status":', source)) == 1
    assert '"status": to' in (ROOT / "review" / "transitions.py").read_text()


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("claim.status = 'cut'", "decision"),
        ("step.target.verdict_id = None", "decision"),
        ("claim.status, other = pair", "decision"),
        ("Claim(article=a, status='cut')", "decision"),
        ("Claim.objects.filter(pk=1).update(status='cut')", "decision"),
        ("article.claims.create(decided_at=at)", "decision"),
        ("Claim.objects.bulk_update(rows, ['note', 'status'])", "decision"),
        ("setattr(claim, 'status', x)", "decision"),
        ("Verdict(claim=claim)", "decision"),
        ("claim.verdicts.create(by=by)", "decision"),
        ("cursor.execute('UPDATE claims_claim SET note = 1')", "decision"),
        ("Event(chain=c)", "event"),
        ("models.Event.objects.create(chain=c)", "event"),
        ("article.chain.events.bulk_create(rows)", "event"),
        ("EventDetail.objects.filter(pk=1).update(body='')", "event"),
        ("cursor.execute('delete from claims_event')", "event"),
    ],
)
def test_the_search_finds_what_it_is_meant_to_find(code, what):
    assert [found for _line, found in writes_of(ast.parse(code))] == [what]


@pytest.mark.parametrize(
    "code",
    [
        "response.status_code = 422",
        "Claim.objects.filter(status='cut')",
        "if claim.status == 'cut': pass",
        "threading.Event()",
    ],
)
def test_the_search_leaves_alone_what_only_reads(code):
    assert list(writes_of(ast.parse(code))) == []
