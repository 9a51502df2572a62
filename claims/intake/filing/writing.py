"""Filing rows: what is new in bulk, what changes through the rules of review, one by one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.intake.problems import RowProblem
from claims.models import Import
from claims.review.problems import Conflict, Refused

from .plans import Step

BATCH = 500


@dataclass(slots=True)
class Filing:
    """One file being filed: who does it when, under which Import, and the rows that review refused."""

    import_: Import
    by: Any
    at: datetime
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def actor(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    def attempt(self, step: Step, column: str, act: Callable[[Step], None]) -> bool:
        """Do one row's work; where review refuses, undo that row alone and keep the reason. Tell if it went."""
        try:
            with transaction.atomic():
                act(step)
        except Refused as refused:
            self.problems.append(RowProblem(step.row, column, str(refused)))
        except Conflict:
            message = f"{step.name} was saved by somebody else at this moment. Check the file again."
            self.problems.append(RowProblem(step.row, column, message))
        else:
            return True
        return False

    def keep(self, model: str, row: Any, before: dict[str, Any]) -> None:
        """Remember what an undo puts back. Call it when the row is as the import leaves it."""
        plain = {name: getattr(value, "pk", value) for name, value in before.items()}
        self.import_.before.append({"model": model, "pk": row.pk, "version": row.version, "values": plain})
