"""What finding costs with its page, and accepting many: `python -m tests.benchmarks.proposals`.

One article of 20,000 words on an empty desk: the click on "Find claims" and the page that follows, the same
page again, and "accept all" for the passages of the highest scores. CPU seconds; the peer is the desk's own page of
that article, in the same run.
"""

import re
import sys
from collections.abc import Callable
from typing import Any

from tests.benchmarks.measuring import cpu_of, machine, own_desk, serve_pages

WORDS = 20_000
LIMIT = 2.0  # seconds for the click and the page that follows (the finder's issue)
ACCEPTED = 300
PEER = "the desk's page"
SENTENCES = (
    "In {year} the ferry of Marlow Bay carried {many:,} people to the island, {part} percent more than a year earlier.",
    "Ida Holm, the engineer, said the pier had cost ${money} million.",
    "It was a grey morning, and nobody minded the rain.",
    "The council voted {part} to 4 to lay the second track before the spring of {year}.",
    "Her brother, Jon Berg, left the harbour office in May {year} after a dispute over wages.",
)


def main() -> int:
    with own_desk():
        serve_pages()
        return _measure()


def _measure() -> int:
    from django.test import Client

    from claims.models import Candidate

    person, client = _checker(), Client()
    client.force_login(person)
    revision = _revision(person)
    desk = f"/admin/claims/article/{revision.article_id}/desk/"
    page = f"{desk}proposals/"
    client.get(desk), client.get(page)  # templates are read once
    find = _cpu(lambda: client.post(f"{page}find/", {"revision": revision.pk}, follow=True))
    rows = {"find, and its page": find, "the page again": _cpu(lambda: client.get(page))}
    rows[PEER] = _cpu(lambda: client.get(desk))
    scores = sorted(Candidate.objects.values_list("score", flat=True), reverse=True)
    score = f"?score={scores[min(ACCEPTED, len(scores)) - 1]:.2f}"
    html = client.get(page + score).content.decode()
    seen, count = re.search(r'name="seen" value="(\w{64})"', html), re.search(r"Accept all (\d+) as claims", html)
    assert seen and count
    values, accepted = {"revision": revision.pk, "seen": seen[1]}, int(count[1])
    rows[f"accept {accepted}"] = _cpu(lambda: client.post(f"{page}accept-all/{score}", values))
    assert Candidate.objects.filter(state="accepted").count() == accepted
    print(f"{machine()}; CPU seconds")
    print(f"{len(revision.body.split()):,} words, {len(scores)} passages")
    for name, seconds in rows.items():
        print(f"{name:24}{seconds:8.2f}{seconds / rows[PEER]:8.1f} x desk")
    return 0 if find <= LIMIT else 1


def _checker() -> Any:
    from django.contrib.auth.models import Group, User

    person = User.objects.create_user("cora", is_staff=True)
    person.groups.add(Group.objects.get(name="checker"))
    return person


def _revision(person: Any) -> Any:
    from django.utils import timezone

    from claims.models import Article, Revision

    paragraphs, words, n = [], 0, 0
    while words < WORDS:
        numbers = {"year": 1900 + n % 120, "many": 1000 + 37 * n, "part": 3 + n % 60, "money": 1 + n % 90}
        text = " ".join(sentence.format(**numbers) for sentence in SENTENCES)
        paragraphs.append(text)
        words, n = words + len(text.split()), n + 1
    article = Article.objects.create(slug="ferry", headline="The ferry", published_on="2026-11-28")
    fields = {"original": b"", "sha256": "0" * 64, "imported_by": person, "imported_at": timezone.now()}
    return Revision.objects.create(article=article, number=1, body="\n\n".join(["The ferry", *paragraphs]), **fields)


def _cpu(work: Callable[[], Any]) -> float:
    """Return the CPU seconds of `work`, here and in the database; it must not answer with an error."""
    answers = []
    seconds = cpu_of(lambda: answers.append(work()))
    assert answers[0].status_code < 400
    return seconds


if __name__ == "__main__":
    sys.exit(main())
