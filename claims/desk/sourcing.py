"""Bringing a source to the selected claim, known or new, and changing or withdrawing what was brought."""

import hashlib
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from claims.intake.filing.naming import sources_from
from claims.models import Claim, Evidence, Source
from claims.models.fields import LONGEST_ADDRESS
from claims.review.evidence import add_evidence, change_evidence, problems_with_withdrawing, withdraw
from claims.review.problems import Problem, Refused
from claims.review.source_keys import is_taken
from claims.review.sources import add_source
from claims.review.support import is_circular
from claims.vocabulary import SourceKind, Stance

from .addresses import Address
from .attempts import Difference, Overtaken
from .deciding import LONGEST, VersionedForm
from .history import last_to_bring
from .opening import Opened

SAID = ("stance", "locator", "finding")
SIGNS = {Stance.SUPPORTS: "+", Stance.CONTRADICTS: "−", Stance.CONTEXT: "·", Stance.UNREAD: "?"}


class SaidForm(forms.Form):
    """What a source says of a claim."""

    stance = forms.ChoiceField(label=_("What it says"), choices=Stance.choices)
    locator = forms.CharField(label=_("Where"), required=False, max_length=500)
    finding = forms.CharField(label=_("Finding"), required=False, max_length=LONGEST)


class EvidenceForm(VersionedForm, SaidForm):
    """Evidence that is there."""


class BringForm(SaidForm):
    """A source to bring: one that the desk has, or a new one by its title and address."""

    source: "forms.ModelChoiceField[Source]" = forms.ModelChoiceField(label=_("Source"), queryset=None, required=False)
    title = forms.CharField(label=_("Title"), required=False, max_length=500)
    url = forms.CharField(label=_("Address"), required=False, max_length=LONGEST_ADDRESS)
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=300)
    kind = forms.ChoiceField(label=_("What it is"), choices=SourceKind.choices, initial=SourceKind.OTHER)
    find = forms.CharField(label=_("Find a source"), required=False, max_length=500)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = Source.objects.open_to(user).current()  # type: ignore[attr-defined]
        self.fields["kind"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        is_new = bool(data.get("title") or data.get("url"))
        if "source" in self.errors:
            return data
        if not data.get("source") and not is_new:
            raise ValidationError(_("Choose a source, or give the title or address of a new one."))
        if data.get("source") and is_new:
            raise ValidationError(_("You chose a source and named a new one. Keep one of the two."))
        return data


def evidence_lines(claim: Claim, user: Any) -> list[dict[str, Any]]:
    """Return the standing evidence as the person may see it: of a hidden source number and stance. One query."""
    rows = claim.evidence.standing().select_related("source__origin", "added_by").order_by("pk")
    return [_line(row, claim, user) for row in rows]


def _line(row: Evidence, claim: Claim, user: Any) -> dict[str, Any]:
    row.claim = claim
    hidden = row.source.hidden_from(user)
    return {
        "row": row,
        "part": part_of(row.pk),
        "hidden": hidden,
        "sign": SIGNS[Stance(row.stance)],
        "circular": not hidden and is_circular(row.source, claim.article),
        "may_change": not hidden and not problems_with_withdrawing(row, by=user),
    }


def part_of(pk: int) -> str:
    return f"evidence-{pk}"


def brought(opened: Opened, claim: Claim, values: dict[str, Any]) -> tuple[str, Address]:
    """Add the evidence, and where the source is new, the source: both or none."""
    at = timezone.now()
    with transaction.atomic():
        source = values["source"] or _new_source(values, by=opened.user, at=at)
        add_evidence(claim, source, by=opened.user, at=at, **{name: values[name] for name in SAID})
    return f"“{source.name_for(opened.user)}” is on claim {claim.number}.", opened.address


def _new_source(values: dict[str, Any], *, by: Any, at: datetime) -> Source:
    url, title = values["url"], values["title"] or values["url"][:500]
    known = Source.objects.open_to(by).current().filter(url=url).first() if url else None
    if known is not None:
        message = f"There is a source with this address already: “{known.title}”. Search for it and choose it."
        raise Refused([Problem("known", message)])
    return add_source(
        by=by,
        at=at,
        key=_free_key(title, url, by),
        title=title,
        url=url,
        publisher=values["publisher"],
        kind=values["kind"] or SourceKind.OTHER,
    )


def _free_key(title: str, url: str, by: Any) -> str:
    if url:
        return sources_from([url], by=by)[url].key
    short = slugify(title)[:80] or "source"
    if not is_taken(short, by=by):
        return short
    return f"{short}-{hashlib.sha256(f'{title} {timezone.now()}'.encode()).hexdigest()[:10]}"


def rewritten(opened: Opened, row: Evidence, values: dict[str, Any]) -> tuple[str, Address]:
    """Change the evidence, or with "withdraw" take it back."""
    row = opened.as_read(row, values["version"])
    number, name = row.claim.number, row.source.name_for(opened.user)
    if "withdraw" in opened.request.POST:
        withdraw(row, by=opened.user, at=timezone.now())
        return f"“{name}” was withdrawn from claim {number}. It stays in the history.", opened.address
    change_evidence(row, by=opened.user, at=timezone.now(), **{name: values[name] for name in SAID})
    return f"What “{name}” says of claim {number} is saved.", opened.address


def overtaken(opened: Opened, pk: int, form: forms.Form) -> Overtaken:
    """Return what the evidence says now beside what was typed."""
    row = Evidence.objects.select_related("claim", "source").get(pk=pk)
    typed = form.cleaned_data
    differences = [
        Difference("What it says", row.get_stance_display(), str(Stance(typed["stance"]).label)),
        Difference("Where", row.locator, typed["locator"]),
        Difference("Finding", row.finding, typed["finding"]),
    ]
    shown = [difference for difference in differences if difference.theirs != difference.mine]
    return Overtaken(last_to_bring(row.claim), shown, opened.address.url)
