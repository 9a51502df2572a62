"""Whatever writes also tells: each function of review and intake that changes rows reaches the record.

The list is generated from the code: every public function that is told who acts and when must come, itself or through
what it calls, to `record.append`, and must do so in one transaction with its change. That what it tells is true of the
rows is shown by tests/record/test_verifying.py, where every row of a day's work is held against the lines.
"""

import ast
from collections import defaultdict
from pathlib import Path

import claims

ROOT = Path(claims.__file__).parent
TELLS = {"append", "append_many"}

# Told who acts and when, and yet they write no line, each for this reason.
SILENT = {
    "problems_with_purging": "asks what stands in the way, at a time",
    "check_links": "looks at web addresses and keeps what it found beside the source, which stays as it is",
}
# They write inside the transaction of who calls them; nothing outside their rooms does.
INSIDE = {
    "bring_unread", "carry", "file", "propose_notes", "recheck_claims_of", "reopen_because", "reopen_if_unsupported",
    "revoke", "rewrite", "take_back", "tell", "tell_of_password", "remember",
}  # fmt: skip


def functions():
    """Yield (path, function) for every function of these rooms, methods too."""
    for room in ("review", "intake", "record"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef):
                    yield path, node


def called_by(function):
    """The bare names of all that a function calls or hands on."""
    parts = list(ast.walk(function))
    return {part.id for part in parts if isinstance(part, ast.Name)} | {
        part.attr for part in parts if isinstance(part, ast.Attribute)
    }


def writers():
    """Public functions of review and intake that are told who acts and when."""
    for path, function in functions():
        arguments = {argument.arg for argument in function.args.kwonlyargs}
        if {"by", "at"} <= arguments and not function.name.startswith("_") and "record" not in path.parts[-2:-1]:
            yield path, function


def reaching(goal):
    """The names of all functions that come to one of these, at any depth."""
    calls = defaultdict(set)
    for _path, function in functions():
        calls[function.name] |= called_by(function)
    found, grown = set(goal), True
    while grown:
        more = {name for name, names in calls.items() if names & found} - found
        grown = bool(more)
        found |= more
    return found


def test_every_writer_comes_to_the_record():
    telling = reaching(TELLS)
    silent = {function.name for _path, function in writers() if function.name not in telling}
    assert silent <= set(SILENT)
    assert len(list(writers())) > 40


def in_one_transaction(function):
    """Tell whether the function is one transaction, or hands its change to one that is."""
    marks = {ast.unparse(decorator) for decorator in function.decorator_list}
    return "transaction.atomic" in marks or bool({"atomic()", "together()"} & set(opened_by(function)))


def opened_by(function):
    """The calls that the function's `with` statements open, without what they are called on."""
    opened = [item.context_expr for part in ast.walk(function) if isinstance(part, ast.With) for item in part.items]
    return [ast.unparse(call).removeprefix("transaction.") for call in opened]


def test_every_writer_is_one_transaction_with_its_line():
    """A function that opens none may only ask, or hand on to functions that do."""
    whole = {function.name for _path, function in functions() if in_one_transaction(function)}
    open_ended = []
    for path, function in writers():
        if function.name in whole | INSIDE | set(SILENT):
            continue
        if not called_by(function) & whole or called_by(function) & {
            "create",
            "save",
            "bulk_create",
            "update",
            "delete",
        }:
            open_ended.append(f"{path.relative_to(ROOT)}: {function.name}")
    assert open_ended == []
