"""A writer's footnotes and comments, proposed as evidence on the claims that they stand at.

They came with the copy and stand among what a revision left out, each with its offset into the body. Whoever
marks or imports a claim there finds them on it, unread: they prove nothing until somebody has looked.
"""

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import capfirst

from claims import record
from claims.anchoring.sentences import Sentences
from claims.models import Article, Claim, Evidence, Revision, Source

from .evidence import bring_unread
from .leaning import facts_of, tell
from .values import ill_formed, tidy

KINDS = ("footnote", "endnote", "comment")
MOST = 20  # notes on one claim: more in one sentence are no notes on it
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?'’”»…)]}"


@dataclass(frozen=True)
class WritersNote:
    """One note: what the desk calls it ("Writer's footnote 3"), its text and how many characters stand before it."""

    name: str
    text: str
    offset: int

    @property
    def address(self) -> str:
        """The first web address in the text, "" where there is none that can be kept."""
        found = _ADDRESS.search(self.text)
        url = found[0].rstrip(_AFTER_ADDRESS) if found else ""
        return "" if ill_formed(Source, {"url": url}) else url

    @property
    def finding(self) -> str:
        """What the note says beside naming a source."""
        return "" if self.text == self.address else f"{self.name}: {self.text}"


def notes_in(dropped: Iterable[dict[str, Any]]) -> list[WritersNote]:
    """Return the notes that hang in the copy, by their place. Each kind is counted as the file counts it."""
    counts: Counter[str] = Counter()
    notes = []
    for passage in dropped:
        if (kind := passage.get("what")) in KINDS:
            counts[kind] += 1
            text, offset = tidy(passage.get("text", "")), passage.get("offset")
            if text and isinstance(offset, int):
                notes.append(WritersNote(f"Writer's {kind} {counts[kind]}", text, offset))
    return sorted(notes, key=lambda note: note.offset)


def hold_for_notes(article: Article, dropped: list[dict[str, Any]] | None = None) -> None:
    """Take the turn of the desk's record where notes may become sources: it comes before any article's.

    `dropped` is of a revision that is not written yet; without it, of the article's current one.
    """
    if dropped is None:
        dropped = article.revisions.order_by("-number").values_list("dropped", flat=True).first() or []
    if any(passage.get("what") in KINDS for passage in dropped):
        record.hold(None)


@transaction.atomic
def propose_notes(
    claims: Sequence[Claim], revision: Revision | None, *, by: Any, at: datetime, imported_in: Any = None
) -> int:
    """Bring each note of the revision to the claims it stands at, once; return how many pieces of evidence that made.

    A note stands at a claim when it hangs inside its words or after them in the same sentence. A source that the
    claim has, or had and somebody withdrew, is not brought again. Whoever may mark, import or revise may do this:
    it is part of it. Hold the desk's record first (`hold_for_notes`).
    """
    notes = notes_in(revision.dropped) if revision is not None else []
    if revision is None or not notes:
        return 0
    at_claims = [(claim, found) for claim, found in _standing_at(claims, notes, revision) if found]
    used = {note: None for _, found in at_claims for note in found}
    sources = _sources_for(list(used), revision.article, by=by, at=at)
    pairs = Evidence.objects.filter(claim__in=[claim.pk for claim, _ in at_claims])
    had = set(pairs.values_list("claim", "source"))
    made = 0
    for claim, found in at_claims:
        for source, finding in _by_source(found, sources):
            if (claim.pk, source.pk) not in had:
                bring_unread(claim, source, by=by, at=at, finding=finding, imported_in=imported_in)
                made += 1
    return made


def _standing_at(
    claims: Sequence[Claim], notes: list[WritersNote], revision: Revision
) -> Iterator[tuple[Claim, list[WritersNote]]]:
    placed = [claim for claim in claims if claim.revision_id == revision.pk and claim.start is not None]
    offsets = [note.offset for note in notes]
    sentences = Sentences.of(revision.body) if placed else None
    for claim in placed:
        if sentences is not None and claim.start is not None and claim.end is not None:
            end = _end_of_sentence(sentences, claim.start, claim.end, revision.body)
            first, last = bisect_right(offsets, claim.start), bisect_right(offsets, end)
            yield claim, notes[first : min(last, first + MOST)]


def _end_of_sentence(sentences: Sentences, start: int, end: int, body: str) -> int:
    """Return the offset behind the sentence that body[start:end] ends in, and behind the spaces after it."""
    touched = sentences.touched(start, end)
    if touched:
        end = max(end, sentences.folded.ends[sentences.lasts[touched[-1]] - 1])
    while body[end : end + 1] in {" ", "\t", "\u00a0"}:
        end += 1
    return end


def _by_source(notes: list[WritersNote], sources: dict[WritersNote, Source]) -> Iterator[tuple[Source, str]]:
    """Yield each source once, with what all notes that name it say."""
    findings: dict[Source, list[str]] = {}
    for note in notes:
        findings.setdefault(sources[note], []).append(note.finding)
    for source, said in findings.items():
        yield source, "\n".join(finding for finding in said if finding)


def _sources_for(notes: list[WritersNote], article: Article, *, by: Any, at: datetime) -> dict[WritersNote, Source]:
    """Return the source of each note: the page that it names, or else the note itself. New ones are added."""
    addresses = [note.address for note in notes if note.address]
    open_ones = Source.objects.current().filter(confidential=False, url__in=addresses)
    by_url = {source.url: source for source in open_ones.order_by("-pk")}  # Of several the oldest stays.
    keys = {note: _key(note, article) for note in notes}
    named = Source.objects.select_related("merged_into").filter(key__in=set(keys.values())).order_by("-confidential")
    by_key = {source.key: source.merged_into or source for source in named}
    found = {}
    for note in notes:
        source = (by_url.get(note.address) if note.address else None) or by_key.get(keys[note])
        if source is None:
            source = by_key[keys[note]] = _added(note, keys[note], article, by=by, at=at)
        found[note] = source
    return found


def _key(note: WritersNote, article: Article) -> str:
    """Return a key that the same words have in every revision of the article."""
    digest = hashlib.sha256((note.address or note.text).encode()).hexdigest()[:12]
    return f"{article.slug[:150]}-note-{digest}"


def _added(note: WritersNote, key: str, article: Article, *, by: Any, at: datetime) -> Source:
    """Add a source. A note without an address is the article's own word: its publisher makes it no support."""
    source = Source(key=key, added_by=by)
    if note.address:
        source.url, source.title = note.address, note.address[:500]
    else:
        source.title = capfirst(f"{note.name}, {article.headline}")[:500]
        source.publisher = article.publication or next(iter(article.own_publishers.splitlines()), "")
    source.save(force_insert=True)
    tell(source, by=by, at=at, action="source added", details=facts_of(source))
    return source
