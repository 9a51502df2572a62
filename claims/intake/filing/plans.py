"""What a file would do and what it did, row by row, as values that every front door shows alike."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from claims import record
from claims.intake.problems import FileProblem
from claims.intake.tables import FileOrRowProblem, Reading
from claims.models import Article, Import, Revision, Source
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

    @property
    def summary(self) -> str:
        """What the row does, in a line: a new one says what the file does, a changed one its cells too."""
        if self.outcome is Outcome.NEW and "republishes" not in self.fields:
            cells = []
        else:
            cells = [list(cell) for cell in self.cells if cell.column != "sources"]
        # By address where there is one: a source that an earlier article of the file makes has no other name yet.
        links = [source.url or source.key for source in self.links]
        told = record.canonical([cells, links]) if cells or links else ""
        return f"{self.row} {self.outcome} {self.name} {told}\n"


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
    revision: Revision | None = None  # the copy in which new claims were put in their place
    problems: list[FileOrRowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def of(self, outcome: Outcome) -> list[Step]:
        return [step for step in self.steps if step.outcome is outcome]

    @property
    def counts(self) -> "Counts":
        return counted(Counter(step.outcome for step in self.steps), self.problems)

    @property
    def changes_something(self) -> bool:
        return any(step.outcome is not Outcome.UNCHANGED for step in self.steps)


class Counts(NamedTuple):
    """How many rows of a file are, or were, what."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    def __str__(self) -> str:
        return ", ".join(f"{number:,} {word}" for word, number in self._asdict().items())


KEPT = 1_000  # rows and warnings of a plan that are there to be shown; the others are counted


@dataclass
class Plan:
    """What a file would do if it were filed now. Nothing of it is written.

    It is gone through article by article and keeps no more of them than is shown: `rows` are the first rows
    that write something, `warnings` the first decisions that the file takes back, or may take back.
    """

    reading: Reading
    problems: list[FileOrRowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: list[Step] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    outcomes: "Counter[Outcome]" = field(default_factory=Counter)
    _digest: Any = field(default_factory=hashlib.sha256)

    @property
    def table(self) -> Table:
        return self.reading.table

    @property
    def filename(self) -> str:
        return self.reading.filename

    @property
    def sha256(self) -> str:
        return self.reading.sha256

    def take(self, comparison: Comparison, *, among: int) -> None:
        """Add one article's rows; `among`: how many articles the file has."""
        self.problems += comparison.problems
        whose = f"{comparison.article.slug}: " if comparison.article and among > 1 else ""
        self.notes += [f"{whose}{note}" for note in comparison.notes[: max(0, KEPT - len(self.notes))]]
        for step in comparison.steps:
            self.outcomes[step.outcome] += 1
            if step.outcome is not Outcome.UNCHANGED:
                self._digest.update(step.summary.encode())
                if len(self.rows) < KEPT:
                    self.rows.append(step)
                if step.warning and len(self.warnings) < KEPT:
                    self.warnings.append(step.warning)

    @property
    def counts(self) -> Counts:
        return counted(self.outcomes, self.problems)

    @property
    def is_readable(self) -> bool:
        """Whether the good rows may be filed: no problem lies with the file as a whole."""
        return not any(isinstance(problem, FileProblem) for problem in self.problems)

    @property
    def changes_something(self) -> bool:
        return bool(self.outcomes[Outcome.NEW] or self.outcomes[Outcome.CHANGED])

    def lets_write(self, *, good_rows: bool) -> bool:
        """Whether nothing found so far keeps the file from being filed."""
        return not self.problems or (good_rows and self.is_readable)

    @property
    def fingerprint(self) -> str:
        """What a person who confirms has seen: the same for a plan that would write the same."""
        return hashlib.sha256(f"{self.sha256} {self._digest.hexdigest()}".encode()).hexdigest()


def counted(outcomes: Mapping[Outcome, int], problems: list[FileOrRowProblem]) -> Counts:
    """Count rows by what becomes of them; a row with three problems is refused once."""
    refused = len({problem.row for problem in problems if problem.row is not None and problem.row > 1})
    new, changed, unchanged = (outcomes.get(outcome, 0) for outcome in Outcome)
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
