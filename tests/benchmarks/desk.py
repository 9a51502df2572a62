"""What the desk costs as claims grow: `python -m tests.benchmarks.desk`.

One article of 20,000 words, once with 50 and once with 500 claims, on an empty SQLite desk. Prints the median
CPU time of the whole page and of the fragment that moving to the next claim fetches, and the ratios.
"""

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

WORDS = 20_000
FEW, MANY = 50, 500
RUNS = 15
LIMIT = 1.5  # times: how much longer the page with many claims may take (the desk's issue)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
            "DATA_DIR": folder,
            "ALLOWED_HOSTS": "testserver",
        }
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.conf import settings

        settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        django.setup()
        return _measure()


def _measure() -> int:
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    person = _checker()
    client = Client()
    client.force_login(person)
    pages = {claims: f"/admin/claims/article/{_article(claims, person).pk}/desk/?claim=7" for claims in (FEW, MANY)}
    whole = {claims: _cpu(lambda url=url: client.get(url)) for claims, url in pages.items()}
    part = {claims: _cpu(lambda url=url: client.get(f"{url}&fragment=claim")) for claims, url in pages.items()}
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; CPU ms, median of {RUNS}")
    print(f"{'':24}{FEW:>8}{MANY:>8}   ratio")
    for name, row in (("whole page", whole), ("next claim's fragment", part)):
        print(f"{name:24}{row[FEW]:8.1f}{row[MANY]:8.1f}{row[MANY] / row[FEW]:8.2f}")
    return 0 if whole[MANY] <= LIMIT * whole[FEW] else 1


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


def _cpu(work: Callable[[], Any]) -> float:
    """Return the median CPU milliseconds of `work`, after one warm-up that must answer 200."""
    assert work().status_code == 200
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
