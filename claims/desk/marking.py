"""Marking a new claim by its words in the copy, and changing what a claim says or where it stands."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims import finding
from claims.anchoring.places import Copy, Place
from claims.anchoring.surroundings import Surroundings, sentence_around
from claims.models import Claim, Revision
from claims.review.unmarking import unmark
from claims.review.wording import edit_claim, mark_claim
from claims.vocabulary import Kind, Risk

from .addresses import Address
from .attempts import Difference, Overtaken
from .deciding import LONGEST, VersionedForm
from .history import last_to_save
from .opening import Opened

MOST_PLACES = 50  # nobody chooses among more
LONGEST_FIGURE = 60  # characters of a selected date or amount with its unit
AROUND = 2_000  # characters round a passage that are read for its kind and value
_NOWHERE = _("These words do not stand in the copy. Copy them from it, or leave this empty.")
_SEVERAL = _("These words stand in several places. Choose the one you mean.")
FIELDS = ("quote", "statement", "kind", "value", "speaker", "risk", "sensitive", "section", "note")


class WordsForm(forms.Form):
    """What a claim says, and optionally the place that a person chose for its quote."""

    quote = forms.CharField(label=_("Quote"), required=False, max_length=LONGEST)
    statement = forms.CharField(label=_("Statement"), required=False, max_length=LONGEST)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, initial=Kind.OTHER)
    value = forms.CharField(label=_("Value"), required=False, max_length=500)
    speaker = forms.CharField(label=_("Speaker"), required=False, max_length=200)
    risk = forms.ChoiceField(label=_("Risk"), choices=Risk.choices, initial=Risk.LOW)
    sensitive = forms.BooleanField(label=_("Sensitive"), required=False)
    section = forms.CharField(label=_("Section"), required=False, max_length=200)
    note = forms.CharField(label=_("Note"), required=False, max_length=LONGEST)
    place = forms.RegexField(label=_("Place"), regex=r"\A[0-9]{1,9}-[0-9]{1,9}\Z", required=False)

    def __init__(self, *args: Any, body: str, known_quote: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._body, self._known_quote = body, known_quote
        self.choices: list[tuple[str, Surroundings]] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        quote = data["quote"] = data.get("quote", "").replace("\r\n", "\n")
        stands_at = None
        if quote and not self.errors and (data.get("place") or quote != self._known_quote):
            stands_at = self._stands_at(quote, data.get("place", ""))
        if stands_at is not None:
            # The copy's own letters: a quotation mark or a dash may have been typed another way.
            data["quote"] = self._body[stands_at.start : stands_at.end]
        data["stands_at"] = stands_at
        return data

    def _stands_at(self, quote: str, chosen: str) -> Place | None:
        """Return where the quote stands: as chosen if it does stand there, else where it certainly does."""
        place = Place(*map(int, chosen.split("-"))) if chosen else None
        if place is not None and self._body[place.start : place.end] == quote:
            return place
        places = Copy(self._body).find(quote)
        if place in places:
            return place
        if len(places) == 1:
            return places[0]
        self.choices = [
            (f"{there.start}-{there.end}", sentence_around(self._body, there.start, there.end))
            for there in places[:MOST_PLACES]
        ]
        self.add_error("quote", _SEVERAL if places else _NOWHERE)
        return None


class EditForm(VersionedForm, WordsForm):
    """What a claim is to say."""


def guessed(revision: Revision, start: int, end: int) -> dict[str, Any]:
    """Return first values for a claim of body[start:end]: its words, its sentence, what the finder reads there."""
    body = revision.body
    around = sentence_around(body, start, end)
    values = {
        "quote": body[start:end],
        "place": f"{start}-{end}",
        "statement": "".join(around).strip(),
    }
    published_on = revision.article.published_on
    figure = _figure(body[start:end], published_on=published_on)
    return values | _found(body, start, end, published_on=published_on) | figure


def _found(body: str, start: int, end: int, *, published_on: str) -> dict[str, Any]:
    left = max(body.rfind("\n", 0, start) + 1, start - AROUND)
    right = body.find("\n", end)
    right = min(right if right >= 0 else len(body), end + AROUND)
    candidates = finding.find(body[left:right], published_on=published_on or None)
    overlaps = [(min(c.end + left, end) - max(c.start + left, start), c) for c in candidates]
    best = max(overlaps, key=lambda pair: pair[0], default=None)
    if best is None or best[0] <= 0:
        return {}
    shared, found = best
    # What a whole clause says is not what a few of its words say; who speaks and what it risks is.
    says_it = 2 * shared >= found.end - found.start
    guess = {"kind": found.kind, "value": found.value} if says_it else {}
    return guess | {"speaker": found.speaker, "risk": found.risk, "sensitive": found.sensitive}


def _figure(passage: str, *, published_on: str) -> dict[str, Any]:
    """Return kind and value of a passage that is little more than a date or an amount."""
    read = finding.values.read(passage, published_on=published_on or None) if len(passage) <= LONGEST_FIGURE else []
    if len(read) != 1 or 2 * (read[0].end - read[0].start) < len(passage):
        return {}
    kind = read[0].sort if read[0].sort in {Kind.DATE, Kind.MONEY} else Kind.NUMBER
    return {"kind": kind, "value": read[0].value}


def passage(text_start: str, text_end: str, length: int) -> tuple[int, int] | None:
    """Return the passage that an address names, None where it names none of the copy."""
    if not all(text.isascii() and text.isdigit() and len(text) <= 9 for text in (text_start, text_end)):
        return None
    start, end = int(text_start), int(text_end)
    return (start, end) if start < end <= length else None


def marked(opened: Opened, values: dict[str, Any]) -> tuple[str, Address]:
    fields = {name: values[name] for name in FIELDS}
    claim = mark_claim(opened.article, by=opened.user, at=timezone.now(), stands_at=values["stands_at"], **fields)
    return f"Claim {claim.number} is marked.", opened.address.at(claim=claim.number)


def edited(opened: Opened, claim: Claim, values: dict[str, Any]) -> tuple[str, Address]:
    was = claim.status
    claim = opened.as_read(claim, values["version"])
    fields = {name: values[name] for name in FIELDS}
    changed = edit_claim(claim, by=opened.user, at=timezone.now(), stands_at=values["stands_at"], **fields)
    if not changed:
        return f"Nothing of claim {claim.number} was changed.", opened.address
    if claim.status != was:
        return f"Claim {claim.number} is saved, and open again: what was decided on is not there now.", opened.address
    return f"Claim {claim.number} is saved.", opened.address


def unmarked(opened: Opened, claim: Claim, values: dict[str, Any]) -> tuple[str, Address]:
    unmark(opened.as_read(claim, values["version"]), by=opened.user, at=timezone.now())
    return f"The mark of claim {claim.number} is taken away. The claim stays in the record, as cut.", opened.address


def overtaken(opened: Opened, form: forms.Form) -> Overtaken:
    """Return the fields in which the claim differs now from what was typed."""
    claim = opened.claim()
    assert claim is not None
    differences = []
    for name in FIELDS:
        field = form.fields[name]
        choices = dict(getattr(field, "choices", ()))
        now, mine = getattr(claim, name), form.cleaned_data.get(name)
        if now != mine:
            differences.append(Difference(str(field.label), *(str(choices.get(v, v)) for v in (now, mine))))
    return Overtaken(last_to_save(claim), differences, opened.address.url)
