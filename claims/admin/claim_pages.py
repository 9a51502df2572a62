"""Pages of the claim list that cost the same however many claims there are.

The stock paginator counts every matching claim for each page, and reaches page 5,000 by reading 250,000 rows. What
these cost instead, at 1,000 and at 1,000,000 claims, is printed by `python -m tests.benchmarks.at_scale`.
"""

from collections.abc import Collection
from functools import cached_property
from typing import Any

from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Value
from django.http import HttpRequest

from claims.derived.searching import newest
from claims.models import Claim, Tally
from claims.models.tally import TallyQuerySet
from claims.vocabulary import Status

from .base import as_person, is_key
from .claim_filters import ArchivedFilter, ArticleFilter, CheckerFilter, DeskFilter, NeedsFilter, PrintsByFilter
from .paging import TURNING, DeskList, from_nearer_end

MOST_COUNTED, MOST_RANKED, MOST_PAGES = 10_000, 500, 10**9
ORDER = ("-article_id", "number")  # newest articles first, each in its own order; the index claim_newest_first

_STATUS, _STATUSES, _CHECKER = "status__exact", "status__in", CheckerFilter.parameter_name
_NEEDS, _NEEDS_COUNTED = NeedsFilter.parameter_name, {"second_source", "unconfirmed", "not_placed"}
_OF_ARTICLES = (ArchivedFilter, ArticleFilter, DeskFilter, PrintsByFilter)
_COUNTED = {
    _STATUS,
    _STATUSES,
    _CHECKER,
    _NEEDS,
    *TURNING,
    *(one.parameter_name for one in _OF_ARTICLES),
}
_ARCHIVED = ArchivedFilter.parameter_name or ""
_WHOLE = TURNING | {_ARCHIVED}


class ClaimList(DeskList):
    """The list, which lets its paginator ask its filters."""

    def get_results(self, request: HttpRequest) -> None:
        request.claim_filters = self.filter_specs  # type: ignore[attr-defined]
        super().get_results(request)


def paginator_for(request: HttpRequest, claims: QuerySet[Claim], per_page: int) -> Paginator:
    """Return the paginator for the list that this address asks for. `claims` are filtered and in order."""
    ordered = ORDER_VAR in request.GET
    if request.GET.get(SEARCH_VAR, "").strip():
        return CappedPaginator(claims, per_page) if ordered else RankedPaginator(claims, per_page)
    asked = {name: request.GET.getlist(name) for name in request.GET if name != SEARCH_VAR}
    told = _COUNTED.issuperset(asked) and all(len(values) == 1 for values in asked.values())
    counts = _counts_asked(request) if told else None
    if counts is None:
        return CappedPaginator(claims, per_page)
    tallies = _tallies(request)
    if not ordered and _WHOLE.issuperset(asked) and request.GET.get(_ARCHIVED) == "all":
        return WholePaginator(claims, per_page, tallies=tallies, counts=counts)
    if ordered:
        return TalliedPaginator(claims, per_page, tallies=tallies, counts=counts)
    number = request.GET.get("p", "")
    page = min(max(1, int(number)), MOST_PAGES) if is_key(number) else 1
    return ByArticlePaginator(claims, per_page, tallies=tallies, counts=counts, page=page)


def _tallies(request: HttpRequest) -> TallyQuerySet:
    """Return the tallies of the articles and the checker that the list is of."""
    tallies: Any = Tally.objects.visible_to(as_person(request))
    for chosen in getattr(request, "claim_filters", ()):
        if isinstance(chosen, _OF_ARTICLES):
            tallies = chosen.queryset(request, tallies)
    if (checker := request.GET.get(_CHECKER or "")) is not None:
        tallies = tallies.filter(checker=0 if checker == "none" else checker)
    return tallies


def _counts_asked(request: HttpRequest) -> set[str] | None:
    """Return which counts of the tallies the list is the sum of; None where it is of none."""
    statuses = _statuses(request)
    if (needs := request.GET.get(_NEEDS or "")) is None:
        return statuses
    return {needs} if needs in _NEEDS_COUNTED and statuses == set(Status.values) else None


def _statuses(request: HttpRequest) -> set[str]:
    asked = [{request.GET[_STATUS]}] if _STATUS in request.GET else []
    asked += [set(request.GET[_STATUSES].split(","))] if _STATUSES in request.GET else []
    return set(Status.values).intersection(*asked)


class TalliedPaginator(Paginator):
    """Takes the count from the tallies."""

    object_list: Any

    def __init__(
        self, claims: QuerySet[Claim], per_page: int, *, tallies: TallyQuerySet, counts: Collection[str]
    ) -> None:
        super().__init__(claims, per_page)
        self._tallies, self._counts = tallies, counts

    @cached_property
    def count(self) -> int:
        return self._tallies.total(self._counts)


class WholePaginator(TalliedPaginator):
    """Walks to a page of all claims there are along the index of their order alone, from the nearer end. One query.

    What it saves: reading how many claims each of 10,000 articles has took every page 24 ms of CPU; their total takes
    4.
    """

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        keys, start, end = from_nearer_end(self, number)
        rows = self.object_list.order_by().filter(pk__in=keys.values("pk")[start:end])
        return Page(sorted(rows, key=lambda claim: (-claim.article_id, claim.number)), number, self)


class ByArticlePaginator(TalliedPaginator):
    """Takes a page from the few articles that it lies in, which their tallies tell.

    An article that is told of has one claim at least: so many articles as claims up to the page's end are enough.
    """

    def __init__(self, *args: Any, page: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._most = page * self.per_page

    @cached_property
    def _told(self) -> tuple[int, dict[int, int]]:
        return self._tallies.per_article(self._counts, self._most)

    @cached_property
    def count(self) -> int:
        return self._told[0]

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        skipped, articles, seen = 0, [], 0
        for article, n in self._told[1].items():
            seen += n
            if seen <= bottom:
                skipped = seen
                continue
            articles.append(article)
            if seen >= bottom + self.per_page:
                break
        claims = self.object_list.filter(article__in=articles)
        return Page(claims[bottom - skipped : bottom - skipped + self.per_page], number, self)


class CappedPaginator(Paginator):
    """Counts no further than `most`: nobody turns that many pages, and the filters narrow."""

    most = MOST_COUNTED
    object_list: Any

    @cached_property
    def count(self) -> int:
        return min(self._counted, self.most)

    @cached_property
    def _counted(self) -> int:
        # No column of them: PostgreSQL counts in an index that holds what is asked for, and has not the key in it.
        return len(self.object_list.order_by().values_list(Value(1))[: self.most + 1])

    @property
    def capped(self) -> int:
        """How many were counted where there are more, else 0."""
        return self.most if self._counted > self.most else 0


class RankedPaginator(CappedPaginator):
    """Shows what fits a search best among the newest claims that it finds: ranking all would read all.

    What it saves: their ranks come with their keys, and a page's rows by those: looking for them a second time, to rank
    them and to read a page, took 25 of 105 ms for two words.
    """

    most = MOST_RANKED

    @cached_property
    def _newest(self) -> list[tuple[int, float]]:
        return newest(self.object_list, self.most + 1)

    @cached_property
    def _counted(self) -> int:
        return len(self._newest)

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        best = sorted(self._newest[: self.most], key=lambda found: (found[1], -found[0]))
        keys = [key for key, _rank in best[(number - 1) * self.per_page : number * self.per_page]]
        rows = Claim.objects.for_list().in_bulk(keys)
        return Page([rows[key] for key in keys if key in rows], number, self)
