"""Long lists: pages reached from the nearer end, by keys first, and rows that find their own address once."""

from typing import Any

from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, ORDER_VAR, PAGE_VAR, ChangeList
from django.core.paginator import Page, Paginator
from django.http import HttpRequest

# What an address may hold without narrowing the list: the page, its order, all rows, a mistake.
TURNING = frozenset({PAGE_VAR, ORDER_VAR, ALL_VAR, ERROR_FLAG})


class NearPaginator(Paginator):
    """Walks to a page over the rows' keys alone, from whichever end of the list is nearer, and reads its rows then.

    What it saves: read plainly, with what the rows join, the last page of 1,226,652 events took 20.5 s of CPU, that of
    1,044,995 verdicts 0.41 s.
    """

    object_list: Any

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        listed, start, end = from_nearer_end(self, number)
        keys = list(listed.values_list("pk", flat=True)[start:end])
        rows = self.object_list.order_by().in_bulk(keys)
        found = [rows[key] for key in keys if key in rows]
        return Page(found if listed is self.object_list else found[::-1], number, self)


def from_nearer_end(paginator: Paginator, number: int) -> tuple[Any, int, int]:
    """Return the list as it is or backwards, whichever way the page is nearer, and where the page lies in it."""
    listed: Any = paginator.object_list
    start = (number - 1) * paginator.per_page
    end = min(start + paginator.per_page, paginator.count)
    if start > paginator.count - end:
        return listed.reverse(), paginator.count - end, paginator.count - start
    return listed, start, end


class DeskList(ChangeList):
    """The stock list, which adds the filters to the address of each row itself.

    What it saves: the stock one resolves every link's address anew to find where it leads, and makes it anew for every
    column that links. Of a page of 50 claims that was 8 of 62 ms of CPU.
    """

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self._addresses: dict[Any, str] = {}
        super().__init__(request, *args, **kwargs)
        kept, self.preserved_filters = self.preserved_filters, ""
        self._kept = f"?{kept}" if kept else ""

    def url_for_result(self, result: Any) -> str:
        if result.pk not in self._addresses:
            self._addresses[result.pk] = super().url_for_result(result) + self._kept
        return self._addresses[result.pk]
