"""Filing rows: what is new in bulk, what changes through the rules of review, one by one."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.intake.problems import RowProblem
from claims.models import Article, Import, SignOff
from claims.review.problems import Conflict, Refused
from claims.review.signoff import revoke

from .plans import Counts, Outcome, Step

BATCH = 500


@dataclass(slots=True)
class Filing:
    """One file being filed: who does it when, under which Import, and the rows that review refused."""

    import_: Import
    by: Any
    at: datetime
    problems: list[RowProblem] = field(default_factory=list)
    late: "Counter[Outcome]" = field(default_factory=Counter)  # what those rows would have been

    _cleared: frozenset[int] | None = None

    def begin(self) -> None:
        """Write the Import that rows point at, once; its counts are known at the end only."""
        if self.import_.pk is None:
            self.import_.save(force_insert=True)

    def finish(self, counts: Counts) -> None:
        """Write down what the file did."""
        for name, number in counts._asdict().items():
            setattr(self.import_, name, number)
        self.import_.save(update_fields=["before", *counts._fields])

    @property
    def actor(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    def revoke(self, article: Article, *, because: str) -> None:
        """End the article's standing clearance, if it has one: the turns that a file takes keep new ones away."""
        if self._cleared is None:
            self._cleared = frozenset(SignOff.objects.standing().values_list("revision__article", flat=True))
        if article.pk in self._cleared:
            revoke(article, **self.actor, because=because)

    def attempt(self, step: Step, column: str, act: Callable[[Step], None]) -> bool:
        """Do one row's work; where review refuses, undo that row alone and keep the reason. Tell if it went."""
        try:
            with transaction.atomic():
                act(step)
        except Refused as refused:
            self._refuse(step, column, str(refused))
        except Conflict:
            message = f"{step.name} was saved by somebody else at this moment. Check the file again."
            self._refuse(step, column, message)
        else:
            return True
        return False

    def _refuse(self, step: Step, column: str, why: str) -> None:
        self.problems.append(RowProblem(step.row, column, why))
        self.late[step.outcome] += 1

    def keep(self, model: str, row: Any, before: dict[str, Any]) -> None:
        """Remember what an undo puts back. Call it when the row is as the import leaves it."""
        plain = {name: getattr(value, "pk", value) for name, value in before.items()}
        self.import_.before.append({"model": model, "pk": row.pk, "version": row.version, "values": plain})
