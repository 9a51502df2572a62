"""What looking for leads costs as the archive grows: `python -m tests.benchmarks.leads`.

The median CPU time of one search in an archive of 1,000 and of 50,000 decided claims that share their commonest words
with the new one, on an empty desk, and the ratio.
"""

import statistics
import sys
from typing import Any

from tests.benchmarks.measuring import cpu_of, machine, own_desk

FEW, MANY = 1_000, 50_000
RUNS = 15
LIMIT = 3.0  # times: fifty times the claims
NEW = "In 1999 the harbour line of Marlow Bay carried 4,321 passengers to the island."


def main() -> int:
    with own_desk():
        return _measure()


def _measure() -> int:
    from django.contrib.auth.models import Group, User

    from claims.models import Article
    from claims.review.leads import leads

    person = User.objects.create_user("cora", is_staff=True)
    person.groups.add(Group.objects.get(name="checker"))
    archive = Article.objects.create(slug="archive", headline="The archive")
    new = Article.objects.create(slug="new", headline="New")
    times = {}
    for upto in (FEW, MANY):
        _fill(archive, person, upto)
        assert leads(NEW, new, by=person)
        times[upto] = statistics.median(cpu_of(lambda: leads(NEW, new, by=person)) for _ in range(RUNS)) * 1000
    print(f"{machine()}; CPU ms, median of {RUNS}")
    for claims, milliseconds in times.items():
        print(f"{claims:>8,} decided claims {milliseconds:8.1f}")
    print(f"{times[MANY] / times[FEW]:.2f} times")
    return 0 if times[MANY] <= LIMIT * times[FEW] else 1


def _fill(archive: Any, person: Any, upto: int) -> None:
    """Let the archive hold this many claims, each with a standing verdict, entered as a decision enters them."""
    from django.db import connection
    from django.db.models import OuterRef, Subquery
    from django.utils import timezone

    from claims.finding.telling import keys_of
    from claims.models import Claim, TellingWord, Verdict
    from claims.record import guards

    made = archive.claims.count()
    towns = ("Odense", "Marlow", "Alma", "Tessel", "Bergen")
    said = "In {year} the harbour line of {town} Bay carried {n:,} passengers."
    statements = {n: said.format(year=1950 + n % 70, town=towns[n % 5], n=n) for n in range(made + 1, upto + 1)}
    claims = [Claim(article=archive, number=n, statement=text) for n, text in statements.items()]
    guards.remove(connection)  # a decision by hand for each of 50,000 would take minutes
    Claim.objects.bulk_create(claims, batch_size=2_000)
    at = timezone.now()
    verdicts = [Verdict(claim=claim, verdict="verified", by=person, at=at) for claim in claims]
    Verdict.objects.bulk_create(verdicts, batch_size=2_000)
    words = [TellingWord(claim=claim, word=word) for claim in claims for word in keys_of(claim.statement)]
    TellingWord.objects.bulk_create(words, batch_size=5_000)
    of_claim = Verdict.objects.filter(claim=OuterRef("pk"))
    decided = {"verdict": of_claim.values("pk")[:1], "decided_at": of_claim.values("at")[:1]}
    Claim.objects.filter(verdict=None).update(status="verified", **{n: Subquery(q) for n, q in decided.items()})
    guards.restore(connection)


if __name__ == "__main__":
    sys.exit(main())
