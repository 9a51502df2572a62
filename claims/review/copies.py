"""Which source copies which, followed through any number of copies."""

from collections import defaultdict

from claims.models import Source


def copies_of(source: Source) -> set[int]:
    """Return the primary keys of all that copy the source, directly or through others. One query."""
    copied_by = defaultdict(list)
    family = Source.objects.filter(origin=source.origin_id or source.pk)
    for pk, copied in family.values_list("pk", "republishes"):
        copied_by[copied].append(pk)
    found: set[int] = set()
    waiting = [source.pk]
    while waiting:
        new = [pk for pk in copied_by[waiting.pop()] if pk not in found]
        found.update(new)
        waiting += new
    return found


def origin_of(copied: Source | None) -> Source | None:
    """Return the first of the chain that a copy of `copied` belongs to; None for what copies nothing."""
    return None if copied is None else copied.origin or copied


def let_follow(copies: set[int], source: Source) -> list[Source]:
    """Give all that copy the source its origin; return those for which it is another one than before.

    Call it with `copies_of(source)` from before the change.
    """
    origin = source.origin or source
    moved = list(Source.objects.filter(pk__in=copies).exclude(origin=origin).order_by("pk"))
    for copy in moved:
        copy.origin = origin
    Source.objects.bulk_update(moved, ["origin"], batch_size=500)
    return moved
