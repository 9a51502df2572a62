"""Rows of the verdicts table: each is a person's decision and goes through the rules like any other."""

from typing import Any

from claims.intake.columns import ParsedRow
from claims.intake.problems import RowProblem
from claims.models import Article, Verdict
from claims.review.problems import Problem
from claims.review.verdicts import problems_with, record_verdict
from claims.vocabulary import Status

from .plans import Comparison, Outcome, Step
from .writing import Filing


def compare(rows: list[ParsedRow], *, article: Article, by: Any) -> Comparison:
    """Hold the rows against the article's verdicts. A row equal to any earlier verdict on its claim is unchanged.

    The others cost a query for the evidence of their claim each, as deciding by hand does.
    """
    claims = {claim.number: claim for claim in article.claims.select_related("verdict")}
    said = Verdict.objects.filter(claim__article=article)
    earlier = set(said.values_list("claim__number", "verdict", "reason", "correction"))
    comparison = Comparison(article)
    for row in rows:
        claim = claims.get(row.values["claim"])
        if claim is None:
            message = f"There is no claim {row.values['claim']} in this article."
            comparison.problems.append(RowProblem(row.number, "claim", message, row.line))
            continue
        claim.article = article
        fields = {name: row.values.get(name, "") for name in ("verdict", "reason", "correction")}
        name = f"Claim {claim.number}"
        if (claim.number, *fields.values()) in earlier:
            comparison.steps.append(Step(row.number, Outcome.UNCHANGED, name, claim))
        elif problems := problems_with(claim, by=by, **fields):
            comparison.problems += [
                RowProblem(row.number, "verdict", _in_a_file(p, fields), row.line) for p in problems
            ]
        else:
            comparison.steps.append(Step(row.number, Outcome.NEW, name, claim, fields))
    return comparison


def _in_a_file(problem: Problem, fields: dict[str, str]) -> str:
    """Return the problem's sentence, and where a file of settled claims meets open ones, how to bring it in."""
    if problem.code == "no_such_move" and fields["verdict"] in {Status.CORRECTED, Status.STET}:
        return f"{problem.message} A file with the disputes and their reasons goes first, then this one."
    return problem.message


def write(comparison: Comparison, filing: Filing) -> None:
    """Record the decisions in the file's order. Each writes its own event."""
    for step in comparison.of(Outcome.NEW):
        filing.attempt(step, "verdict", lambda step: _decide(step, filing))


def _decide(step: Step, filing: Filing) -> None:
    record_verdict(step.target, **filing.actor, **step.fields)
