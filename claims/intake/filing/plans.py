"""What a file would do and what it did, row by row, as values that every front door shows alike."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from claims import record
from claims.intake.problems import FileProblem
from claims.intake.tables import FileOrRowProblem, Reading
from claims.models import Article, Import, Source
from claims.vocabulary import Table


class Outcome(StrEnum):
    """What becomes of a row that is in order."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class CellChange(NamedTuple):
    """One cell before and after, as a spreadsheet shows it."""

    column: str
    before: str
    after: str


@dataclass(slots=True)
class Step:
    """One row that is in order, and what filing it writes.

    target: the row of the database, not yet saved where it is new. fields: its new values by column.
    links: sources to link to a claim. warning: a decision that the row takes back, or may take back.
    """

    row: int
    outcome: Outcome
    name: str
    target: Any
    fields: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    links: list[Source] = field(default_factory=list)
    warning: str = ""

    @property
    def cells(self) -> Iterator[CellChange]:
        """The cells that change; of a new row those that are not empty."""
        for column, value in self.fields.items():
            before, after = as_cell(self.before.get(column)), as_cell(value)
            if before != after:
                yield CellChange(column, before, after)
        if self.links:
            yield CellChange("sources", "", "\n".join(as_cell(source) for source in self.links))


def as_cell(value: Any) -> str:
    """Return a value as a spreadsheet of ours writes it. A confidential source is named by number only."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Source):
        return value.name_for(None) if value.confidential else value.key
    return value.get_username() if hasattr(value, "get_username") else str(value)


@dataclass(slots=True)
class Comparison:
    """One article's rows (or, of sources, all) held against the database."""

    article: Article | None
    steps: list[Step] = field(default_factory=list)
    problems: list[FileOrRowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def of(self, outcome: Outcome) -> list[Step]:
        return [step for step in self.steps if step.outcome is outcome]


class Counts(NamedTuple):
    """How many rows of a file are, or were, what."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    def __str__(self) -> str:
        return ", ".join(f"{number:,} {word}" for word, number in self._asdict().items())


@dataclass(frozen=True)
class Plan:
    """What a file would do if it were filed now. Nothing of it is written."""

    reading: Reading
    comparisons: list[Comparison]
    problems: list[FileOrRowProblem]
    notes: list[str]

    @property
    def table(self) -> Table:
        return self.reading.table

    @property
    def filename(self) -> str:
        return self.reading.filename

    @property
    def sha256(self) -> str:
        return self.reading.sha256

    @cached_property
    def rows(self) -> list[Step]:
        """The rows that are in order, as in the file."""
        return sorted((step for part in self.comparisons for step in part.steps), key=lambda step: step.row)

    @cached_property
    def counts(self) -> Counts:
        return counted(self.rows, self.problems)

    @property
    def warnings(self) -> list[str]:
        """Decisions that the file takes back, or may take back, in sentences."""
        return [step.warning for step in self.rows if step.warning]

    @property
    def is_readable(self) -> bool:
        """Whether the good rows may be filed: no problem lies with the file as a whole."""
        return not any(isinstance(problem, FileProblem) for problem in self.problems)

    @property
    def changes_something(self) -> bool:
        return bool(self.counts.new or self.counts.changed)

    @cached_property
    def fingerprint(self) -> str:
        """What a person who confirms has seen: the same for a plan that would write the same."""
        writing = [
            [step.row, step.outcome, step.name, [list(cell) for cell in step.cells]]
            for step in self.rows
            if step.outcome is not Outcome.UNCHANGED
        ]
        return hashlib.sha256(record.canonical([self.sha256, writing]).encode()).hexdigest()


def counted(steps: list[Step], problems: list[FileOrRowProblem]) -> Counts:
    """Count rows by what becomes of them; a row with three problems is refused once."""
    outcomes = [step.outcome for step in steps]
    refused = len({problem.row for problem in problems if problem.row is not None and problem.row > 1})
    new, changed, unchanged = (outcomes.count(outcome) for outcome in Outcome)
    return Counts(new, changed, unchanged, refused)


@dataclass(frozen=True)
class Filed:
    """What became of a file. `import_` is None where nothing was written; `problems` says why, or is empty
    where everything was there already. `reopened`: sentences on decisions that were taken back."""

    plan: Plan
    counts: Counts
    problems: list[FileOrRowProblem]
    import_: Import | None = None
    reopened: list[str] = field(default_factory=list)

    @property
    def notes(self) -> list[str]:
        return self.plan.notes

    @property
    def refused(self) -> bool:
        """Whether nothing was written because of problems."""
        return self.import_ is None and bool(self.problems)

    @property
    def sentence(self) -> str:
        """What became of the file, in one sentence."""
        if self.refused:
            return f"Nothing of {self.plan.filename} was imported, because of what is wrong with it."
        if self.import_ is None:
            return f"Nothing changed: everything in {self.plan.filename} is here already ({self.counts})."
        return f"Imported {self.plan.filename}: {self.counts}."
