"""A desk for looking at: three invented articles about the town of Marlow Bay, with claims of every status."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from claims.models import Article, Claim, Query, Revision, Source
from claims.review import evidence, verdicts, wording
from claims.vocabulary import Status
from tests.conftest import make_person, make_source

HARBOUR = """Why the Harbour Line is three years late

The Harbour Line was meant to be simple. In March 2019 the council of Marlow Bay voted 31 to 4 to lay 6.8 kilometres of tram track from the old fish market to the university hospital. The first tram would run in the spring of 2023.

Three years past that date there is still no tram. The cost has more than doubled, from 184 million to 402 million crowns, and about 1,900 metres of track have yet to be laid. On Quay Street the rails stop in front of a bakery that has stood there since 1911.

"It has been five winters," says Ines Varga, who owns the bakery. She has lost a third of her customers since the fences went up. Of the 26 shops trading on Quay Street in 2020, 15 are left.

The builder, Tessel & Sons, charged the city 90,000 crowns a day while the state heritage office ordered a stop of seven months. For eleven months the tram office had no director."""

HARBOUR_CLAIMS = (
    ("voted 31 to 4", "number", "medium", "verified"),
    ("6.8 kilometres", "number", "low", "verified"),
    ("spring of 2023", "date", "low", "verified"),
    ("from 184 million to 402 million crowns", "money", "high", "disputed"),
    ("about 1,900 metres", "number", "low", "in_progress"),
    ("since 1911", "date", "low", "verified"),
    ("Ines Varga, who owns the bakery", "name", "medium", "corrected"),
    ("five winters", "quotation", "low", "unchecked"),
    ("lost a third of her customers", "causal", "medium", "unchecked"),
    ("Of the 26 shops trading on Quay Street in 2020, 15 are left", "number", "medium", "disputed"),
    ("charged the city 90,000 crowns a day", "money", "high", "verified"),
    ("a stop of seven months", "event", "medium", "cut"),
    ("For eleven months the tram office had no director", "sequence", "medium", "stet"),
    ("crowned by a copper dome", "place", "low", "unchecked"),
)

RIVER = """The river that came back

By 1980 not one species of fish was left below the weir. In 1994 the mill closed. Last summer 14 species were counted between the bridge and the sea."""

RIVER_CLAIMS = (
    ("not one species of fish", "superlative", "medium", "disputed"),
    ("In 1994 the mill closed", "date", "low", "verified"),
    ("14 species", "number", "medium", "in_progress"),
    ("Last summer", "date", "low", "unchecked"),
)


@dataclass(frozen=True)
class Desk:
    """Who works here and on what. `people` is keyed by first name, in lower case."""

    people: dict[str, User]
    harbour: Article
    river: Article
    lunch: Article
    claim: Claim
    source: Source


def make_desk() -> Desk:
    """Write the desk into the database: what is due lies days ahead of now, decisions on the days before it."""
    people = {name: make_person(name, role) for name, role in ROLES.items()} | {"nora": make_person("nora")}
    now = timezone.now()
    evening = datetime.combine(now.date(), time(18), tzinfo=UTC)
    sources = [make_source(people["edith"], key, **fields) for key, fields in SOURCES.items()]
    make_source(people["edith"], "informant", title="The engineer who left", confidential=True, kind="interview")
    harbour = _article(people, "harbour-line", HARBOUR, due_at=evening + timedelta(days=2), desk="City")
    river = _article(people, "river", RIVER, due_at=evening - timedelta(days=1), desk="Nature")
    lunch = _article(people, "school-lunch", "What a school lunch really costs\n\nMore than last year.", desk="City")
    _check(harbour, HARBOUR_CLAIMS, people, sources, now)
    _check(river, RIVER_CLAIMS, people, sources, now)
    disputed = harbour.claims.get(number=4)
    Query.objects.create(claim=disputed, question="Which budget year?", asked_by=people["cora"], asked_at=now)
    return Desk(people, harbour, river, lunch, disputed, sources[0])


ROLES = {"wanda": "writer", "cora": "checker", "ben": "checker", "edith": "editor", "rita": "reader", "ada": "admin"}

SOURCES: dict[str, dict[str, Any]] = {
    "auditor": {
        "title": "Auditor’s letter on the Harbour Line",
        "publisher": "City Auditor",
        "kind": "primary document",
        "url": "https://auditor.example.org/harbour-line",
    },
    "gazette": {"title": "Tram opening moved again", "publisher": "Bay Gazette"},
}


def _article(people: dict[str, User], slug: str, body: str, **fields: Any) -> Article:
    article = Article.objects.create(
        slug=slug, headline=body.split("\n", maxsplit=1)[0], writer=people["wanda"], **fields
    )
    dropped = [{"what": "teaser", "text": "Read more: The bakery that would not move"}]
    Revision.objects.create(
        article=article,
        number=1,
        body=body,
        original=body.encode(),
        filename=f"{slug}.txt",
        sha256="0" * 64,
        dropped=dropped,
        imported_by=people["edith"],
        imported_at=timezone.now() - timedelta(days=9),
    )
    return article


def _check(article: Article, claims: Any, people: dict[str, User], sources: list[Source], now: datetime) -> None:
    """Mark all claims nine days ago, then bring each to its status: the record's time never runs backwards."""
    marked = [_mark(article, people, now - timedelta(days=9), claim[:3], n) for n, claim in enumerate(claims)]
    for n, (claim, (*_, status)) in enumerate(zip(marked, claims, strict=True)):
        left = len(marked) - n
        _bring_to(claim, status, people, sources, now - timedelta(days=7 * left // len(marked), minutes=left))


def _mark(article: Article, people: dict[str, User], at: datetime, claim: Any, n: int) -> Claim:
    quote, kind, risk = claim
    checker = (people["cora"], people["cora"], people["ben"], None)[n % 4]
    statement = f"{quote[0].upper()}{quote[1:]}."
    return wording.mark_claim(
        article, by=people["edith"], at=at, statement=statement, quote=quote, kind=kind, risk=risk, checker=checker
    )


def _bring_to(claim: Claim, status: str, people: dict[str, User], sources: list[Source], at: datetime) -> None:
    cora, edith = people["cora"], people["edith"]
    if status == Status.IN_PROGRESS:
        verdicts.set_in_progress(claim, by=cora, at=at)
    if status == Status.VERIFIED:
        evidence.add_evidence(claim, sources[0], by=cora, at=at, stance="supports", locator="page 3")
        verdicts.record_verdict(claim, by=cora, verdict=status, at=at)
    if status in {Status.DISPUTED, Status.CORRECTED, Status.CUT, Status.STET}:
        evidence.add_evidence(claim, sources[0], by=cora, at=at, stance="contradicts", finding="Table 2 says 395.")
        evidence.add_evidence(claim, sources[1], by=cora, at=at, stance="supports", locator="page 1")
        reason = "The auditor counts this another way; see table 2."
        verdicts.record_verdict(claim, by=cora, verdict=Status.DISPUTED, reason=reason, at=at)
    if status in {Status.CORRECTED, Status.CUT, Status.STET}:
        wording_now = "Ines Varga, who runs the bakery" if status == Status.CORRECTED else ""
        verdicts.record_verdict(
            claim, by=edith, verdict=status, reason="Settled with the writer.", correction=wording_now, at=at
        )
