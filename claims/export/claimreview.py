"""Fact checks as search engines and fact-check explorers read them: schema.org's ClaimReview in JSON-LD.

Only what an outside speaker claimed is reviewed, where an address shows it, and only once it is decided. A desk's
check of its publication's own sentences is no ClaimReview: each such claim is refused with its reason.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from claims.models import Article
from claims.review.problems import Problem, refuse_if
from claims.vocabulary import Kind, Risk, Status

from .appearances import Appearance, appearances, is_own_voice
from .notes import Checking, Note

# The publishers of the format ask for fewer, so that the claim is shown whole.
LONGEST_CLAIM = 74
LONGEST_BASE = 500
BEST, WORST = 5, 1
# Of all statuses only these two say whether a claim is true: a dispute is open, a cut or stet decides on the copy.
RATINGS: Mapping[str, tuple[int, str]] = {Status.VERIFIED: (BEST, "Verified"), Status.CORRECTED: (WORST, "Incorrect")}
_SAID_NOT_TRUE = {Kind.ATTRIBUTION, Kind.QUOTATION}
# Inside a <script> element these could end it; JSON reads them back the same.
_IN_SCRIPTS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


Refusal = tuple[int, tuple[str, ...]]  # a claim's number, and the sentences


@dataclass(frozen=True)
class Reviews:
    """The reviews that can be published, and why each other claim can't."""

    made: tuple[dict[str, Any], ...]
    refused: tuple[Refusal, ...]


def problems_with_base(base: str) -> list[Problem]:
    """Return what is wrong with the address under which the reviews are to be published."""
    example = "such as https://weekly.example/checks/"
    if not base.strip():
        return [Problem("no_base", f"Give the address under which the reviews will be published, {example}.")]
    try:
        URLValidator(schemes=["http", "https"])(base)
        parts = urlsplit(base)
    except (ValidationError, ValueError):
        return [Problem("bad_base", f"This is no address of the web. Give one {example}.")]
    if (
        len(base) > LONGEST_BASE
        or parts.query
        or parts.fragment
        or parts.username is not None
        or not base.isprintable()
    ):
        return [Problem("bad_base", f"Give a short, plain address without ?, # or a password, {example}.")]
    return []


def reviews(checking: Checking, *, base: str, at: datetime) -> Reviews:
    """Return a review for each claim that may have one. Raise Refused where `base` is no address.

    `base`: what each review's own page will have as the beginning of its address. One page holds one review.
    """
    refuse_if(problems_with_base(base))
    refused = refusals(checking, base=base)
    kept_back = {number for number, _ in refused}
    notes = (note for note in checking.notes if note.number not in kept_back)
    return Reviews(tuple(_review(note, checking.article, base=base, at=at) for note in notes), refused)


def refusals(checking: Checking, *, base: str = "") -> tuple[Refusal, ...]:
    """Return which claims get no review and why. No query."""
    found = ((note.number, problems_with_reviewing(note, checking.article, base=base)) for note in checking.notes)
    return tuple((number, tuple(sentences)) for number, sentences in found if sentences)


def problems_with_reviewing(note: Note, article: Article, *, base: str = "") -> list[str]:
    """Return why this claim gets no ClaimReview, in sentences that fit every claim they are true of."""
    speaker = note.claim.speaker
    if not speaker:
        return ["It names no speaker: it is the article's own."]
    if is_own_voice(speaker, article):
        return ["Its speaker is the article's own writer or publisher."]
    sentences = []
    if note.claim.kind in _SAID_NOT_TRUE:
        sentences.append("What was checked is that it was said, not whether it is true.")
    if not appearances(note, article, own_host=_host(base)):
        sentences.append("No address shows where its speaker said it: bring a source by the speaker, with its address.")
    if len(note.statement) > LONGEST_CLAIM:
        sentences.append(f"Its statement is longer than {LONGEST_CLAIM} characters.")
    return [*sentences, *_not_final(note)]


def _not_final(note: Note) -> list[str]:
    if note.claim.status not in RATINGS:
        return [f"It is {note.status}: that says neither true nor false."]
    if note.claim.risk == Risk.HIGH and not note.confirmed_by:
        return ["It is of high risk, and no second person has confirmed its verdict."]
    return []


def _review(note: Note, article: Article, *, base: str, at: datetime) -> dict[str, Any]:
    rating, name = RATINGS[note.claim.status]
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{base.rstrip('/')}/{article.slug}-claim-{note.number}/",
        "claimReviewed": note.statement,
        "datePublished": timezone.localdate(at).isoformat(),
        "itemReviewed": _item(note, appearances(note, article, own_host=_host(base))),
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": rating,
            "bestRating": BEST,
            "worstRating": WORST,
            "alternateName": name,
        },
    }
    if article.publication:
        review["author"] = {"@type": "Organization", "name": article.publication, "url": _site(base)}
    return review


def _item(note: Note, found: list[Appearance]) -> dict[str, Any]:
    item: dict[str, Any] = {
        "@type": "Claim",
        "author": {"@type": found[0].by, "name": note.claim.speaker},
        "appearance": [{"@type": "CreativeWork", "url": one.url} for one in found],
    }
    return item | ({"datePublished": found[0].published_on} if found[0].published_on else {})


def _host(base: str) -> str:
    return urlsplit(base).hostname or ""


def _site(base: str) -> str:
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}/"


def write_json_of(made: tuple[dict[str, Any], ...], file: BinaryIO) -> None:
    """Write a JSON array, one review per element. Each may stand in a page's script element as it is."""
    file.write(json.dumps(made, ensure_ascii=False, indent=2).translate(_IN_SCRIPTS).encode() + b"\n")
