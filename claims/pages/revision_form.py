"""What a person fills in to bring new copy: the file or the pasted text, then the choices that texts can't make."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from claims.anchoring.places import Place
from claims.intake.articles import PASTED
from claims.intake.readers import LARGEST_FILE
from claims.review.revising import Choices, Plan
from claims.review.ways import Becomes

NONE = "none"


class CopyForm(forms.Form):
    """A file or pasted text."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("Text (.txt), Markdown (.md), HTML or Word (.docx). It is kept byte for byte."),
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.markdown,.html,.htm,.docx"}),
    )
    pasted = forms.CharField(
        label=_("Or paste the copy"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField"}),
        help_text=_("Headline on the first line, then the text."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large. Take out its pictures, or paste the text."))
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("file")) == bool((given.get("pasted") or "").strip()) and "file" not in self.errors:
            raise forms.ValidationError(_("Choose a file or paste the copy: one of the two."))
        return given

    def original(self) -> tuple[bytes, str]:
        """Return the bytes to keep and the name they came under."""
        if file := self.cleaned_data["file"]:
            return file.read(), file.name
        return self.cleaned_data["pasted"].encode(), PASTED

    def refuse(self, reason: Exception) -> None:
        """Say why nothing could be read, beside the field that it came in by."""
        self.add_error("file" if self.cleaned_data["file"] else "pasted", str(reason))


def field_of(pk: int) -> str:
    """Return the name of the field in which a person says where the claim stands."""
    return f"place-{pk}"


def choice_of(place: Place | None) -> str:
    """Return a place as a form sends it."""
    return NONE if place is None else f"{place.start}-{place.end}"


def choices_from(posted: QueryDict, plan: Plan) -> Choices:
    """Return what was chosen; what fits no claim of the plan is no choice."""
    places = {}
    for way in plan.of(Becomes.AMBIGUOUS):
        offered = {choice_of(place): place for place in (*way.candidates, None)}
        if (said := posted.get(field_of(way.claim.pk), "")) in offered:
            places[way.claim.pk] = offered[said]
    gone = {str(way.claim.pk): way.claim.pk for way in plan.of(Becomes.GONE)}
    return Choices(cut=frozenset(gone[pk] for pk in posted.getlist("cut") if pk in gone), places=places)
