"""Which source copies which, where the answer may stand further down in the same file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from claims.models import Source

from .naming import NamedSources
from .plans import Outcome, Step

Node = int | str  # a source of the desk by primary key, a new one by its key


@dataclass(slots=True)
class Copies:
    """copied: by row what its source copies, None for nothing. problems: by row why that can't be."""

    copied: dict[int, Source | None] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)


def settle_copies(steps: list[Step], wanted: Mapping[int, str], named: NamedSources) -> Copies:
    """Find what each row names in its column "republishes". Linear in the rows, however they are chained."""
    copies = Copies()
    asking = [step for step in steps if step.row in wanted and step.target is not None]
    new = {step.target.key: step.target for step in steps if step.outcome is Outcome.NEW}
    for step in asking:
        name = wanted[step.row]
        found = named.find(name) or ([new[name]] if name in new else []) if name else [None]
        if found:
            copies.copied[step.row] = found[0]
        else:
            copies.problems[step.row] = f"No source has the key “{name[:60]}”, neither at the desk nor in this file."
    _refuse_loops(asking, copies)
    _refuse_copies_of_refused(asking, copies)
    return copies


def _node(source: Source) -> Node:
    return source.pk or source.key


def _refuse_loops(asking: list[Step], copies: Copies) -> None:
    if not any(copies.copied.values()):
        return
    copying = Source.objects.filter(republishes__isnull=False)
    parents: dict[Node, Node | None] = dict(copying.values_list("pk", "republishes"))
    for step in asking:
        copied = copies.copied.get(step.row)
        parents[_node(step.target)] = _node(copied) if copied else None
    loops = _in_loops(parents)
    for step in asking:
        if _node(step.target) in loops:
            copies.problems[step.row] = "A source can't copy itself, directly or through others."


def _in_loops(parents: Mapping[Node, Node | None]) -> set[Node]:
    done: set[Node] = set()
    loops: set[Node] = set()
    for start in parents:
        path: dict[Node, int] = {}
        node: Node | None = start
        while node is not None and node not in done and node not in path:
            path[node] = len(path)
            node = parents.get(node)
        if node is not None and node in path:
            loops.update(other for other, at in path.items() if at >= path[node])
        done.update(path)
    return loops


def _refuse_copies_of_refused(asking: Iterable[Step], copies: Copies) -> None:
    """Refuse new rows that copy a new row which is refused, through any number of others."""
    leaning: dict[Node, list[Step]] = {}
    waiting: list[Step] = []
    for step in asking:
        if copied := copies.copied.get(step.row):
            leaning.setdefault(_node(copied), []).append(step)
        if step.row in copies.problems and step.outcome is Outcome.NEW:
            waiting.append(step)
    while waiting:
        refused = waiting.pop()
        for step in leaning.get(_node(refused.target), ()):
            if step.row not in copies.problems:
                copies.problems[step.row] = f"It copies “{refused.name}”, whose row {refused.row} is refused."
                if step.outcome is Outcome.NEW:
                    waiting.append(step)
