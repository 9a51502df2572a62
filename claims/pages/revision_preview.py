"""What a planned revision shows: the copy with its changes, and every claim with what becomes of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from claims.anchoring.differences import Change, Paragraph, Words, differences, word_differences
from claims.anchoring.places import Place
from claims.anchoring.surroundings import Surroundings
from claims.models import Event, SignOff
from claims.review.revising import Choices, Plan
from claims.review.ways import Becomes, Way

from .revision_form import NONE, choice_of, field_of

SHORT = 3  # unchanged paragraphs in a row that are shown; of more, all but the first and the last are folded away
LONGEST_COMPARED = 2_000_000  # characters of both versions; nobody reads more of it on a page
MOST_EVENTS = 10
REACH = 160  # characters shown on each side of a place to choose: its sentence is the same everywhere


@dataclass(frozen=True)
class Passage:
    """Paragraphs shown one after another, or folded away because nothing changed in them."""

    paragraphs: list[Paragraph]
    folded: bool


@dataclass(frozen=True)
class Candidate:
    """One place that an ambiguous claim may have."""

    value: str
    where: Surroundings
    chosen: bool


@dataclass(frozen=True)
class Line:
    """A claim and its way, ready to be read."""

    way: Way
    words: tuple[Words, ...]
    field: str = ""
    candidates: tuple[Candidate, ...] = ()
    none_chosen: bool = False
    may_cut: bool = False
    ticked: bool = False


def preview(plan: Plan, choices: Choices | None) -> dict[str, Any]:
    """Return what the page shows of a plan. `choices`: what the person had chosen before, None for the first look."""
    lines = {becomes: [_line(way, plan, choices) for way in plan.of(becomes)] for becomes in Becomes}
    too_long = len(plan.revision.body) + len(plan.body) > LONGEST_COMPARED
    return {
        "plan": plan,
        "lines": {becomes.name.lower(): found for becomes, found in lines.items()},
        "counts": [(becomes, len(found)) for becomes, found in lines.items() if found],
        "passages": [] if too_long else passages(differences(plan.revision.body, plan.body)),
        "too_long": too_long,
        "headline": headline if (headline := plan.body.split("\n", 1)[0]) != plan.article.headline else "",
        "sign_off": SignOff.objects.standing().filter(revision__article=plan.article).select_related("by").first(),
    }


def passages(paragraphs: Iterable[Paragraph]) -> list[Passage]:
    """Return the paragraphs with long unchanged stretches folded away, but for their first and last one."""
    found: list[Passage] = []
    for same, group in groupby(paragraphs, key=lambda paragraph: paragraph.change is Change.SAME):
        run = list(group)
        if not same or len(run) <= SHORT:
            found.append(Passage(run, folded=False))
        else:
            found += [Passage(run[:1], folded=False), Passage(run[1:-1], folded=True), Passage(run[-1:], folded=False)]
    return found


def _line(way: Way, plan: Plan, choices: Choices | None) -> Line:
    words = word_differences(way.was, way.now) if way.now and way.was != way.now else ()
    pk = way.claim.pk
    if way.becomes is Becomes.AMBIGUOUS:
        chosen = choice_of(choices.places[pk]) if choices and pk in choices.places else ""
        places = tuple(
            Candidate(value, neighbourhood(plan.body, place), value == chosen)
            for place in way.candidates
            for value in [choice_of(place)]
        )
        return Line(way, words, field_of(pk), places, chosen == NONE)
    # A correction whose passage is gone is settled: what is left is to say so. Everything else is for the person.
    ticked = pk in choices.cut if choices else way.claim.status == "corrected"
    return Line(way, words, may_cut=pk in plan.may_cut, ticked=ticked)


def neighbourhood(body: str, place: Place) -> Surroundings:
    """Return a place with what stands before and after it, across sentences and paragraphs, cut between words."""
    before, after = body[max(0, place.start - REACH) : place.start], body[place.end : place.end + REACH]
    if place.start > REACH:
        before = "…" + before[before.find(" ") + 1 :]
    if place.end + REACH < len(body):
        after = after[: after.rfind(" ") + 1 or None] + "…"
    return Surroundings(before, body[place.start : place.end], after)


def last_event(plan: Plan) -> int:
    """Return the key of the article's latest event, 0 where there is none yet."""
    newest = Event.objects.filter(chain__article=plan.article).order_by("-pk").values_list("pk", flat=True)
    return newest.first() or 0


def events_since(plan: Plan, event: int) -> list[Event]:
    """Return what others did to the article after that event, oldest first, at most the last ten."""
    later = Event.objects.filter(chain__article=plan.article, pk__gt=event).select_related("claim")
    return list(later.order_by("-pk")[:MOST_EVENTS])[::-1]
