"""Rows of the evidence table held against the evidence of an article's claims."""

from collections import Counter
from typing import Any

from claims.intake.columns import ParsedRow
from claims.intake.problems import RowProblem
from claims.models import Article, Claim, Evidence, Source
from claims.review.evidence import problems_with_stance
from claims.vocabulary import Stance, Status

from .naming import NamedSources
from .plans import Comparison, Outcome, Step, as_cell

SAID = ("stance", "locator", "finding")
_Pair = tuple[int, int]


def compare(rows: list[ParsedRow], *, article: Article, by: Any) -> Comparison:
    """Hold the rows against the article's standing evidence. Writes nothing; queries don't grow with the rows."""
    return _Evidence(article, rows, by).compare()


class _Evidence:
    """The article's claims and evidence, each fetched once, and how often the file names each pair."""

    def __init__(self, article: Article, rows: list[ParsedRow], by: Any) -> None:
        self.article, self.rows, self.by = article, rows, by
        self.claims = {claim.number: claim for claim in article.claims.select_related("verdict")}
        for claim in self.claims.values():
            claim.article = article
        self.sources = NamedSources((row.values["source"] for row in rows), by=by)
        self.there: dict[_Pair, list[Evidence]] = {}
        for piece in Evidence.objects.standing().filter(claim__article=article).select_related("source").order_by("pk"):
            self.there.setdefault((piece.claim_id, piece.source_id), []).append(piece)
        self.named = Counter(pair for row in rows if (pair := self._pair(row)))
        self.seen: dict[tuple[_Pair, str], int] = {}
        self.unplaced = {p for row in rows if not row.values.get("locator") and (p := self._pair(row))}

    def _found(self, row: ParsedRow) -> tuple[Claim, Source] | None:
        claim, sources = self.claims.get(row.values["claim"]), self.sources.find(row.values["source"])
        if claim is None or not sources:
            return None
        # Of several sources with one address the one that the claim has is meant.
        return claim, next((s for s in sources if (claim.pk, s.pk) in self.there), sources[0])

    def _pair(self, row: ParsedRow) -> _Pair | None:
        found = self._found(row)
        return (found[0].pk, found[1].pk) if found else None

    def compare(self) -> Comparison:
        comparison = Comparison(self.article)
        for row in self.rows:
            result = self._row(row)
            if isinstance(result, Step):
                comparison.steps.append(result)
            else:
                comparison.problems += result
        return comparison

    def _row(self, row: ParsedRow) -> Step | list[RowProblem]:
        if (found := self._found(row)) is None:
            return self._why_not_found(row)
        claim, source = found
        if source.hidden_from(self.by):
            return self._of_hidden(row, claim, source)
        said = {name: row.values[name] for name in SAID if name in row.values}
        piece = self._piece(row, (claim.pk, source.pk))
        if isinstance(piece, RowProblem):
            return [piece]
        stance = said.get("stance", piece.stance if piece else Stance.UNREAD)
        if problems := problems_with_stance(claim, by=self.by, stance=stance):
            return [RowProblem(row.number, "stance", problem.message, row.line) for problem in problems]
        return self._new(row, claim, source, said) if piece is None else self._changed(row, claim, piece, said)

    def _why_not_found(self, row: ParsedRow) -> list[RowProblem]:
        problems, name = [], row.values["source"]
        if row.values["claim"] not in self.claims:
            message = f"There is no claim {row.values['claim']} in this article."
            problems.append(RowProblem(row.number, "claim", message, row.line))
        if not self.sources.find(name):
            how = "address" if "://" in name else "key"
            message = f"No source has the {how} “{name[:60]}”. Import the sources first."
            problems.append(RowProblem(row.number, "source", message, row.line))
        return problems

    def _piece(self, row: ParsedRow, pair: _Pair) -> Evidence | RowProblem | None:
        """Return the evidence that the row is about, None where it is new.

        Claim and source are its key, and the locator too where that pair stands twice, here or at the desk.
        """
        there, locator = self.there.get(pair, []), row.values.get("locator", "")
        if (first := self.seen.setdefault((pair, locator), row.number)) != row.number:
            return RowProblem(row.number, "source", f"Row {first} has the same. Keep one of the two.", row.line)
        if len(there) <= 1 and self.named[pair] == 1:
            return there[0] if there else None
        if "locator" not in row.values:
            message = "The claim has this source at several places. Add a column “locator” that says which is meant."
            return RowProblem(row.number, "source", message, row.line)
        return next((piece for piece in there if piece.locator == locator), None) or self._unread(pair)

    def _unread(self, pair: _Pair) -> Evidence | None:
        """Return what links source and claim and says nothing yet, for the first row that says where it is looked up.

        A claims sheet made it. A row of the file without a locator is that piece's own.
        """
        if pair in self.unplaced:
            return None
        self.unplaced.add(pair)
        blank = (Stance.UNREAD, "", "")
        return next((p for p in self.there.get(pair, []) if (p.stance, p.locator, p.finding) == blank), None)

    def _new(self, row: ParsedRow, claim: Claim, source: Source, said: dict[str, Any]) -> Step:
        piece = Evidence(claim=claim, source=source, added_by=self.by, **said)
        step = Step(row.number, Outcome.NEW, _name(claim, source), piece, said)
        if piece.stance == Stance.CONTRADICTS and claim.status == Status.VERIFIED:
            step.warning = f"Claim {claim.number} is verified. It is reopened if its reason does not answer this."
        return step

    def _changed(self, row: ParsedRow, claim: Claim, piece: Evidence, said: dict[str, Any]) -> Step:
        piece.claim = claim
        fields = {name: value for name, value in said.items() if value != getattr(piece, name)}
        before = {name: getattr(piece, name) for name in fields}
        outcome = Outcome.CHANGED if fields else Outcome.UNCHANGED
        step = Step(row.number, outcome, _name(claim, piece.source), piece, fields, before)
        if fields and claim.status in {Status.VERIFIED, Status.CORRECTED}:
            now = claim.get_status_display()
            step.warning = f"Claim {claim.number} is {now}. It is reopened if it loses what the source rule needs."
        return step

    def _of_hidden(self, row: ParsedRow, claim: Claim, source: Source) -> Step | list[RowProblem]:
        """An export for those who may not see the source has its number and stance; that row changes nothing."""
        there = self.there.get((claim.pk, source.pk), [])
        said = row.values.get("locator") or row.values.get("finding")
        if not said and any(row.values.get("stance", piece.stance) == piece.stance for piece in there):
            return Step(row.number, Outcome.UNCHANGED, _name(claim, source), None)
        message = "This source is confidential. Only who may see it can import what it says."
        return [RowProblem(row.number, "source", message, row.line)]


def _name(claim: Claim, source: Source) -> str:
    return f"Claim {claim.number}, {as_cell(source)}"
