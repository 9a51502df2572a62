"""Whether a correction stands in the copy where it belongs: at its claim's own passage."""

from collections.abc import Iterable

from claims.anchoring.places import Copy, Place
from claims.anchoring.sentences import Sentences
from claims.models import Claim, Revision
from claims.vocabulary import Status


def corrections_not_made(claims: Iterable[Claim], revision: Revision) -> list[Claim]:
    """Return the corrected claims whose wording does not stand at their passage. No query where verdicts are read.

    The passage is every sentence that holds a word of the claim. That the same words stand elsewhere in the copy
    ("in 2001") corrects nothing; only for a claim without a certain place is the whole copy its passage.
    """
    corrected = [claim for claim in claims if claim.status == Status.CORRECTED and claim.verdict]
    if not corrected:
        return []
    copy, sentences = Copy(revision.body), Sentences.of(revision.body)
    return [claim for claim in corrected if not _is_made(claim, revision, copy, sentences)]


def _is_made(claim: Claim, revision: Revision, copy: Copy, sentences: Sentences) -> bool:
    found = copy.find(claim.verdict.correction) if claim.verdict else []
    if claim.start is None or claim.end is None or claim.revision_id != revision.pk:
        return bool(found)
    passage = _around(claim.start, claim.end, sentences)
    return any(place.start < passage.end and passage.start < place.end for place in found)


def _around(start: int, end: int, sentences: Sentences) -> Place:
    touched = sentences.touched(start, end)
    if not touched:
        return Place(start, end)
    folded, first, last = sentences.folded, sentences.firsts[touched[0]], sentences.lasts[touched[-1]]
    return Place(min(start, folded.starts[first]), max(end, folded.ends[last - 1]))
