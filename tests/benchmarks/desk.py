"""What the desk costs as claims grow: `python -m tests.benchmarks.desk`.

Articles of 20,000 words on an empty desk: with 500 claims against 50, and with 2,000 against 200. Prints the median
CPU time of the whole page and of the fragment that moving to the next claim fetches, its queries, and the ratios.
SQLite, or PostgreSQL where DATABASE_URL names a server (a database of its own is made beside that one).
"""

import statistics
import sys
from collections.abc import Callable
from typing import Any

from tests.benchmarks.measuring import cpu_of, machine, own_desk, serve_pages

WORDS = 20_000
# Few claims, many, and how many times longer the page of many may take: what the desk's issue and issue 5 ask for.
PAIRS = ((50, 500, 1.5), (200, 2_000, 3.0))
RUNS = 15


def main() -> int:
    with own_desk():
        return _measure()


def _measure() -> int:
    from django.test import Client

    serve_pages()
    person = _checker()
    client = Client()
    client.force_login(person)
    print(f"{machine()}; CPU ms, median of {RUNS}")
    print(f"{'':24}{'claims':>8}{'ms':>8}{'claims':>8}{'ms':>8}   ratio   limit  queries")
    missed = 0
    for few, many, limit in PAIRS:
        pages = [f"/admin/claims/article/{_article(n, person).pk}/desk/?claim=7" for n in (few, many)]
        for name, part in (("whole page", ""), ("next claim's fragment", "&fragment=claim")):
            urls = [page + part for page in pages]
            (one, asked), (other, asked_of_many) = (_cost(lambda url=url: client.get(url)) for url in urls)
            ratio, constant = other / one, asked == asked_of_many
            missed += ratio > limit or not constant
            queries = str(asked) if constant else f"{asked} and {asked_of_many}"
            print(f"{name:24}{few:8,}{one:8.1f}{many:8,}{other:8.1f}{ratio:8.2f}{limit:8.1f}  {queries}")
    return 1 if missed else 0


def _checker() -> Any:
    from django.contrib.auth.models import Group, User

    person = User.objects.create_user("cora", is_staff=True)
    person.groups.add(Group.objects.get(name="checker"))
    return person


def _article(claims: int, person: Any) -> Any:
    from django.utils import timezone

    from claims.models import Article, Claim, Revision

    sentences = [
        f"On day {number} the ferry carried {number * 7} people and {number % 13} dogs."
        for number in range(WORDS // 12)
    ]
    body = (
        f"The ferry\n\n{chr(10).join(' '.join(sentences[at : at + 6]) + chr(10) for at in range(0, len(sentences), 6))}"
    )
    article = Article.objects.create(slug=f"ferry-{claims}", headline="The ferry")
    revision = Revision.objects.create(
        article=article,
        number=1,
        body=body,
        original=b"",
        sha256="0" * 64,
        imported_by=person,
        imported_at=timezone.now(),
    )
    step = len(sentences) // claims
    made = []
    for number in range(1, claims + 1):
        day = (number - 1) * step
        quote = f"On day {day} the ferry"
        start = body.index(quote)
        made.append(
            Claim(
                article=article,
                revision=revision,
                number=number,
                statement=f"The ferry sailed on day {day}.",
                quote=quote,
                start=start,
                end=start + len(quote),
                occurrences=1,
            )
        )
    Claim.objects.bulk_create(made)
    return article


def _cost(work: Callable[[], Any]) -> tuple[float, int]:
    """Return the median CPU milliseconds of `work`, here and in the database, and its queries after a warm-up."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    assert work().status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert work().status_code == 200
    asked = len(queries)  # Read now: the next request's start empties what was captured.
    return statistics.median(cpu_of(work) for _ in range(RUNS)) * 1000, asked


if __name__ == "__main__":
    sys.exit(main())
