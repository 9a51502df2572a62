"""What a person sends of a passage: accept it, edited or not, or waive it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.desk.deciding import VersionedForm
from claims.desk.marking import EditForm
from claims.models import Candidate
from claims.review.proposals import as_proposed
from claims.review.wording import HIGHEST_NUMBER
from claims.vocabulary import WaiverReason

HIGHEST_KEY = 2**63 - 1


class AcceptForm(EditForm):
    """The claim that the passage is to become."""


class WaiveForm(VersionedForm):
    reason = forms.ChoiceField(
        label=_("Why it is no claim"),
        choices=WaiverReason.choices,
        error_messages={"required": _("Choose one first.")},
    )
    repeats = forms.IntegerField(label=_("Claim number"), required=False, min_value=1, max_value=HIGHEST_NUMBER)


class OfRevisionForm(forms.Form):
    """Names the revision that the person looked at: another may be in by now."""

    revision = forms.IntegerField(min_value=1, max_value=HIGHEST_KEY)


class ManyForm(OfRevisionForm):
    """Names what "accept all" accepts, as it was counted on the page."""

    seen = forms.RegexField(regex=r"\A[0-9a-f]{64}\Z")


class AsideForm(OfRevisionForm):
    """Names the contradiction that is put aside, and why; what is no reason is for the rule to say."""

    name = forms.RegexField(regex=r"\A[0-9a-f]{64}\Z")
    reason = forms.CharField(required=False)


def words_of(candidate: Candidate) -> dict[str, Any]:
    """Return what the form of a claim shows of the passage before anybody edits it."""
    return as_proposed(candidate) | {"place": f"{candidate.start}-{candidate.end}"}
