"""Rows of the claims table held against an article's claims."""

from collections.abc import Iterable
from typing import Any

from claims.intake.columns import ParsedRow
from claims.intake.problems import RowProblem
from claims.models import Article, Claim, Evidence, Source
from claims.review.assignment import problems_with_assigning
from claims.review.people import lacking
from claims.review.wording import EDITABLE, changes_words
from claims.vocabulary import DECIDED

from .naming import NamedSources, sources_from
from .people import NamedCheckers
from .placing import NewClaim, Places, notes_on_places
from .plans import Comparison, Outcome, Step

WORDING = ("statement", "quote")


def compare(rows: list[ParsedRow], *, article: Article, by: Any) -> Comparison:
    """Hold the rows against the article's claims. Writes nothing; the queries don't grow with the rows."""
    return _Claims(article, rows, by).compare()


_STORED = ("number", "pk", *EDITABLE, "checker__username")
_AT = {name: place for place, name in enumerate(_STORED)}
_BATCH = 500


class _Claims:
    """The article's claims and all that the rows name, each fetched once.

    Claims are fetched as bare values, and as rows of the model only where a row changes them: a file that is here
    already costs half of what it cost at first.
    """

    def __init__(self, article: Article, rows: list[ParsedRow], by: Any) -> None:
        self.article, self.rows, self.by = article, rows, by
        self.places = Places(article)
        self.stored = {values[0]: values for values in article.claims.order_by("number").values_list(*_STORED)}
        named = dict.fromkeys(name for row in rows for name in row.values.get("sources", ()))
        self.linked = (
            set(Evidence.objects.standing().filter(claim__article=article).values_list("claim", "source"))
            if named
            else set()
        )
        self.checkers = NamedCheckers(row.values.get("checker", "") for row in rows)
        self.sources = NamedSources(named, by=by)
        self.made = sources_from([name for name in named if "://" in name and not self.sources.find(name)], by=by)
        self.given = self._numbers()
        self.claims = self._fetched()
        self.comparison = Comparison(article, revision=self.places.revision)

    def _fetched(self) -> dict[int, Claim]:
        """Return the claims that the rows change, by number."""
        numbers = [
            number
            for row in self.rows
            if (number := self.given[row.number]) in self.stored and not self._is_there(row, self.stored[number])
        ]
        fetched: dict[int, Claim] = {}
        for start in range(0, len(numbers), _BATCH):
            claims = self.article.claims.select_related("checker").filter(number__in=numbers[start : start + _BATCH])
            fetched |= {claim.number: self._known(claim) for claim in claims}
        return fetched

    def _is_there(self, row: ParsedRow, stored: tuple[Any, ...]) -> bool:
        """Tell whether the row says nothing that the claim does not say already."""
        for name, value in row.values.items():
            if name == "sources":
                if not all(self._is_linked(stored[1], self.sources.find(source)) for source in value):
                    return False
            elif (name in _AT and value != (stored[_AT[name]])) or (name == "checker" and value != (stored[-1] or "")):
                return False
        return True

    def _is_linked(self, claim: int, found: list[Source]) -> bool:
        return any((claim, source.pk) in self.linked for source in found)

    def _known(self, claim: Claim) -> Claim:
        claim.article = self.article
        if self.places.revision is not None and claim.revision_id == self.places.revision.pk:
            claim.revision = self.places.revision
        return claim

    def _numbers(self) -> dict[int, int]:
        """Return by row the number of its claim: its own, that of the claim with the same words, or the next."""
        given = {row.number: number for row in self.rows if (number := row.values.get("number"))}
        nameless = [row for row in self.rows if row.number not in given]
        same = self._same_words(set(given.values()), nameless)
        highest = max([0, *self.stored, *given.values()])
        for row in nameless:
            number = same.get(_words(row))
            if number is None:
                number = highest = highest + 1
                same[_words(row)] = number
            given[row.number] = number
        return given

    def _same_words(self, taken: set[int], nameless: list[ParsedRow]) -> dict[tuple[str, ...], int]:
        if not nameless:
            return {}
        names = [name for name in WORDING if name in nameless[0].values]
        free = [values for number, values in self.stored.items() if number not in taken]
        return {tuple(values[_AT[name]] for name in names): values[0] for values in reversed(free)}

    def compare(self) -> Comparison:
        seen: dict[tuple[str, ...], int] = {}
        for row in self.rows:
            problems = [] if row.values.get("number") else _said_before(row, seen)
            step = None if problems else self._step(row, problems)
            if step is None or problems:
                self.comparison.problems += problems
            else:
                self.comparison.steps.append(step)
        self.comparison.notes += notes_on_places(self._placed())
        self.comparison.notes += self._notes_on_sources()
        return self.comparison

    def _step(self, row: ParsedRow, problems: list[RowProblem]) -> Step | None:
        number = self.given[row.number]
        claim = self.claims.get(number)
        if claim is None and number in self.stored:
            return Step(row.number, Outcome.UNCHANGED, f"Claim {number}", None)
        links = self._links(row, claim, problems) if row.values.get("sources") else []
        step = self._new(row, problems) if claim is None else self._changed(row, claim)
        if step is None:
            return None
        step.links = links
        if links and step.outcome is Outcome.UNCHANGED:
            step.outcome = Outcome.CHANGED
        if "checker" in row.values:
            self._assign(step, row, problems)
        return step

    def _new(self, row: ParsedRow, problems: list[RowProblem]) -> Step | None:
        number = self.given[row.number]
        fields = {name: row.values[name] for name in EDITABLE if name in row.values}
        fields["statement"] = fields.get("statement") or fields.get("quote", "")
        if not fields["statement"]:
            message = f"This article has no claim {number} yet, and a new one needs a statement or a quote."
            problems.append(RowProblem(row.number, "number", message, row.line))
            return None
        claim = NewClaim(self.article, number, **fields)
        self.places.put(claim)
        return Step(row.number, Outcome.NEW, f"Claim {number}", claim, fields)

    def _changed(self, row: ParsedRow, claim: Claim) -> Step:
        values = row.values
        fields = {name: values[name] for name in EDITABLE if name in values and values[name] != getattr(claim, name)}
        before = {name: getattr(claim, name) for name in fields}
        outcome = Outcome.CHANGED if fields else Outcome.UNCHANGED
        step = Step(row.number, outcome, f"Claim {claim.number}", claim, fields, before)
        if claim.status in DECIDED and changes_words(claim, fields):
            step.warning = f"Claim {claim.number} is {claim.get_status_display()}. Its words change, so it is reopened."
        elif claim.status in DECIDED and "risk" in fields:
            step.warning = f"Claim {claim.number} is reopened if it does not meet the source rule at its new risk."
        return step

    def _assign(self, step: Step, row: ParsedRow, problems: list[RowProblem]) -> None:
        name, claim = row.values["checker"], step.target
        if not name and step.outcome is Outcome.NEW:
            return
        checker = self.checkers.find(name) if name else None
        if name and checker is None:
            message = f"There is no account “{name[:60]}” in use. Write the checker's user name."
            problems.append(RowProblem(row.number, "checker", message, row.line))
            return
        if claim.checker_id == (checker.pk if checker else None):
            return
        for problem in problems_with_assigning(claim, to=checker, by=self.by):
            problems.append(RowProblem(row.number, "checker", problem.message, row.line))
        step.before["checker"] = None if step.outcome is Outcome.NEW else claim.checker
        step.fields["checker"] = checker
        if step.outcome is Outcome.UNCHANGED:
            step.outcome = Outcome.CHANGED

    def _links(self, row: ParsedRow, claim: Claim | None, problems: list[RowProblem]) -> list[Source]:
        """Return the sources that the row names and the claim does not have yet."""
        links: dict[Any, Source] = {}
        for name in row.values.get("sources", ()):
            found = self.sources.find(name) or ([self.made[name]] if name in self.made else [])
            if not found:
                message = f"No source has the key “{name[:60]}”. Import the sources first, or write its web address."
                problems.append(RowProblem(row.number, "sources", message, row.line))
            elif claim is None or not self._is_linked(claim.pk, found):
                links[found[0].pk or found[0].key] = found[0]
        if links:
            needed = ["add_evidence", *(["add_source"] if any(s.pk is None for s in links.values()) else [])]
            refused = [problem for permission in needed for problem in lacking(self.by, permission)]
            problems += [RowProblem(row.number, "sources", problem.message, row.line) for problem in refused]
        return list(links.values())

    def _placed(self) -> Iterable[NewClaim]:
        """The claims that the file puts in their place: the new ones, and those whose words change."""
        for step in self.comparison.steps:
            if step.outcome is Outcome.NEW:
                yield step.target
            elif set(step.fields) & set(WORDING):
                words = {name: step.fields.get(name, getattr(step.target, name)) for name in WORDING}
                claim = NewClaim(self.article, step.target.number, **words)
                self.places.put(claim)
                yield claim

    def _notes_on_sources(self) -> Iterable[str]:
        used = {source.key for step in self.comparison.steps for source in step.links if source.pk is None}
        if used:
            yield f"New sources are made from web addresses: {len(used):,}. They are linked as unread."


def _words(row: ParsedRow) -> tuple[str, ...]:
    return tuple(row.values[name] for name in WORDING if name in row.values)


def _said_before(row: ParsedRow, seen: dict[tuple[str, ...], int]) -> list[RowProblem]:
    first = seen.setdefault(_words(row), row.number)
    if first == row.number:
        return []
    message = f"Row {first} says the same. Keep one of the two, or give both their numbers."
    return [RowProblem(row.number, "statement", message, row.line)]
