"""Putting a contradiction aside, from the proposals' page or from the desk, and bringing it back."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.review.contradictions import bring_back as bring_one_back
from claims.review.contradictions import put_aside as put_one_aside

from .forms import AsideForm, OfRevisionForm
from .showing import Proposals
from .views import settling


def _put_aside(opened: Proposals, values: dict[str, Any]) -> str:
    assert opened.revision is not None
    name, reason = values["name"], values["reason"]
    aside = put_one_aside(opened.revision, name, by=opened.user, at=timezone.now(), reason=reason)
    return _("The contradiction is put aside: %(reason)s.") % {"reason": aside.get_reason_display()}


def _brought_back(opened: Proposals, values: dict[str, Any], *, row: int) -> str:
    bring_one_back(opened.put_aside(row), by=opened.user, at=timezone.now())
    return _("The contradiction is on the list again.")


put_aside = settling(
    AsideForm,
    _put_aside,
    gettext_lazy("Somebody else put this aside in the meantime. Nothing was changed."),
)
bring_back = settling(
    OfRevisionForm,
    _brought_back,
    gettext_lazy("Somebody else brought this back in the meantime. Nothing was changed."),
)
